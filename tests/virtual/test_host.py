"""The thread of the virtual modules, and its tasks."""

import asyncio
import threading

from atbench.virtual import host
from atbench.virtual.host import Tasks


def test_one_loop_for_all_users():
    first, second = host.enter(), host.enter()
    assert first is second
    host.leave()
    assert not first.is_closed()
    done = threading.Event()
    first.call_soon_threadsafe(done.set)
    assert done.wait(5)
    (thread,) = (thread for thread in threading.enumerate() if thread.name == "virtual")
    host.leave()
    thread.join(5)
    assert first.is_closed()


def test_tasks_tell_their_failures_and_stop():
    failures: list[tuple[str, BaseException]] = []

    async def fail() -> None:
        raise ZeroDivisionError

    async def run() -> None:
        tasks = Tasks(lambda name, error: failures.append((name, error)))
        waiting = tasks.start(asyncio.Event().wait(), "waits")
        failing = tasks.start(fail(), "fails")
        await asyncio.wait([failing])
        await tasks.stop()
        assert waiting.cancelled()

    asyncio.run(run())
    ((name, error),) = failures
    assert name == "fails"
    assert isinstance(error, ZeroDivisionError)
