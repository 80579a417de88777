from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from tests.ui import made

from atbench.ui.explain.follower import Follower
from atbench.ui.explain.pane import ExplainPane
from atbench.ui.terminal.view import TerminalView


class Joined:
    def __init__(self, qtbot) -> None:
        self.book = made.Book()
        self.view, self.pane, self.parent = TerminalView(), ExplainPane(), QObject()
        for widget in (self.view, self.pane):
            qtbot.addWidget(widget)
        self.view.show_log(self.book.log, made.explain)
        self.follower = Follower(self.view, self.pane, made.explain, self.parent)

    def text(self) -> str:
        return self.pane.line.text if self.pane.line else ""


@pytest.fixture
def joined(qtbot, theme) -> Joined:
    return Joined(qtbot)


def test_the_newest_of_note_is_explained(joined) -> None:
    joined.book.came("urc", "RDY")
    joined.book.sent("AT+CSQ")
    joined.book.came("answer", "+CSQ: 24,99", command="AT+CSQ")
    joined.book.came("final", "OK", ok=True, command="AT+CSQ")
    joined.follower.look()
    assert joined.text() == "RDY"
    joined.book.came("final", "ERROR", ok=False)
    joined.follower.look()
    assert joined.text() == "ERROR"


def test_a_chosen_line_stays_whatever_comes(joined) -> None:
    line = joined.book.came("answer", "+CSQ: 24,99")
    joined.view.refresh()
    joined.view.select_line(line)
    assert joined.text() == "+CSQ: 24,99"
    joined.book.came("urc", "RDY")
    joined.follower.look()
    assert joined.text() == "+CSQ: 24,99"


def test_it_knows_how_long_after_its_command_a_line_came(joined) -> None:
    command = 'AT+QMTOPEN=0,"iot.example.com",1883'
    joined.book.sent(command)
    joined.book.came("final", "OK", ok=True, command=command)
    joined.book.sent("AT")
    line = joined.book.came("late", "+QMTOPEN: 0,4", after=2, ok=False, command=command)
    joined.view.refresh()
    joined.view.select_line(line)
    assert joined.pane.head.context.whole() == "late result of AT+QMTOPEN, 3.0 s after it"


def test_an_empty_log_says_what_the_pane_is_for(joined) -> None:
    joined.book.came("urc", "RDY")
    joined.follower.look()
    joined.view.show_log(made.Book().log, made.explain)
    joined.follower.look()
    assert joined.pane.line is None


def test_a_flood_is_not_searched_to_its_start(joined, monkeypatch) -> None:
    joined.book.came("urc", "RDY")
    for _ in range(1000):
        joined.book.came("final", "OK", ok=True)
    asked = []
    real = type(joined.book.log).line
    monkeypatch.setattr(type(joined.book.log), "line", lambda log, at: asked.append(at) or real(log, at))
    joined.follower.look()
    assert len(asked) <= 200


def test_explaining_anew_asks_nothing_of_another_log(joined) -> None:
    for _number in range(300):
        joined.book.came("urc", "RDY")
    joined.follower.look()
    other = made.Book()
    other.came("urc", "+CPIN: READY")
    joined.view.show_log(other.log, made.explain)
    joined.follower.again()
    assert joined.text() == "+CPIN: READY"
