"""The doctor's last steps: the name service and the clock."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.files import Home
from atbench.wizards.doctor import WIZARD
from atbench.wizards.run import Run
from atbench.wizards.talk import Talk
from atbench.workbench import Workbench


def play(home: Path, profile: str, **values: str) -> Run:
    async def scene() -> Run:
        bench = Workbench(Home(home), Clock(20), profile)
        session = await bench.open(f"virtual://{profile}?boot=0")
        run = Run(WIZARD, Talk(session, bench.knowledge, bench.clock, {**WIZARD.defaults(bench.knowledge), **values}))
        try:
            async with asyncio.timeout(50):
                await run.all()
        finally:
            await bench.close()
        return run

    return asyncio.run(scene())


@pytest.mark.parametrize("profile", ["ec600s", "ec200s", "ec20"])
def test_everything_is_in_order(tmp_path: Path, profile: str) -> None:
    run = play(tmp_path, profile)
    assert {name: result.state for name, result in run.results.items() if result.state != "passed"} == {}
    assert "example.com" in run.results["dns"].note


def test_a_name_that_nobody_has(tmp_path: Path) -> None:
    result = play(tmp_path, "ec600s", host="no.such.host.invalid").results["dns"]
    assert result.state == "failed"
    assert "565" in result.note
    assert "AT+QIDNSCFG=1" in result.remedies
