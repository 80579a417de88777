"""Port, capture, log, session and virtual module together, without a window."""

import asyncio
import errno
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.files import Home
from atbench.port.port import PortLost
from atbench.store.capture import records
from atbench.workbench import Workbench


def play(home: Path, story, speed: float = 50.0) -> None:
    async def run() -> None:
        workbench = Workbench(Home(home), Clock(speed))
        try:
            async with asyncio.timeout(30):
                await story(workbench)
        finally:
            await workbench.close()

    asyncio.run(run())


def test_a_virtual_module_from_opening_to_closing(tmp_path):
    async def story(workbench):
        changes = []
        workbench.on_change.append(lambda: changes.append(workbench.port is not None))
        session = await workbench.open("virtual://ec600s")
        await workbench.started()
        assert (await session.ask("AT+CSQ")).ok
        assert session.status.get("sim") == "READY"
        await workbench.close()
        assert changes == [True, False]
        assert workbench.problem == ""
        with pytest.raises(PortLost):
            await session.ask("AT")
        texts = [workbench.log.line(i).text for i in range(len(workbench.log))]
        assert texts[0].startswith("virtual://ec600s opened")
        assert "RDY" in texts
        assert texts[-1] == "virtual://ec600s closed"

    play(tmp_path, story)
    [capture] = [path for path in (tmp_path / "captures").iterdir() if path.suffix != ".idx"]
    assert capture.name.startswith("ec600s_")
    kinds = {record.kind for record in records(capture)}
    assert kinds == {"R", "T", "N"}


def test_opening_sends_nothing(tmp_path):
    async def story(workbench):
        session = await workbench.open("virtual://ec600s")
        await workbench.started()
        assert session.written == 0

    play(tmp_path, story)


def test_a_lost_module_is_told_and_noted(tmp_path):
    async def story(workbench):
        session = await workbench.open("virtual://ec600s?boot=0")
        workbench.port.unplug()
        with pytest.raises(PortLost):
            await session.ask("AT")
        while workbench.port:
            await workbench.clock.sleep(0.1)
        assert "is gone" in workbench.problem
        assert "is gone" in workbench.log.line(len(workbench.log) - 1).text

    play(tmp_path, story)


def test_record_goes_where_it_is_told(tmp_path):
    async def story(workbench):
        await workbench.open("virtual://ec600s", record=tmp_path / "mine")
        await workbench.started()

    play(tmp_path / "home", story)
    assert b"RDY" in (tmp_path / "mine").read_bytes()
    assert not (tmp_path / "home" / "captures").exists()


def test_a_port_that_does_not_open_leaves_nothing(tmp_path):
    async def story(workbench):
        with pytest.raises(OSError, match="There is no port"):
            await workbench.open("/dev/ttyNOPE")
        assert workbench.session is None

    play(tmp_path, story)
    assert list((tmp_path / "captures").iterdir()) == []


def test_a_full_disk_is_said_loudly_and_the_terminal_goes_on(tmp_path, monkeypatch):
    async def story(workbench):
        session = await workbench.open("virtual://ec600s")
        await workbench.started()

        def full(handle, data):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("atbench.store.capture._write_all", full)
        answer = await session.ask("AT+CSQ")
        assert answer.lines[0].text.startswith("+CSQ")
        while not workbench.problem:
            await workbench.clock.sleep(0.1)
        assert "No space left on device" in workbench.problem
        texts = [workbench.log.line(i).text for i in range(len(workbench.log))]
        assert answer.lines[0].text in texts

    play(tmp_path, story)


def test_garbage_at_full_speed_is_harmless(tmp_path):
    """As at a wrong baud rate: recorded byte for byte, and commands work afterwards."""

    async def story(workbench):
        session = await workbench.open("virtual://ec600s?boot=0")
        garbage = bytes(range(256)) * 4096
        for start in range(0, len(garbage), 4096):
            session.on_bytes(garbage[start : start + 4096], 1.0)
        while session.received < len(garbage):
            await workbench.clock.sleep(0.1)
        assert (await session.ask("AT")).ok
        assert workbench.log.capture.path.read_bytes().startswith(garbage)

    play(tmp_path, story)


def test_other_manuals_while_the_program_runs(tmp_path):
    async def story(workbench):
        await workbench.use("ec20")
        assert (workbench.knowledge.profile, workbench.settings.get("profile")) == ("ec20", "ec20")
        with pytest.raises(ValueError, match="ec999"):
            await workbench.use("ec999")
        assert (workbench.profile, workbench.knowledge.profile) == ("ec20", "ec20")
        await workbench.open("virtual://ec600s?boot=0")
        assert workbench.knowledge.profile == "ec600s"  # sure
        assert (workbench.profile, workbench.settings.get("profile")) == ("ec20", "ec20")

    play(tmp_path, story)
    assert Workbench(Home(tmp_path)).knowledge.profile == "ec20"
    assert Workbench(Home(tmp_path), profile="me3630").knowledge.profile == "me3630"


def test_a_module_of_the_command_line_holds_for_a_virtual_one_too(tmp_path):
    async def run() -> None:
        workbench = Workbench(Home(tmp_path), Clock(50), "ec20")
        await workbench.open("virtual://ec600s?boot=0")
        assert workbench.knowledge.profile == "ec20"
        await workbench.close()

    asyncio.run(run())


def test_an_unknown_module_is_told_and_the_default_one_used(tmp_path):
    workbench = Workbench(Home(tmp_path), profile="ec999")
    assert workbench.knowledge.profile == "ec600s"
    assert "ec999" in workbench.problem_profile
    assert asyncio.run(workbench.refresh()) is False


def test_the_users_own_manuals_are_read_again_when_they_change(tmp_path):
    file = tmp_path / "manuals" / "quectel" / "mine.toml"

    async def story(workbench):
        assert not await workbench.refresh()  # nothing was read yet
        assert workbench.knowledge.warnings == []
        assert not await workbench.refresh()
        file.parent.mkdir(parents=True)
        file.write_text('[source]\nmanual = "M"\nversion = "1"\n[[commands]]\nname = "+MINE"\nsection = "1"\n')
        assert await workbench.refresh()
        assert workbench.knowledge.pages.page("+MINE")
        assert not await workbench.refresh()
        file.write_text("x = ")
        assert await workbench.refresh()
        assert "mine.toml" in workbench.knowledge.warnings[0]
        file.unlink()
        assert await workbench.refresh()
        assert workbench.knowledge.warnings == []

    play(tmp_path, story)
