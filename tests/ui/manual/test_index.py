"""The list of entries."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from atbench.knowledge.contents import Entry
from atbench.ui.manual.index import Index

ENTRIES = (
    Entry("smtp", "errors", "no address", "653"),
    Entry("AT+CSQ", "command", "Signal"),
    Entry("AT+CREG", "command", "Registration"),
    Entry("+CREG", "urc", "Registration changed"),
)


@pytest.fixture
def index(qtbot, theme) -> Index:
    index = Index()
    qtbot.addWidget(index)
    index.resize(420, 240)
    index.tell(ENTRIES, "nothing")
    index.show()
    return index


def rows(index: Index) -> list[str]:
    return [index.topLevelItem(row).text(0) for row in range(index.topLevelItemCount())]


def test_groups_stand_in_the_order_of_the_nearest(index) -> None:
    heads = ["Error codes · 1", "Commands · 2", "URCs · 1"]
    assert rows(index) == [heads[0], "653", heads[1], "AT+CSQ", "AT+CREG", heads[2], "+CREG"]
    assert index.topLevelItem(1).text(1) == "smtp · no address"


def test_the_arrow_keys_pass_over_the_heads(index, qtbot) -> None:
    index.choose(None)
    assert index.chosen == ENTRIES[0]
    QTest.keyClick(index, Qt.Key.Key_Down)
    assert index.chosen == ENTRIES[1]
    with qtbot.waitSignal(index.opened) as told:
        QTest.keyClick(index, Qt.Key.Key_Return)
    assert told.args == [ENTRIES[1]]


def test_up_above_the_first_leaves(index, qtbot) -> None:
    index.choose(None)
    with qtbot.waitSignal(index.left):
        QTest.keyClick(index, Qt.Key.Key_Up)


def test_letters_go_on_with_the_search(index, qtbot) -> None:
    index.choose(None)
    with qtbot.waitSignal(index.typed) as told:
        QTest.keyClick(index, Qt.Key.Key_Q)
    assert told.args == ["q"]


def test_a_click_opens_but_not_on_a_head(index, qtbot) -> None:
    with qtbot.assertNotEmitted(index.opened):
        QTest.mouseClick(
            index.viewport(), Qt.MouseButton.LeftButton, pos=index.visualItemRect(index.topLevelItem(2)).center()
        )
    with qtbot.waitSignal(index.opened) as told:
        QTest.mouseClick(
            index.viewport(), Qt.MouseButton.LeftButton, pos=index.visualItemRect(index.topLevelItem(3)).center()
        )
    assert told.args == [ENTRIES[1]]


def test_nothing_found_is_said(index) -> None:
    index.tell((), "nothing here")
    assert rows(index) == ["nothing here"]
    assert index.first is None


def test_a_new_theme_keeps_the_row(index, theme) -> None:
    index.choose(ENTRIES[2])
    index.dress()
    assert index.chosen == ENTRIES[2]
