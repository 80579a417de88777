"""A module that answers by a script, for what a real one does only when something is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from atbench.clock import Clock
from atbench.command_sets.report import Report, RowResult
from atbench.command_sets.runner import Runner
from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.port.port import moment
from atbench.session.session import Session
from atbench.store.capture import Capture

OK = b"\r\nOK\r\n"
ERROR = b"\r\nERROR\r\n"


@dataclass
class Module:
    """A port. `script` maps what is written to what comes back; None: nothing does. `wrote` is all that was written."""

    script: Mapping[bytes, bytes | None]
    name: str = "scripted"
    wrote: list[bytes] = field(default_factory=list)
    session: Session | None = None

    def write(self, data: bytes) -> None:
        self.wrote.append(data)
        assert self.session is not None
        if answer := self.script.get(data, OK):
            self.session.on_bytes(answer, moment())

    waiting = 0

    def drop(self) -> None: ...

    def lines(self, dtr: bool | None = None, rts: bool | None = None) -> None:
        """A script has no wires."""

    def close(self) -> None:
        """Nor anything to close."""


@dataclass
class Bench:
    """What a test gets: the module, the runner, the results told so far."""

    module: Module
    session: Session
    runner: Runner
    clock: Clock
    told: list[RowResult]

    def states(self) -> list[tuple[int, str]]:
        return [(result.n, result.state) for result in self.told]


KNOWLEDGE = Knowledge(resource("manuals"), None, "ec600s", cache="")


def run(
    script: Mapping[bytes, bytes | None], work: Callable[[Bench], Awaitable[Report]], speed: float = 200
) -> tuple[Report, Bench]:
    """Plays `work` against a scripted module with a clock that runs `speed` times as fast."""

    async def play() -> tuple[Report, Bench]:
        clock, module, told = Clock(speed), Module(script), list[RowResult]()
        capture = Capture(None)
        session = Session(capture, KNOWLEDGE.dialect, KNOWLEDGE.limits, clock)
        module.session = session
        session.attach(module)
        bench = Bench(module, session, Runner(session, KNOWLEDGE, clock, told.append), clock, told)
        try:
            return await work(bench), bench
        finally:
            session.end("")
            capture.close()

    return asyncio.run(play())
