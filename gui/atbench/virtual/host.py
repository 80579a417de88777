"""The one background thread in which all virtual modules and their servers live, with a plain asyncio loop.

It starts with the first port and ends with the last. Everything else in this package runs inside it, except the few
functions of a port and of a far end, which may be called from any thread.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

Work = Callable[[], object]

_lock = threading.Lock()
_loop: asyncio.AbstractEventLoop | None = None
_users = 0


def enter() -> asyncio.AbstractEventLoop:
    """The loop of the thread, which now has one user more."""
    global _loop, _users
    with _lock:
        if _loop is None:
            started: list[asyncio.AbstractEventLoop] = []
            ready = threading.Event()
            threading.Thread(target=_run, args=(started, ready), name="virtual", daemon=True).start()
            ready.wait()
            _loop = started[0]
        _users += 1
        return _loop


def leave() -> None:
    """One user less; with the last one the loop stops and the thread ends."""
    global _loop, _users
    with _lock:
        _users -= 1
        if not _users and _loop:
            _loop.call_soon_threadsafe(_loop.stop)
            _loop = None


def _run(started: list[asyncio.AbstractEventLoop], ready: threading.Event) -> None:
    with asyncio.Runner() as runner:
        started.append(runner.get_loop())
        started[0].call_soon(ready.set)
        started[0].run_forever()


class Tasks:
    """The tasks of one module: kept, named, and its failures told instead of swallowed."""

    def __init__(self, on_failure: Callable[[str, BaseException], None]) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._on_failure = on_failure

    def start(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    async def stop(self) -> None:
        """Cancels all of them but the one that asks, and waits until they are gone."""
        others = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self._on_failure(task.get_name(), error)
