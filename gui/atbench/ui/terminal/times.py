"""The time at the left of a line, in one of four ways."""

from __future__ import annotations

import time

from atbench.texts import N_

WAYS = {
    "absolute": N_("Absolute"),
    "relative": N_("Relative"),
    "difference": N_("Difference"),
    "off": N_("Off"),
}
"""The ways and their names in menus."""

WIDEST = "00:00:00.000"


def clock(moment: float) -> str:
    """`14:07:33.904`, local time of `moment` in seconds since 1970."""
    whole, part = divmod(int(moment * 1000), 1000)
    at = time.localtime(whole)
    return f"{at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02}.{part:03}"


def date_and_clock(moment: float) -> str:
    """`2026-11-20 14:07:33.904`, for copies."""
    return time.strftime("%Y-%m-%d ", time.localtime(moment)) + clock(moment)


def span(seconds: float) -> str:
    """`+2.774`, `+1:02.003` or `+1:00:02.003`; a clock that was set back gives a minus."""
    sign = "-" if seconds < 0 else "+"
    whole, part = divmod(round(abs(seconds) * 1000), 1000)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{sign}{hours}:{minute:02}:{second:02}.{part:03}"
    return f"{sign}{minutes}:{second:02}.{part:03}" if minutes else f"{sign}{second}.{part:03}"
