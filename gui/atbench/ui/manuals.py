"""The desk's hand for the manual: makes its dock when it is first wanted, and leads from lines to their pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QTabBar

from atbench.at.dialect import command_name
from atbench.at.events import Event
from atbench.knowledge.rows import chain
from atbench.texts import _

if TYPE_CHECKING:
    from atbench.knowledge import Knowledge
    from atbench.knowledge.places import Place
    from atbench.store.log import Line
    from atbench.ui.desk import Desk
    from atbench.ui.manual.dock import ManualDock
    from atbench.ui.window import Window

LONG = 40  # letters of a line that are looked for


class Manuals:
    """`dock` is that of the window, None while nobody wanted it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.dock: ManualDock | None = None
        self._shown: Knowledge | None = None  # whose pages the dock shows

    @property
    def _window(self) -> Window:
        return self._desk.window

    def attach(self, window: Window) -> None:
        self.dock = None
        window.terminal.menu_wanted.connect(self._offer)
        window.pane.manual_wanted.connect(self.of_pane)

    # -- actions -------------------------------------------------------------------------------------------------

    def show(self, on: bool) -> None:
        """Opens the manual with the focus in its search; where it stands in front already, closes it."""
        dock = self.dock
        if not on and dock is not None and not dock.visibleRegion().isEmpty():
            dock.close()
            self._window.input.focus()
            return
        self._raised().to_search()

    def of_pane(self) -> None:
        """The page of the line that is explained."""
        if line := self._window.pane.line:
            self.of_line(line)

    def of_line(self, line: Line) -> None:
        """The page of a line, at the form, line or code that fits; for an unknown one a search."""
        found = self.places(line)
        if found:
            self.open(found[0])
        else:
            self.search(line)

    def of_command(self, name: str) -> None:
        """The page of a command that is being typed, while the typing goes on."""
        typed = chain(self._window.input.command.field.text())
        raw = next((part for part in typed if command_name(part) == name), f"AT{name}").encode()
        event = Event("command", raw, raw)
        known = self._desk.workbench.knowledge
        if found := known.places(event, known.explain(event=event)):
            self._raised().open(found[0].key, found[0].part)

    def of_name(self, name: str) -> None:
        """The page of a command by its name: `AT+QMTOPEN`."""
        dock = self._raised()
        dock.open(name)
        dock.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open(self, place: Place) -> None:
        dock = self._raised()
        dock.open(place.key, place.part)
        dock.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search(self, line: Line) -> None:
        dock = self._raised()
        words = line.text.partition(":")[0].partition("=")[0].strip()
        dock.search(words[:LONG])
        dock.to_search()

    def places(self, line: Line) -> tuple[Place, ...]:
        """Where the manual speaks of a line."""
        explanation = self._desk.explain(line)
        return self._desk.workbench.knowledge.places(line.event, explanation) if explanation else ()

    # -- what happens --------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Perhaps the manuals were read, or are those of another module."""
        known = self._desk.workbench.ready
        if self.dock is not None and known is not None and known is not self._shown:
            self._shown = known
            self.dock.show_manual(known.pages, known.title)

    def state(self) -> dict[str, Any] | None:
        """What the dock shows, for the one of the next window."""
        return self.dock.state() if self.dock else None

    def use_state(self, state: dict[str, Any] | None) -> None:
        """Before the window lays itself out: it gives the dock its place."""
        if state is not None:
            self._made().use_state(state)

    # -- below ---------------------------------------------------------------------------------------------------

    def _raised(self) -> ManualDock:
        dock = self._made()
        dock.show()
        dock.raise_()
        self.name_tabs()
        return dock

    def _made(self) -> ManualDock:
        if self.dock is not None:
            return self.dock
        from atbench.ui.manual.dock import ManualDock  # who needs no manual waits for none

        window = self._window
        self.dock, self._shown = ManualDock(window), None
        dock = self.dock
        dock.command_wanted.connect(window.input.put)
        dock.typed.connect(window.input.type)
        dock.visibilityChanged.connect(self._seen)
        window.add_manual(dock)
        self.changed()
        return dock

    def _seen(self, _on: bool) -> None:
        if self.dock is not None:
            self._window.acts.show("manual", not self.dock.isHidden())
            self.name_tabs()

    def name_tabs(self) -> None:
        """The tabs that Qt makes for docks in one place."""
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if not bar.objectName():
                bar.setObjectName("dockTabs")
                bar.setAccessibleName(_("Panels"))
                bar.setDrawBase(False)
                bar.setExpanding(False)

    def _offer(self, menu: QMenu, number: int) -> None:
        """Adds to the menu of a line where the manual speaks of it."""
        session = self._desk.session
        if session is None or not 0 <= number < len(session.log):
            return
        line = session.log.line(number)
        if line.kind in ("local", "noise"):
            return
        menu.addSeparator()
        found = self.places(line)
        for place in found:
            words = _("Manual: {name}").format(name=place.title)
            menu.addAction(words, partial(self.open, place))
        if not found:
            menu.addAction(_("Search manual"), lambda: self.search(line))
