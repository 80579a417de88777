"""What is typed, as bytes: text with its line end, HEX strings, and data for a prompt with their limit. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass

from atbench.texts import _

LINE_ENDS = {"CR": b"\r", "LF": b"\n", "CRLF": b"\r\n", "none": b""}
CTRL_Z, ESCAPE = b"\x1a", b"\x1b"

_SEPARATORS = re.compile(r"0x|[\s,;:-]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """An open prompt: its command, and the number of bytes that ends the data (0: Ctrl+Z ends them)."""

    command: str
    length: int = 0

    @property
    def name(self) -> str:
        """`AT+QMTPUBEX`"""
        return re.split(r"[=?]", self.command, maxsplit=1)[0]


def from_hex(text: str) -> bytes:
    """The bytes of `41 54 0D`, also written 41540D, 0x41,0x54 or 41:54:0D. Raises ValueError with a sentence."""
    digits = _SEPARATORS.sub("", text)
    if problem := wrong_digit(text):
        raise ValueError(problem)
    if len(digits) % 2:
        raise ValueError(_("An odd number of digits: a byte has two, 0-9 and A-F."))
    return bytes.fromhex(digits)


def wrong_digit(text: str) -> str:
    """A sentence about the first sign that is no HEX digit, "" where there is none."""
    for sign in _SEPARATORS.sub("", text):
        if sign not in "0123456789abcdefABCDEF":
            return _("“{sign}” is no HEX digit: use 0-9 and A-F.").format(sign=sign)
    return ""
