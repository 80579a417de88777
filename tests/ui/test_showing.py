"""The tour through the wizards in the window: it runs by itself, waits for whoever takes over, and can be ended."""

from __future__ import annotations

import functools

import pytest
from PySide6.QtWidgets import QPushButton
from tests.ui.wizard.helpers import states, until

from atbench.ui import demo, showing
from atbench.ui.showing import Show, Tour


@pytest.fixture
def play(play, monkeypatch):
    """Not too fast: the time limits of a wizard are short. Nobody looks long."""
    monkeypatch.setattr(showing, "LOOK", 0.2)
    monkeypatch.setattr(showing, "HOLD", 1.0)
    return functools.partial(play, speed=10)


def strip(desk):
    """Title and words of the buttons."""
    for message in desk.messages:
        if message.key == showing.KEY:
            return message.title, [word for word, _run in message.buttons]
    return "", []


def press(desk, number: int) -> None:
    """A button of the strip."""
    buttons = desk.window.findChildren(QPushButton, f"message_{showing.KEY}_{number}")
    next(button for button in buttons if button.isVisible()).click()


async def at_work(desk, name: str) -> None:
    await until(desk, lambda: desk.wizards.work is not None and desk.wizards.work.wizard.name == name)
    await until(desk, lambda: bool(desk.wizards.work.running))


def test_it_shows_each_wizard_and_what_arrived(play) -> None:
    async def scene(desk) -> None:
        tour = Tour(desk, ("http", "doctor"))
        task = tour.start()
        await at_work(desk, "http")
        assert strip(desk) == ("Tour 1 of 2: Web request, HTTP(S)", ["Pause", "Skip", "Stop tour"])
        http = desk.wizards.work
        await until(desk, lambda: desk.far_ends.dock is not None)
        assert set(states(desk).values()) <= {"passed", "skipped"}, http.results
        dock = desk.far_ends.dock
        assert dock.isVisible() and not dock.visibleRegion().isEmpty()
        assert dock.list.item is not None and dock.list.item.title.startswith("POST")
        await at_work(desk, "doctor")
        assert not desk.wizards.dock.visibleRegion().isEmpty()
        await until(desk, task.done)
        assert strip(desk)[1] == []
        assert desk.wizards.work.step is None and not desk.wizards.work.left
        assert desk.settings.get("wizards").get("http", {}).get("ec200s", {}) == {}

    play(scene)


def test_pause_and_go_on(play) -> None:
    async def scene(desk) -> None:
        tour = Tour(desk, ("doctor",))
        task = tour.start()
        await at_work(desk, "doctor")
        press(desk, 0)
        assert strip(desk)[1][0] == "Go on"
        await until(desk, lambda: not desk.wizards.running)
        before = dict(states(desk))
        await desk.workbench.clock.sleep(10)
        assert states(desk) == before and "waiting" in before.values()
        press(desk, 0)
        await until(desk, task.done)
        assert "waiting" not in states(desk).values()

    play(scene)


def test_skip_and_stop(play) -> None:
    async def scene(desk) -> None:
        tour = Tour(desk, ("smtp", "tcp", "doctor"))
        task = tour.start()
        await at_work(desk, "smtp")
        press(desk, 1)
        await at_work(desk, "tcp")
        press(desk, 2)
        await until(desk, task.done)
        assert strip(desk) == ("", [])
        assert desk.wizards.work.wizard.name == "tcp" and desk.open
        await desk.workbench.clock.sleep(5)
        assert desk.wizards.work.wizard.name == "tcp"

    play(scene)


@pytest.mark.parametrize("way", ["wizard", "port", "stop"])
def test_whoever_does_something_has_taken_over(play, way: str) -> None:
    async def scene(desk) -> None:
        tour = Tour(desk, ("doctor",))
        task = tour.start()
        await at_work(desk, "doctor")
        if way == "wizard":
            await until(desk, lambda: not desk.wizards.running)
            desk.wizards.open("files")
        elif way == "port":
            desk.ports.close()
        else:
            desk.wizards.work.stop()
        await until(desk, lambda: tour.waits)
        assert not task.done()
        await desk.workbench.clock.sleep(10)
        if way == "wizard":
            assert desk.wizards.work.wizard.name == "files"
            desk.wizards.work.run_all()  # his own
            await until(desk, lambda: not desk.wizards.running)
        assert desk.open == (way != "port")
        press(desk, 0)
        await until(desk, task.done)
        assert desk.wizards.work.wizard.name == "doctor"
        assert desk.wizards.work.step is None, desk.wizards.work.results

    play(scene, speed=10)  # it must still be at work when somebody takes over


def test_the_session_comes_first_and_can_be_skipped(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        show = Show(desk, ("doctor",))
        task = desk.tasks.start("show", show.run())
        await until(desk, lambda: desk.lists.running)
        assert strip(desk)[1] == ["Skip", "Stop demo"]
        press(desk, 0)
        await at_work(desk, "doctor")
        assert not desk.lists.running
        press(desk, 2)
        await until(desk, task.done)

    play(scene)


def test_stopping_the_demo_leaves_the_window_alone(play) -> None:
    async def scene(desk) -> None:
        task = desk.tasks.start("show", Show(desk, ("doctor",)).run())
        await until(desk, lambda: desk.lists.running)
        press(desk, 1)
        await until(desk, task.done)
        assert strip(desk) == ("", [])
        assert desk.open and desk.wizards.work is None
        await until(desk, lambda: not desk.lists.running)
        assert demo.LIST.startswith("aliyun")

    play(scene)
