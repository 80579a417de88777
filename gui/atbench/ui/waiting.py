"""The note behind the command that waits for its final result: how long already, and how long is normal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atbench.at.dialect import command_name
from atbench.port.port import moment
from atbench.session.session import Session
from atbench.texts import _

if TYPE_CHECKING:
    from atbench.ui.desk import Desk

SHOWN_AFTER = 1  # s under which nobody wonders


class Waiting:
    """Counts for the pending command, once a second."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._of: tuple[Session, str] | None = None
        self._line = -1
        self._told = 0

    def tick(self, session: Session) -> None:
        pending = session.pending if not session.prompt and self._desk.open else ""
        if self._of != (session, pending):
            self._end(session)
            self._of = (session, pending)
            self._line = session.log.command(len(session.log), -1) if pending else -1
        if self._line < 0:
            return
        seconds = int(moment() - session.log.time(self._line))
        if seconds >= SHOWN_AFTER and seconds != self._told:
            self._told = seconds
            self._tell(pending, seconds)

    def _tell(self, command: str, seconds: int) -> None:
        limit = self._desk.workbench.knowledge.limits(command).final
        name = f"AT{command_name(command)}"
        if seconds <= max(limit, SHOWN_AFTER):
            text, colour = _("waiting {seconds} of {limit:g} s, normal for {command}"), "text2"
        else:
            text, colour = (
                _("no answer for {seconds} s, normal is up to {limit:g} s: send AT, or look at the cable"),
                "urc",
            )
        self._desk.window.terminal.set_note(self._line, text.format(seconds=seconds, limit=limit, command=name), colour)

    def _end(self, session: Session) -> None:
        if self._line >= 0 and self._told and self._of and self._of[0] is session:
            self._desk.window.terminal.set_note(self._line, "")
        self._line, self._told = -1, 0
