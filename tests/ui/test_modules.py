"""The module whose manuals are used: chosen, guessed, never changed by itself."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from atbench.files import Home
from atbench.port.port import moment
from atbench.settings import Settings
from atbench.ui.modulebutton import ModuleButton

READY = "virtual://ec600s?boot=0"
CLOUD = b'\r\n+TCMQTTRCVPUB: "t",1,"x"\r\n'


async def wide(desk) -> None:
    """The window has room for words; opens the virtual module."""
    desk.window.resize(1440, 900)
    desk.window.toolbar.resize(1440, 46)
    await desk.ports.open_now(READY)


async def until(desk, true, seconds=20.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await desk.workbench.clock.sleep(0.5)


def entries(button: ModuleButton) -> dict[str, object]:
    button._fill()
    return {action.text(): action for action in button.menu().actions() if not action.isSeparator()}


def keys(desk) -> list[str]:
    return [message.key for message in desk.messages]


def heard(desk, line: bytes, times: int = 3) -> None:
    for _time in range(times):
        desk.session.on_bytes(line, moment())


@pytest.fixture
def button(theme, qtbot) -> ModuleButton:
    made = ModuleButton()
    qtbot.addWidget(made)
    choices = [("quectel", "", "Quectel"), ("quectel", "ec20", "EC20"), ("acme", "", "Acme"), ("acme", "acme", "Acme")]
    made.show_module("ec20", "EC20", choices)
    return made


def test_the_menu_has_every_module_once(button: ModuleButton) -> None:
    there = entries(button)
    assert list(there) == ["Quectel, any module", "EC20", "Acme, any module", "Ask the module (ATI)", "Own manuals"]
    assert [text for text, action in there.items() if action.isChecked()] == ["EC20"]
    assert not there["Ask the module (ATI)"].isEnabled()


def test_choosing_tells_the_name(button: ModuleButton, qtbot) -> None:
    with qtbot.waitSignal(button.chosen) as told:
        entries(button)["Quectel, any module"].trigger()
    assert told.args == ["quectel"]


def test_a_guess_stands_beside_the_name(button: ModuleButton, qtbot) -> None:
    button.show_guess("acme", "Acme", "It said “ACME”.")
    assert button.text() == "EC20 · Acme?"
    button.show_short(True)
    assert button.text() == "EC20?"
    button.show_short(False)
    assert "It said" in button.toolTip()
    with qtbot.waitSignal(button.chosen) as told:
        entries(button)["Use Acme"].trigger()
    assert told.args == ["acme"]
    button.show_guess("", "", "")
    assert button.text() == "EC20"


def test_another_module_explains_everything_anew_and_is_remembered(play, tmp_path) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        heard(desk, CLOUD, 1)
        await until(desk, lambda: desk.session.received >= len(CLOUD))
        desk.window.terminal.go_to(len(desk.session.log) - 1)
        assert "not in the manual" in desk.window.pane.as_text().lower()
        desk.window.toolbar.module.chosen.emit("tencent")
        await until(desk, lambda: "message" in desk.window.pane.as_text().lower())
        assert desk.window.toolbar.module.text() == "Tencent Cloud IoT"
        assert entries(desk.window.toolbar.module)["Tencent Cloud IoT, any module"].isChecked()
        assert Settings(Home(tmp_path)).get("profile") == "tencent"

    play(scene)


def test_a_guess_is_told_once_and_changes_nothing(play) -> None:
    async def scene(desk) -> None:
        await wide(desk)
        heard(desk, CLOUD)
        await until(desk, lambda: "module" in keys(desk))
        (message,) = [message for message in desk.messages if message.key == "module"]
        assert message.tone == "hint" and "Tencent" in message.title and "+TCMQTTRCVPUB" in message.reason
        assert desk.workbench.knowledge.profile == "ec600s"
        assert desk.window.toolbar.module.text() == "EC600S · Tencent Cloud IoT?"
        not_now = desk.window.findChild(QPushButton, "message_module_1")
        assert not_now.text() == "Not now"
        QTest.mouseClick(not_now, Qt.MouseButton.LeftButton)
        assert "module" not in keys(desk)
        heard(desk, CLOUD)
        await desk.drawn()
        assert "module" not in keys(desk)
        assert desk.window.toolbar.module.text().endswith("?")  # the quiet hint stays

    play(scene)


def test_use_it_takes_the_guess(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        heard(desk, CLOUD)
        await until(desk, lambda: "module" in keys(desk))
        desk.window.findChild(QPushButton, "message_module_0").click()
        await until(desk, lambda: desk.workbench.knowledge.family == "tencent")
        assert "module" not in keys(desk)
        assert desk.window.toolbar.module.text() == "Tencent Cloud IoT"

    play(scene)


def test_asking_tells_the_module_for_sure(play) -> None:
    async def scene(desk) -> None:
        await wide(desk)
        await desk.workbench.use("me3630")
        desk.window.acts["module_ask"].trigger()
        await until(desk, lambda: "module" in keys(desk))
        (message,) = [message for message in desk.messages if message.key == "module"]
        assert "EC600S" in message.title and "EC600S" in message.reason
        assert desk.window.toolbar.module.text() == "ME3630 · EC600S?"

    play(scene)


def test_a_virtual_module_is_known_for_sure_and_not_remembered(play, tmp_path) -> None:
    Settings(Home(tmp_path)).set("profile", "me3630")

    async def scene(desk) -> None:
        await until(desk, lambda: desk.window.toolbar.module.text() == "ME3630")
        await desk.ports.open_now(READY)
        assert desk.window.toolbar.module.text() == "EC600S"
        assert desk.workbench.guess is None
        assert desk.settings.get("profile") == "me3630"

    play(scene)


def test_the_command_line_chooses_and_an_unknown_name_is_told(play) -> None:
    async def chosen(desk) -> None:
        await desk.ports.open_now(READY)
        assert desk.workbench.knowledge.profile == "ec20"

    play(chosen, profile="ec20")

    async def unknown(desk) -> None:
        await until(desk, lambda: "profile" in keys(desk))
        (message,) = [message for message in desk.messages if message.key == "profile"]
        assert "ec999" in message.title and "ec600s" in message.title + message.reason

    play(unknown, profile="ec999")


def test_another_language_keeps_the_module(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        await desk.workbench.use("ec20")
        desk.views.use_language("zh_CN")
        assert desk.window.toolbar.module.text() == "EC20"
        desk.views.use_language("en")

    play(scene)
