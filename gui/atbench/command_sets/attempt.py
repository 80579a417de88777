"""One row: how it goes out, what it waits for, and what its result means.

With an open prompt a row is data, otherwise a command, or bytes that nothing is known about.
"""

from __future__ import annotations

from dataclasses import dataclass

from atbench.at.classify import Pending
from atbench.at.decode import decode
from atbench.at.dialect import command_name
from atbench.at.events import Event
from atbench.command_sets.model import CommandSet, Row
from atbench.command_sets.report import State
from atbench.knowledge import Knowledge
from atbench.session.answers import TimedOut, Told
from atbench.session.session import Session
from atbench.texts import N_, _

# An open prompt without an announced length is closed by Ctrl+Z, or given up by Esc (3GPP TS 27.005 3.5.1).
ENDS = (b"\x1a", b"\x1b")
ALONE = N_("sent without a prompt")
IN_PART = N_("part of the data, more is needed")
AS_DATA = N_("went out as data: a prompt was open")


@dataclass(frozen=True, slots=True)
class Outcome:
    state: State
    note: str = ""


class Attempts:
    """Sends rows through a session, one at a time, and remembers how much of a payload is out."""

    def __init__(self, session: Session, knowledge: Knowledge) -> None:
        self._session = session
        self._knowledge = knowledge
        self._open = ""  # the command whose data is not complete yet
        self._out = 0  # bytes of it so far

    async def wait(self, commands: CommandSet, row: Row) -> Outcome:
        """Sends a row and waits for its final and its late result.

        Raises TimedOut, PortLost, and ValueError for a row that cannot be sent.
        """
        wire = commands.content(row) + (b"\r" if row.enter else b"")
        if prompt := self._prompt():
            return await self._data(prompt, wire, row)
        if text := _command(wire):
            return await self._ask(text, wire[:-1])
        self._session.send(wire, mark=_(ALONE))
        return Outcome("sent", _(ALONE))

    def send(self, commands: CommandSet, row: Row) -> Outcome:
        """Sends a row at once and waits for nothing, as QCOM does. Raises PortLost, ValueError."""
        wire = commands.content(row) + (b"\r" if row.enter else b"")
        mark = "" if row.enter or self._session.prompt else _(ALONE)
        text = _command(wire)
        if text.encode() == wire[:-1] and text and not self._session.prompt:
            self._session.type(text)
        else:
            self._session.send(wire, mark=mark)
        return Outcome("sent", mark)

    def _prompt(self) -> str:
        """The command that takes data now, "" for none."""
        if self._session.prompt:
            if self._session.prompt != self._open:
                self._open, self._out = self._session.prompt, 0
            return self._open
        if self._session.pending != self._open:
            self._open = ""
        return self._open

    async def _ask(self, text: str, wire: bytes) -> Outcome:
        self._open = ""
        with self._session.late_of(text) as told:
            answer = await self._session.ask(text, wire=wire)
            if answer.prompt:
                return Outcome("passed")
            if answer.final and answer.final.line.startswith(b"CONNECT") and self._takes_data(text):
                self._open, self._out = text, 0  # what follows is data, until as many bytes as it announced are out
                return Outcome("passed")
            return await self._judge(answer.final, told, text)

    async def _data(self, command: str, wire: bytes, row: Row) -> Outcome:
        note = _(AS_DATA) if row.enter else ""
        self._out += len(wire)
        if not self._complete(command, wire):
            self._session.send(wire)
            return Outcome("passed", note or _(IN_PART))
        first, self._open = self._session.prompt == command, ""
        with self._session.late_of(command) as told:
            final = (await self._session.data(wire)).final if first else await self._last(command, wire)
            outcome = await self._judge(final, told, command)
        return Outcome(outcome.state, outcome.note or note)

    async def _last(self, command: str, wire: bytes) -> Event:
        """Sends the last part of a payload, of which the session has seen the first."""
        with self._session.expect(lambda event: event.kind == "final" and event.command == command) as told:
            self._session.send(wire)
            return await told.wait(max(5.0, self._session.limits(command).final))

    def _takes_data(self, command: str) -> bool:
        """Whether a command takes data of an announced length behind CONNECT."""
        rule = self._knowledge.dialect.commands.get(command_name(command))
        return bool(rule and rule.data == "out" and Pending.of(command, rule).length is not None)

    def _complete(self, command: str, wire: bytes) -> bool:
        """Whether the module has all that it waits for, once `wire` is out."""
        rule = self._knowledge.dialect.commands.get(command_name(command))
        length = Pending.of(command, rule).length
        return wire.endswith(ENDS) if length is None else self._out >= length

    async def _judge(self, final: Event | None, told: Told | None, command: str) -> Outcome:
        if final is None or not final.ok:
            return Outcome("failed", self._meaning(final, command) if final else "")
        if told is None:
            return Outcome("passed")
        try:
            late = await told.wait(self._session.late_limit(command))
        except TimedOut as error:
            raise TimedOut(_("{final} came, but {reason}").format(final=final.text, reason=error)) from None
        return Outcome("passed" if late.ok else "failed", self._meaning(late, command))

    def _meaning(self, event: Event, command: str) -> str:
        explanation = self._knowledge.explain(event.line, event=event, command_sent=command)
        return explanation.note or explanation.summary or event.text


def _command(wire: bytes) -> str:
    """The command line that these bytes are, "" where they are none: it has one CR, at the end, and can be read."""
    line = wire[:-1]
    if wire[-1:] != b"\r" or not line or min(line) < 0x20:
        return ""
    text = decode(line)
    return text if "\\x" not in text or b"\\x" in line else ""
