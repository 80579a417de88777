"""The fields of a line: `+QMTSUB: 0,1,0,1` has four.

Quotes and brackets count: splitting at every comma would break `"a,b"` and `(0-5),(1,2)`.
"""

from __future__ import annotations

from typing import NamedTuple


class Value(NamedTuple):
    """One field: its text without quotes and blanks, whether it was quoted, and where it stands in the whole string."""

    text: str
    quoted: bool
    start: int
    end: int


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
            at = end + 1
            while at < size and text[at] != ",":
                at += 1
        else:
            end = _comma(text, at)
            values.append(Value(text[at:end].rstrip(), False, at, at + len(text[at:end].rstrip())))
            at = end
        if at >= size:
            return values
        at += 1


def _closing_quote(text: str, at: int) -> int:
    while (at := text.find('"', at)) != -1:
        if text[at + 1 :].lstrip(" ")[:1] in ("", ","):
            return at
        at += 1
    return len(text)


def _comma(text: str, at: int) -> int:
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
