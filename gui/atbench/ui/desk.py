"""The desk: what the user wants, done on the workbench, and what the workbench tells, shown in the window.

It outlives windows: a change of the language makes a new window round the same desk. Its hands are `ports`, `lines`,
`lists` and `views`; the rows of `actions.py` name their methods.
"""

from __future__ import annotations

import argparse
import asyncio
import inspect
import operator
import traceback
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from atbench.knowledge import Explanation
from atbench.port.port import PortLost
from atbench.session.memory import Memory
from atbench.session.session import Session
from atbench.store.log import Line
from atbench.texts import _
from atbench.ui.actions import Row
from atbench.ui.composer.composer import Composer
from atbench.ui.explain.follower import Follower
from atbench.ui.history import History
from atbench.ui.lamps import lamps
from atbench.ui.lines import Lines
from atbench.ui.lists import Lists
from atbench.ui.messages import Message, Messages, Tone
from atbench.ui.ports import Ports
from atbench.ui.tasks import Tasks
from atbench.ui.terminal.shown import kind
from atbench.ui.views import Views
from atbench.ui.window import Window
from atbench.workbench import Workbench

SETTLED = 0.5  # s in which notes and the explanation follow
FRAME = 16  # ms between two looks at the log and the status

# What a user can cause and mend; everything else is a slip of ours.
_EXPECTED = (OSError, ValueError, PortLost)


class Desk(QObject):
    """Joins a workbench and a window."""

    def __init__(
        self,
        workbench: Workbench,
        messages: Messages,
        history: History,
        make_window: Callable[[], Window],
        args: argparse.Namespace,
    ) -> None:
        super().__init__()
        self.workbench = workbench
        self.settings = workbench.settings
        self.messages = messages
        self.history = history
        self.make_window = make_window
        self.args = args  # of the command line
        self.tasks = Tasks(self.failed)
        self.ended = asyncio.Event()
        self.session: Session | None = None  # the one that is shown, also after its port was closed
        self._details = ""
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self.tick)
        self.ports, self.lines, self.lists, self.views = Ports(self), Lines(self), Lists(self), Views(self)
        workbench.on_change.append(self.changed)
        history.secret = self.secret

    # -- windows -------------------------------------------------------------------------------------------------

    def attach(self, window: Window) -> None:
        """Shows everything in `window` from now on and does what it wants."""
        self.window = window
        self.follower = Follower(window.terminal, window.pane, self.explain, window)
        window.acts.wanted.connect(self.act)
        window.closing.connect(self.views.remember)
        window.terminal.typed.connect(window.input.type)
        window.commands.typed.connect(window.input.type)
        window.terminal.told.connect(window.status.say)
        window.pane.command_wanted.connect(window.input.put)
        window.status.asked.connect(self.lines.ask)
        for hand in (self.ports, self.lines, self.lists, self.views):
            hand.attach(window)
        self.composer = Composer(window, lambda: self.workbench.ready)
        self._remember()
        if self.session:
            window.terminal.show_log(self.session.log, self.explain)
        self.changed()

    def replace_window(self) -> None:
        """A new window in the place of the old one: port, capture, run and the place in the log go on."""
        old = self.window
        state = self.views.state()
        new = self.make_window()
        self.attach(new)
        self.lists.take_over(old.commands, new.commands)
        self.views.use_state(state)
        new.show()
        old.hide()
        old.deleteLater()

    # -- what happens --------------------------------------------------------------------------------------------

    @property
    def open(self) -> bool:
        return self.workbench.port is not None

    def act(self, row: Row, checked: bool) -> None:
        """Does what an action says."""
        try:
            does = operator.attrgetter(row.run)(self)
            given = [checked] if row.check else [row.value] if row.value else []
            work = does(*given)
            if inspect.iscoroutine(work):
                self.tasks.start(_(row.text), work)
        except Exception as error:  # noqa: BLE001 - the action runner: no slip of ours may end the terminal
            self.failed(_(row.text), error)

    def changed(self) -> None:
        """A port was opened, closed or lost, or recording failed."""
        session = self.workbench.session
        if session is not self.session:
            self.session = session
            self._remember()
            if session:
                self.window.terminal.show_log(session.log, self.explain)
        for hand in (self.ports, self.lines, self.lists):
            hand.changed()
        self.window.show_terminal(self.session is not None)
        self.facts()
        self.tick()
        if self.open:
            self._timer.start()
        else:
            self._timer.stop()

    def _remember(self) -> None:
        session = self.session
        self.composer.remember(Memory(session, self.workbench.knowledge.kinds) if session else None)

    async def warm(self) -> None:
        """Reads the manuals before somebody needs them, not in the window's thread."""
        await asyncio.get_running_loop().run_in_executor(None, lambda: self.workbench.knowledge)

    def facts(self) -> None:
        """Which actions can be done now."""
        has_list = self.lists.loaded
        self.window.acts.facts(
            {
                "open": self.open,
                "chosen": self.open or bool(self.window.toolbar.port.url),
                "list": has_list,
                "ready": self.open and has_list and not self.lists.running,
                "running": self.lists.running,
                "log": self.session is not None and len(self.session.log) > 0,
            }
        )

    def tick(self) -> None:
        """What came since the last frame: lines, lights, counters, prompt, queue."""
        window, session = self.window, self.session
        window.terminal.refresh()
        if session:
            window.status.show_counts(session.received, session.written)
        port = self.title(self.workbench.port.name) if self.workbench.port else ""
        shown = lamps(
            session.status if session else None, port or self.ports.opening, self.ports.lost, bool(self.ports.opening)
        )
        for name, light in shown.items():
            window.status.lights[name].show_state(light.state, light.value, light.word, light.bars)
        self.lines.tick()
        self.ports.tick()

    async def drawn(self) -> None:
        """Waits until the window shows everything that has happened."""
        self.tick()
        await self.workbench.clock.sleep(SETTLED)

    # -- meaning -------------------------------------------------------------------------------------------------

    def explain(self, line: Line) -> Explanation | None:
        """What a line means; None for our own notes."""
        if line.kind == "local":
            return None
        event = line.event
        if kind(line) == "data":
            event = replace(event, kind="data")  # what went out after a prompt, too
        facts = self.session.status.at(line.index) if self.session else {}
        return self.workbench.knowledge.explain(event.line, event=event, facts=facts)

    def title(self, url: str) -> str:
        """A port as people call it."""
        return self.window.toolbar.port.title(url)

    def secret(self, text: str) -> bool:
        return self.workbench.knowledge.secret(text)

    # -- messages ------------------------------------------------------------------------------------------------

    def tell(self, key: str, text: str, tone: Tone = "error", **more: Any) -> None:
        """A strip: the first sentence of `text` is what happened, the rest why and what to do."""
        title, reason = sentences(text)
        self.messages.show(Message(key, title, reason, tone, **more))

    def say(self, text: str) -> None:
        """Done, undone, copied: for some seconds in the status bar."""
        self.window.status.say(text)

    def failed(self, name: str, error: BaseException) -> None:
        """A task or an action broke."""
        if isinstance(error, _EXPECTED):
            self.tell(f"failed_{name}", str(error) or type(error).__name__)
        else:
            self.broken(type(error), error, error.__traceback__)

    def broken(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A slip of ours: the terminal goes on, and the details can be copied for a report."""
        self._details = "".join(traceback.format_exception(kind, error, trace))
        title = _("Something in atbench went wrong; the terminal goes on.")
        reason = f"{kind.__name__}: {error}"
        self.messages.show(Message("broken", title, reason, buttons=((_("Copy details"), self.copy_details),)))

    def loop_broken(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """The handler of the event loop."""
        error = context.get("exception") or RuntimeError(context.get("message", ""))
        self.broken(type(error), error, error.__traceback__)

    def copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self.say(_("Copied"))

    def end(self) -> None:
        """The last window is closed."""
        self.ended.set()


def sentences(text: str) -> tuple[str, str]:
    """The first sentence of a text for the user, and the rest."""
    for stop in (". ", "。", ": "):
        first, found, rest = text.partition(stop)
        if found and rest:
            return first + stop.strip().rstrip(":"), rest.strip()
    return text, ""
