"""What the tests of the file manager share: a manager that is signed in, and what stands in its panes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from tests.ui.wizard.helpers import focused, until

from atbench.ui.manager.manager import Manager
from atbench.ui.manager.pane import Pane
from atbench.virtual.far_end.devices import FTP_PASSWORD, FTP_USER

MODULE = "virtual://ec200s?boot=0"
VALUES = {"server": "ftp.example", "user": FTP_USER, "password": FTP_PASSWORD}


def manager(desk: Any) -> Manager:
    return desk.wizards.files.manager


async def opened(desk: Any, here: Path, name: str = "ftp", **values: str) -> Manager:
    """A wizard at the step of its file manager; nobody has signed in yet."""
    desk.window.reset_layout(QSize(1440, 900))
    desk.wizards.open(name)
    work = desk.wizards.work
    field = "here" if name == "ftp" else "folder"
    for one, value in {**(VALUES if name == "ftp" else {}), field: str(here), **values}.items():
        work.set_value(one, value)
    to_manager(desk)
    await read(desk, 0)
    return manager(desk)


def to_manager(desk: Any) -> None:
    work = desk.wizards.work
    work.go(next(at for at, step in enumerate(work.wizard.steps) if step.name == "manage"))


async def signed_in(desk: Any, here: Path, url: str = MODULE, **values: str) -> Manager:
    """With the server's files in the second pane."""
    await desk.ports.open_now(url)
    made = await opened(desk, here, **values)
    first = made.panes[1].state.first
    await until(desk, lambda: first.isEnabled() and desk.wizards.files.hand.missing("server") == "session")
    first.click()
    await read(desk, 1)
    return made


async def read(desk: Any, side: int) -> None:
    """Waits until a side shows its folder as it is."""
    view = lambda: desk.wizards.files.hand.sides[side].view  # noqa: E731
    await until(desk, lambda: not desk.wizards.running and view().entries is not None and not view().stale)


async def rests(desk: Any) -> None:
    """Waits until nothing is done, and nothing is left to be read."""
    hand = desk.wizards.files.hand

    def still() -> bool:
        due = any(one.reading or (one.view.stale and not hand.missing(one.kind)) for one in hand.sides)
        return not desk.wizards.running and not due

    await until(desk, still)


def names(pane: Pane) -> list[str]:
    """What is listed, as it stands there."""
    model = pane.table.model()
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def choose(pane: Pane, *wanted: str) -> None:
    """With the keyboard: each is looked for with the arrow keys, Ctrl keeps the others."""
    table = pane.table
    table.setFocus()
    table.clearSelection()
    for name in wanted:
        row = names(pane).index(name)
        while table.currentIndex().row() != row:
            down = table.currentIndex().row() < row
            QTest.keyClick(table, Qt.Key.Key_Down if down else Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert pane.side.view.chosen == set(wanted)


def key(name: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), name, held)
