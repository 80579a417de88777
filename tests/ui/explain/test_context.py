from __future__ import annotations

import pytest
from tests.ui import made

from atbench.ui.explain.context import FAR, seconds_after, span, words


@pytest.mark.parametrize(("seconds", "text"), [(0.0114, "11 ms"), (0.9994, "999 ms"), (2.774, "2.8 s"), (75.4, "75 s")])
def test_a_span_is_as_exact_as_needed(seconds: float, text: str) -> None:
    assert span(seconds) == text


def test_a_line_belongs_to_its_command() -> None:
    book = made.Book()
    book.sent("AT+CSQ")
    line = book.log.line(book.came("answer", "+CSQ: 24,99", command="AT+CSQ"))
    seconds = seconds_after(book.log, line)
    assert words(line, seconds) == "answer to AT+CSQ, 22 ms after it"
    assert words(line, None) == "answer to AT+CSQ"


def test_a_line_without_a_command_is_what_it_is() -> None:
    book = made.Book()
    line = book.log.line(book.came("urc", "RDY"))
    assert seconds_after(book.log, line) is None
    assert words(line, None) == "URC"


def test_a_command_far_back_is_not_searched_for() -> None:
    book = made.Book()
    book.sent("AT+QMTOPEN=0")
    for _ in range(FAR + 1):
        book.came("answer", "+CSQ: 24,99")
    line = book.log.line(book.came("late", "+QMTOPEN: 0,0", command="AT+QMTOPEN=0", ok=True))
    assert seconds_after(book.log, line) is None
