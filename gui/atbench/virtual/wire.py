"""What lies between a module and who listens to it: a UART's pace, and the faults that hit bytes.

Everything runs in the loop of the host.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from atbench.clock import Clock
from atbench.virtual.faults import Faults

TICK = 0.01  # seconds of the clock between two pieces of paced bytes, where one byte does not take longer
BITS = 10  # of a byte on the wire: start, eight, stop

Take = Callable[[bytes], None]


class Lane:
    """One direction. At `baud` bits per second of the clock; 0: at once. What waits stays in order."""

    def __init__(self, clock: Clock, take: Take, baud: int = 0) -> None:
        self._clock, self._take, self._rate = clock, take, baud / BITS
        self._queue: deque[tuple[float, bytes]] = deque()  # a pause in seconds, and the bytes behind it
        self._free = 0.0  # when the last byte has left, by the clock
        self._timer: asyncio.TimerHandle | None = None
        self._pause = 0.0
        self.passed = 0  # bytes that are through

    def put(self, data: bytes) -> None:
        pause, self._pause = self._pause, 0.0
        if not self._rate and not self._queue and not pause:
            self._pass(data)
            return
        size = max(1, int(self._rate * TICK)) if self._rate else len(data) or 1
        for place in range(0, len(data), size):
            self._queue.append((pause, data[place : place + size]))
            pause = 0.0
        self._wait()

    def pause(self, seconds: float) -> None:
        """What is put next waits for so long, and all behind it."""
        self._pause += seconds

    def drop(self) -> None:
        """What waits never comes through."""
        self.passed += sum(len(data) for _pause, data in self._queue)
        self.stop()

    def stop(self) -> None:
        self._queue.clear()
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _pass(self, data: bytes) -> None:
        self.passed += len(data)
        self._take(data)

    def _wait(self) -> None:
        if self._timer or not self._queue:
            return
        pause, data = self._queue[0]
        now = self._clock.now()
        self._free = max(self._free, now) + pause + (len(data) / self._rate if self._rate else 0)
        seconds = (self._free - now) / self._clock.speed
        self._timer = asyncio.get_running_loop().call_later(seconds, self._go)

    def _go(self) -> None:
        self._timer = None
        _pause, data = self._queue.popleft()
        self._pass(data)
        self._wait()


class Wire:
    """`heard` gets what is typed, `told` what the module says; `baud` 0 has no pace."""

    def __init__(self, clock: Clock, faults: Faults, heard: Take, told: Take, baud: int = 0) -> None:
        self._faults, self._told = faults, told
        self._in, self._out = Lane(clock, heard, baud), Lane(clock, self._arrive, baud)
        self._counts = {"byte_lost": 0, "byte_flipped": 0}

    def type(self, data: bytes) -> None:
        self._in.put(data)

    @property
    def heard(self) -> int:
        """How many of the bytes that were typed have come through, or were dropped."""
        return self._in.passed

    def drop(self) -> None:
        """What was typed and is not through yet is lost."""
        self._in.drop()

    def say(self, data: bytes) -> None:
        self._out.put(data)

    def pause(self, seconds: float) -> None:
        """What the module says next comes later by so much."""
        self._out.pause(seconds)

    def stop(self) -> None:
        self._in.stop()
        self._out.stop()

    def _arrive(self, data: bytes) -> None:
        data = self._flip(self._lose(data))
        pieces = [data[at : at + 1] for at in range(len(data))] if self._faults.on("one_byte") else [data]
        for piece in pieces:
            if piece:
                self._told(piece)

    def _lose(self, data: bytes) -> bytes:
        hit = self._hit("byte_lost", len(data))
        return bytes(byte for place, byte in enumerate(data) if place not in hit) if hit else data

    def _flip(self, data: bytes) -> bytes:
        flipped = bytearray(data)
        for place, number in self._hit("byte_flipped", len(data)).items():
            flipped[place] ^= 1 << number % 8
        return bytes(flipped)

    def _hit(self, name: str, size: int) -> dict[int, int]:
        """The places in a piece that the fault hits, with the number of each hit."""
        every, before = int(self._faults[name]), self._counts[name]
        self._counts[name] = before + size if every else 0
        if not every:
            return {}
        counts = range(before + 1, before + size + 1)
        return {count - before - 1: count // every for count in counts if not count % every}
