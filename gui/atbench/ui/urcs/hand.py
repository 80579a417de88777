"""The desk's hand for URCs: the list, the way through them in the terminal, the chosen ones that call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atbench.texts import _
from atbench.ui.urcs.attention import Attention

if TYPE_CHECKING:
    from atbench.session.session import Session
    from atbench.ui.desk import Desk
    from atbench.ui.window import Window


class Urcs:
    """`chosen` are the names of the URCs that call, whether they ever came or not."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.chosen = [name for name in desk.settings.get("urcs") if isinstance(name, str)]
        self.attention = Attention(lambda: desk.window, self._meaning, desk)
        self.attention.bell = desk.settings.get("bell")
        self.attention.followed.connect(self._follow)

    @property
    def _session(self) -> Session | None:
        return self._desk.session

    def attach(self, window: Window) -> None:
        page = window.urcs
        page.model.told.connect(self.choose)
        page.table.line_wanted.connect(self.go)
        page.table.typed.connect(window.input.type)
        page.corner.bell.setChecked(self.attention.bell)
        page.bell_wanted.connect(self.use_bell)
        page.choose(self.chosen)
        window.closing.connect(self.attention.leave)

    def changed(self) -> None:
        self._desk.window.urcs.show_session(self._session, self._desk.explain)
        self._watch()

    def tick(self) -> None:
        self.attention.tick()

    # -- actions -------------------------------------------------------------------------------------------------

    def next(self) -> None:
        self._seek(1)

    def previous(self) -> None:
        self._seek(-1)

    def use_bell(self, on: bool) -> None:
        self.attention.bell = on
        self._desk.settings.set("bell", on)

    # -- what the list wants -------------------------------------------------------------------------------------

    def choose(self, name: str, on: bool) -> None:
        """Whether a URC calls from now on."""
        self.chosen = [*(other for other in self.chosen if other != name), *([name] if on else [])]
        self._desk.window.urcs.choose(self.chosen)
        self._watch()
        self._desk.settings.set("urcs", self.chosen)

    def go(self, name: str, before: bool = False) -> None:
        """The newest line of a URC in the terminal; with `before` the one before the chosen line."""
        terminal, session = self._desk.window.terminal, self._session
        if session is None or terminal.rows is None or not session.urcs.count(name):
            return
        line = session.urcs.newest(name)
        if before and terminal.selected >= 0:
            line = session.urcs.find(terminal.selected, -1, name)
        if line < 0:
            self._desk.say(_("No further URC"))
        elif line < terminal.rows.first:
            self._desk.say(_("Its line was cleared from the view; Ctrl+Z brings it back"))
        else:
            terminal.go_to(line)

    # -- below ---------------------------------------------------------------------------------------------------

    def _seek(self, step: int) -> None:
        if self._session:
            self._desk.window.terminal.seek(step, self._session.urcs.find, _("No further URC"))

    def _watch(self) -> None:
        self.attention.watch(self._session.urcs if self._session else None, self.chosen)

    def _meaning(self, name: str) -> str:
        session = self._session
        line = session.urcs.newest(name) if session else -1
        if session is None or line < 0:
            return ""
        explanation = self._desk.explain(session.log.line(line))
        return (explanation.note or explanation.summary) if explanation else ""

    def _follow(self) -> None:
        """The message of the desktop was clicked: the window comes, with the line."""
        window = self._desk.window
        window.show()
        window.raise_()
        window.activateWindow()
        self.go(self.attention.name)
