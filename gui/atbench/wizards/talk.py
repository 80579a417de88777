"""What a step may do: ask the module, send data, wait for late results, say how far it is, leave things to undo."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from atbench.at.dialect import command_name
from atbench.at.events import Event
from atbench.clock import Clock
from atbench.knowledge import Explanation, Knowledge
from atbench.session.answers import Answer, TimedOut
from atbench.session.session import Session
from atbench.texts import _
from atbench.wizards.wizard import StepFailed

Undo = str | Callable[["Talk"], Awaitable[None]]
PROMPT = 20.0  # s for a prompt that comes behind OK
PIECE = 2048  # bytes of a payload that go out at once, so that it can be cancelled and counted


def _is_prompt(event: Event) -> bool:
    return event.kind == "prompt"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long step is: bytes or items done, of how many (0: not known), and what they are."""

    done: int
    total: int = 0
    what: str = ""


@dataclass(slots=True)
class Talk:
    """One run of a wizard with one module. `values` are those of the fields; steps may add what they found out."""

    session: Session
    knowledge: Knowledge
    clock: Clock
    values: dict[str, str]
    tell: Callable[[Progress], None] = lambda progress: None
    undo: list[Undo] = field(default_factory=list)

    async def ask(self, command: str, timeout: float | None = None, wire: bytes = b"") -> Answer:
        """Sends a command and waits for its final result, good or bad. Raises StepFailed when none comes.

        `wire` are its bytes where they are not UTF-8.
        """
        try:
            return await self.session.ask(command, timeout, wire)
        except TimedOut as error:
            raise StepFailed(
                _("{command}: {problem}").format(command=self.shown(command), problem=error),
                (_("The module is busy, in data mode, or not there"),),
                (_("Try again; look at the cable and the baud rate"),),
            ) from None

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
            try:
                event = await told.wait(late or self.session.late_limit(command))
            except TimedOut as error:
                raise StepFailed(_("{command}: {problem}").format(command=self.shown(command), problem=error)) from None
            if event.ok is False:
                raise self.failed(command, event)
            return event

    async def lines(self, command: str, timeout: float | None = None) -> list[str]:
        """The answer lines to a command that must work."""
        answer = await self.ask(command, timeout)
        if not answer.ok:
            raise self.failed(command, answer.final)
        return [event.text for event in answer.lines]

    async def data(
        self, command: str, payload: bytes, timeout: float | None = None, late: float | None = None
    ) -> Event:
        """Sends a command that opens a prompt or CONNECT, then its payload, in pieces. Returns as `do` does."""
        rule = self.knowledge.dialect.commands.get(command_name(command))
        after_ok = rule is not None and rule.opens == "late prompt"  # OK, then a prompt, and no second OK is sure
        with self.session.late_of(command) as told, self.session.expect(_is_prompt) as prompt:
            answer = await self.ask(command)
            if not answer.ok:
                raise self.failed(command, answer.final)
            if after_ok and not answer.prompt:
                await prompt.wait(PROMPT)
            final = await self._pieces(command, payload, timeout, not (after_ok and told))
            if final and not final.ok:
                raise self.failed(command, final)
            if told is None:
                return final or prompt.event.result()
            event = await told.wait(late or self.session.late_limit(command))
            if event.ok is False:
                raise self.failed(command, event)
            return event

    async def _pieces(self, command: str, payload: bytes, timeout: float | None, answered: bool) -> Event | None:
        """Sends the payload; waits for the final result where one is sure to come (`answered`)."""
        with self.session.expect(lambda event: event.kind == "final" and event.command == command) as told:
            for start in range(0, len(payload), PIECE):
                self.session.send(payload[start : start + PIECE])
                self.tell(Progress(min(start + PIECE, len(payload)), len(payload), _("bytes")))
                await self.clock.sleep(0)
            if not answered:
                return None
            try:
                return await told.wait(timeout or max(10.0, self.session.limits(command).final))
            except TimedOut as error:
                text = _("{command}: the data went out, but {problem}")
                raise StepFailed(text.format(command=self.shown(command), problem=error)) from None

    def explain(self, event: Event, command: str = "") -> Explanation:
        facts = self.session.status.now
        return self.knowledge.explain(event.line, event=event, command_sent=command, facts=facts)

    def failed(self, command: str, event: Event | None) -> StepFailed:
        """The failure that a final or late result tells, in the manual's words."""
        shown = self.shown(command)
        if event is None:
            return StepFailed(_("{command} was not answered").format(command=shown))
        told = self.explain(event, command)
        error = told.error
        what = _("{command}: {problem}").format(command=shown, problem=told.note or told.summary or event.text)
        return StepFailed(what, error.causes if error else (), error.try_ if error else (), told.remedies)

    def shown(self, command: str) -> str:
        """A command as it may be shown and kept: without secrets."""
        return self.knowledge.mask(command)
