from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from atbench.command_sets.model import CommandSet, Row
from atbench.command_sets.report import Report

from .scripted import ERROR, OK, Bench, run

OPEN = 'AT+QMTOPEN=0,"example.com",1883'
OPEN_WIRE = OPEN.encode() + b"\r"


def start(run: Coroutine[Any, Any, Report]) -> asyncio.Task[Report]:
    return asyncio.get_running_loop().create_task(run)


def ticked(*texts: str, rounds: int = 1, delay: int = 10) -> CommandSet:
    rows = tuple(Row(n, text, selected=True) for n, text in enumerate(texts, 1))
    return CommandSet(rows=rows, rounds=rounds, default_delay_ms=delay)


async def until(fact: Callable[[], bool]) -> None:
    """Lets the loop turn until something is true; the time-out of the tests ends it otherwise."""
    loop = asyncio.get_running_loop()
    while not fact():
        turned = loop.create_future()
        loop.call_soon(turned.set_result, None)
        await turned


def summary(report: Report) -> list[tuple[int, str, str]]:
    return [(row.n, row.state, row.note) for row in report.rows]


def test_runs_the_ticked_rows_in_the_order_of_their_numbers() -> None:
    rows = (Row(3, "AT+CSQ", selected=True), Row(1, "AT", selected=True), Row(2, "ATI"))
    report, bench = run({}, lambda bench: bench.runner.run(CommandSet(rows=rows, rounds=2, default_delay_ms=1)))
    assert bench.module.wrote == [b"AT\r", b"AT+CSQ\r"] * 2
    assert [(row.n, row.round) for row in report.rows] == [(1, 1), (3, 1), (1, 2), (3, 2)]
    assert report.ok and not report.reason
    assert bench.states()[:4] == [(1, "running"), (1, "passed"), (3, "running"), (3, "passed")]


def test_keeps_what_the_module_said() -> None:
    script = {b"AT+CSQ\r": b"AT+CSQ\r\r\n+CSQ: 20,99\r\n\r\nOK\r\n"}
    report, _bench = run(script, lambda bench: bench.runner.run(ticked("AT+CSQ")))
    assert report.rows[0].lines == ("+CSQ: 20,99", "OK")


def test_waits_for_the_late_result() -> None:
    async def work(bench: Bench) -> Report:
        running = start(bench.runner.run(ticked(OPEN, "AT")))
        await bench.clock.sleep(5)
        assert bench.session.pending == ""
        assert bench.states() == [(1, "running")]
        bench.session.on_bytes(b"\r\n+QMTOPEN: 0,0\r\n", 0)
        return await running

    report, bench = run({}, work)
    assert report.ok
    assert bench.module.wrote == [OPEN_WIRE, b"AT\r"]


@pytest.mark.parametrize(
    ("answer", "state", "part"),
    [
        (OK + b"\r\n+QMTOPEN: 0,3\r\n", "failed", "context"),
        (ERROR, "failed", ""),
        (b"\r\n+CME ERROR: 10\r\n", "failed", "SIM"),
        (None, "timed out", "no answer within"),
        (OK, "timed out", "OK came, but no late result within 120 s"),
    ],
)
def test_a_failure_stops_the_run_and_is_explained(answer: bytes | None, state: str, part: str) -> None:
    report, bench = run({OPEN_WIRE: answer}, lambda bench: bench.runner.run(ticked(OPEN, "AT", "ATI")))
    assert [(row.n, row.state) for row in report.rows] == [(1, state), (2, "skipped"), (3, "skipped")]
    assert report.rows[0].note and part in report.rows[0].note
    assert report.reason == f"row 1: {report.rows[0].note}"
    assert not report.ok and bench.module.wrote == [OPEN_WIRE]


def test_goes_on_after_a_failure_if_told_to() -> None:
    report, bench = run({b"ATI\r": ERROR}, lambda bench: bench.runner.run(ticked("ATI", "AT"), go_on=True))
    assert [(row.n, row.state) for row in report.rows] == [(1, "failed"), (2, "passed")]
    assert not report.ok and not report.reason
    assert bench.module.wrote == [b"ATI\r", b"AT\r"]


def test_waits_for_the_delay_of_the_row_else_of_the_list() -> None:
    rows = (
        Row(1, "AT", selected=True, delay_ms=4000),
        Row(2, "AT", selected=True),
        Row(3, "AT", selected=True, delay_ms=0),
    )

    async def work(bench: Bench) -> Report:
        start = bench.clock.now()
        report = await bench.runner.run(CommandSet(rows=rows, default_delay_ms=2000))
        assert 6 <= bench.clock.now() - start < 20
        return report

    assert run({}, work)[0].ok


def test_nothing_ticked() -> None:
    report, bench = run({}, lambda bench: bench.runner.run(CommandSet(rows=(Row(1, "AT"),))))
    assert report == Report((), False, report.seconds, "no row is ticked") and not bench.module.wrote


@pytest.mark.parametrize("script", [{b"AT\r": None}, {}], ids=["while waiting", "in the delay"])
def test_stop_is_at_once(script: dict[bytes, bytes | None]) -> None:
    async def work(bench: Bench) -> Report:
        running = start(bench.runner.run(ticked("AT", "ATI", delay=10**9)))
        await until(lambda: bool(bench.module.wrote) and (bool(script) or bench.states()[-1:] == [(1, "passed")]))
        bench.runner.stop()
        report = await running
        assert not bench.runner.running and not running.cancelling()
        return report

    report, bench = run(script, work)
    assert [row.state for row in report.rows] == ["skipped" if script else "passed", "skipped"]
    assert report.reason == "stopped" and not report.ok
    assert bench.module.wrote == [b"AT\r"]


def test_after_a_stop_the_next_run_gets_its_own_answers() -> None:
    async def work(bench: Bench) -> Report:
        running = start(bench.runner.run(ticked("AT")))
        await until(lambda: bool(bench.module.wrote))
        bench.runner.stop()
        await running
        return await bench.runner.run(ticked("ATI", "AT+CSQ"))

    assert [row.state for row in run({b"AT\r": None}, work)[0].rows] == ["passed", "passed"]


def test_stop_from_the_callback_and_run_again() -> None:
    async def work(bench: Bench) -> Report:
        bench.runner._on_change = lambda result: bench.runner.stop()
        stopped = await bench.runner.run(ticked("AT", "ATI"))
        assert stopped.reason == "stopped"
        bench.runner._on_change = bench.told.append
        return await bench.runner.run(ticked("AT"))

    assert run({}, work)[0].ok


def test_a_cancelled_run_stays_cancelled() -> None:
    async def work(bench: Bench) -> Report:
        running = start(bench.runner.run(ticked("AT")))
        await until(lambda: bool(bench.module.wrote))
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        return Report((), True)

    run({b"AT\r": None}, work)


def test_one_run_at_a_time() -> None:
    async def work(bench: Bench) -> Report:
        running = start(bench.runner.run(ticked("AT")))
        await until(lambda: bench.runner.running)
        with pytest.raises(RuntimeError):
            await bench.runner.run(ticked("AT"))
        bench.runner.stop()
        return await running

    run({b"AT\r": None}, work)


@pytest.mark.parametrize("go_on", [False, True])
def test_a_lost_port_ends_the_run_with_the_reason(go_on: bool) -> None:
    async def work(bench: Bench) -> Report:
        running = start(bench.runner.run(ticked("AT", "ATI"), go_on=go_on))
        await until(lambda: bool(bench.module.wrote))
        bench.session.end("the cable was pulled")
        return await running

    report, _bench = run({b"AT\r": None}, work)
    assert summary(report) == [(1, "failed", "the cable was pulled"), (2, "skipped", "")]


def test_qcom_timing_sends_by_the_clock_alone() -> None:
    commands = ticked("AT", "ATI", OPEN, delay=1000)
    script = {b"AT\r": None, b"ATI\r": ERROR}
    report, bench = run(script, lambda bench: bench.runner.run(commands, qcom_timing=True))
    assert bench.module.wrote == [b"AT\r", b"ATI\r", OPEN_WIRE]
    assert [row.state for row in report.rows] == ["sent", "sent", "sent"]
    assert [row.lines for row in report.rows] == [(), ("ERROR",), ("OK",)]
    assert report.ok and report.seconds >= 3
