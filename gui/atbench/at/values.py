"""The fields of a line: `+QMTSUB: 0,1,0,1` has four.

Quotes and brackets count: splitting at every comma would break `"a,b"` and `(0-5),(1,2)`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PLAIN = re.compile(r"[^,()[\]{}]*")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_CLOSING = re.compile(r'"(?= *(?:,|\Z))')


class Value(NamedTuple):
    """One field: its text without quotes and blanks, whether it was quoted, and where it stands in the whole string."""

    text: str
    quoted: bool
    start: int
    end: int


def whole(text: str) -> int | None:
    """A whole number; None for everything else: other digits than 0-9, and so many that none is meant."""
    return int(text) if _WHOLE.fullmatch(text) else None


def split(text: str, start: int = 0) -> list[Value]:
    """The fields of `text` from `start` on. An open quote reaches to the end; an empty rest has no fields.

    A quote inside a quoted field ends it only before a comma or the end, so JSON with bare quotes stays whole where
    it can.
    """
    if not text[start:].strip():
        return []
    values: list[Value] = []
    at, size = start, len(text)
    while True:
        while at < size and text[at] in " \t":
            at += 1
        if at < size and text[at] == '"':
            end = _closing_quote(text, at + 1)
            values.append(Value(text[at + 1 : end], True, at, min(end + 1, size)))
            comma = text.find(",", end + 1)
            at = comma if comma >= 0 else size
        else:
            end = _comma(text, at)
            value = text[at:end].rstrip()
            values.append(Value(value, False, at, at + len(value)))
            at = end
        if at >= size:
            return values
        at += 1


def _closing_quote(text: str, at: int) -> int:
    found = _CLOSING.search(text, at)
    return found.start() if found else len(text)


def _comma(text: str, at: int) -> int:
    end = _PLAIN.match(text, at).end()  # type: ignore[union-attr]
    if end == len(text) or text[end] == ",":
        return end
    depth = 0
    for place in range(at, len(text)):
        letter = text[place]
        if letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == "," and depth <= 0:
            return place
    return len(text)
