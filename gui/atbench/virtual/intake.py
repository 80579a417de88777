"""What was typed at a module's serial port and nobody has taken yet, and how data mode takes it.

Source: Quectel FILE note V1.0, 1.2: data mode ends with `+++` between two pauses, or with DTR.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from atbench.clock import Clock

GUARD = 1.0  # seconds without a byte before and after `+++`, and the longest that its three may take
BLOCK = 1024  # bytes that are acknowledged together
_ESCAPE = b"+++"


class Intake:
    """`typed` is open to whoever reads command lines; everything runs in the loop of the host."""

    def __init__(self, clock: Clock) -> None:
        self.typed = bytearray()
        self._clock, self._news = clock, asyncio.Event()
        self._dropped = -1  # how many of `typed` came before DTR fell; -1: it has not fallen
        self._first = self._last = clock.now()  # when the first and the last byte of `typed` came

    def feed(self, data: bytes) -> None:
        self._last = self._clock.now()
        if not self.typed:
            self._first = self._last
        self.typed += data
        self._news.set()

    def drop(self) -> None:
        """DTR falls: data mode ends."""
        self._dropped = len(self.typed)
        self._news.set()

    def take(self, most: int) -> bytes:
        part = bytes(self.typed[:most])
        del self.typed[:most]
        return part

    async def wait(self) -> None:
        """Until something is there to take."""
        while not self.typed:
            self._news.clear()
            await self._news.wait()

    async def data(self, length: int, seconds: float, on_block: Callable[[], None] | None = None) -> bytes:
        """Bytes until there are `length`, none come for `seconds`, or data mode is left before.

        `on_block` is called after each full 1024 bytes. What comes after the last byte stays where it is.
        """
        data = bytearray()
        self._dropped, quiet_since = -1, self._clock.now()
        while len(data) < length and (self.typed or await self._grown(seconds)):
            if self._dropped >= 0:
                data += self.take(min(self._dropped, length - len(data)))
                break
            if self._first - quiet_since >= GUARD and await self._escaped():
                break
            quiet_since, blocks = self._last, len(data) // BLOCK
            data += self.take(length - len(data))
            for _ in range(len(data) // BLOCK - blocks if on_block else 0):
                assert on_block
                on_block()
        return bytes(data)

    async def _escaped(self) -> bool:
        """Whether what has begun is `+++` with nothing behind it; then it is taken away."""
        end = self._first + GUARD
        while len(self.typed) < len(_ESCAPE) and _ESCAPE.startswith(self.typed):
            if not await self._grown(end - self._clock.now()):
                return False
        if self.typed != _ESCAPE or await self._grown(GUARD):
            return False
        self.typed.clear()
        return True

    async def _grown(self, seconds: float) -> bool:
        """Whether more comes within some seconds."""
        self._news.clear()
        try:
            async with self._clock.timeout(max(0.0, seconds)):
                await self._news.wait()
        except TimeoutError:
            return False
        return True
