"""What a step may do: ask the module, send data, wait for late results, say how far it is, leave things to undo."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from atbench.at.dialect import command_name
from atbench.at.events import Event
from atbench.clock import Clock
from atbench.knowledge import Explanation, Knowledge
from atbench.port.port import PortLost
from atbench.session.answers import Answer, TimedOut, Told
from atbench.session.session import Session
from atbench.texts import _, each, retold
from atbench.wizards.clouds import concerning
from atbench.wizards.leaving import fill, leave_data
from atbench.wizards.outflow import flow
from atbench.wizards.silence import no_answer, no_late, not_sent, unbroken
from atbench.wizards.wizard import Refused

Undo = str | Callable[["Talk"], Awaitable[None]]
PROMPT = 20.0  # s for a prompt that comes behind OK
FAREWELL = 5.0  # s for the final result after `+++`


def _is_prompt(event: Event) -> bool:
    return event.kind == "prompt"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long step is: bytes or items done, of how many (0: not known), and what they are.

    `name` is the one at hand, where several are under way.
    """

    done: int
    total: int = 0
    what: str = ""
    name: str = ""


@dataclass(slots=True)
class Talk:
    """One run of a wizard with one module. `values` are those of the fields; steps may add what they found out."""

    session: Session
    knowledge: Knowledge
    clock: Clock
    values: dict[str, str]
    tell: Callable[[Progress], None] = lambda progress: None
    undo: list[Undo] = field(default_factory=list)
    last: str = ""  # the command that was asked last
    deaf: bool = False  # the module did not answer AT: whatever is sent may be data to it
    transparent: bool = False  # a step left the module in data mode: +++ comes before everything else
    watched: bool = False  # somebody listens for a restart

    async def ask(
        self, command: str, timeout: float | None = None, wire: bytes = b"", announced: bytes = b""
    ) -> Answer:
        """Sends a command and waits for its final result, good or bad. Raises StepFailed when none comes.

        `wire` are its bytes where they are not UTF-8, `announced` what it asks the module to wait for.
        """
        if self.deaf and await leave_data(self) == "silent":
            raise not_sent(self, command)
        self.last = command
        try:
            async with unbroken(self, command):
                return await self.session.ask(command, timeout, wire)
        except TimedOut as error:
            await fill(self, announced)
            raise await no_answer(self, command, str(error)) from None
        except asyncio.CancelledError:
            self.deaf = True  # until it has answered again: it may take data now
            await fill(self, announced)
            raise

    async def do(
        self, command: str, timeout: float | None = None, late: float | None = None, wire: bytes = b""
    ) -> Event:
        """Sends a command that must work, and waits for its late result where the manual names one.

        Returns the late result, or the final one. Raises StepFailed with what the manual says of the error.
        """
        with self.session.late_of(command) as told:
            answer = await self.ask(command, timeout, wire)
            if not answer.ok:
                raise self.failed(command, answer.final)
            if told is None or answer.final is None:
                return answer.final or answer.lines[-1]
            event = await self.late(told, command, late)
            if event.ok is False:
                raise self.failed(command, event)
            return event

    async def late(self, told: Told, command: str, seconds: float | None = None) -> Event:
        """Waits for a line that comes after OK, as long as the manual says where nothing else is said.

        Raises StepFailed where none comes.
        """
        try:
            async with unbroken(self, command):
                return await told.wait(seconds or self.session.late_limit(command))
        except TimedOut as error:
            raise no_late(self, command, str(error)) from None

    async def lines(self, command: str, timeout: float | None = None) -> list[str]:
        """The answer lines to a command that must work."""
        answer = await self.ask(command, timeout)
        if not answer.ok:
            raise self.failed(command, answer.final)
        return [event.text for event in answer.lines]

    async def data(
        self,
        command: str,
        payload: bytes,
        timeout: float | None = None,
        late: float | None = None,
        wire: bytes = b"",
    ) -> Event:
        """Sends a command that opens a prompt or CONNECT, then its payload, in pieces. Returns as `do` does."""
        rule = self.knowledge.dialect.commands.get(command_name(command))
        after_ok = rule is not None and rule.opens == "late prompt"  # OK, then a prompt, and no second OK is sure
        with self.session.late_of(command) as told, self.session.expect(_is_prompt) as prompt:
            counted = rule is not None and rule.opens.endswith("prompt") and rule.length is not None
            answer = await self.ask(command, wire=wire, announced=payload if counted else b"")
            if not answer.ok:
                raise self.failed(command, answer.final)
            if after_ok and not answer.prompt:
                await self._prompted(prompt, command, payload if counted else b"")
            connects = rule is not None and rule.opens == "connect"
            if connects and told and answer.final and not answer.final.line.startswith(b"CONNECT"):
                # OK alone: nothing was opened, and the payload would be read as commands. The late result says why.
                raise self.failed(command, await self.late(told, command, late))
            final = await self._pieces(command, payload, timeout, not (after_ok and told), connects)
            if final and not final.ok:
                raise self.failed(command, final)
            if told is None:
                return final or prompt.event.result()
            event = await self.late(told, command, late)
            if event.ok is False:
                raise self.failed(command, event)
            return event

    async def _prompted(self, prompt: Told, command: str, announced: bytes) -> None:
        """A prompt that comes behind OK."""
        try:
            async with unbroken(self, command):
                await prompt.wait(PROMPT)
        except asyncio.CancelledError:
            self.deaf = True
            await fill(self, announced)
            raise
        except TimedOut:
            await fill(self, announced)
            raise await no_answer(self, command, _("no prompt within {seconds:g} s").format(seconds=PROMPT)) from None

    async def _pieces(
        self, command: str, payload: bytes, timeout: float | None, answered: bool, connected: bool
    ) -> Event | None:
        """Sends the payload; waits for the final result where one is sure to come (`answered`).

        Where a CONNECT began it (`connected`) it is left by `+++` when we are stopped.
        """
        with self.session.expect(lambda event: event.kind == "final" and event.command == command) as told:
            try:
                await flow(self, payload, told.event.done)
                if not answered:
                    return None
                seconds = math.ceil(timeout or max(10.0, self.session.limits(command).final))
                async with unbroken(self, command):
                    return await told.wait(seconds)
            except TimedOut:
                problem = _("the data went out, but no answer came within {seconds:g} s").format(seconds=seconds)
                raise await no_answer(self, command, problem, inside=True) from None
            except asyncio.CancelledError:
                self.session.drop()
                self.deaf = True
                if missing := self.session.engine.missing:
                    await fill(self, payload[-missing:])
                if connected and not told.event.done():
                    await self._leave(told)
                raise

    async def _leave(self, told: Told) -> None:
        """Out of data mode, until its final result is there."""
        with contextlib.suppress(PortLost, TimedOut):
            await self.session.escape()
            await told.wait(FAREWELL)

    def count(self, done: int, total: int, what: str) -> None:
        """How far a long step is."""
        self.tell(Progress(done, total, what))

    def explain(self, event: Event, command: str = "", facts: Mapping[str, str] | None = None) -> Explanation:
        facts = self.session.status.now if facts is None else facts
        return self.knowledge.explain(event.line, event=event, command_sent=command, facts=facts)

    def meaning(self, event: Event, command: str = "") -> str:
        """What a result means in a few words, "" where there is nothing to say. It can be said again."""
        facts = self.session.status.now
        return retold(lambda: self.explain(event, command, facts).note)

    def failed(self, command: str, event: Event | None) -> Refused:
        """The failure that a final or late result tells, in the manual's words."""
        shown = self.shown(command)
        if event is None:
            return Refused(_("{command} was not answered").format(command=shown))
        facts = self.session.status.now

        def told() -> Explanation:
            return self.explain(event, command, facts)

        problem = retold(lambda: told().note or told().summary or event.text)
        what = _("{command}: {problem}").format(command=shown, problem=problem)
        causes = each(lambda: error.causes if (error := told().error) else ())
        tries = each(lambda: error.try_ if (error := told().error) else ())
        cloud = self.values.get("cloud", "")
        if not causes and not tries:  # a line that the manuals do not have
            causes = (_("The line was damaged on its way, or the firmware has words of its own"),)
            tries = (_("Repeat the step"),)
        refused = Refused(what, concerning(causes, cloud), concerning(tries, cloud), told().remedies)
        refused.line = event.line
        return refused

    def shown(self, command: str) -> str:
        """A command as it may be shown and kept: without secrets."""
        return self.knowledge.mask(command)
