"""Tasks are kept, named, reported and stopped."""

from __future__ import annotations

import asyncio

from atbench.ui.tasks import Tasks


def test_a_failure_is_told_with_its_name() -> None:
    told: list[tuple[str, BaseException]] = []

    async def breaks() -> None:
        raise OSError("no such port")

    async def main() -> None:
        tasks = Tasks(lambda name, error: told.append((name, error)))
        await asyncio.gather(tasks.start("open the port", breaks()), return_exceptions=True)
        assert len(tasks) == 0

    asyncio.run(main())
    [(name, error)] = told
    assert name == "open the port"
    assert str(error) == "no such port"


def test_stop_lets_every_finally_run() -> None:
    ended: list[str] = []

    async def waits() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("closed")

    async def main() -> None:
        tasks = Tasks(lambda name, error: ended.append(f"{name} failed: {error}"))
        task = tasks.start("wait", waits())
        started = asyncio.Event()
        asyncio.get_running_loop().call_soon(started.set)
        await started.wait()
        await tasks.stop()
        assert task.cancelled()

    asyncio.run(main())
    assert ended == ["closed"]
