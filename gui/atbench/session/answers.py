"""What waiting for a module gives: answers, late results, or no word in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from atbench.at.events import Event
from atbench.clock import Clock
from atbench.texts import _


class TimedOut(Exception):
    """No final or late result came in time; the text says which and how long we waited."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a command: its lines without echo and final result, and how it ended.

    `prompt`: it waits for data now (`Session.data`), so there is no final result yet.
    """

    command: str
    ok: bool
    lines: tuple[Event, ...] = ()
    final: Event | None = None
    prompt: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Awaited:
    """A late result that is to come: of which line in the log, since when (its OK), and its longest time in seconds.

    `gap`: that time is the longest silence within a transfer.
    """

    line: int
    since: float
    seconds: float
    gap: bool = False


@dataclass(slots=True)
class Asked:
    """A command that somebody waits for, with its lines so far."""

    command: str
    done: asyncio.Future[Event]
    lines: list[Event] = field(default_factory=list)


class Told:
    """What `expect` gives: the event, once it came."""

    def __init__(self, clock: Clock, wanted: Callable[[Event], bool]) -> None:
        self._clock = clock
        self.wanted = wanted
        self.event: asyncio.Future[Event] = asyncio.get_running_loop().create_future()

    async def wait(self, seconds: float) -> Event:
        """Raises TimedOut after `seconds`, PortLost when the port goes away."""
        try:
            async with self._clock.timeout(seconds):
                return await asyncio.shield(self.event)
        except TimeoutError:
            raise TimedOut(_("no late result within {seconds:g} s").format(seconds=seconds)) from None
