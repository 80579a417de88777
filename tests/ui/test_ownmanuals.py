"""The user's own manuals while the program runs."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from atbench.files import resource
from atbench.port.port import moment

READY = "virtual://ec600s?boot=0"
SOURCE = '[source]\nmanual = "Mine"\nversion = "1"\n'
ROW = """
[[urcs]]
name = "+LAMP"
section = "1"
text = ["Lamp", "灯"]
lines = [{ syntax = "+LAMP", example = "+LAMP", note = ["%s", "灯"] }]
"""


async def until(desk, true, seconds=20.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await desk.workbench.clock.sleep(0.5)


@pytest.fixture
def shown(monkeypatch) -> list[str]:
    """The folders that the desktop was asked to show."""
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    return opened


def slips(desk) -> list:
    return [message for message in desk.messages if message.key.startswith("manual")]


def test_a_new_a_changed_and_a_removed_file_work_at_once(play, tmp_path) -> None:
    file = tmp_path / "manuals" / "quectel" / "mine.toml"

    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.session.on_bytes(b"\r\n+LAMP\r\n", moment())
        await until(desk, lambda: desk.session.received >= 9)
        desk.window.terminal.go_to(len(desk.session.log) - 1)
        file.parent.mkdir(parents=True)
        for words in ("it shines", "it shines brightly"):
            file.write_text(SOURCE + ROW % words, "utf-8")
            await until(desk, lambda words=words: desk.workbench.knowledge.explain("+LAMP").note == words)
        assert "Lamp" in desk.window.pane.as_text()
        file.unlink()
        await until(desk, lambda: not desk.workbench.knowledge.explain("+LAMP").note)

    play(scene)


def test_a_slip_is_told_until_it_is_mended(play, tmp_path, shown) -> None:
    file = tmp_path / "manuals" / "quectel" / "mine.toml"

    async def scene(desk) -> None:
        await until(desk, lambda: desk.workbench.ready)
        file.parent.mkdir(parents=True)
        file.write_text(SOURCE + ROW.replace("syntax", "sintax"), "utf-8")
        await until(desk, lambda: slips(desk))
        (message,) = slips(desk)
        assert message.title.startswith("quectel/mine.toml") or message.title.startswith("quectel\\mine.toml")
        assert "sintax" in message.title and "$.urcs[0]" in message.title
        assert "correct it" in message.reason
        desk.window.findChild(QPushButton, "message_manual0_0").click()
        assert shown == [str(tmp_path / "manuals").replace("\\", "/")]
        file.write_text(SOURCE + ROW % "it shines", "utf-8")
        await until(desk, lambda: not slips(desk))

    play(scene)


def test_a_module_of_ones_own(play, tmp_path) -> None:
    folder = tmp_path / "manuals" / "acme"

    async def scene(desk) -> None:
        await until(desk, lambda: desk.workbench.ready)
        folder.mkdir(parents=True)
        (folder / "rows.toml").write_text(SOURCE + ROW % "it shines", "utf-8")
        await until(desk, lambda: slips(desk))
        assert "family.toml" in slips(desk)[0].title + slips(desk)[0].reason
        family = 'title = "Acme"\nextends = "quectel"\nprofiles = [{ name = "acme1", title = "Acme One" }]\n'
        (folder / "family.toml").write_text(family + SOURCE, "utf-8")
        await until(desk, lambda: not slips(desk))
        await desk.workbench.use("acme1")
        assert desk.window.toolbar.module.text() == "Acme One"
        assert desk.workbench.knowledge.explain("+LAMP").note == "it shines"
        assert desk.workbench.knowledge.knows("AT+QIACT?")
        # Its lines are Quectel's too: that is no sign of another module.
        await desk.ports.open_now(READY)
        await desk.workbench.use("acme1")
        for _time in range(4):
            desk.session.on_bytes(b'\r\n+QIURC: "recv",0\r\n', moment())
        await desk.drawn()
        assert desk.workbench.guess is None

    play(scene)


def test_the_folder_opens_with_an_example(play, tmp_path, shown) -> None:
    async def scene(desk) -> None:
        desk.window.acts["own_manuals"].trigger()
        assert shown == [str(tmp_path / "manuals").replace("\\", "/")]
        example = tmp_path / "manuals" / "example.toml.txt"
        assert example.read_bytes() == resource("guide/example.toml.txt").read_bytes()
        example.write_text("mine")
        desk.window.acts["own_manuals"].trigger()
        assert example.read_text() == "mine"  # never written over
        # Copied as it says, it works.
        copied = tmp_path / "manuals" / "quectel" / "mine.toml"
        copied.parent.mkdir()
        copied.write_bytes(resource("guide/example.toml.txt").read_bytes())
        await until(desk, lambda: desk.workbench.ready and desk.workbench.knowledge.knows("AT+LAMP=3"))
        assert not slips(desk)
        assert desk.workbench.knowledge.explain("+LAMPFAIL: 7").note == "lamp broke"
        assert desk.workbench.knowledge.explain("+LAMP: 3", after="AT+LAMP?").summary == "The lamp is on"

    play(scene)
