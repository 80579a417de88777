from __future__ import annotations

import pytest

from atbench.command_sets.formats import ini


def test_reads_by_the_rules_of_win32() -> None:
    found = ini.read('; remark\r\n[ Set ]\r\n  RUNTIMES = 3 \r\n\r\n[1]\nCMD=AT+X="a;b",c=d;\rHEX=0\n')
    assert list(found.sections) == ["set", "1"]
    assert found.sections["set"].get("RunTimes") == "3"
    assert found.sections["1"].get("cmd") == 'AT+X="a;b",c=d;'
    assert found.sections["1"].get("hex") == "0"
    assert found.sections["1"].get("Delay") is None
    assert found.problems == []


def test_first_of_two_counts() -> None:
    found = ini.read("[3]\nCMD=one\ncmd=two\n[4]\nCMD=x\n[3]\nCMD=three\nHEX=1\n")
    assert found.sections["3"].keys == {"cmd": ("CMD", "one")}
    assert [name for name, _text in found.problems] == ["3", "3"]


@pytest.mark.parametrize(
    "value", ['"abc"', "'abc'", "AT%XMONITOR", "ATD10086;", "AT;+CSQ", "a=b;c", "50%", "[x]", "#1"]
)
def test_a_value_is_never_interpreted(value: str) -> None:
    assert ini.read(f"[1]\nCMD={value}\n").sections["1"].get("CMD") == value


@pytest.mark.parametrize("letter", ["\x85", "\u2028", "\x1c", "\u3000"])
def test_odd_letters_do_not_end_a_line_or_count_as_blanks(letter: str) -> None:
    assert ini.read(f"[1]\nCMD={letter}a{letter}\n").sections["1"].get("CMD") == f"{letter}a{letter}"


def test_tells_what_it_skips() -> None:
    found = ini.read("junk\n[1]\nDelay\nCMD=AT\n[2\nCMD=late\n")
    assert [(name, text) for name, text in found.problems] == [
        ("", "Line 1 is skipped: “junk”"),
        ("1", "Line 3 is skipped: “Delay”"),
        ("1", "Line 5 is skipped: “[2”"),
        ("1", "CMD stands twice; the first one counts"),
    ]
    assert found.sections["1"].get("CMD") == "AT"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("10", (10, True)),
        ("10ms", (10, False)),
        ("abc", (0, False)),
        ("", (0, False)),
        ("-5", (0, False)),
        ("07", (7, True)),
    ],
)
def test_numbers(value: str, expected: tuple[int, bool]) -> None:
    assert ini.number(value) == expected
