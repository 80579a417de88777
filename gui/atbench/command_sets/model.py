"""A list of commands as every part of the program sees it, whatever file it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from atbench.texts import _

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list.

    `n` is its number in the file, from 1. `text` is the command, or with `hex` its bytes as hex digits. `enter` sends
    a CR behind it. `delay_ms` is the wait after it, None for the list's own. `extra` are keys of the file that we do
    not know, to be written back.
    """

    n: int
    text: str
    hex: bool = False
    enter: bool = True
    selected: bool = False
    delay_ms: int | None = None
    extra: Pairs = ()


@dataclass(frozen=True, slots=True)
class Warning_:  # noqa: N801 - Warning is a built-in exception
    """Something the reader or writer of a list wants to say about a row; row 0 is the whole file."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class CommandSet:
    """A list: its rows (none is empty, in the order of their numbers) and how it is run.

    `encoding` is the one of the file, as Python names it. `extra` holds sections that we do not know, with their keys.
    """

    path: Path | None = None
    format: str = "qcom"
    encoding: str = "utf-8"
    default_delay_ms: int = 1000
    rounds: int = 1
    rows: tuple[Row, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    extra: tuple[tuple[str, Pairs], ...] = ()

    def delay(self, row: Row) -> float:
        """Seconds to wait after `row`."""
        return (self.default_delay_ms if row.delay_ms is None else row.delay_ms) / 1000

    def content(self, row: Row) -> bytes:
        """The bytes of a row without its line end. ValueError where hex digits are wrong.

        Text keeps the encoding of its file: a list saved on a Chinese Windows sends GBK, as QCOM does with it.
        """
        if row.hex:
            return hex_bytes(row.text)
        return row.text.encode("gb18030" if self.encoding == "gb18030" else "utf-8")

    def all_selected(self) -> CommandSet:
        """The same list with every row ticked."""
        return replace(self, rows=tuple(replace(row, selected=True) for row in self.rows))


_HEX = re.compile("[0-9A-Fa-f]*")


def hex_bytes(text: str) -> bytes:
    """The bytes of `1a`, `1A 0D`, `0x1A,0x0D`. ValueError with a sentence where it is not whole bytes."""
    for group in re.split("[ \t,]+|0[xX]", text):
        if not _HEX.fullmatch(group):
            wrong = re.sub("[0-9A-Fa-f]", "", group)[0]
            raise ValueError(_("“{letter}” is no hex digit; write bytes as 1A 0D").format(letter=wrong))
        if len(group) % 2:
            raise ValueError(_("“{digits}” has an odd number of hex digits; a byte has two").format(digits=group))
    return bytes.fromhex(re.sub("[ \t,]+|0[xX]", "", text))
