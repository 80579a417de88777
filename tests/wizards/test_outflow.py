"""A payload on a line that takes its time: counted as it leaves, stopped at once, and never stuck for ever."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.files import Home
from atbench.port.port import PortLost
from atbench.wizards.moving.storage import upload
from atbench.wizards.outflow import STUCK, flow
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import StepFailed
from atbench.workbench import Workbench

DATA = bytes(range(256)) * 80  # 20 kB: a second at 230400 baud


def play(home: Path, scene, url: str = "virtual://ec20?boot=0&speed=230400") -> list[Progress]:
    told: list[Progress] = []

    async def whole() -> None:
        bench = Workbench(Home(home), Clock(4))
        session = await bench.open(url)
        try:
            await scene(Talk(session, bench.knowledge, bench.clock, {}, told.append), bench)
        finally:
            await bench.close()

    asyncio.run(whole())
    return told


def test_progress_is_that_of_the_line(tmp_path: Path) -> None:
    async def scene(talk: Talk, bench: Workbench) -> None:
        begun = talk.clock.now()
        await upload(talk, "a.bin", DATA)
        assert talk.clock.now() - begun > 0.8
        assert talk.session.waiting == 0

    told = play(tmp_path, scene)
    counts = [one.done for one in told]
    assert counts == sorted(counts)
    assert counts[-1] == len(DATA)
    assert len(set(counts)) > 15  # not all at once
    assert sum(count < len(DATA) // 2 for count in set(counts)) > 4


def test_stopped_in_the_middle_it_leaves_data_mode(tmp_path: Path) -> None:
    async def scene(talk: Talk, bench: Workbench) -> None:
        task = asyncio.ensure_future(upload(talk, "a.bin", DATA))  # noqa: TID251 - cancelled on purpose
        while talk.session.written < 5000:
            await talk.clock.sleep(0.02)
        assert talk.session.waiting < 8000
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await talk.session.ask("AT", 2.0)).ok
        assert talk.session.written < len(DATA)

    play(tmp_path, scene)


def test_a_line_that_takes_nothing(tmp_path: Path) -> None:
    async def scene(talk: Talk, bench: Workbench) -> None:
        class Held:
            name, waiting = "held", 0

            def write(self, data: bytes) -> None:
                self.waiting += len(data)

        real, talk.session._port = talk.session._port, Held()
        begun = talk.clock.now()
        with pytest.raises(StepFailed, match="takes no more bytes: 2048 are waiting"):
            await flow(talk, bytes(5000), lambda: False)
        assert talk.clock.now() - begun >= STUCK
        talk.session._port = real

    play(tmp_path, scene)


def test_the_port_goes(tmp_path: Path) -> None:
    async def scene(talk: Talk, bench: Workbench) -> None:
        task = asyncio.ensure_future(upload(talk, "a.bin", DATA))  # noqa: TID251 - the port goes meanwhile
        while talk.session.written < 5000:
            await talk.clock.sleep(0.02)
        bench.port.unplug()
        with pytest.raises(PortLost):
            await task

    play(tmp_path, scene)
