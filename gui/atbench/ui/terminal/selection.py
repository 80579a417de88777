"""What is selected: letters from one place to another, over any number of lines; and what a double click takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from atbench.at.values import split


class Place(NamedTuple):
    """Before letter number `letter` of `line`."""

    line: int
    letter: int


NOWHERE = Place(-1, 0)

BEYOND = 1 << 30
"""A letter behind the last letter of every line: the line end is selected too."""


@dataclass(slots=True)
class Selection:
    """From `anchor`, where it began, to `caret`, which moves."""

    anchor: Place = NOWHERE
    caret: Place = NOWHERE

    def __bool__(self) -> bool:
        return self.anchor != self.caret and self.anchor.line >= 0

    @property
    def ends(self) -> tuple[Place, Place]:
        return (self.anchor, self.caret) if self.anchor <= self.caret else (self.caret, self.anchor)

    def part(self, line: int) -> tuple[int, int]:
        """The letters of `line` that are selected: from and to, equal for none."""
        first, last = self.ends
        if not self or not first.line <= line <= last.line:
            return 0, 0
        return first.letter if line == first.line else 0, last.letter if line == last.line else BEYOND

    def start(self, place: Place) -> None:
        self.anchor = self.caret = place

    def reach(self, place: Place) -> None:
        self.caret = place
        if self.anchor.line < 0:
            self.anchor = place

    def take(self, line: int, start: int, end: int) -> None:
        self.anchor, self.caret = Place(line, start), Place(line, end)

    def clear(self) -> None:
        self.start(NOWHERE)


_HEAD = re.compile(r"\s*(?:AT)?[+^%*&#$] ?\w+ ?[=:]", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;=:(){}\[\]\"]+")


def value_at(text: str, index: int) -> tuple[int, int]:
    """The value round `index`: a field without its quotes, however many words are in them; else a plain word."""
    for value in split(text, _head(text)):
        if value.start <= index <= value.end and value.quoted:
            return value.start + 1, value.start + 1 + len(value.text)
    for word in _WORD.finditer(text):
        if word.start() <= index <= word.end():
            return word.span()
    return index, min(index + 1, len(text))


def field_at(text: str, index: int) -> int:
    """The number of the field round `index`, counted from 0; -1 outside the fields."""
    for number, value in enumerate(split(text, _head(text))):
        if value.start <= index < value.end:
            return number
    return -1


def _head(text: str) -> int:
    match = _HEAD.match(text)
    return match.end() if match else 0
