"""Every wizard with every fault at every step: it says what happened, leaves nothing, and works again afterwards."""

from __future__ import annotations

import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import pytest
from tests.wizards.faulty import counted, played
from tests.wizards.plays import able

from atbench.virtual.faults import FAULTS
from atbench.wizards.all_ import NAMES, wizard


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", NAMES)
def test_each_fault_at_each_step(tmp_path: Path, name: str) -> None:
    cases = played(name, tmp_path)
    assert [str(case) for case in cases if case.bad] == []
    seen = {(case.step, case.fault) for case in cases}
    missed = {(step.name, fault) for step in wizard(name).steps for fault in FAULTS} - seen
    assert missed == set()


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_the_whole_table(tmp_path: Path) -> None:
    """On every module that can, with more values of the faults, and stopped at more moments."""
    begun, count, bad = time.perf_counter(), 0, []
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), spawn, max_tasks_per_child=1) as pool:
        jobs = {}
        for name, profile in ((one, profile) for one in NAMES for profile in able(one)):
            home = tmp_path / f"{name}_{profile}"
            home.mkdir()
            jobs[pool.submit(counted, name, home, profile)] = f"{name} on {profile}"
        for job in as_completed(jobs):
            cases, wrong = job.result()
            count, bad = count + cases, bad + wrong
            print(f"{jobs[job]}: {cases} cases", *wrong, sep="\n    ", flush=True)
    seconds = time.perf_counter() - begun
    print(f"{count} cases of wizard, module, fault and step in {seconds:.0f} s, {len(bad)} of them bad")
    assert bad == []
