"""A clock that runs faster keeps all ratios."""

import asyncio
import time

import pytest

from atbench.clock import Clock


def test_fifty_times_faster():
    async def run():
        clock = Clock(50)
        start, real = clock.now(), time.monotonic()
        await clock.sleep(2)
        assert clock.now() - start >= 2
        assert time.monotonic() - real < 1
        with pytest.raises(TimeoutError):
            async with clock.timeout(1):
                await clock.sleep(10)
        async with clock.timeout(None):
            await clock.sleep(0)

    asyncio.run(run())
