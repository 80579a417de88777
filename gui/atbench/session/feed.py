"""From the port's thread to the event loop, without losing a byte and without a wake-up for every chunk.

The port's thread records each chunk first, then appends it here, and wakes the loop only if the buffer was empty
(2.1 million chunks a second; one wake-up a chunk gives 47,000 and stalls of 90 ms). The loop takes what is there in
turns of a few milliseconds, so that a window stays alive while it is flooded.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

# Seconds of work in one turn of the loop: half a frame.
BUDGET = 0.008
# Bytes taken in one piece: the more, the faster they are read. Lines that somebody waits for take a hundred times as
# long as a flood that nobody looks at.
LEAST, MOST = 1 << 12, 1 << 18

# Bytes of backlog that are kept in memory; the rest is read again from the capture.
BACKLOG = 1 << 22
# A turn that took this many bytes is followed by a rest of so many seconds.
FLOOD = 2048
REST = 0.003

Chunk = tuple[bytes, float]


class Feed:
    """Hands chunks of (bytes, time) to `deliver` in the thread of the loop in which it was made.

    `again(offset, size)` reads recorded bytes: of a long backlog only the sizes are kept in memory.
    """

    def __init__(self, deliver: Callable[[Sequence[Chunk]], None], again: Callable[[int, int], bytes]) -> None:
        self._loop = asyncio.get_running_loop()
        self._deliver = deliver
        self._again = again
        self._chunks: deque[tuple[bytes | None, int, float]] = deque()
        self._waiting = 0  # bytes put and not delivered yet
        self._taken = 0  # bytes delivered so far
        self._lock = threading.Lock()
        self._then: Callable[[], None] | None = None
        self._size = LEAST
        self._running = False
        self._resting = False  # a turn comes soon by itself

    def start(self) -> None:
        """From now on the loop gets what was put and what will be."""
        self._running = True
        self._wake()

    def put(self, data: bytes, moment: float) -> None:
        """From any thread."""
        with self._lock:
            first = not self._chunks and not self._resting
            self._waiting += len(data)
            self._chunks.append((data if self._waiting <= BACKLOG else None, len(data), moment))
        if first:
            self._wake()

    def end(self, then: Callable[[], None]) -> None:
        """From any thread: calls `then` in the loop, after all that was put before."""
        with self._lock:
            self._then = then
        self._wake()

    def call(self, act: Callable[[], None]) -> None:
        """From any thread: calls `act` in the loop."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(act)

    def _wake(self) -> None:
        if self._running and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._turn)

    def _turn(self) -> None:
        with self._lock:
            self._resting = False
        until = time.perf_counter() + BUDGET
        size = 0
        while self._chunks and time.perf_counter() < until:
            piece = self._piece()
            size += sum(len(data) for data, _moment in piece)
            start = time.perf_counter()
            self._deliver(piece)
            self._size = self._fitting(time.perf_counter() - start)
        if self._chunks:
            self._loop.call_soon(self._turn)
        elif self._then:
            then, self._then = self._then, None
            then()
        elif size >= FLOOD:
            # More will come at once: let the port's thread collect a good piece of it.
            with self._lock:
                self._resting = True
            self._loop.call_later(REST, self._turn)

    def _fitting(self, seconds: float) -> int:
        """The size of the next piece, so that one takes about a quarter of a turn."""
        if seconds < BUDGET / 8:
            return min(self._size * 2, MOST)
        if seconds > BUDGET / 4:
            return max(self._size // 2, LEAST)
        return self._size

    def _piece(self) -> list[Chunk]:
        piece: list[Chunk] = []
        size = 0
        with self._lock:
            while self._chunks and size < self._size:
                data, length, moment = self._chunks.popleft()
                piece.append((self._again(self._taken, length) if data is None else data, moment))
                self._taken += length
                size += length
            self._waiting -= size
        return piece
