from __future__ import annotations

import pytest

from atbench.command_sets.model import CommandSet, Row, hex_bytes


@pytest.mark.parametrize("text", ["1a0d", "1A 0D", "0x1A 0x0D", "0x1a,0x0d", "1a,0D", " 1A  0d ", "0x1A0D"])
def test_all_spellings_of_hex(text: str) -> None:
    assert hex_bytes(text) == b"\x1a\r"


@pytest.mark.parametrize(
    ("text", "part"), [("1a0", "odd number"), ("1 2", "odd number"), ("1g", "“g” is no hex digit")]
)
def test_wrong_hex_is_said(text: str, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        hex_bytes(text)


def test_content_keeps_the_encoding_of_the_file() -> None:
    row = Row(1, "灯")
    assert CommandSet(encoding="gb18030").content(row) == "灯".encode("gbk")
    assert CommandSet(encoding="utf-16").content(row) == "灯".encode()
    assert CommandSet().content(Row(1, "1a", hex=True)) == b"\x1a"


def test_delay_is_the_rows_own_or_the_lists() -> None:
    commands = CommandSet(default_delay_ms=300)
    assert commands.delay(Row(1, "AT")) == 0.3
    assert commands.delay(Row(1, "AT", delay_ms=0)) == 0


def test_all_selected() -> None:
    commands = CommandSet(rows=(Row(1, "AT"), Row(2, "ATI", selected=True)))
    assert all(row.selected for row in commands.all_selected().rows)
