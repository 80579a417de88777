"""Typed text as bytes."""

from __future__ import annotations

import pytest

from atbench.ui.payload import Prompt, from_hex, wrong_digit


@pytest.mark.parametrize("text", ["41 54 0D", "41540d", "0x41,0x54,0x0D", "41:54:0D", "41-54-0d"])
def test_hex_in_all_spellings(text: str) -> None:
    assert from_hex(text) == b"AT\r"


@pytest.mark.parametrize(("text", "said"), [("4", "odd"), ("4G", "“G”"), ("ä", "“ä”")])
def test_what_is_no_hex_is_told(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        from_hex(text)


def test_half_a_byte_is_no_wrong_digit() -> None:
    assert wrong_digit("41 5") == ""
    assert wrong_digit("41 5x1")


def test_the_name_of_a_prompt() -> None:
    assert Prompt('AT+QMTPUBEX=0,0,0,0,"a/b",5', 5).name == "AT+QMTPUBEX"
    assert Prompt("AT+QISEND?").name == "AT+QISEND"
