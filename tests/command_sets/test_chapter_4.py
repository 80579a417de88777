"""The list that ships, against the virtual module: whole, and with something going wrong at every step of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.command_sets.load import load
from atbench.command_sets.report import Report, RowResult
from atbench.command_sets.runner import Runner
from atbench.files import Home, command_set
from atbench.virtual import VirtualPort
from atbench.workbench import Workbench

COMMANDS = replace(load(command_set("aliyun_qmt.ini")), default_delay_ms=0)
PUBLISHED = COMMANDS.rows[22].text.encode()


def play(home: Path, act: Callable[[VirtualPort, RowResult], None], go_on: bool = False) -> tuple[Report, list[bytes]]:
    """The report, and what arrived at the far end. `act` is called with every change of a row."""

    async def work() -> tuple[Report, list[bytes]]:
        bench = Workbench(Home(home), Clock(20))
        try:
            session = await bench.open("virtual://ec600s?boot=0")
            port = bench.port
            assert isinstance(port, VirtualPort)
            runner = Runner(session, bench.knowledge, bench.clock, lambda result: act(port, result))
            report = await runner.run(COMMANDS, go_on=go_on)
            return report, [message.payload for message in port.far_end.messages]
        finally:
            await bench.close()

    return asyncio.run(work())


def test_every_row_passes_and_the_far_end_has_the_same_bytes(tmp_path: Path) -> None:
    report, arrived = play(tmp_path, lambda port, result: None)
    assert [(row.n, row.state) for row in report.rows] == [(n, "passed") for n in range(1, 26)]
    assert report.ok and arrived == [PUBLISHED]


def test_it_does_not_matter_how_the_bytes_arrive(tmp_path: Path) -> None:
    report, arrived = play(tmp_path, lambda port, result: port.faults.update(one_byte=1))
    assert report.ok and arrived == [PUBLISHED]


@pytest.mark.parametrize("n", range(1, 26))
def test_a_port_that_vanishes_at_any_row(n: int, tmp_path: Path) -> None:
    def act(port: VirtualPort, result: RowResult) -> None:
        if (result.n, result.state) == (n, "running"):
            port.faults["no_answer"] = 1
            port.unplug()

    report, _arrived = play(tmp_path, act, go_on=True)
    states = [row.state for row in report.rows]
    assert states == ["passed"] * (n - 1) + ["failed"] + ["skipped"] * (25 - n)
    assert "unplugged" in report.rows[n - 1].note and "unplugged" in report.reason


@pytest.mark.parametrize("n", [1, 8, 12, 14, 16, 23, 24, 25])
def test_a_module_that_falls_silent_at_a_row(n: int, tmp_path: Path) -> None:
    def act(port: VirtualPort, result: RowResult) -> None:
        if (result.n, result.state) == (n, "running"):
            port.faults["no_answer"] = 1

    report, _arrived = play(tmp_path, act)
    states = [row.state for row in report.rows]
    assert states == ["passed"] * (n - 1) + ["timed out"] + ["skipped"] * (25 - n)
    assert report.rows[n - 1].note.startswith("no answer within")
