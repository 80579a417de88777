from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atbench.command_sets.formats import qcom
from atbench.command_sets.model import CommandSet, Row


def list_of(*rows: str, head: str = "[SET]\r\nRunTimes=2\r\nDelayTime=500\r\n") -> bytes:
    return (head + "".join(rows)).encode()


def row(n: int, text: str, cho: str = "0", delay: str = "", hexa: str = "0", enter: str = "1") -> str:
    return f"[{n}]\r\nCho={cho}\r\nCMD={text}\r\nDelay={delay}\r\nHEX={hexa}\r\nEnter={enter}\r\n"


def told(data: bytes) -> list[tuple[int, str]]:
    return [(warning.row, warning.text) for warning in qcom.read(data).warnings]


def test_reads_a_plain_list() -> None:
    data = list_of(row(1, "AT"), row(2, ""), row(3, 'AT+QICSGP=1, "CMNET"', "1", "250"), row(4, "hello", enter="0"))
    for ends in (b"\r\n", b"\n", b"\r"):
        commands = qcom.read(data.replace(b"\r\n", ends))
        assert (commands.rounds, commands.default_delay_ms) == (2, 500)
        assert commands.rows == (
            Row(1, "AT"),
            Row(3, 'AT+QICSGP=1, "CMNET"', selected=True, delay_ms=250),
            Row(4, "hello", enter=False),
        )
        assert commands.warnings == ()


def test_names_without_case_in_any_order() -> None:
    commands = qcom.read(b"[2]\nenter=0\ncmd=B\n[ 1 ]\nCMD = A\n[set]\ndelaytime=7\n")
    assert commands.rows == (Row(1, "A"), Row(2, "B", enter=False))
    assert commands.default_delay_ms == 7


@pytest.mark.parametrize(
    ("line", "place", "part"),
    [
        (row(5, "AT", delay="abc"), 5, "Delay=abc is no number; it is read as 0"),
        (row(5, "AT", delay="20ms"), 5, "it is read as 20"),
        (row(5, "1a", hexa="2", enter="0"), 5, "HEX=2 is read as 1"),
        (row(5, "AT", enter="yes"), 5, "Enter=yes is read as 0"),
        (row(5, "1a2", hexa="1", enter="0"), 5, "odd number of hex digits"),
        (row(5, "xy", hexa="1", enter="0"), 5, "“x” is no hex digit"),
        (row(5, "1a", hexa="1"), 5, "HEX and Enter are both on"),
        (row(5, "AT") + row(5, "AT+X"), 5, "stands twice"),
        (row(5, "AT") + "Note=hi\r\n", 5, "Unknown keys are kept: Note"),
        (row(31, "AT"), 31, "QCOM itself knows only the rows 1 to 29"),
        (row(5, "A\x01T"), 5, "control characters"),
        ("[Colours]\r\nred=1\r\n" + row(5, "AT"), 0, "Unknown keys in [Colours] are kept: red"),
        (row(5, ""), 0, "The list has no commands"),
        ("[5]\r\nCho=0\r\nCMD=AT\r\nDel", 5, "The file ends in the middle of this row"),
    ],
)
def test_tells_what_is_odd_and_where(line: str, place: int, part: str) -> None:
    assert any(row == place and part in text for row, text in told(list_of(line)))


def test_odd_numbers_are_read_as_win32_does() -> None:
    commands = qcom.read(list_of(row(1, "AT", delay="abc"), row(2, "1a", hexa="2")))
    assert [(row.delay_ms, row.hex) for row in commands.rows] == [(0, False), (None, True)]


def test_no_head_and_odd_rounds() -> None:
    assert told(list_of(row(1, "AT"), head="")) == [
        (0, "There is no [SET] section: one round and 1000 ms after each row are used")
    ]
    assert qcom.read(list_of(row(1, "AT"), head="[SET]\r\nRunTimes=0\r\n")).rounds == 1


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\xff" * 40, b"hello", b"N1=A,AT\r\n", b"[1]\nport=COM3\n", b"\x89PNG\r\n\x1a\n"]
)
def test_refuses_what_is_no_list(data: bytes) -> None:
    with pytest.raises(ValueError, match="no QCOM list"):
        qcom.read(data)


def test_writes_all_sections_in_order() -> None:
    data = qcom.write(CommandSet(rounds=3, default_delay_ms=20, rows=(Row(2, "AT+CSQ", selected=True, delay_ms=5),)))
    lines = data.decode("ascii").split("\r\n")
    assert lines[:9] == ["[SET]", "RunTimes=3", "DelayTime=20", "[1]", "Cho=0", "CMD=", "Delay=", "HEX=0", "Enter=1"]
    assert lines[9:15] == ["[2]", "Cho=1", "CMD=AT+CSQ", "Delay=5", "HEX=0", "Enter=1"]
    assert len(lines) == 3 + 29 * 6 + 1 and lines[-1] == ""


def test_keeps_what_it_does_not_know() -> None:
    data = list_of(
        row(1, "AT") + "Note=a;b\r\n",
        row(2, "") + "Colour=red\r\n",
        "[Window]\r\nx=1\r\n",
        head="[SET]\r\nRunTimes=1\r\nTheme=2\r\n",
    )
    written = qcom.write(qcom.read(data))
    assert b"[1]\r\nCho=0\r\nCMD=AT\r\nDelay=\r\nHEX=0\r\nEnter=1\r\nNote=a;b\r\n[2]" in written
    assert b"Enter=1\r\nColour=red\r\n[3]" in written
    assert b"DelayTime=1000\r\nTheme=2\r\n[1]" in written
    assert written.endswith(b"[Window]\r\nx=1\r\n")
    assert qcom.write(qcom.read(written)) == written


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ((Row(1, '"abc"'),), "outer quotes"),
        ((Row(1, "AT "),), "Blanks at the ends"),
        ((Row(1, "a😀"),), "not in the code page gbk"),
        ((Row(30, "AT"),), "only the rows 1 to 29"),
        (tuple(Row(n, "AT") for n in range(1, 31)), "QCOM takes 29 rows, this list has 30"),
    ],
)
def test_says_what_qcom_would_lose(rows: tuple[Row, ...], part: str) -> None:
    assert any(part in warning.text for warning in qcom.check(CommandSet(rows=rows)))


def test_a_plain_list_loses_nothing() -> None:
    assert qcom.check(CommandSet(rows=(Row(1, 'AT+QICSGP=1,1,"CMNET"'), Row(2, "数据")))) == ()


def test_a_line_end_inside_a_command_is_refused() -> None:
    with pytest.raises(ValueError, match="Row 7 contains a line end"):
        qcom.write(CommandSet(rows=(Row(7, "AT\r\nAT"),)))


TEXTS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(lambda text: text.strip(" \t")).filter(bool)
)
ROWS = st.builds(
    Row, st.integers(1, 40), TEXTS, st.booleans(), st.booleans(), st.booleans(), st.none() | st.integers(0, 10**6)
)


@given(
    st.lists(ROWS, unique_by=lambda row: row.n),
    st.integers(1, 999),
    st.integers(0, 99999),
    st.sampled_from(["gbk", "cp1252"]),
)
def test_import_after_export_gives_the_same_rows(rows: list[Row], rounds: int, delay: int, page: str) -> None:
    rows.sort(key=lambda row: row.n)
    commands = qcom.read(qcom.write(CommandSet(rows=tuple(rows), rounds=rounds, default_delay_ms=delay), page))
    assert (list(commands.rows), commands.rounds, commands.default_delay_ms) == (rows, rounds, delay)


@given(st.binary(max_size=400))
def test_junk_in_a_list_is_read_or_refused_with_a_sentence(junk: bytes) -> None:
    with contextlib.suppress(ValueError):  # any other exception fails
        qcom.read(b"[SET]\nRunTimes=1\n[1]\nCMD=" + junk)
