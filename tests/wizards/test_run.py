"""Wizards at work with a virtual module: steps, failures, skipping, stopping, undoing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.files import Home
from atbench.wizards.jobs import doctor
from atbench.wizards.run import Run, StepResult
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Field, Step, StepFailed, Wizard, commands_of, filled, holds
from atbench.workbench import Workbench


def work(
    tmp_path: Path,
    wizard: Wizard,
    scene: Callable[[Run], Awaitable[None]],
    url: str = "virtual://ec600s?boot=0",
    **values: str,
) -> list[StepResult]:
    """Opens the module, hands a run to `scene`; returns all that was told."""
    told: list[StepResult] = []

    async def play() -> None:
        bench = Workbench(Home(tmp_path), Clock(10))
        session = await bench.open(url)
        talk = Talk(session, bench.knowledge, bench.clock, {**wizard.defaults(bench.knowledge), **values})
        run = Run(wizard, talk, told.append)
        try:
            async with asyncio.timeout(50):
                await scene(run)
        finally:
            await bench.close()

    asyncio.run(play())
    return told


def test_the_doctor_goes_from_the_cable_to_the_address(tmp_path: Path) -> None:
    async def scene(run: Run) -> None:
        await run.all()
        for name in ("alive", "identity", "sim", "signal", "registration", "attach", "apn", "context"):
            assert run.results[name].state == "passed", run.results[name]
        assert "EC600S" in run.results["identity"].note
        assert "dBm" in run.results["signal"].note
        address = run.talk.session.status.contexts[1]
        assert address and address in run.results["context"].note
        await run.undo()
        assert run.talk.session.status.contexts == {}

    work(tmp_path, doctor.WIZARD, scene)


@pytest.mark.parametrize(
    ("options", "step", "words"),
    [("sim=0", "sim", "SIM"), ("pin=1234", "sim", "PIN")],
)
def test_the_doctor_stops_at_the_first_red_light(tmp_path: Path, options: str, step: str, words: str) -> None:
    async def scene(run: Run) -> None:
        assert not await run.all()
        failed = run.results[step]
        assert failed.state == "failed"
        assert words in failed.note
        assert failed.causes or failed.tries
        assert run.results["context"].state == "waiting"

    work(tmp_path, doctor.WIZARD, scene, f"virtual://ec600s?boot=0&{options}")


def test_a_lost_port_ends_a_step_with_what_to_do(tmp_path: Path) -> None:
    async def scene(run: Run) -> None:
        run.talk.session.end("gone")
        assert not await run.all()
        assert run.results["alive"].state == "failed"
        assert run.results["alive"].tries
        await run.undo()

    work(tmp_path, doctor.WIZARD, scene)


async def _fails(talk: Talk) -> str:
    raise StepFailed("no", ("why",), ("what",), ("AT",))


async def _waits(talk: Talk) -> str:
    await talk.clock.sleep(10_000)
    return ""


SMALL = Wizard(
    "small",
    "Small",
    "",
    (Field("n", "N", "int", range=(1, 5), default="2"), Field("key", "Key", secret=True, needed=False)),
    (
        Step("first", "First", commands=("AT", ("n=2", "AT+CSQ"), ("n=3", "AT+NOSUCH"))),
        Step("maybe", "Maybe", act=_fails, optional=True),
        Step("never", "Never", commands=("AT+NOSUCH",), when="key"),
        Step("last", "Last", commands=("AT+CREG?",), undo=("AT+CREG=0",)),
    ),
)


def test_conditions_and_optional_steps(tmp_path: Path) -> None:
    async def scene(run: Run) -> None:
        assert not await run.all()  # all were run, but not all worked
        assert [run.results[step.name].state for step in SMALL.steps] == ["passed", "failed", "skipped", "passed"]
        run.again("maybe")
        assert [run.results[step.name].state for step in SMALL.steps] == ["passed", "again", "again", "again"]

    told = work(tmp_path, SMALL, scene)
    assert [one.state for one in told if one.step == "first"] == ["running", "passed"]


def test_a_needed_step_that_fails_ends_the_run(tmp_path: Path) -> None:
    async def scene(run: Run) -> None:
        assert not await run.all()
        first = run.results["first"]
        assert first.state == "failed"
        assert "AT+NOSUCH" in first.note
        assert run.results["last"].state == "waiting"

    work(tmp_path, SMALL, scene, n="3")


def test_stopping_is_told_and_undone(tmp_path: Path) -> None:
    async def scene(run: Run) -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await run.all()
        assert run.results["slow"].state == "stopped"
        await run.undo()
        assert run.talk.undo == []

    steps = (Step("set", "Set", commands=("AT",), undo=("AT",)), Step("slow", "Slow", act=_waits))
    slow = Wizard("slow", "Slow", "", (), steps)
    work(tmp_path, slow, scene)


def test_values_are_held_with_the_limit_named(tmp_path: Path) -> None:
    async def scene(run: Run) -> None:
        known = run.talk.knowledge
        assert SMALL.refusals({"n": "9"}, known) == {"n": "N goes from 1 to 5"}
        assert SMALL.refusals({"n": "x"}, known) == {"n": "N is a whole number"}
        assert SMALL.refusals({}, known) == {"n": "N is needed"}
        assert SMALL.refusals({"n": "2", "key": 'a"b'}, known) == {
            "key": "Key must not hold a quote: AT commands end there"
        }
        assert doctor.WIZARD.field("context").limits(known).range == (1, 16)

    work(tmp_path, SMALL, scene)


def test_templates() -> None:
    values = {"a": "1", "b": "", "tls": "2"}
    assert filled('AT+X={a},"{"k":1}"', values) == 'AT+X=1,"{"k":1}"'
    assert [holds(c, values) for c in ("a", "b", "!b", "tls=2", "tls=1", "a !b", "a b")] == [
        True,
        False,
        True,
        True,
        False,
        True,
        False,
    ]
    step = Step("s", "S", commands=("AT+A={a}", ("b", "AT+B={b}")))
    assert commands_of(step, values) == ["AT+A=1"]
