"""One clock for all waiting, handed in: tests run it fifty times faster, and all times keep their ratios."""

from __future__ import annotations

import asyncio
import time


class Clock:
    """Seconds as the program counts them; `speed` 50 makes a second of the program last 20 ms."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._start = time.monotonic()

    def now(self) -> float:
        """Seconds since this clock was made."""
        return (time.monotonic() - self._start) * self.speed

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.speed)

    def timeout(self, seconds: float | None) -> asyncio.Timeout:
        """`async with clock.timeout(5)`: raises TimeoutError after five of its seconds; None waits for ever."""
        return asyncio.timeout(None if seconds is None else seconds / self.speed)
