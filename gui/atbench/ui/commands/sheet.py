"""A command list as it is edited: every change gives a new sheet, so undo keeps the old ones and that is all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from atbench.command_sets.model import CommandSet, Row

LEAST = 29
"""QCOM's lists have this many rows, empty ones too."""

MOST = 9999
"""A file that numbers its rows higher gets them numbered anew."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows numbered from 1 without gaps, and how they are run."""

    rows: tuple[Row, ...] = ()
    delay_ms: int = 1000
    rounds: int = 1

    @classmethod
    def of(cls, commands: CommandSet) -> Sheet:
        numbers = [row.n for row in commands.rows]
        if numbers and (max(numbers) > MOST or min(numbers) < 1 or len(set(numbers)) < len(numbers)):
            placed = dict(enumerate(commands.rows, 1))
        else:
            placed = {row.n: row for row in commands.rows}
        count = max(LEAST, *placed) if placed else LEAST
        rows = (placed.get(n) or Row(n, "") for n in range(1, count + 1))
        return cls(_numbered(rows), commands.default_delay_ms, commands.rounds)

    def filled(self) -> tuple[Row, ...]:
        """The rows that are not empty."""
        return tuple(row for row in self.rows if row.text)

    def with_row(self, at: int, row: Row) -> Sheet:
        return replace(self, rows=(*self.rows[:at], row, *self.rows[at + 1 :]))

    def with_rows(self, rows: Iterable[Row]) -> Sheet:
        """The same sheet with other rows, numbered anew and filled up to QCOM's 29."""
        numbered = _numbered(rows)
        more = (Row(n, "") for n in range(len(numbered) + 1, LEAST + 1))
        return replace(self, rows=(*numbered, *more))

    def ticked(self, on: bool) -> Sheet:
        """Every row that has a command ticked, or none."""
        return replace(self, rows=tuple(replace(row, selected=on and bool(row.text)) for row in self.rows))

    def inserted(self, at: int, rows: Sequence[Row]) -> Sheet:
        """With rows before row `at` (from 0); empty rows at the end give way."""
        return self.with_rows(_trimmed((*self.rows[:at], *rows, *self.rows[at:]), max(LEAST, at + len(rows))))

    def without(self, places: Iterable[int]) -> Sheet:
        gone = set(places)
        return self.with_rows(row for at, row in enumerate(self.rows) if at not in gone)

    def moved(self, places: Sequence[int], step: int) -> Sheet:
        """The rows at `places` one place up (-1) or down (1); the same sheet where there is no room."""
        if not places or min(places) + step < 0 or max(places) + step >= len(self.rows):
            return self
        rows = list(self.rows)
        for at in sorted(places, reverse=step > 0):
            rows[at], rows[at + step] = rows[at + step], rows[at]
        return self.with_rows(rows)


def _numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(row if row.n == n else replace(row, n=n) for n, row in enumerate(rows, 1))


def _trimmed(rows: Sequence[Row], least: int) -> Sequence[Row]:
    end = len(rows)
    while end > least and not rows[end - 1].text:
        end -= 1
    return rows[:end]
