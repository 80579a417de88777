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
from atbench.ui.console.hand import Console
from atbench.ui.explain.follower import Follower
from atbench.ui.far_end.hand import FarEnds
from atbench.ui.history import History
from atbench.ui.lamps import lamps
from atbench.ui.lines import Lines
from atbench.ui.lists import Lists
from atbench.ui.manuals import Manuals
from atbench.ui.messages import Message, Messages, Tone
from atbench.ui.modules import Modules
from atbench.ui.overview import Overview
from atbench.ui.ownmanuals import OwnManuals
from atbench.ui.ports import Ports
from atbench.ui.tasks import Tasks
from atbench.ui.terminal.shown import kind
from atbench.ui.urcs.hand import Urcs
from atbench.ui.views import Views
from atbench.ui.window import Window
from atbench.ui.wizards import Wizards
from atbench.workbench import Workbench

SETTLED = 0.5  # s in which notes and the explanation follow
FLOOD = 1 << 16  # bytes in a frame
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
        self._timer.timeout.connect(self._frame)
        self._received = self._skipped = 0
        self.ports, self.lines, self.lists, self.views = Ports(self), Lines(self), Lists(self), Views(self)
        self.urcs, self.manuals, self.wizards = Urcs(self), Manuals(self), Wizards(self)
        self.own, self.modules, self.overview = OwnManuals(self), Modules(self), Overview(self)
        self.console, self.far_ends = Console(self), FarEnds(self)
        self._relearned = 0  # lines of the log that came before other manuals were taken
        self.on_learned: list[Callable[[], None]] = []  # told when other manuals are used
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
        for hand in (self.ports, self.lines, self.lists, self.views, self.urcs, self.manuals, self.wizards):
            hand.attach(window)
        self.composer = Composer(window, lambda: self.workbench.ready)
        self.composer.manual_wanted.connect(self.manuals.of_command)
        self._remember()
        if self.session:
            window.terminal.show_log(self.session.log, self.explain)
        for late in (self.own, self.modules, self.overview, self.console, self.far_ends):
            late.attach(window)
        self.changed()

    def replace_window(self) -> None:
        """A new window in the place of the old one: port, capture, run and the place in the log go on."""
        old = self.window
        state = self.views.state()
        kept = [(dock, dock.state()) for dock in (self.manuals, self.wizards, self.console, self.far_ends)]
        new = self.make_window()
        self.attach(new)
        for dock, known in kept:
            dock.use_state(known)
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
            self.session, self._relearned = session, 0
            self._remember()
            if session:
                self.window.terminal.show_log(session.log, self.explain)
        hands = (self.ports, self.lines, self.lists, self.urcs, self.manuals, self.wizards, self.own, self.modules)
        for hand in (*hands, self.console, self.far_ends):
            hand.changed()
        self.overview.refresh()
        self.window.show_terminal(self.session is not None)
        self.facts()
        self.tick()
        if self.open:
            self._timer.start()
        else:
            self._timer.stop()

    def _remember(self) -> None:
        session = self.session
        self.composer.remember(Memory(session, lambda text: self.workbench.knowledge.kinds(text)) if session else None)

    async def warm(self) -> None:
        """Reads the manuals before somebody needs them, not in the window's thread."""
        await asyncio.get_running_loop().run_in_executor(None, lambda: self.workbench.knowledge)
        self.changed()
        self.overview.learned()

    def learned(self) -> None:
        """Other manuals are used: every line is explained anew."""
        self._relearned = len(self.session.log) if self.session else 0
        self.window.terminal.forget()
        self.follower.again()
        self.composer.refresh()
        self.overview.learned()
        for told in self.on_learned:
            told()

    def facts(self) -> None:
        """Which actions can be done now."""
        has_list, busy = self.lists.loaded, self.lists.running or self.wizards.running or self.console.busy
        self.window.acts.facts(
            {
                "open": self.open,
                "virtual": self.workbench.far_end is not None,
                "chosen": self.open or bool(self.window.toolbar.port.url),
                "list": has_list,
                "ready": self.open and has_list and not busy,
                "running": self.lists.running,
                "log": self.session is not None and len(self.session.log) > 0,
            }
        )

    def _frame(self) -> None:
        """While it is flooded, every fourth frame is shown: nobody reads more, and the time goes into keeping up."""
        received = self.session.received if self.session else 0
        flooded = received - self._received > FLOOD
        self._received = received
        self._skipped = self._skipped + 1 if flooded and self._skipped < 3 else 0
        if not self._skipped:
            self.tick()

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
        for hand in (self.lines, self.ports, self.modules, self.urcs, self.far_ends, self.wizards):
            hand.tick()

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
        elif event.kind == "text" and line.index < self._relearned and self.session:
            event = self.session.engine.classify(event.raw)  # these manuals may know it
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
