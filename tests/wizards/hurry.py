"""An event loop whose time passes only while nothing is to be done: hours of waiting cost nothing, load is no delay.

Worker threads and servers in threads live in real time. While a job of theirs is out the loop waits for it in real
time, so its clock goes no faster than they do; without one it jumps to the next timer.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from atbench.clock import Clock
from atbench.virtual import host

SPEED = 20.0  # of the clock, against the real time in which threads live: their own time-outs hold a busy computer
THREADS = 64  # more than jobs are ever out
GRACE = 0.001  # real seconds before a jump of a second and more: the network of this computer takes its time
LONG = 1.0
MOMENT = 1e-8  # seconds that a turn of the loop takes: who sleeps until a time comes must see it come

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.jobs = 0

    def select(self, timeout: float | None = None) -> Any:
        self.now += MOMENT
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        if self.jobs:
            begun = time.perf_counter()
            ready = super().select(timeout)
            self.now += min(timeout, time.perf_counter() - begun) if ready else timeout
            return ready
        ready = super().select(0 if timeout < LONG / SPEED else GRACE)
        if not ready and not self.jobs:
            self.now += timeout
        return ready


class HurriedLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._own = _Selector()
        super().__init__(self._own)
        self.set_default_executor(ThreadPoolExecutor(THREADS))

    def time(self) -> float:
        return self._own.now

    def run_in_executor(self, executor: Any, work: Callable[..., Any], *values: Any) -> Any:
        future = super().run_in_executor(executor, work, *values)
        self._own.jobs += 1
        future.add_done_callback(self._back)
        return future

    def _back(self, _future: object) -> None:
        self._own.jobs -= 1


class HurriedClock(Clock):
    """The time of the loop."""

    def __init__(self) -> None:
        super().__init__(SPEED)
        self._loop = asyncio.get_running_loop()

    def now(self) -> float:
        return self._loop.time() * self.speed


@contextmanager
def _together(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """The virtual modules live in this loop, too: one thread, one time."""
    host._loop, host._users = loop, 1
    try:
        yield
    finally:
        host._loop, host._users = None, 0


def run(scene: Coroutine[Any, Any, T]) -> T:
    """Like asyncio.run."""
    with asyncio.Runner(loop_factory=HurriedLoop) as runner, _together(runner.get_loop()):
        return runner.run(scene)
