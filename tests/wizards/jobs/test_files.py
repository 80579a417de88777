"""Files to the module and back, byte for byte."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.files import Home
from atbench.wizards.jobs.files import WIZARD
from atbench.wizards.moving.storage import checksum
from atbench.wizards.run import Run
from atbench.wizards.talk import Talk
from atbench.workbench import Workbench

AWKWARD = b"\r\nOK\r\n\x00\x1a+++ERROR\r\nCONNECT\r\n\xff" + bytes(range(256))


def play(home: Path, *rounds: dict[str, str]) -> list[Run]:
    """Runs the wizard with one module, once for each set of values."""

    async def scene() -> list[Run]:
        bench, runs = Workbench(Home(home), Clock(10)), []
        session = await bench.open("virtual://ec600s?boot=0")
        try:
            async with asyncio.timeout(50):
                for values in rounds:
                    values = {**WIZARD.defaults(bench.knowledge), **values}
                    runs.append(Run(WIZARD, Talk(session, bench.knowledge, bench.clock, values)))
                    await runs[-1].all()
        finally:
            await bench.close()
        return runs

    return asyncio.run(scene())


@pytest.mark.parametrize("data", [AWKWARD, b"x", random.Random(7).randbytes(50_000)], ids=["awkward", "one", "50 kB"])
def test_there_and_back(tmp_path: Path, data: bytes) -> None:
    path, folder = tmp_path / "firmware.bin", tmp_path / "back"
    folder.mkdir()
    path.write_bytes(data)
    up, down, away = play(
        tmp_path / "home",
        {"upload": str(path)},
        {"download": "firmware.bin", "folder": str(folder)},
        {"delete": "firmware.bin"},
    )
    for run in (up, down, away):
        assert run.ok, [one for one in run.results.values() if one.state == "failed"]
    assert (folder / "firmware.bin").read_bytes() == data
    assert f"firmware.bin ({len(data)} B)" in up.results["list"].note
    assert away.results["list"].note == "no files"


def test_a_file_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "again.bin"
    path.write_bytes(b"first")
    for run in play(tmp_path / "home", {"upload": str(path)}, {"upload": str(path)}):
        assert run.ok, [one for one in run.results.values() if one.state == "failed"]


def test_what_cannot_be_read_or_does_not_fit_is_said(tmp_path: Path) -> None:
    big = tmp_path / "big.bin"
    big.write_bytes(bytes(2_000_000))
    missing, large, gone = play(
        tmp_path / "home",
        {"upload": str(tmp_path / "nosuch")},
        {"upload": str(big)},
        {"download": "nosuch.bin", "folder": str(tmp_path)},
    )
    assert "nosuch" in missing.results["upload"].note
    assert "2000000 bytes" in large.results["upload"].note
    assert gone.results["download"].state == "failed"


@pytest.mark.parametrize(("data", "sum_"), [(b"", 0), (b"1234567890", 0x3938), (b"A", 0x4100)])
def test_the_checksum_of_the_file_note(data: bytes, sum_: int) -> None:
    assert checksum(data) == sum_
