"""Whole wizards in the window, with the keyboard alone, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from tests.ui.wizard.helpers import (
    ALIYUN,
    MESSAGE,
    READY,
    choose_in_menu,
    idle,
    lines,
    press,
    states,
    tab_to,
    type_value,
)

from atbench import texts


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_doctor_with_the_keyboard(play, language: str) -> None:
    async def scene(desk) -> None:
        if language != texts.language():
            desk.views.use_language(language)
        await desk.ports.open_now(READY)
        choose_in_menu(desk, "doctor")
        tab_to("wizard_all")
        press(Qt.Key.Key_Space)
        assert desk.wizards.running
        await idle(desk)
        done = states(desk)
        worked = ("alive", "sim", "signal", "registration", "apn", "context")
        assert all(done[name] == "passed" for name in worked), desk.wizards.work.results
        work = desk.wizards.work
        assert work.step is None  # the summary
        assert work.left == 0
        assert desk.session.status.contexts == {}  # it is left as it was found
        dock = desk.wizards.dock
        assert dock.pages.currentWidget() is dock.summary
        title = texts._(work.wizard.text)
        assert desk.window.acts["wizard_doctor"].text() == title
        number = [step.name for step in work.wizard.steps].index("context") + 1
        assert f"{title} · {number} {texts._('Context')}" in lines(desk)

    play(scene)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_message_to_the_cloud_with_the_keyboard(play, language: str) -> None:
    async def scene(desk) -> None:
        if language != texts.language():
            desk.views.use_language(language)
        await desk.ports.open_now(READY)
        choose_in_menu(desk, "qmt")
        for name, value in ALIYUN.items():
            type_value(desk, name, value)
        for _time in range(2):  # it stops before it signs off
            press(Qt.Key.Key_Return, control=True)  # the blue button
            await idle(desk)
        assert set(states(desk).values()) == {"passed", "skipped"}, desk.wizards.work.results
        assert [message.payload for message in desk.workbench.far_end.messages] == [MESSAGE.encode()]
        assert desk.session.status.contexts == {}
        log = "\n".join(lines(desk))
        assert log.index("· 9 ") < log.index("AT+QMTOPEN=0") < log.index("· 10 ") < log.index("AT+QMTCONN=0")
        secret = ALIYUN["secret"]
        assert secret in log  # the wire is exact
        desk.wizards.work.go(7)
        assert secret not in desk.wizards.dock.page.commands.text
        assert "••••••••" in desk.wizards.dock.page.commands.text

    play(scene)


def test_step_by_step(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        choose_in_menu(desk, "doctor")
        work = desk.wizards.work
        for number in range(3):
            assert work.at == number
            tab_to("wizard_step")
            press(Qt.Key.Key_Space)
            await idle(desk)
        assert list(states(desk).values())[:4] == ["passed", "passed", "passed", "waiting"]
        tab_to("wizard_skip")
        press(Qt.Key.Key_Space)
        assert work.at == 4
        assert states(desk)["signal"] == "skipped"
        tab_to("wizard_back")
        press(Qt.Key.Key_Space)
        assert work.at == 3
        before = lines(desk).count("AT+CPIN?")
        tab_to("wizard_all")
        press(Qt.Key.Key_Space)
        await idle(desk)
        assert lines(desk).count("AT+CPIN?") == before  # what was done is not done again
        assert states(desk)["signal"] == "skipped"
        assert states(desk)["context"] == "passed"

    play(scene)
