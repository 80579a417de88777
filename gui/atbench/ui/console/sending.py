"""How the console speaks to the module: one thing at a time, and never while somebody else does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from atbench.at.events import Event
from atbench.port.port import PortLost
from atbench.session.answers import TimedOut
from atbench.texts import _
from atbench.wizards.cloud.messages import Way, way
from atbench.wizards.leaving import leave_data
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed

if TYPE_CHECKING:
    from atbench.ui.desk import Desk

Act = Callable[[Talk], Awaitable[Event]]


class Sending(QObject):
    """`busy` says what it does, "" for nothing; `result` how the last thing ended, `failed` whether badly.

    Signal `changed`: one of them is another.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.busy = self.result = ""
        self.failed = False
        self._number = 0

    @property
    def way(self) -> Way | None:
        known = self._desk.workbench.ready
        return way(known) if known else None

    @property
    def profile(self) -> str:
        return self._desk.workbench.knowledge.profile

    @property
    def number_next(self) -> int:
        """The packet number that comes next."""
        return self._number % 65535 + 1

    def number(self) -> int:
        """A packet number that was not used lately."""
        self._number = self.number_next
        return self._number

    def why_not(self) -> str:
        """Why nothing can be sent now, "" where it can."""
        desk = self._desk
        known = desk.workbench.ready
        if known is not None and self.way is None:
            return _("The manuals of {module} have no commands for messages").format(module=known.title)
        if not desk.open or desk.session is None or known is None:
            return _("Open a port first")
        if self.busy:
            return self.busy
        if desk.wizards.running:
            return _("A wizard is at work")
        if desk.lists.running:
            return _("A list is running")
        if desk.session.prompt:
            return _("The module waits for data")
        return _("{command} waits for its answer").format(command=desk.session.pending) if desk.session.pending else ""

    def start(self, busy: str, act: Act, done: str = "") -> None:
        """Does it, and keeps how it ended: `done`, else what the manual says of the result."""
        if self.why_not():
            return
        self.busy, self.result, self.failed = busy, "", False
        task = self._desk.tasks.start(busy, self._do(act, done))
        task.add_done_callback(lambda _task: self._ended())
        self._desk.facts()
        self.changed.emit()

    async def _do(self, act: Act, done: str) -> None:
        desk = self._desk
        session = desk.session
        assert session
        talk = Talk(session, desk.workbench.knowledge, desk.workbench.clock, {})
        try:
            event = await act(talk)
        except StepFailed as error:
            self._fail("\n".join([str(error), *error.causes, *error.tries]))
        except (TimedOut, PortLost) as error:
            self._fail(str(error))
        else:
            self.result = done or talk.explain(event).note or talk.explain(event).summary
            return
        if desk.open and session.prompt:
            await leave_data(talk)

    def _fail(self, words: str) -> None:
        self.result, self.failed = words, True

    def _ended(self) -> None:
        self.busy = ""
        self._desk.facts()
        self.changed.emit()
