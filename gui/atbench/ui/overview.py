"""The desk's hand for the status panel: opens it, keeps it fresh while it is seen, asks what it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from atbench.port.port import moment
from atbench.session.status import Status
from atbench.texts import _
from atbench.ui.facts import Item, items, question
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.statuspanel import StatusPanel
    from atbench.ui.window import Window

# The lights of the status bar and the rows of the panel.
ROW_OF = {"sim": "sim", "network": "eps", "context": "context", "signal": "rssi"}


class Overview:
    """The panel is made when it is first wanted."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._panel: StatusPanel | None = None

    @property
    def _window(self) -> Window:
        return self._desk.window

    def attach(self, window: Window) -> None:
        self._panel = None
        window.status.panel_wanted.connect(self.toggle)
        self.learned()

    def learned(self) -> None:
        """Other manuals: other questions."""
        if known := self._desk.workbench.ready:
            for light, row in ROW_OF.items():
                self._window.status.lights[light].ask_with(question(row, known))
        self.refresh()

    # -- actions -------------------------------------------------------------------------------------------------

    @property
    def seen(self) -> bool:
        return self._panel is not None and self._panel.isVisible()

    def show(self, on: bool) -> None:
        """By its key or the menu: then the panel gets the focus."""
        if on:
            self._open("", True)
        else:
            self.close()

    def toggle(self, light: str, keyboard: bool) -> None:
        """By the mouse, or the menu key on a light."""
        if self.seen and not keyboard:
            self.close()
        else:
            self._open(ROW_OF.get(light, ""), keyboard)

    def back(self) -> None:
        """Esc: closes the panel, else goes to the input."""
        if self.seen:
            self.close()
        else:
            self._desk.views.to_input()

    def close(self) -> None:
        if self._panel:
            inside = self._panel.isAncestorOf(self._window.focusWidget() or self._window)
            self._panel.hide()
            if inside:
                self._desk.views.to_input()
        self._show_state()

    def refresh(self) -> None:
        """Shows what holds now, while the panel is seen."""
        if self._panel is None or not self._panel.isVisible():
            return
        self._fill(self._panel)

    # -- below ---------------------------------------------------------------------------------------------------

    @property
    def _centre(self) -> QWidget:
        centre = self._window.centralWidget()
        assert centre
        return centre

    def _open(self, row: str, keyboard: bool) -> None:
        if self._panel is None:
            from atbench.ui.statuspanel import StatusPanel  # most sessions never open it

            self._panel = panel = StatusPanel(self._centre)
            panel.due.connect(self.refresh)
            panel.asked.connect(self._desk.lines.ask)
            panel.all_wanted.connect(self._ask_all)
            panel.close_wanted.connect(self.close)
        self._fill(self._panel)
        self._panel.show()
        self._panel.raise_()
        if keyboard:
            self._panel.focus(row)
        self._show_state()

    def _fill(self, panel: StatusPanel) -> None:
        theme, window = Theme.current(), self._window
        # Over the input, so that one can type while looking at it.
        bottom = window.input.mapTo(self._centre, QPoint(0, 0)).y() - theme.px(4)
        panel.show_items(self._items(), moment(), self._why_not())
        panel.place(theme.px(8), bottom, theme.px(8))

    def _items(self) -> list[Item]:
        desk = self._desk
        known = desk.workbench.ready
        return list(items(desk.session.status if desk.session else Status(), known)) if known else []

    def _why_not(self) -> str:
        """Why nothing can be asked at present, "" where it can."""
        desk = self._desk
        if not desk.open or not desk.session:
            return _("Open a port first")
        if desk.session.prompt:
            return _("The module waits for data")
        if desk.wizards.running:
            return _("A wizard is at work")
        return _("A list is running") if desk.lists.running else ""

    def _ask_all(self) -> None:
        for item in self._items():
            self._desk.lines.ask(item.question)

    def _show_state(self) -> None:
        self._window.acts.show("status", self.seen)
        self._window.status.panel_button.setChecked(self.seen)
