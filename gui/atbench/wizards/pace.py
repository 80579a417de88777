"""How fast a long step goes, and how long it will take, in words."""

from __future__ import annotations

from dataclasses import dataclass

from atbench.texts import _
from atbench.wizards.talk import Progress

SURE = 0.5  # s before a rate is told: until then it is a guess


@dataclass(slots=True)
class Pace:
    """One long step; `now` is the time of the clock in seconds."""

    _first: tuple[float, int] | None = None
    _last: Progress | None = None

    def tell(self, progress: Progress, now: float) -> str:
        """What was done, of how much, how fast, and the time that is left."""
        last = self._last
        if self._first is None or (last and (progress.what != last.what or progress.done < last.done)):
            self._first = (now, progress.done)  # another file, another thing that is counted
        self._last = progress
        parts = [self._done(progress)]
        seconds, done = now - self._first[0], progress.done - self._first[1]
        if progress.what != _("s") and seconds >= SURE and done > 0:
            rate = done / seconds
            parts.append(_rate(rate, progress.what))
            if progress.total > progress.done:
                left = max(1, round((progress.total - progress.done) / rate))
                parts.append(_("{seconds} s left").format(seconds=left))
        return " · ".join(parts)

    def _done(self, progress: Progress) -> str:
        if not progress.total:
            return f"{progress.done:,} {progress.what}".strip()
        share = min(100, 100 * progress.done // progress.total)
        text = _("{done} of {total} {what}").format(
            done=f"{progress.done:,}", total=f"{progress.total:,}", what=progress.what
        )
        return f"{text.strip()} · {share} %"


def _rate(rate: float, what: str) -> str:
    if what == _("bytes"):
        return f"{rate / 1000:.1f} kB/s" if rate < 1e6 else f"{rate / 1e6:.1f} MB/s"
    return f"{rate:.1f} {what}/s"
