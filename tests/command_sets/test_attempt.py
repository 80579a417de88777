"""Single rows: what they are (command, data, bytes), and what their result is."""

from __future__ import annotations

import pytest

from atbench.command_sets.model import CommandSet, Row

from .scripted import ERROR, OK, run

PUBLISH = 'AT+QMTPUBEX=0,0,0,0,"lamp",5'
PUBLISH_WIRE = PUBLISH.encode() + b"\r"
PROMPT = b"\r\n> "
DONE = b"\r\nOK\r\n\r\n+QMTPUBEX: 0,0,0\r\n"


def play(script: dict[bytes, bytes | None], *rows: Row, go_on: bool = True, encoding: str = "utf-8"):
    commands = CommandSet(rows=rows, default_delay_ms=0, encoding=encoding).all_selected()
    report, bench = run(script, lambda bench: bench.runner.run(commands, go_on=go_on))
    return [(row.state, row.note) for row in report.rows], bench.module.wrote


def test_a_row_without_enter_is_data_when_a_prompt_is_open() -> None:
    results, wrote = play({PUBLISH_WIRE: PROMPT, b"hello": DONE}, Row(1, PUBLISH), Row(2, "hello", enter=False))
    assert [state for state, _note in results] == ["passed", "passed"]
    assert wrote == [PUBLISH_WIRE, b"hello"]


@pytest.mark.parametrize(
    ("answer", "state"),
    [(ERROR, "failed"), (b"\r\nOK\r\n\r\n+QMTPUBEX: 0,0,2\r\n", "failed"), (OK, "timed out"), (None, "timed out")],
)
def test_its_result_is_that_of_the_command(answer: bytes | None, state: str) -> None:
    results, _wrote = play({PUBLISH_WIRE: PROMPT, b"hello": answer}, Row(1, PUBLISH), Row(2, "hello", enter=False))
    assert results[0] == ("passed", "")
    assert results[1][0] == state and results[1][1]


def test_without_a_prompt_it_goes_out_as_it_stands_and_is_marked() -> None:
    results, wrote = play({PUBLISH_WIRE: ERROR}, Row(1, PUBLISH), Row(2, "hello", enter=False))
    assert results[0][0] == "failed"
    assert results[1] == ("sent", "sent without a prompt")
    assert wrote == [PUBLISH_WIRE, b"hello"]


def test_data_in_parts_waits_for_the_result_after_the_last() -> None:
    results, wrote = play(
        {PUBLISH_WIRE: PROMPT, b"he": None, b"llo": DONE},
        Row(1, PUBLISH),
        Row(2, "he", enter=False),
        Row(3, "llo", enter=False),
    )
    assert [state for state, _note in results] == ["passed"] * 3
    assert results[1][1] == "part of the data, more is needed"
    assert wrote == [PUBLISH_WIRE, b"he", b"llo"]


def test_data_without_a_length_ends_with_ctrl_z() -> None:
    rows = (Row(1, "AT+CMGS=5"), Row(2, "hello", enter=False), Row(3, "1a", hex=True, enter=False), Row(4, "AT"))
    results, wrote = play({b"AT+CMGS=5\r": PROMPT, b"hello": None, b"\x1a": b"\r\n+CMGS: 4\r\n\r\nOK\r\n"}, *rows)
    assert [state for state, _note in results] == ["passed"] * 4
    assert wrote == [b"AT+CMGS=5\r", b"hello", b"\x1a", b"AT\r"]


def test_a_row_with_enter_is_data_too_while_a_prompt_is_open() -> None:
    results, wrote = play({PUBLISH_WIRE: PROMPT, b"AT+CSQ\r": DONE}, Row(1, PUBLISH), Row(2, "AT+CSQ"))
    assert wrote == [PUBLISH_WIRE, b"AT+CSQ\r"]
    assert results[1][0] == "passed" and results[1][1]


def test_hex_rows_send_their_bytes() -> None:
    results, wrote = play({}, Row(1, "00ff", hex=True, enter=False), Row(2, "4154", hex=True), Row(3, "ff", hex=True))
    assert wrote == [b"\x00\xff", b"AT\r", b"\xff\r"]
    assert [state for state, _note in results] == ["sent", "passed", "sent"]


def test_wrong_hex_fails_its_row_and_sends_nothing() -> None:
    results, wrote = play({}, Row(1, "1a0", hex=True))
    assert results == [("failed", "“1a0” has an odd number of hex digits; a byte has two")]
    assert wrote == []


def test_text_keeps_the_encoding_of_its_file() -> None:
    assert play({}, Row(1, "灯", enter=False), encoding="gb18030")[1] == ["灯".encode("gbk")]
    assert play({}, Row(1, "灯", enter=False))[1] == ["灯".encode()]
