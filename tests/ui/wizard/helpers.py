"""What the tests of the wizard page share: waiting for a fact, and a hand on the keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from atbench.ui.actions import WIZARDS
from atbench.virtual.far_end.devices import DEMO, DEMO_HOST
from atbench.wizards.all_ import NAMES

READY = "virtual://ec600s?boot=0"
TOPIC = f"/sys/{DEMO.key}/{DEMO.name}/thing/event/property/post"
SET = f"/sys/{DEMO.key}/{DEMO.name}/thing/service/property/set"
MESSAGE = '{"params":{"light":1}}'
ALIYUN = {
    "cloud": "aliyun",
    "host": DEMO_HOST,
    "product": DEMO.key,
    "device": DEMO.name,
    "secret": DEMO.secret,
    "topic": TOPIC,
    "message": MESSAGE,
}


async def until(desk: Any, true: Callable[[], bool], seconds: float = 30.0) -> None:
    """Waits for a fact."""
    async with asyncio.timeout(seconds):
        while not true():
            await desk.workbench.clock.sleep(0.5)


async def idle(desk: Any) -> None:
    """Waits until the wizard rests."""
    await until(desk, lambda: not desk.wizards.running)


def lines(desk: Any) -> list[str]:
    log = desk.session.log
    return [log.line(number).text for number in range(len(log))]


def commands(desk: Any) -> list[str]:
    """What was sent, without echoes."""
    log = desk.session.log
    return [line.text for line in map(log.line, range(len(log))) if line.kind == "command"]


def states(desk: Any) -> dict[str, str]:
    return {name: result.state for name, result in desk.wizards.work.results.items()}


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(focused(), key, modifier)


def choose_in_menu(desk: Any, name: str) -> None:
    """Opens the menu Wizards and walks to one with the arrow keys."""
    menu = desk.window.acts.menu(WIZARDS)
    menu.popup(desk.window.mapToGlobal(desk.window.rect().topLeft()))
    for _step in range(NAMES.index(name) + 1):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    desk.window.activateWindow()  # the off-screen platform leaves the menu active
    desk.wizards.dock.focus()


def tab_to(name: str) -> QWidget:
    """Tab until the widget with this name has the focus."""
    seen = []
    for _step in range(80):
        if focused().objectName() == name:
            return focused()
        seen.append(focused().objectName())
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}: {seen}")


def to_step(desk: Any, number: int) -> None:
    """With the arrow keys in the list of steps."""
    steps = desk.wizards.dock.steps
    steps.setFocus()
    while steps.currentRow() != number:
        press(Qt.Key.Key_Down if steps.currentRow() < number else Qt.Key.Key_Up)


def type_value(desk: Any, name: str, value: str) -> None:
    """Goes to the step that asks for a field, then to the field, and types or chooses the value."""
    work = desk.wizards.work
    number = next(number for number, step in enumerate(work.wizard.steps) if name in step.fields)
    to_step(desk, number)
    widget = tab_to(f"wizard_{name}")
    if isinstance(widget, QComboBox):
        for _step in range(widget.count()):
            if widget.currentData() == value:
                break
            press(Qt.Key.Key_Down)
    else:
        press(Qt.Key.Key_A, control=True)
        QTest.keyClicks(widget, value)
    assert work.values[name] == value, (name, work.values[name])
