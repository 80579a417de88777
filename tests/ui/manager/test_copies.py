"""Copies between the panes: whole folders, byte for byte; stopped, broken, gone on with; what is there is asked for."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from tests.ui.manager.helpers import MODULE, VALUES, choose, key, manager, names, read, rests, signed_in
from tests.ui.wizard.helpers import commands, lines, until
from tests.wizards.ferrying import HOST, shore

BIG = random.Random(3).randbytes(120_000)
SLOW = f"{MODULE}&speed=460800"


def tree(folder) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def state(desk) -> tuple:
    hand = desk.wizards.files.hand
    return hand.done, hand.trouble, hand.broken


async def begun(desk, size: int = 1) -> None:
    """Waits until so many bytes of a copy are through."""
    await until(desk, lambda: desk.wizards.files.hand.progress[0] >= size)


def test_a_folder_goes_up_and_comes_back(play, here, tmp_path) -> None:
    async def scene(desk) -> None:
        first, second = (await signed_in(desk, here)).panes
        choose(first, "firmware", "data2.bin")
        before = tree(here)
        first.copy.click()
        await rests(desk)
        home = desk.workbench.far_end.file_home
        wanted = {name: data for name, data in before.items() if name.startswith(("firmware", "data2"))}
        assert {name: data for name, data in tree(home).items() if name != "readme.txt"} == wanted, state(desk)
        assert names(second) == ["firmware", "data2.bin", "readme.txt"]
        assert "3 files, 3,320 bytes, verified" in manager(desk).foot.words.text()
        (tmp_path / "back").mkdir()
        desk.wizards.files.hand.go(first.side, str(tmp_path / "back"))
        await until(desk, lambda: first.side.view.folder.endswith("back"))
        choose(second, "firmware", "readme.txt")
        second.copy.click()
        await rests(desk)
        back = tree(tmp_path / "back")
        assert back.pop("readme.txt") == (home / "readme.txt").read_bytes()
        assert back == {name: data for name, data in wanted.items() if name.startswith("firmware")}
        assert not any("atb" in line for line in await _on_module(desk))

    play(scene)


async def _on_module(desk) -> list[str]:
    return [event.text for event in (await desk.session.ask('AT+QFLST="*"')).lines]


def test_what_is_there_already_is_asked_for(play, here) -> None:
    async def scene(desk) -> None:
        first, second = (await signed_in(desk, here)).panes
        home = desk.workbench.far_end.file_home
        (home / "data2.bin").write_bytes(b"older")
        second.head.tools["again"].click()
        await rests(desk)
        choose(first, "data2.bin", "readme.md")
        count = len(commands(desk))
        key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        assert "data2.bin is there already" in first.question.words.text()
        key(Qt.Key.Key_Tab)  # to "Leave out"
        key(Qt.Key.Key_Space)
        await rests(desk)
        assert (home / "data2.bin").read_bytes() == b"older"
        assert (home / "readme.md").read_bytes() == (here / "readme.md").read_bytes()
        assert "left out" in manager(desk).foot.rest.text()
        assert len(commands(desk)) > count
        choose(first, "data2.bin")
        key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        key(Qt.Key.Key_Space)  # "Replace"
        await rests(desk)
        assert (home / "data2.bin").read_bytes() == (here / "data2.bin").read_bytes()

    play(scene)


@pytest.mark.parametrize("side", [0, 1])
def test_stop_and_go_on(play, here, side: int) -> None:
    async def scene(desk) -> None:
        made = await signed_in(desk, here, SLOW)
        home = desk.workbench.far_end.file_home
        (here, home)[side].joinpath("big.bin").write_bytes(BIG)
        (here, home)[side].joinpath("aaa.bin").write_bytes(BIG[:9_000])
        pane, other = made.panes[side], made.panes[1 - side]
        pane.head.tools["again"].click()
        await until(desk, lambda: "big.bin" in names(pane))
        desk.workbench.far_end.file_moods.pace = 400_000
        choose(pane, "aaa.bin", "big.bin")
        pane.copy.click()
        await begun(desk, 50_000)
        assert not other.head.tools["again"].isEnabled() or side == 1
        assert "copy 2 items" in desk.wizards.files.hand.why_not("server")
        assert "%" in made.foot.words.text() and not made.foot.bar.isHidden()
        made.foot.stop.setFocus()
        key(Qt.Key.Key_Space)
        await until(desk, lambda: not desk.wizards.running)
        hand = desk.wizards.files.hand
        assert hand.broken and hand.trouble.stopped
        assert made.foot.go_on.hasFocus()
        await rests(desk)
        assert desk.session.status.get("ftp")  # the session is kept
        assert desk.session.status.contexts
        assert names(made.panes[1]), state(desk)
        count = len(commands(desk))
        key(Qt.Key.Key_Space)
        await until(desk, lambda: not hand.doing)
        assert (here, home)[1 - side].joinpath("big.bin").read_bytes() == BIG, state(desk)
        again = commands(desk)[count:]
        assert not any(one.startswith(("AT+QFTPPUT", "AT+QFTPGET")) and "aaa.bin" in one for one in again)
        assert "verified" in made.foot.words.text()
        assert not made.foot.rest.text()  # what came through before is no news

    play(scene)


def test_port_loss_in_the_middle_and_on_from_there(play, here) -> None:
    async def scene(desk) -> None:
        url = f"{SLOW}&host={HOST}=127.0.0.1:{server.ports[0]}"
        made = await signed_in(desk, here, url, server=HOST, port="21")
        (here / "big.bin").write_bytes(BIG)
        first, second = made.panes
        first.head.tools["again"].click()
        await until(desk, lambda: "big.bin" in names(first))
        server.moods.pace = 300_000
        choose(first, "big.bin")
        first.copy.click()
        await begun(desk, 80_000)
        desk.workbench.port.unplug()
        await until(desk, lambda: not desk.open and not desk.wizards.running)
        hand = desk.wizards.files.hand
        assert hand.broken and not hand.trouble.stopped
        assert second.state.title.text() == "No port is open"
        assert "Open the port again" in made.foot.rest.text()
        assert not made.foot.go_on.isEnabled()
        assert made.foot.go_on.toolTip() == "Open a port first"
        assert names(first)  # this computer is still there
        (server.home / "new.txt").write_bytes(b"meanwhile")
        await desk.ports.open_now(url)
        assert second.state.title.text() == "Not signed in"
        assert not made.foot.go_on.isEnabled()
        second.state.first.click()
        await read(desk, 1)
        assert "new.txt" in names(second)  # what was read before holds no more
        assert made.foot.go_on.isEnabled()
        server.moods.pace = 0
        made.foot.go_on.click()
        await until(desk, lambda: not hand.doing)
        assert hand.done, state(desk)
        assert (server.home / "big.bin").read_bytes() == BIG

    with shore() as server:
        play(scene)


def test_nobody_else_speaks_meanwhile_and_it_waits_for_the_others(play, here, monkeypatch) -> None:
    async def scene(desk) -> None:
        made = await signed_in(desk, here)
        first, second = made.panes
        choose(first, "readme.md")
        monkeypatch.setattr(type(desk.lists), "running", property(lambda lists: True))
        desk.wizards.files.hand.look()
        assert not first.copy.isEnabled()
        assert first.copy.toolTip() == "A list is running"
        assert second.head.tools["again"].toolTip() == "A list is running"
        assert first.head.tools["again"].isEnabled()  # this computer asks nobody
        count = len(commands(desk))
        key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        await desk.workbench.clock.sleep(1)
        assert len(commands(desk)) == count
        monkeypatch.undo()
        desk.wizards.files.hand.look()
        assert first.copy.isEnabled()
        first.copy.click()
        assert not desk.window.commands.foot.run.isEnabled()
        assert not made.panes[1].head.tools["make"].isEnabled()
        await rests(desk)
        assert desk.wizards.files.hand.done
        desk.window.input.command.field.setText("AT+CSQ")
        desk.lines.send()
        assert desk.session.pending
        assert "AT+CSQ" in desk.wizards.files.hand.why_not("server")

    play(scene)


def test_between_module_and_server(play, here) -> None:
    async def scene(desk) -> None:
        made = await signed_in(desk, here)
        first, second = made.panes
        desk.wizards.files.hand.use(first.side, "UFS")
        await rests(desk)
        assert first.state.title.text() == "Empty"
        choose(second, "readme.txt")
        assert second.copy.text() == "Copy to the module"
        second.copy.click()
        await rests(desk)
        assert names(first) == ["readme.txt"], state(desk)
        desk.wizards.files.hand.use(second.side, "RAM")
        await rests(desk)
        choose(first, "readme.txt")
        assert first.copy.toolTip() == "Files go between two different places"
        assert any("QFTPGET" in line for line in lines(desk))

    play(scene)


def test_what_is_typed_into_the_wizard_stays_true(play, here) -> None:
    """The steps after the file manager still run, and sign off."""

    async def scene(desk) -> None:
        await signed_in(desk, here, **VALUES)
        desk.wizards.work.run_from_here()
        await until(desk, lambda: not desk.wizards.running)
        assert desk.wizards.work.step.name == "close"  # one signs off when one is done
        assert desk.session.status.get("ftp") == "open"
        desk.wizards.work.run_from_here()
        await until(desk, lambda: not desk.wizards.running)
        assert desk.wizards.work.step is None
        assert desk.session.status.get("ftp") is None
        assert manager(desk).panes[1].state.title.text() == "Not signed in"

    play(scene)
