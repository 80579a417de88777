"""Chunks from another thread: all of them, in order."""

import asyncio
import threading

from atbench.session.feed import BACKLOG, Feed


def _never(offset: int, size: int) -> bytes:
    raise AssertionError("no backlog here")


def test_all_bytes_in_order_and_the_end_last():
    async def run() -> None:
        got: list[bytes] = []
        ended = asyncio.Event()
        feed = Feed(lambda chunks: got.extend(data for data, _time in chunks), _never)
        feed.start()
        sent = [f"{number},".encode() for number in range(20000)]

        def other_side() -> None:
            for data in sent:
                feed.put(data, 0.0)
            feed.end(ended.set)

        thread = threading.Thread(target=other_side)
        thread.start()
        async with asyncio.timeout(20):
            await ended.wait()
        thread.join()
        assert b"".join(got) == b"".join(sent)

    asyncio.run(run())


def test_nothing_is_delivered_before_the_start():
    async def run() -> None:
        got: list[bytes] = []
        feed = Feed(lambda chunks: got.extend(data for data, _time in chunks), _never)
        feed.put(b"early", 0.0)
        called = asyncio.Event()
        feed.call(called.set)
        await called.wait()
        assert got == []
        feed.start()
        feed.end(called.clear)
        while called.is_set():
            feed.call(called.is_set)
            await asyncio.wait([asyncio.get_running_loop().run_in_executor(None, called.is_set)])
        assert got == [b"early"]

    asyncio.run(run())


def test_a_long_backlog_is_read_again_from_the_capture():
    async def run() -> None:
        recorded = b"".join(f"{number:07},".encode() for number in range(BACKLOG // 4))
        got: list[bytes] = []
        asked: list[int] = []

        def again(offset: int, size: int) -> bytes:
            asked.append(size)
            return recorded[offset : offset + size]

        feed = Feed(lambda chunks: got.extend(data for data, _time in chunks), again)
        for start in range(0, len(recorded), 4096):
            feed.put(recorded[start : start + 4096], 0.0)
        ended = asyncio.Event()
        feed.end(ended.set)
        feed.start()
        await ended.wait()
        assert b"".join(got) == recorded
        assert sum(asked) == len(recorded) - BACKLOG

    asyncio.run(run())
