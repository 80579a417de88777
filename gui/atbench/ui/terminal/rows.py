"""Which line of the log stands in which row of the view, when lines are folded away and the view was cleared.

Ten million lines must cost nothing here: the log keeps the numbers of its echoes and of its repeated URCs in arrays,
and a row is found by bisecting them. Of the sorted numbers h[0], h[1], ... of hidden lines exactly h[k] - k lines
before the k-th are shown; in a run of neighbours h[k] - k stays the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from atbench.store.log import Line


class Lines(Protocol):
    """What the view asks of a log; `store.log.Log` is one. `version` grows with every change."""

    version: int
    errors: int

    def __len__(self) -> int: ...
    def line(self, line: int, /) -> Line: ...
    def time(self, line: int, /) -> float: ...
    def failed(self, start: int, step: int, /) -> int: ...
    def command(self, start: int, step: int, /) -> int: ...

    @property
    def echoes(self) -> Sequence[int]: ...
    @property
    def repeats(self) -> Sequence[int]: ...
    @property
    def folded(self) -> Sequence[int]: ...
    def part(self) -> None: ...


class Rows:
    """The rows of `log` from line `first` on; `folded` without its echoes, `collapsed` with repeats in one row."""

    def __init__(self, log: Lines) -> None:
        self.log = log
        self.folded = True
        self.collapsed = False
        self.first = 0

    def __len__(self) -> int:
        return self.row(len(self.log))

    def row(self, line: int) -> int:
        """The row of `line`; of an echo that is hidden, the row of the next line. 0 for cleared lines."""
        repeats = self._repeat(line) >= 0
        return max(0, line - self.first - bisect_left(self._hidden, line) + self._before - repeats)

    def line(self, row: int) -> int:
        """The line in `row`, which may lie behind the last one."""
        hidden = self._hidden
        shown = row + self.first - self._before  # its row, had nothing been cleared
        return shown + bisect_right(range(len(hidden)), shown, key=lambda k: hidden[k] - k)

    def lines(self, row: int, count: int) -> list[int]:
        """The lines of `count` rows from `row` on, as far as there are any."""
        end = min(row + count, len(self))
        return [self.line(at) for at in range(max(0, row), end)]

    def head(self, line: int) -> int:
        """The line that stands for `line` in its row: the first of a run of repeats."""
        at = self._repeat(line)
        if at < 0:
            return line
        hidden = self.log.repeats
        return hidden[bisect_left(range(at), hidden[at] - at, key=lambda k: hidden[k] - k)] - 1

    def last(self, line: int) -> int:
        """The last line of the row of `line`."""
        if not self.collapsed:
            return line
        hidden = self.log.repeats
        at = bisect_right(hidden, line)
        if at == len(hidden) or hidden[at] != line + 1:
            return line
        return hidden[bisect_right(range(len(hidden)), hidden[at] - at, lo=at, key=lambda k: hidden[k] - k) - 1]

    def repeats(self, first: int, last: int) -> int:
        """How many lines from `first` to `last` are hidden as repeats."""
        hidden = self.log.repeats if self.collapsed else ()
        return bisect_right(hidden, last) - bisect_left(hidden, first)

    def _repeat(self, line: int) -> int:
        """Which of the hidden repeats `line` is; -1 for none."""
        if not self.collapsed:
            return -1
        at = bisect_left(self.log.repeats, line)
        return at if at < len(self.log.repeats) and self.log.repeats[at] == line else -1

    @property
    def _hidden(self) -> Sequence[int]:
        if self.collapsed:
            return self.log.folded if self.folded else self.log.repeats
        return self.log.echoes if self.folded else ()

    @property
    def _before(self) -> int:
        return bisect_left(self._hidden, self.first)
