"""Command lines as a module reads them: V.250 5.2 to 5.4, with the strictness of the real thing.

A line is read as Latin-1, so that every byte keeps its place; a topic in UTF-8 comes out of `Values.data` unharmed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Literal

Form = Literal["test", "read", "write", "execute"]


class Refused(Exception):
    """The command is answered with ERROR or another word, or with `+CME ERROR: <code>` where there is a code.

    `line` is how the latter is spelled.
    """

    def __init__(self, code: int | None = None, word: bytes = b"ERROR", line: str = "+CME ERROR: {}") -> None:
        super().__init__(code)
        self.code, self.word, self.line = code, word, line


@dataclass(frozen=True, slots=True)
class Request:
    """One command of a line: `+QMTOPEN` with form and the text of its values, or `E` with the digits behind it."""

    name: str
    form: Form
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a write command. What is missing, out of range or wrongly quoted raises `Refused`."""

    values: tuple[tuple[str, bool], ...]
    code: int | None = None

    def __len__(self) -> int:
        return len(self.values)

    def count(self, *allowed: int) -> None:
        if len(self.values) not in allowed:
            raise Refused(self.code)

    def number(self, place: int, low: int, high: int, default: int | None = None) -> int:
        text, quoted = self._at(place)
        if not text and not quoted and default is not None:
            return default
        if quoted or not text.isdecimal() or not text.isascii() or len(text) > 9 or not low <= int(text) <= high:
            raise Refused(self.code)
        return int(text)

    def text(self, place: int, low: int = 0, high: int = 1024, default: str | None = None) -> str:
        """A string in quotes, or an empty place where there is a default."""
        text, quoted = self._at(place)
        if not quoted and not text and default is not None:
            return default
        if not quoted or not low <= len(text) <= high:
            raise Refused(self.code)
        return text

    def data(self, place: int, low: int = 0, high: int = 1024) -> bytes:
        return self.text(place, low, high).encode("latin-1")

    def word(self, place: int) -> str:
        """A string with or without quotes, as a PIN is given."""
        return self._at(place)[0]

    def _at(self, place: int) -> tuple[str, bool]:
        return self.values[place] if place < len(self.values) else ("", False)


def split(rest: str, code: int | None = None) -> Values:
    """The values behind the `=`. Text beside a quoted string, or a quote that is left open, is refused."""
    values: list[tuple[str, bool]] = []
    for part in _parts(rest, ","):
        part = part.strip(" ")
        quoted = part.startswith('"')
        if quoted != part.endswith('"') or part.count('"') not in (0, 2) or part == '"':
            raise Refused(code)
        values.append((part[1:-1] if quoted else part, quoted))
    return Values(tuple(values), code)


_EXTENDED = re.compile(r"([+^%*] ?[A-Z][A-Z0-9]*) ?(=\?|\?|=)?(.*)", re.IGNORECASE | re.DOTALL)
_BASIC = re.compile(r"(&?[A-Z]) ?(\d*)", re.IGNORECASE)
_REGISTER = re.compile(r"S ?(\d{1,3}) ?(\?|=\d{1,3})?", re.IGNORECASE)
_FORMS: dict[str | None, Form] = {None: "execute", "?": "read", "=?": "test", "=": "write"}


def requests(line: str, whole: Container[str] = ()) -> Iterator[Request]:
    """The commands of a line without its `AT`, one by one; what cannot be read raises `Refused` when it is its turn.

    V.250 5.4.1 and 5.2.3: basic commands follow each other directly, an extended one ends at a semicolon. Those in
    `whole` take the rest of the line, whatever stands there.
    """
    place = 0
    while (place := _skip(line, place)) < len(line):
        if line[place] in "+^%*":
            part = _part(line, place)
            match = _EXTENDED.fullmatch(part)
            if match and match[1].replace(" ", "").upper() in whole:
                part = line[place:]
                match = _EXTENDED.fullmatch(part)
            if not match or (match[2] != "=" and match[3].strip()):
                raise Refused
            yield Request(match[1].replace(" ", "").upper(), _FORMS[match[2]], match[3])
            place += len(part) + 1
        elif register := _REGISTER.match(line, place):
            mark = register[2] or ""
            yield Request("S", "read" if mark == "?" else "write", f"{register[1]},{mark[1:]}")
            place = register.end()
        elif basic := _BASIC.match(line, place):
            yield Request(basic[1].upper(), "execute", basic[2])
            place = basic.end()
        else:
            raise Refused


def _skip(line: str, place: int) -> int:
    while place < len(line) and line[place] in " ;":
        place += 1
    return place


def _part(line: str, start: int) -> str:
    return next(_parts(line[start:], ";"))


def _parts(text: str, mark: str) -> Iterator[str]:
    """`text` split at every `mark` that stands outside quotes."""
    start, inside = 0, False
    for place, letter in enumerate(text):
        if letter == '"':
            inside = not inside
        elif letter == mark and not inside:
            yield text[start:place]
            start = place + 1
    yield text[start:]
