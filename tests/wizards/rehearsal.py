"""A wizard on a virtual module whose state can be looked at: what it wrote and when, and what it left behind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.wizards.hurry import HurriedClock

from atbench import virtual
from atbench.clock import Clock
from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.port.port import PortSettings
from atbench.session.answers import TimedOut
from atbench.session.session import Session
from atbench.session.status import Status
from atbench.store.capture import Capture
from atbench.virtual.backends import ftp_session
from atbench.virtual.commands import commands_of
from atbench.virtual.module import Module
from atbench.virtual.state import PROFILES
from atbench.virtual.unit import Unit
from atbench.wizards.all_ import wizard
from atbench.wizards.run import Run, StepResult
from atbench.wizards.samples import sample
from atbench.wizards.talk import Talk

QUIET = 25.0
MOST = 90.0  # seconds until a module is itself again when all faults are gone


@cache
def knowledge(profile: str) -> Knowledge:
    return Knowledge(resource("manuals"), profile=profile)


@cache
def commands(profile: str) -> frozenset[str]:
    return frozenset(commands_of(PROFILES[profile]))


@dataclass
class Spy:
    """The port as the session sees it. `wrong` are commands that came while another waited, or inside data mode."""

    port: virtual.VirtualPort
    session: Session
    wrong: list[str] = field(default_factory=list)
    inside: int = 0  # whether the module takes data
    writes: int = 0

    def write(self, data: bytes) -> None:
        self.writes += 1
        if data[:2] == b"AT":
            text = data.decode(errors="replace").strip()
            if len(self.session.engine._pending) > 1:
                self.wrong.append(f"{text} while {self.session.pending} waits")
            if self.inside and text != "AT":  # the one question that may be asked of a module that is silent
                self.wrong.append(f"{text} in data mode")
        self.port.write(data)

    waiting = 0

    def drop(self) -> None: ...

    def lines(self, dtr: bool | None = None, rts: bool | None = None) -> None:
        self.port.lines(dtr, rts)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.port, name)

    def look(self, module: Module) -> None:
        """Watches when the module takes data."""
        for place, name in ((module._intake, "stream"), (module._intake, "until"), (module, "payload")):
            setattr(place, name, self._watched(getattr(place, name)))

    def _watched(self, work: Callable[..., Any]) -> Callable[..., Any]:
        async def watched(*values: Any) -> Any:
            self.inside += 1
            try:
                return await work(*values)
            finally:
                self.inside -= 1

        return watched


@dataclass
class Stage:
    """One wizard, one module."""

    run: Run
    port: virtual.VirtualPort
    spy: Spy
    clock: Clock
    files: dict[str, dict[str, bytes]]

    @property
    def values(self) -> dict[str, str]:
        return self.run.talk.values

    @property
    def unit(self) -> Unit:
        return self.port._module.unit

    @property
    def online(self) -> bool:
        """Whether the wizard is in data mode and knows it."""
        return self.run.talk.transparent

    async def recover(self, tries: Sequence[str] = ()) -> str:
        """Waits until the module answers and is on its network again; what is wrong, "" for nothing.

        Where it stays in data mode, and that was told, the advice is followed: `tries` are those of the step.
        """
        if self.online:
            return ""
        if word := await self._back():
            if not (self.spy.inside and any("estart the module" in one for one in tries)):
                return word
            self.port.faults["reboot"] = 0.01
            await self.clock.sleep(1)
            return await self._back()
        return ""

    async def _back(self) -> str:
        begun, session = self.clock.now(), self.run.talk.session
        while self.clock.now() - begun < MOST:
            try:
                if (await session.ask("AT", 2.0)).ok and self._ready:
                    return ""
            except TimedOut:
                await self.clock.sleep(QUIET)  # what waits for data gives up after 20 s without any
            await self.clock.sleep(0.5)
        return "AT is not answered afterwards" if self._ready else "the module does not come back to its network"

    @property
    def _ready(self) -> bool:
        unit = self.unit
        if "wifi" in unit.profile.families:
            return unit.wifi.joined
        return unit.sim.ready and unit.network.registered and unit.network.signal < 32

    def left(self) -> list[str]:
        """What is still open on the module."""
        unit = self.unit
        found = [f"context {number}" for number, context in unit.contexts.items() if context.active]
        found += [f"socket {number}" for number in unit.sockets.open]
        found += [f"MQTT client {slot.index}" for slot in unit.clients if slot.used]
        found += ["FTP session"] if unit.ftp.state != ftp_session.CLOSED else []
        found += ["web request"] if unit.web.exchange else []
        found += ["cloud connection"] if unit.cloud.client or unit.station.running else []
        found += ["dialled"] if unit.cloud.dialled else []
        found += [f"file handle {number}" for number in unit.files.handles]
        found += ["data mode"] if self.spy.inside else []
        found += [f"{payload!r} at the far end" for payload in self._garbage()]
        if self.run.wizard.name == "files":
            return found  # it is there to leave some
        for storage, files in unit.files.kept().items():
            found += [f"{storage}:{name}" for name in files if name not in self.files[storage]]
        return found

    def _garbage(self) -> set[bytes]:
        """What arrived and was never to be sent."""
        meant, topic = self.values.get("message", "").encode(), self.values.get("topic", "")
        sent = {message.payload for message in self.port.far_end.messages if message.topic == topic}
        if self.run.wizard.name == "tcp":
            sent = {bytes(one.received) for one in self.port.far_end.conversations} - {b""}
        return {payload for payload in sent if payload.replace(meant, b"")}


@asynccontextmanager
async def stage(
    name: str,
    profile: str,
    home: Path,
    values: dict[str, str],
    on_step: Callable[[Stage, StepResult], None] = lambda on, result: None,
) -> AsyncIterator[Stage]:
    """A module that has been on for a while, and the wizard with values with which it works."""
    known, clock, capture = knowledge(profile), HurriedClock(), Capture(None)
    status = Status(known.told, known.telling)
    session = Session(capture, known.dialect, lambda text: known.limits(text, status.now), clock, status=status)
    port = virtual.open(
        f"virtual://{profile}?boot=0",
        PortSettings(),
        session.on_bytes,
        lambda reason: session.feed.end(lambda: session.end(reason)),
        clock,
    )
    spy = Spy(port, session)
    session.attach(spy)
    while not hasattr(port, "_module"):
        await clock.sleep(0)
    spy.look(port._module)
    job = wizard(name)
    given = {**job.defaults(known), **sample(name, home), **values}
    assert job.refusals(given, known) == {}
    on = Stage(Run(job, Talk(session, known, clock, given)), port, spy, clock, port._module.unit.files.kept())
    on.run._on_step = lambda result: on_step(on, result)
    try:
        yield on
    finally:
        port.close()
        await clock.sleep(5)
        while session.lost is None:
            await clock.sleep(1)
        capture.close()
