from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atbench.at.values import split
from atbench.knowledge.grammar import parse, pattern, span
from atbench.knowledge.schema import Field

FIELDS = {
    "idx": Field(("i", "i"), range=(0, 5)),
    "name": Field(("n", "n"), type="string"),
    "cell": Field(("c", "c"), type="hex"),
    "rest": Field(("r", "r"), type="rest"),
    "word": Field(("w", "w"), type="word", values={"READY": ("r", "r"), "SIM PIN": ("p", "p")}),
    "again": Field(("a", "a"), values={"1": ("a", "a")}),
}


@given(st.integers(-700, 70000), st.integers(0, 70000), st.integers(-800, 140000))
def test_span_matches_the_integers_inside(low: int, size: int, number: int) -> None:
    assert bool(re.fullmatch(span(low, low + size), str(number))) == (low <= number <= low + size)


@pytest.mark.parametrize("number", ["007", "", "-", "1.5", "+3"])
def test_span_matches_nothing_but_integers(number: str) -> None:
    assert not re.fullmatch(span(0, 100), number)


@pytest.mark.parametrize(
    ("syntax", "line", "fits"),
    [
        ("+X: <idx>", b"+X: 3", True),
        ("+X: <idx>", b"+X:3", True),
        ("+X: <idx>", b"+X : 3", True),
        ("+X: <idx>", b"+X: 6", False),
        ("+X: <idx>", b"+X: 3,1", False),
        ("+X: <idx>,<name>", b'+X: 3, "a"', True),
        ("+X: <idx>,<name>", b'+X: 3,"a"', True),
        ("+X: <idx>,<name>", b"+X: 3,a", False),
        ("+X: <idx>[,<cell>,<cell>]", b'+X: 1,"1A2B","01A2B3C4"', True),
        ("+X: <idx>[,<cell>,<cell>]", b'+X: 1,"1A2B"', False),
        ("+X: <idx>[,<cell>,<cell>]", b"+X: 1,1A2B,01A2", True),
        ("+X: <idx>[,<idx>]...", b"+X: 1,2,3,4", True),
        ("+X: <idx>[,<idx>]...", b"+X: 1,2,9", False),
        ("+X: <word>", b"+X: SIM PIN", True),
        ("+X: <word>", b"+X: SIM PIN2", False),
        ('+X: "key",<idx>', b'+X: "key",1', True),
        ('+X: "key",<idx>', b'+X: "kex",1', False),
        ("+X: <idx>,<rest>", b'+X: 1,a,"b"\r\nc', True),
        ("+X: <idx>,<idx=again>", b"+X: 1,1", True),
        ("+X: <idx>,<idx=again>", b"+X: 1,2", False),
    ],
)
def test_pattern(syntax: str, line: bytes, fits: bool) -> None:
    assert bool(pattern(syntax, FIELDS).match(line)) is fits


def test_pattern_narrowed_to_some_values() -> None:
    good = pattern("+X: <idx>[,<idx>]", FIELDS, {"idx": ["0"]})
    assert good.match(b"+X: 0")
    assert not good.match(b"+X: 0,1")


@pytest.mark.parametrize(
    ("syntax", "line", "taken"),
    [
        ("+X: <idx>[,<name>]", '+X: 1,"a,b"', [("idx", "1"), ("name", "a,b")]),
        ("+X: <idx>[,<a>,<b>]...", "+X: 1,2,3,4,5", [("idx", "1"), ("a", "2"), ("b", "3"), ("a", "4"), ("b", "5")]),
        ("+X: <idx>", "+X: 1,2", [("idx", "1"), ("", "2")]),
        ("+X: <idx>,<rest>", '+X: 1,"{"a":1,"b":2}"', [("idx", "1"), ("rest", '{"a":1,"b":2}')]),
        ("+X: <idx>,<rest>", "+X: 1,he,llo", [("idx", "1"), ("rest", "he,llo")]),
        ('AT+X="key"[,<idx>]', 'AT+X="key",1', [('"key"', "key"), ("idx", "1")]),
        ("ATE<idx>", "ATE1", [("idx", "1")]),
        ("+X: NW DEACT <rest>", "+X: NW DEACT 1,2", [("rest", "1,2")]),
        ("<rest>", "EC600S", [("rest", "EC600S")]),
        ("AT+X?", "AT+X?", []),
    ],
)
def test_take_names_the_values(syntax: str, line: str, taken: list[tuple[str, str]]) -> None:
    assert [(param.name, value.text) for param, value in parse(syntax).take(line, FIELDS)] == taken


def test_fits_counts_and_compares_fixed_texts() -> None:
    syntax = parse('AT+X="key",<idx>[,<idx>]')
    assert syntax.fits(split('"KEY",1'))
    assert not syntax.fits(split('"other",1'))
    assert not syntax.fits(split('"key"'))
    assert not syntax.fits(split('"key",1,2,3'))
