"""What a wizard left on the module is taken back before the window, the port or another wizard ends it."""

from __future__ import annotations

import functools

import pytest
from PySide6.QtWidgets import QPushButton
from tests.ui.wizard.helpers import READY, commands, idle, lines, until
from tests.ui.wizard.test_page import _prompts, own

from atbench.ui import settling
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Step


@pytest.fixture
def play(play):
    """Not too fast: the time limits of a wizard are short."""
    return functools.partial(play, speed=10)


async def left_something(desk, monkeypatch) -> None:
    """A wizard that stopped half way: the context is up."""

    async def up(talk: Talk) -> str:
        await talk.do("AT+QIACT=1")
        talk.undo.append("AT+QIDEACT=1")
        return "up"

    await desk.ports.open_now(READY)
    work, _page = own(desk, monkeypatch, Step("up", "Up", act=up), Step("more", "More", commands=("AT",)))
    work.run_step()
    await idle(desk)
    assert work.left == 1


def strip(desk) -> list[str]:
    return [message.title for message in desk.messages if message.key == settling.KEY]


def button(desk) -> QPushButton:
    return desk.window.findChild(QPushButton, f"message_{settling.KEY}_0")


def test_closing_the_window_takes_it_back_first(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await left_something(desk, monkeypatch)
        desk.workbench.port.faults["late"] = 1  # time to look at it
        window = desk.window
        assert not window.close()
        assert window.isVisible()
        await until(desk, lambda: strip(desk) != [])
        assert "Small" in strip(desk)[0] and button(desk).text() == "Close at once"
        await until(desk, lambda: not window.isVisible())
        assert commands(desk)[-1] == "AT+QIDEACT=1"
        assert desk.session.status.contexts == {}
        await desk.ended.wait()

    play(scene)


def test_closing_at_once(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await left_something(desk, monkeypatch)
        desk.workbench.port.faults["no_answer"] = 1
        window, clock = desk.window, desk.workbench.clock
        window.close()
        await until(desk, lambda: strip(desk) != [])
        begun = clock.now()
        button(desk).click()
        await until(desk, lambda: not window.isVisible())
        assert clock.now() - begun < 5  # the manual gives QIDEACT 40 s

    play(scene)


def test_closing_twice_closes_at_once(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await left_something(desk, monkeypatch)
        desk.workbench.port.faults["no_answer"] = 1
        desk.window.close()
        await until(desk, lambda: strip(desk) != [])
        assert desk.window.close()

    play(scene)


def test_a_module_that_does_not_answer_holds_nobody_up(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await left_something(desk, monkeypatch)
        desk.workbench.port.faults["no_answer"] = 1
        window, clock = desk.window, desk.workbench.clock
        begun = clock.now()
        window.close()
        await until(desk, lambda: not window.isVisible())
        assert settling.LONGEST - 1 < clock.now() - begun < settling.LONGEST + 8
        assert any(message.key == "unsettled" for message in desk.messages)

    play(scene)


def test_closing_the_port(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await left_something(desk, monkeypatch)
        desk.window.toolbar.button.click()
        assert desk.open
        await until(desk, lambda: not desk.open)
        assert commands(desk)[-1] == "AT+QIDEACT=1"
        assert not desk.wizards.work.left
        assert strip(desk) == []

    play(scene)


def test_opening_another_port(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await left_something(desk, monkeypatch)
        before = desk.session
        await desk.ports.open_now("virtual://ec20?boot=0")
        assert desk.session is not before
        assert before.log.line(len(before.log) - 1).text.endswith("closed")
        assert any(before.log.line(number).text == "AT+QIDEACT=1" for number in range(len(before.log)))

    play(scene)


def test_another_wizard_waits_until_it_is_taken_back(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await left_something(desk, monkeypatch)
        first = desk.wizards.work
        desk.wizards.open("doctor")
        work = desk.wizards.work
        assert work.wizard.name == "doctor"
        work.run_all()
        assert not work.running
        assert work.why_not() == "What the last wizard left is being taken back"
        assert not desk.wizards.dock.foot.buttons["all"].isEnabled()
        assert desk.wizards.running  # the list waits, too
        await idle(desk)
        assert commands(desk)[-1] == "AT+QIDEACT=1"
        assert not first.left
        assert desk.wizards.dock.foot.buttons["all"].isEnabled()

    play(scene)


@pytest.mark.parametrize("way", ["window", "port"])
def test_a_step_at_work_is_stopped_first(play, monkeypatch, way: str) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = own(desk, monkeypatch, Step("send", "Send", act=_prompts))
        work.run_all()
        await until(desk, lambda: "CONNECT" in lines(desk))
        window = desk.window
        if way == "window":
            window.close()
        else:
            desk.ports.close()
        await until(desk, lambda: not window.isVisible() or not desk.open)
        assert commands(desk)[-1] == "AT+QIDEACT=1"
        assert "+++" in lines(desk)
        assert work.results["send"].state == "stopped"

    play(scene)


def test_nothing_to_take_back_closes_without_a_word(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.wizards.open("doctor")
        desk.wizards.work.run_all()
        await idle(desk)
        assert desk.window.close()

    play(scene)
