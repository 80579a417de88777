"""The tab of the URCs, with a session that is fed by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from tests.ui import made

from atbench.at.events import Event
from atbench.session.tally import Tally
from atbench.ui.urcs.model import Column
from atbench.ui.urcs.page import UrcPage


class Fed(made.Book):
    """A book that counts."""

    def __init__(self) -> None:
        super().__init__()
        self.session = SimpleNamespace(log=self.log, urcs=Tally(self.log))

    def urc(self, text: str, **more: object) -> int:
        name = text.partition(":")[0]
        line = self.came("urc", text, name=name, **more)
        self.session.urcs.after(Event("urc", b"", b"", name=name), line)
        return line


@pytest.fixture
def fed() -> Fed:
    return Fed()


@pytest.fixture
def page(qtbot, theme, fed) -> UrcPage:
    page = UrcPage()
    qtbot.addWidget(page)
    qtbot.addWidget(page.corner)
    page.corner.resize(600, 36)
    page.corner.show()
    page.resize(900, 160)
    page.show_session(fed.session, made.explain)
    page.show()
    return page


def told(page: UrcPage) -> list[tuple[str, ...]]:
    model = page.model
    shown = (Column.NAME, Column.MEANING, Column.COUNT)
    return [tuple(str(model.data(model.index(row, c))) for c in shown) for row in range(model.rowCount())]


def click(page: UrcPage, row: int, column: Column) -> None:
    middle = page.table.visualRect(page.model.index(row, column)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle))


def test_it_says_what_it_is_for(page) -> None:
    assert page.currentWidget() is not page.table


def test_every_urc_has_a_row_with_its_last_meaning(page, fed) -> None:
    fed.urc("RDY")
    fed.urc("+QMTSTAT: 0,1", ok=False)
    last = fed.urc("RDY")
    page.refresh()
    assert page.currentWidget() is page.table
    assert told(page) == [("RDY", "module has started", "2"), ("+QMTSTAT", "link closed by the server", "1")]
    assert page.model.rows[0].time == fed.log.time(last)
    assert page.model.rows[1].failed
    assert page.corner._words.whole() == "3 URCs · 2 kinds"
    page.grab()


def test_it_costs_nothing_while_nobody_looks(page, fed) -> None:
    page.hide()
    assert not page._timer.isActive()
    fed.urc("RDY")
    page.refresh()
    assert told(page) == []
    page.show()
    assert len(told(page)) == 1


def test_only_what_is_new_is_explained(page, fed) -> None:
    asked = []
    page.show_session(fed.session, lambda line: asked.append(line.index))
    for _n in range(500):
        fed.urc("RDY")
    page.refresh()
    page.refresh()
    assert asked == [499]
    fed.urc("RING")
    page.refresh()
    assert asked == [499, 500]


def test_a_chosen_one_stays_in_the_list_without_having_come(page, fed) -> None:
    page.choose(["+QMTPING"])
    assert told(page) == [("+QMTPING", "has not come yet", "–")]
    fed.urc("RDY")
    page.refresh()
    assert [row[0] for row in told(page)] == ["RDY", "+QMTPING"]
    fed.urc("+QMTPING: 0,1")
    page.refresh()
    assert told(page)[1][2] == "1"


def test_the_box_chooses(qtbot, page, fed) -> None:
    fed.urc("RDY")
    page.refresh()
    with qtbot.waitSignal(page.model.told) as chosen:
        click(page, 0, Column.TELL)
    assert chosen.args == ["RDY", True]
    page.choose(["RDY"])
    with qtbot.waitSignal(page.model.told) as chosen:
        QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert chosen.args == ["RDY", False]
    spoken = page.model.data(page.model.index(0, Column.TELL), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "RDY, Tell me, ticked"


def test_a_click_and_enter_want_the_line(qtbot, page, fed) -> None:
    fed.urc("RDY")
    fed.urc("RING")
    page.refresh()
    with qtbot.waitSignal(page.table.line_wanted) as wanted:
        click(page, 1, Column.NAME)
    assert wanted.args == ["RING", False]
    with qtbot.waitSignal(page.table.line_wanted) as wanted:
        QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert wanted.args == ["RING", True]


def test_the_current_row_stays_the_same_urc(page, fed) -> None:
    fed.urc("RDY")
    page.choose(["+QMTPING"])
    page.refresh()
    page.table.selectRow(1)
    fed.urc("RING")
    page.refresh()
    assert page.model.rows[page.table.currentIndex().row()].name == "+QMTPING"


def test_letters_go_to_the_input(qtbot, page, fed) -> None:
    fed.urc("RDY")
    page.refresh()
    with qtbot.waitSignal(page.table.typed) as typed:
        QTest.keyClick(page.table, Qt.Key.Key_A)
    assert typed.args == ["a"]


def test_keys_are_named_only_where_there_is_room(page, fed) -> None:
    fed.urc("RDY")
    page.refresh()
    assert page.corner._keys.isVisible()
    page.corner.resize(200, 36)
    assert not page.corner._keys.isVisible()
