"""Fields of a line."""

import pytest

from atbench.at.values import split, whole

CASES = {
    "0,1": ["0", "1"],
    '0,"a,b",3': ["0", "a,b", "3"],
    '"recv/mode",0, 0,1': ["recv/mode", "0", "0", "1"],
    "(0-5),(1,2),[a,b]": ["(0-5)", "(1,2)", "[a,b]"],
    '0,"open to the end, quote lost': ["0", "open to the end, quote lost"],
    '0,"{"a":"b"}"': ["0", '{"a":"b"}'],
    ",,1": ["", "", "1"],
    "": [],
    "   ": [],
    '1,""': ["1", ""],
    "1,": ["1", ""],
}


@pytest.mark.parametrize("text", CASES)
def test_split(text):
    assert [value.text for value in split(text)] == CASES[text]


def test_quoted_and_place():
    text = '+QMTOPEN: 0,"host"'
    values = split(text, 9)
    assert [value.quoted for value in values] == [False, True]
    assert [text[value.start : value.end] for value in values] == ["0", '"host"']


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("-7", -7),
        ("9" * 18, 10**18 - 1),
        ("9" * 5000, None),
        ("²", None),
        ("٣", None),
        ("1 ", None),
        ("", None),
    ],
)
def test_whole(text, number):
    assert whole(text) == number
