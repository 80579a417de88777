"""Decides which line is explained: the one that was clicked, else the newest error, late result or URC."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from atbench.ui.explain.context import seconds_after
from atbench.ui.explain.pane import ExplainPane
from atbench.ui.terminal.view import TerminalView

if TYPE_CHECKING:
    from atbench.knowledge import Explanation
    from atbench.store.log import Line

PERIOD = 250  # ms between two looks for something newer: faster nobody reads
FAR = 200  # lines looked at in one go; what a flood buries deeper was not read anyway


class Follower(QObject):
    """Joins a terminal and a pane."""

    def __init__(
        self, view: TerminalView, pane: ExplainPane, explain: Callable[[Line], Explanation | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view, self._pane, self.explain = view, pane, explain
        self._seen = 0
        self._shown = -1
        self._log: object = None
        view.line_selected.connect(self.show)
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def show(self, line: int) -> None:
        """Explains the line somebody chose; -1: nobody chose any."""
        if line >= 0:
            self._show(line, True)
        else:
            self._seen = 0
            self._shown = -1
            self.look()

    def again(self) -> None:
        """Explains the same line anew: the family or the language is another one."""
        if self._view.selected >= 0:
            self.show(self._view.selected)
        elif self._view.rows is None or self._view.rows.log is not self._log:
            self.look()  # what was shown is of another session
        elif self._shown >= 0:
            self._show(self._shown, False)

    def look(self) -> None:
        """Looks for something newer to explain, while nobody chose a line."""
        rows = self._view.rows
        if rows is None or self._view.selected >= 0:
            return
        if rows.log is not self._log:
            self._log, self._seen, self._shown = rows.log, 0, -1
            self._pane.show_line(None, None)
        count = len(rows.log)
        for line in range(count - 1, max(self._seen, rows.first, count - FAR) - 1, -1):
            if _notable(rows.log.line(line)):
                self._show(line, False)
                break
        self._seen = count

    def _show(self, index: int, chosen: bool) -> None:
        rows = self._view.rows
        if rows is None:
            return
        self._shown = index
        line = rows.log.line(index)
        self._pane.show_line(line, self.explain(line), chosen, seconds_after(rows.log, line))


def _notable(line: Line) -> bool:
    return line.event.ok is False or line.kind in ("late", "urc")
