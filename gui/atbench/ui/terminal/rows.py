"""Which line of the log stands in which row of the view, when echoes are folded away and the view was cleared.

Ten million lines must cost nothing here: the log keeps the numbers of its few echo lines in an array, and a row is
found by bisecting it. Of the sorted numbers e[0], e[1], ... exactly e[k] - k lines before the k-th echo are shown.
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


class Rows:
    """The rows of `log` from line `first` on; where `folded`, without its echoes."""

    def __init__(self, log: Lines) -> None:
        self.log = log
        self.folded = True
        self.first = 0

    def __len__(self) -> int:
        return self.row(len(self.log))

    def row(self, line: int) -> int:
        """The row of `line`; of a hidden line, the row of the next one that is shown. 0 for cleared lines."""
        return max(0, line - self.first - bisect_left(self._hidden, line) + self._before)

    def line(self, row: int) -> int:
        """The line in `row`, which may lie behind the last one."""
        hidden = self._hidden
        shown = row + self.first - self._before  # its row, had nothing been cleared
        return shown + bisect_right(range(len(hidden)), shown, key=lambda k: hidden[k] - k)

    def lines(self, row: int, count: int) -> list[int]:
        """The lines of `count` rows from `row` on, as far as there are any."""
        end = min(row + count, len(self))
        return [self.line(at) for at in range(max(0, row), end)]

    @property
    def _hidden(self) -> Sequence[int]:
        return self.log.echoes if self.folded else ()

    @property
    def _before(self) -> int:
        return bisect_left(self._hidden, self.first)
