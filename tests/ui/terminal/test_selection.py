from __future__ import annotations

import pytest

from atbench.ui.terminal.selection import BEYOND, Place, Selection, field_at, value_at


def chosen(text: str, at: int) -> str:
    start, end = value_at(text, at)
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "near", "value"),
    [
        ('AT+QMTOPEN=0,"iot.example.com",1883', "example", "iot.example.com"),
        ('AT+QMTOPEN=0,"iot.example.com",1883', "1883", "1883"),
        ('AT+QMTOPEN=0,"iot.example.com",1883', "QMT", "AT+QMTOPEN"),
        ('+QMTRECV: 0,0,"a/b","two words, one value"', "words", "two words, one value"),
        ("+CSQ: 24,99", "24", "24"),
        ('{"method":"thing.set"}', "thing", "thing.set"),
        ("NO CARRIER", "CARR", "CARRIER"),
    ],
)
def test_a_double_click_takes_a_value(text: str, near: str, value: str) -> None:
    assert chosen(text, text.index(near) + 1) == value


def test_fields_are_counted_from_the_name() -> None:
    text = '+QMTRECV: 0,12,"a,b"'
    assert [field_at(text, text.index(part)) for part in ("QMT", "0,", "12", "b")] == [-1, 0, 1, 2]


def test_a_selection_over_lines_holds_their_ends() -> None:
    selection = Selection()
    selection.start(Place(5, 3))
    selection.reach(Place(3, 1))
    assert [selection.part(line) for line in (2, 3, 4, 5, 6)] == [(0, 0), (1, BEYOND), (0, BEYOND), (0, 3), (0, 0)]


def test_nothing_is_selected_by_a_click() -> None:
    selection = Selection()
    assert not selection
    selection.start(Place(5, 3))
    assert not selection
    assert selection.part(5) == (0, 0)
