"""Registration: what is told while the module searches, and why the network refuses."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.wizards.hurry import run
from tests.wizards.rehearsal import stage

from atbench.clock import Clock
from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.port.port import moment
from atbench.session.session import Session
from atbench.store.capture import Capture
from atbench.texts import use
from atbench.wizards.network.registration import registered
from atbench.wizards.pace import Pace
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import StepFailed


class Refused:
    """A module that the network refuses: it answers by a script, ERROR to all else."""

    name, rate, waiting = "scripted", 0, 0

    def __init__(self, script: Mapping[str, str]) -> None:
        self.script, self.wrote = script, list[str]()
        self.session: Session | None = None

    def write(self, data: bytes) -> None:
        assert self.session
        command = data.decode().strip()
        self.wrote.append(command)
        level = next((one[-1] for one in reversed(self.wrote) if one.startswith(f"{command[:-1]}=")), "0")
        answer = self.script.get(f"{command} {level}", self.script.get(command, "ERROR"))
        self.session.on_bytes(f"\r\n{answer}\r\n".encode(), moment())

    def drop(self) -> None: ...

    def lines(self, dtr: bool | None = None, rts: bool | None = None) -> None: ...

    def close(self) -> None: ...


def fail(script: Mapping[str, str]) -> tuple[StepFailed, list[str]]:
    """How a registration fails, and what was sent."""

    async def scene() -> tuple[StepFailed, list[str]]:
        known, clock = Knowledge(resource("manuals"), profile="bg96", cache=""), Clock(100)
        session, port = Session(Capture(None), known.dialect, known.limits, clock), Refused(script)
        port.session = session
        session.attach(port)
        with pytest.raises(StepFailed) as failed:
            await registered(Talk(session, known, clock, {}))
        return failed.value, port.wrote

    return asyncio.run(scene())


DENIED = {
    "AT+CREG?": "+CREG: 0,0\r\n\r\nOK",
    "AT+CGREG?": "+CGREG: 0,0\r\n\r\nOK",
    "AT+CEREG? 0": "+CEREG: 0,3\r\n\r\nOK",
    "AT+CEREG? 3": "+CEREG: 3,3,,,,0,8\r\n\r\nOK",
    "AT+CEREG=3": "OK",
    "AT+CEREG=0": "OK",
}


def test_the_reason_of_the_network_is_told() -> None:
    failed, wrote = fail(DENIED)
    assert str(failed).startswith("Not on the network: registration denied; EPS reason 8: ")
    assert failed.causes and failed.tries
    assert wrote[-3:] == ["AT+CEREG=3", "AT+CEREG?", "AT+CEREG=0"]  # as it was


def test_the_reason_in_chinese() -> None:
    use("zh")
    try:
        failed, _wrote = fail(DENIED)
    finally:
        use("en")
    assert "EPS" in str(failed) and "Not on the network" not in str(failed)


def test_the_last_failure_is_told() -> None:
    failed, wrote = fail(
        {
            "AT+CREG?": "+CREG: 0,3\r\n\r\nOK",
            "AT+CEER": '+CEER: "No cause information available"\r\n\r\nOK',
        }
    )
    assert str(failed).endswith("; last reason: No cause information available")
    assert "AT+CREG=3" in wrote


def test_a_module_that_tells_no_reason() -> None:
    failed, _wrote = fail({"AT+CREG?": "+CREG: 0,3\r\n\r\nOK"})
    assert str(failed) == "Not on the network: registration denied"
    assert failed.remedies == ("AT+CEER", "AT+COPS=0")


def test_how_long_it_has_been_searching(tmp_path: Path) -> None:
    async def scene() -> list[Progress]:
        told = list[Progress]()
        async with stage("doctor", "ec600s", tmp_path, {}) as on:
            on.port.faults["registration_lost"] = 1
            on.run.talk.tell = told.append
            with pytest.raises(StepFailed, match="searching"):
                await registered(on.run.talk)
        return told

    told = run(scene())
    assert len(told) > 10
    assert told[-1].name == "CS: searching, PS: searching, EPS: searching"
    assert (told[-1].total, told[-1].what) == (60, "s")
    assert 50 < told[-1].done <= 60
    pace = Pace()
    pace.tell(told[0], 0.0)
    assert pace.tell(told[-1], 60.0).startswith(f"{told[-1].done} of 60 s · ")
    assert "left" not in pace.tell(told[-1], 60.0)
