"""The desk's eye for a module that says nothing at all: another baud rate, another line end, or no module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atbench.port.port import moment
from atbench.texts import _

if TYPE_CHECKING:
    from atbench.at.classify import Pending
    from atbench.session.session import Session
    from atbench.ui.desk import Desk

PATIENCE = 3.0  # s, at least, whatever the manual gives the command


class Silence:
    """Watches what comes after the last command; a strip asks for another baud rate or line end."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sent: tuple[Session, int] | None = None  # how many bytes had gone out at the last look
        self._heard = 0  # and how many had come then
        self._asked: Pending | None = None  # the command that went out last
        self._until: float | None = None  # when the command should have been answered

    def tick(self, session: Session) -> None:
        port = self._desk.workbench.port
        if port is None or port.name.startswith("virtual:"):
            return
        if self._sent != (session, session.written):
            self._sent, self._heard = (session, session.written), session.received
            self._until = None
            asked, self._asked = self._asked, session.engine.newest
            if self._asked and self._asked is not asked and not session.prompt:  # payload is not answered
                limit = session.limits(session.pending).final
                self._until = moment() + max(PATIENCE, limit)
        elif session.received != self._heard:
            self._until = None
            self._desk.messages.done("silence")
        elif self._until is not None and moment() >= self._until:
            self._until = None
            self._tell()

    def _tell(self) -> None:
        views = self._desk.views
        text = _("Nothing came back. Another baud rate or line end? Modules often use 115200 or 9600, and CR.")
        buttons = ((_("Baud rate"), views.to_baud), (_("Line end"), views.to_line_end))
        self._desk.tell("silence", text, "hint", buttons=buttons)
