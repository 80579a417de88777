"""Every list that ships is green against its virtual module."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.command_sets.load import load
from atbench.command_sets.report import Report
from atbench.command_sets.runner import Runner
from atbench.files import Home, command_set
from atbench.workbench import Workbench

MODULES = {
    "aliyun_qmt.ini": "ec600s",
    "files.ini": "ec600s",
    "ftp.ini": "ec200s",
    "ftps.ini": "ec200s",
    "http.ini": "ec600s",
    "me3630.ini": "me3630",
    "network_check.ini": "ec600s",
    "smtp.ini": "ec20",
    "tcp.ini": "ec600s",
    "tencent.ini": "tencent",
}


@pytest.mark.parametrize("name", MODULES)
def test_every_row_passes(tmp_path: Path, name: str) -> None:
    async def work() -> Report:
        bench = Workbench(Home(tmp_path), Clock(10), MODULES[name])
        try:
            session = await bench.open(f"virtual://{MODULES[name]}?boot=0")
            runner = Runner(session, bench.knowledge, bench.clock, lambda result: None)
            return await runner.run(replace(load(command_set(name)), default_delay_ms=0))
        finally:
            await bench.close()

    report = asyncio.run(work())
    assert [(row.n, row.text, row.state, row.note) for row in report.rows if row.state != "passed"] == []
    assert report.ok


def test_there_is_a_module_for_each_list() -> None:
    assert sorted(MODULES) == sorted(path.name for path in command_set("aliyun_qmt.ini").parent.glob("*.ini"))
