"""How far a long step is, on standard error: what reads the steps from a pipe is not disturbed."""

from __future__ import annotations

import sys

from atbench.clock import Clock
from atbench.wizards.pace import Pace
from atbench.wizards.talk import Progress

EVERY = 1.0  # s between two lines


class Ticker:
    """A line each second, and one where all of a copy is through."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pace, self._last, self._said = Pace(), clock.now(), Progress(0)

    def begin(self) -> None:
        """Another step."""
        self._pace, self._last, self._said = Pace(), self._clock.now(), Progress(0)

    def tell(self, progress: Progress) -> None:
        now = self._clock.now()
        words = ": ".join(filter(None, (progress.name, self._pace.tell(progress, now))))
        through = bool(progress.name) and 0 < progress.total == progress.done
        if progress != self._said and (through or now - self._last >= EVERY):
            self._last, self._said = now, progress
            print(f"         {words}", file=sys.stderr, flush=True)
