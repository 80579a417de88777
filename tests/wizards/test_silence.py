"""Where an answer does not come: what is told, how soon, and what the far end gets of the questions."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from tests.wizards.hurry import run
from tests.wizards.rehearsal import Stage, stage

from atbench.wizards.leaving import leave_data
from atbench.wizards.wizard import StepFailed

OPEN = 'AT+QIOPEN=1,0,"TCP","echo.example",7007,0,{mode}'


def play(home: Path, scene: Callable[[Stage], Awaitable[None]], mode: str = "0") -> None:
    """On a module with an active context."""

    async def work() -> None:
        async with stage("tcp", "ec600s", home, {"mode": mode}) as on:
            await on.run.talk.do("AT+QIACT=1")
            await scene(on)

    run(work())


async def failure(on: Stage, command: str) -> tuple[StepFailed, float]:
    begun = on.clock.now()
    with pytest.raises(StepFailed) as caught:
        await on.run.talk.do(command)
    return caught.value, on.clock.now() - begun


def test_a_restart_is_told_at_once(tmp_path: Path) -> None:
    async def scene(on: Stage) -> None:
        on.port.faults["reboot"] = 0.02
        failed, seconds = await failure(on, OPEN.format(mode=0))
        assert "has started again (RDY)" in str(failed)
        assert failed.causes and failed.tries
        assert seconds < 10  # not the 150 of its late result

    play(tmp_path, scene)


@pytest.mark.parametrize(
    ("fault", "value", "cause"),
    [
        ("byte_flipped", 5, "lost or damaged"),
        ("late", 4, "much later than its manual"),
        ("no_answer", 1, "busy, in data mode, or not there"),
    ],
)
def test_what_the_module_is_about_is_told(tmp_path: Path, fault: str, value: float, cause: str) -> None:
    async def scene(on: Stage) -> None:
        talk = on.run.talk
        on.port.faults[fault] = value
        task = asyncio.gather(failure(on, "AT+CSQ"))
        await on.clock.sleep(0.5)
        if fault == "byte_flipped":
            del on.port.faults[fault]  # only the answer was damaged
        ((failed, _seconds),) = await task
        assert cause in failed.causes[0]
        assert failed.tries
        assert talk.deaf == (fault == "no_answer")

    play(tmp_path, scene)


def test_nothing_is_sent_to_a_module_that_does_not_listen(tmp_path: Path) -> None:
    async def scene(on: Stage) -> None:
        on.port.faults["no_answer"] = 1
        await failure(on, "AT+CSQ")
        failed, _seconds = await failure(on, "AT+QICLOSE=0")
        assert "was not sent" in str(failed)
        del on.port.faults["no_answer"]
        await on.run.talk.do("AT+CSQ")  # it listens again

    play(tmp_path, scene)


def test_no_question_is_asked_inside_data_mode(tmp_path: Path) -> None:
    async def scene(on: Stage) -> None:
        talk = on.run.talk
        await talk.ask(OPEN.format(mode=2))
        talk.session.send(b"hello")
        await on.clock.sleep(3)
        talk.transparent = True
        assert await leave_data(talk) == "left"
        assert not talk.transparent
        assert [bytes(one.received) for one in on.port.far_end.conversations] == [b"hello"]
        await talk.do("AT+QICLOSE=0")

    play(tmp_path, scene, "2")


def test_a_prompt_that_is_left_gets_what_it_waits_for(tmp_path: Path) -> None:
    """Anything else would go out in its place."""

    async def scene(on: Stage) -> None:
        talk = on.run.talk
        await talk.do(OPEN.format(mode=0))
        for seconds in (0.005, 0.02):
            with pytest.raises(TimeoutError):
                async with on.clock.timeout(seconds):
                    await talk.data("AT+QISEND=0,5", b"hello")
            assert await leave_data(talk) != "silent"
        assert [bytes(one.received) for one in on.port.far_end.conversations] == [b"hellohello"]

    play(tmp_path, scene)
