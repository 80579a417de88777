"""Every wizard with its sample values: done on each virtual module that has its commands, and with the port lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.files import Home
from atbench.virtual import VirtualPort
from atbench.virtual.commands import commands_of as has
from atbench.virtual.state import PROFILES
from atbench.wizards.all_ import NAMES, wizard
from atbench.wizards.fitting import lacking
from atbench.wizards.run import Run, StepResult
from atbench.wizards.samples import sample
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import commands_of
from atbench.workbench import Workbench

SIZES = {"smtp": 1, "ftp": 1, "tencent": 1, "me3630": 1, "qmt": 1}
"""How many things arrive at the far end, where the job is to bring something there."""
PAIRS = [(name, profile) for name in NAMES for profile in PROFILES if not lacking(wizard(name), has(PROFILES[profile]))]
VALUES = {
    ("tencent", "tencent-esp8266"): {"mode": "1", "network": "1", "ssid": "workshop", "wifi_password": "demo-wifi-01"}
}
"""What a module needs besides the sample values."""


def play(
    home: Path, name: str, act: Callable[[VirtualPort, StepResult], None], profile: str = ""
) -> tuple[Run, VirtualPort]:
    """Runs a wizard; `act` is called with every change of a step."""

    async def scene() -> tuple[Run, VirtualPort]:
        known = wizard(name)
        bench = Workbench(Home(home), Clock(10), profile or known.profile)
        session = await bench.open(f"virtual://{profile or known.profile}?boot=0")
        port = bench.port
        assert isinstance(port, VirtualPort)
        values = {**known.defaults(bench.knowledge), **sample(name, home), **VALUES.get((name, profile), {})}
        assert known.refusals(values, bench.knowledge) == {}
        work = Run(known, Talk(session, bench.knowledge, bench.clock, values), lambda result: act(port, result))
        try:
            async with asyncio.timeout(40):
                await work.all()
                await work.undo()
                assert work.talk.undo == []
        finally:
            await bench.close()
        return work, port

    home.mkdir(exist_ok=True)
    return asyncio.run(scene())


@pytest.mark.parametrize(("name", "profile"), PAIRS)
def test_it_does_its_job(tmp_path: Path, name: str, profile: str) -> None:
    work, port = play(tmp_path, name, lambda port, result: None, profile)
    assert work.ok, [f"{one.step}: {one.note}" for one in work.results.values() if one.state != "passed"]
    far_end = port.far_end
    arrived = [*far_end.messages, *far_end.mails, *far_end.files]
    assert len(arrived) == SIZES.get(name, 0)


STEPS = [(name, step.name) for name in NAMES for step in wizard(name).steps]


@pytest.mark.parametrize(("name", "step"), STEPS, ids=lambda value: value)
def test_a_port_that_goes_at_any_step(tmp_path: Path, name: str, step: str) -> None:
    def act(port: VirtualPort, result: StepResult) -> None:
        if (result.step, result.state) == (step, "running"):
            port.unplug()

    work, _port = play(tmp_path, name, act)
    result = work.results[step]
    if result.state == "skipped":
        return  # with these values it is not run
    assert result.state == "failed", result
    assert result.note
    assert result.tries


@pytest.mark.parametrize("name", NAMES)
def test_texts_and_fields_are_whole(name: str) -> None:
    known = wizard(name)
    fields = {field.name for field in known.fields}
    names = [step.name for step in known.steps]
    assert len(set(names)) == len(names)
    for step in known.steps:
        assert set(step.fields) <= fields, step
        assert step.text and step.why, step
        left = [one for one in commands_of(step, dict.fromkeys(fields, "1")) if "{" in one and '{"' not in one]
        assert left == [], step
