"""What was typed at a module's serial port and nobody has taken yet, and how data mode takes it.

Source: Quectel FILE note V1.0, 1.2: data mode ends with `+++` between two pauses, or with DTR.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from typing import Literal

from atbench.clock import Clock

GUARD = 1.0  # seconds without a byte before and after `+++`, and the longest that its three may take
BLOCK = 1024  # bytes that are acknowledged together
_ESCAPE = b"+++"

End = Literal["full", "quiet", "escaped", "dropped"]  # how data mode ends; "dropped" is DTR


def never(data: bytes) -> bool:
    return False


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

    async def data(
        self, length: int, seconds: float, on_block: Callable[[], None] | None = None, in_all: bool = False
    ) -> bytes:
        """Bytes until there are `length`, none come for `seconds`, or data mode is left before.

        `in_all`: it ends after `seconds`, whatever comes. `on_block` is called after each full 1024 bytes. What comes
        after the last byte stays where it is.
        """
        data = bytearray()

        def take(piece: bytes) -> None:
            blocks = len(data) // BLOCK
            data.extend(piece)
            for _ in range(len(data) // BLOCK - blocks if on_block else 0):
                assert on_block
                on_block()

        await self.stream(length, seconds, take, in_all)
        return bytes(data)

    async def stream(self, length: int, seconds: float, take: Callable[[bytes], None], in_all: bool = False) -> End:
        """The same piece by piece: each is given to `take` as soon as it comes. Returns how data mode ended."""
        missing, quiet_since = length, self._clock.now()
        end = quiet_since + seconds if in_all else math.inf
        self._dropped = -1
        while missing and (self.typed or await self._grown(min(seconds, end - self._clock.now()))):
            if self._dropped >= 0:
                take(self.take(min(self._dropped, missing)))
                return "dropped"
            if self._first >= end:
                return "quiet"
            if self._first - quiet_since >= GUARD and await self._escaped():
                return "escaped"
            quiet_since, piece = self._last, self.take(missing)
            missing -= len(piece)
            take(piece)
        return "quiet" if missing else "full"

    async def until(self, length: int, seconds: float, stop: bytes, enough: Callable[[bytes], bool]) -> bytes:
        """Bytes until there are `length`, one is `stop` (which is taken away), or what came is `enough`.

        Raises TimeoutError when none comes for `seconds`.
        """
        data = bytearray()
        while len(data) < length:
            if not self.typed and not await self._grown(seconds):
                raise TimeoutError
            size = min(length - len(data), len(self.typed))
            place = self.typed.find(stop, 0, size) if stop else -1
            data += self.take(size if place < 0 else place)
            if place >= 0:
                self.take(1)
                break
            if len(data) < length and enough(bytes(data)):
                break
        return bytes(data)

    async def more(self, length: int, seconds: float) -> bytes:
        """As many bytes as come within `seconds`, at most `length`."""
        end = self._clock.now() + seconds
        while len(self.typed) < length and await self._grown(end - self._clock.now()):
            pass
        return self.take(length)

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
