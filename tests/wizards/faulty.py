"""Each step of a wizard with each fault of the module: told by name, left cleanly, and good again without the fault."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.wizards.hurry import run
from tests.wizards.plays import Play, pairs
from tests.wizards.rehearsal import Stage, stage

from atbench.virtual.faults import FAULTS
from atbench.wizards.run import StepResult
from atbench.wizards.wizard import Step

MOST = 900.0  # seconds that a step may take: 150 for each of the manuals' slowest commands, and what is tried after it
AT_ONCE = 24  # scenes

VALUES = {"reboot": 0.05, "signal_fading": 1.0, "context_deactivated": 5.0}
"""Where the usual value would come too late for a short step."""

STOPPED = "stopped"
"""No fault of the module: the user stops the step, after so many seconds."""

MORE = ("byte_lost=7", "byte_lost=13", "byte_lost=29", "byte_flipped=11", "byte_flipped=17", "byte_flipped=83")
"""In the whole table: other bytes are hit."""

LASTING = (
    "reboot",
    "sim_removed",
    "registration_lost",
    "context_deactivated",
    "signal_fading",
    "server_gone",
    "data_stuck",
)
"""Those that leave the module in another state, although a step has passed: the next one begins from the beginning."""


@dataclass
class Case:
    """How one step went with one fault; `bad` is what must not be."""

    wizard: str
    profile: str
    play: str
    fault: str
    step: str
    result: StepResult
    seconds: float = 0.0
    bad: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = f"{self.wizard} ({self.play}) on {self.profile}, {self.fault} at {self.step}"
        return f"{where}: {'; '.join(self.bad)} [{self.result.note}]"


def faults(everything: bool = False) -> Iterator[str]:
    yield from FAULTS
    yield f"{STOPPED}=0.005"
    if everything:
        yield from MORE
        yield from (f"{STOPPED}={seconds}" for seconds in (0.03, 0.3, 1.5, 4))
        yield from ("late=0.5", "late=20", "slow_prompt=30", "slow_network=20", "reboot=0.01", "reboot=1", "cmee=2")


async def scene(play: Play, profile: str, fault: str, home: Path) -> list[Case]:
    """Walks the steps of one wizard with one fault."""
    cases: list[Case] = []
    name, label = play.wizard, play.label
    async with stage(name, profile, home, play.given(profile, home), play.before) as on:
        steps = on.run.wizard.steps
        for number, step in enumerate(steps):
            bad: list[str] = []
            result, seconds = await _hit(on, step, fault, bad)
            if result.state == "passed" and (wrong := play.wrong(on, step.name)):
                bad.append(f"passed, but {wrong}")
            if fault.startswith(STOPPED) and result.state == "passed":
                continue  # it was through before
            if result.state != "skipped":
                await _after(on, steps[: number + 1], fault, result, bad)
                cases.append(Case(name, profile, label, fault, step.name, result, seconds, tuple(bad)))
        bad = []
        await _green(on, steps, bad, "the last run")
        await on.run.undo()
        bad += _left(on, "after the last run")
        if bad:
            cases.append(Case(name, profile, label, fault, "all", on.run.results[steps[-1].name], 0.0, tuple(bad)))
    return cases


async def _hit(on: Stage, step: Step, fault: str, bad: list[str]) -> tuple[StepResult, float]:
    """Runs one step while the fault is on."""
    begun, on.spy.wrong = on.clock.now(), []
    try:
        with _thrown(on, fault) as stopped:
            async with on.clock.timeout(stopped):
                await on.run.step(step)
    except TimeoutError:
        pass
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not be
        bad.append("".join(traceback.format_exception(error)[-3:]))
    seconds = on.clock.now() - begun
    result = on.run.results[step.name]
    if seconds > MOST:
        bad.append(f"it took {seconds:.0f} s")
    if result.state == "failed" and not (result.note and (result.causes or result.tries)):
        bad.append("no word about what to do")
    bad += dict.fromkeys(on.spy.wrong)
    return result, seconds


@contextmanager
def _thrown(on: Stage, fault: str) -> Iterator[float | None]:
    """The fault, for a while; for `stopped` the seconds after which the user stops."""
    name, _equals, value = fault.partition("=")
    if name == STOPPED:
        yield float(value)
        return
    on.port.faults[name] = float(value) if value else VALUES.get(name, FAULTS[name].usual)
    try:
        yield None
    finally:
        del on.port.faults[name]


async def _after(on: Stage, steps: Iterable[Step], fault: str, result: StepResult, bad: list[str]) -> None:
    """The fault is gone: the module answers, the step can be run again, nothing is left, and all is green anew."""
    if result.state == "stopped":
        await on.run.undo()
    if word := await on.recover(result.tries):
        bad.append(word)
        return
    *_before, step = steps
    if result.state == "passed" and fault.partition("=")[0] not in LASTING:
        return
    if result.state == "failed":
        await _again(on, step, bad)
    await on.run.undo()
    bad += _left(on, "after undo")
    await _green(on, steps, bad, "from the beginning")


async def _again(on: Stage, step: Step, bad: list[str]) -> None:
    """Once more from here: it works, or says why not, as what came before may be gone."""
    await on.run.step(step)
    result = on.run.results[step.name]
    if result.state == "failed" and not (result.note and (result.causes or result.tries)):
        bad.append(f"again: no word about what to do: {result.note}")
    if word := await on.recover(result.tries):
        bad.append(f"again: {word}")


async def _green(on: Stage, steps: Iterable[Step], bad: list[str], when: str) -> None:
    for step in steps:
        on.spy.wrong = []
        await on.run.step(step)
        result = on.run.results[step.name]
        if result.state not in ("passed", "skipped"):
            bad.append(f"{when}: {step.name} {result.state}: {result.note}")
        bad += dict.fromkeys(f"{when}: {one}" for one in on.spy.wrong)


def _left(on: Stage, when: str) -> list[str]:
    return [f"{what} is left {when}" for what in on.left()] + (["undo is not empty"] if on.run.talk.undo else [])


async def table(scenes: Iterable[tuple[Play, str, str]], home: Path) -> list[Case]:
    """All scenes of (play, profile, fault), many at once."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(number: int, play: Play, profile: str, fault: str) -> list[Case]:
        async with places:
            folder = home / str(number)
            folder.mkdir()
            try:
                return await scene(play, profile, fault, folder)
            except Exception as error:  # noqa: BLE001 - one scene must not end the others
                text = "".join(traceback.format_exception(error)[-4:])
                return [Case(play.wizard, profile, play.label, fault, "?", StepResult("?"), 0.0, (text,))]

    found = await asyncio.gather(*(one(number, *wanted) for number, wanted in enumerate(scenes)))
    return [case for cases in found for case in cases]


def counted(name: str, home: Path, profile: str) -> tuple[int, list[str]]:
    """How many cases that are, and the bad ones in words, for another process."""
    cases = played(name, home, profile)
    return len(cases), [f"{case!s}" for case in cases if case.bad]


def played(name: str, home: Path, profile: str = "") -> list[Case]:
    """All plays of a wizard, with the module that it is tried on; or with this one, and with more faults."""
    scenes = [pair for pair in pairs(bool(profile)) if pair[0].wizard == name and profile in ("", pair[1])]
    return run(table([(*pair, fault) for pair in scenes for fault in faults(bool(profile))], home))
