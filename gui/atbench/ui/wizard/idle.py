"""Whether nobody uses the context any more that a wizard brought up. It only says so: nothing is sent for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from atbench.at.events import Event
from atbench.at.values import whole
from atbench.port.port import PortLost
from atbench.session.answers import TimedOut

if TYPE_CHECKING:
    from atbench.session.session import Session
    from atbench.ui.desk import Desk
    from atbench.ui.wizard.work import Work

IDLE = 1800.0  # s without traffic after which it may be deactivated (Quectel SMTP note V1.0, 1.2 step 5)
OFTEN = 1.0  # s between two looks
WIZARDS = ("smtp", "ftp", "tcp", "http")  # QMT is left out: its pings are traffic that nobody sees

# What tells that something went over the network; commands alone only ask the module.
_KINDS = ("late", "prompt", "data")
_URCS = ("+QI", "+QSSL", "+QFTP", "+QHTTP", "+QSMTP", "+QMT")


class Idle(QObject):
    """`context` is the number of the one that could be deactivated, 0 for none. Signal `changed`: it is another."""

    changed = Signal()

    def __init__(self, desk: Desk, work: Work) -> None:
        super().__init__()
        self._desk, self._work = desk, work
        self.context = 0
        self._session: Session | None = None
        self._stop: Callable[[], None] = lambda: None
        self._looked = self._last = 0.0  # times of the clock

    def tick(self) -> None:
        """Looks, once a second."""
        now = self._desk.workbench.clock.now()
        if now - self._looked < OFTEN and self._desk.open:
            return
        self._looked = now
        session = self._desk.session if self._desk.open else None
        if session is not self._session:
            self.leave()
            self._session, self._last = session, now
            self._stop = session.listen(self._heard) if session else self._stop
        number = self._number()
        if not number or self._work.running or (session and session.prompt):
            self._last = now
        due = number if now - self._last >= IDLE else 0
        if due != self.context:
            self.context = due
            self.changed.emit()

    def leave(self) -> None:
        """Listens no more."""
        self._stop()
        self._stop = lambda: None

    @property
    def command(self) -> str:
        return f"AT+QIDEACT={self.context}"

    def deactivate(self) -> None:
        """What it offers, done: the user wants it."""
        if self.context and not self._work.why_not():
            self._work.beside(self.command, self._deactivate(self.command))

    # -- below ---------------------------------------------------------------------------------------------------

    def _heard(self, event: Event, _time: float) -> None:
        if event.kind in _KINDS or (event.kind == "urc" and event.name.startswith(_URCS)):
            self._last = self._desk.workbench.clock.now()

    def _number(self) -> int:
        """The context of the wizard, 0 where it did not come so far or the context is not active."""
        work, session = self._work, self._session
        if session is None or work.wizard.name not in WIZARDS:
            return 0
        up = work.results["context"].state in ("passed", "again")
        number = whole(work.values.get("context") or "1") or 0
        return number if up and number in (session.status.contexts or {}) else 0

    async def _deactivate(self, command: str) -> None:
        talk = self._work.talk()
        try:
            if (await talk.session.ask(command)).ok and command in talk.undo:
                talk.undo.remove(command)
        except (PortLost, TimedOut) as error:
            self._desk.tell("idle", str(error), "warning")
