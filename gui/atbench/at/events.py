"""What the engine says: one event a line, and a block of lines when it is flooded."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from atbench.at.decode import decode

Kind = Literal["command", "echo", "answer", "final", "urc", "late", "prompt", "data", "text", "noise"]


@dataclass(frozen=True, slots=True)
class Event:
    """One line that arrived.

    `raw` are its exact bytes, with the blank bytes before it and its line end; the raws of all events joined give
    the stream. `line` is the same without blanks, NULs and line end around it. `command` is the pending command it
    belongs to, as sent ("" for none), `name` the name of the row that knows it. `ok` tells success of a final or
    late result (None: neither, or not the last word yet). `sure` is False where the line could also be one of `also`.
    """

    kind: Kind
    raw: bytes
    line: bytes
    command: str = ""
    name: str = ""
    ok: bool | None = None
    sure: bool = True
    also: tuple[Kind, ...] = ()

    @property
    def text(self) -> str:
        """The line as a person reads it: UTF-8, then GB18030, then escapes (see `decode`)."""
        return decode(self.line)


@dataclass(frozen=True, slots=True)
class Bulk:
    """A block of whole lines that nobody waits for, kept unclassified: `Engine.classify` tells the kind of each later.

    `lengths` holds the length of each line's raw bytes; their sum is the length of `raw`, the greatest is `longest`.
    `heads` tells how many lines begin with which word (`flood.lines_of`): what is not among them need not be searched.
    """

    raw: bytes
    lengths: array[int]
    heads: Mapping[bytes, int]
    longest: int = 0
