"""The notes behind commands that wait for a final or a late result: how long already, and how long is normal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atbench.at.dialect import command_name
from atbench.port.port import moment
from atbench.session.session import Session
from atbench.texts import N_, _

if TYPE_CHECKING:
    from atbench.ui.desk import Desk

SHOWN_AFTER = 1  # s under which nobody wonders
MOST_BACK = 8  # commands behind the pending one that are looked through

_NORMAL = N_("waiting {seconds} of {limit:g} s, normal for {command}")
_SILENT = N_("no answer for {seconds} s, normal is up to {limit:g} s: send AT, or look at the cable")
_LATE = N_("{command}: result in up to {limit:g} s, {seconds} s so far")
_LONG = N_("{command}: {seconds} s so far; a long transfer takes as long as data flow")
_TOO_LATE = N_("no result of {command} for {seconds} s, normal is up to {limit:g} s: close and try again")


@dataclass(frozen=True, slots=True)
class _Wait:
    """A line of the log whose command waits: since when, how long is normal, and the words for it."""

    line: int
    command: str
    since: float
    limit: float
    normal: str
    late: str


class Waiting:
    """Counts for the commands that wait, once a second."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._session: Session | None = None
        self._told: dict[int, int] = {}  # line -> seconds told

    def tick(self, session: Session) -> None:
        if session is not self._session:
            self._session, self._told = session, {}
        waits = {wait.line: wait for wait in self._waits(session)} if self._desk.open else {}
        for line in [line for line in self._told if line not in waits]:
            self._desk.window.terminal.set_note(line, "")
            del self._told[line]
        for line, wait in waits.items():
            seconds = int(moment() - wait.since)
            if seconds >= SHOWN_AFTER and seconds != self._told.get(line):
                self._told[line] = seconds
                self._tell(wait, seconds)

    def _waits(self, session: Session) -> Iterator[_Wait]:
        for name, awaited in session.awaited.items():
            late = _LONG if awaited.gap else _TOO_LATE
            yield _Wait(awaited.line, f"AT{name}", awaited.since, awaited.seconds, _LATE, late)
        pending = session.pending if not session.prompt else ""
        line = _line_of(session, pending) if pending else -1
        if line >= 0:
            limit, name = session.limits(pending).final, f"AT{command_name(pending)}"
            yield _Wait(line, name, session.log.time(line), limit, _NORMAL, _SILENT)

    def _tell(self, wait: _Wait, seconds: int) -> None:
        late = seconds > max(wait.limit, SHOWN_AFTER)
        text = _(wait.late if late else wait.normal).format(seconds=seconds, limit=wait.limit, command=wait.command)
        self._desk.window.terminal.set_note(wait.line, text, "urc" if late else "text2")


def _line_of(session: Session, pending: str) -> int:
    """The line of the pending command: others may have been sent behind it. The last command where it is not found."""
    log, line = session.log, len(session.log)
    last = log.command(line, -1)
    for _back in range(MOST_BACK):
        line = log.command(line, -1)
        if line < 0 or log.raw(line).decode("utf-8", "replace").strip() == pending.strip():
            break
    return line if line >= 0 else last
