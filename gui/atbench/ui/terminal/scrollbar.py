"""The bar at the right of the terminal, with a red mark for every error in the log."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from atbench.ui.terminal.rows import Rows
from atbench.ui.theme import Theme


class MarkBar(QScrollBar):
    """Set `rows` to what the terminal shows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName("terminalBar")
        self.rows: Rows | None = None
        self._known: tuple[int, int, int, int] = (0, 0, 0, 0)
        self._places: list[int] = []

    def places(self) -> list[int]:
        """The pixels from the top at which marks stand. One search for each pixel, so millions of errors are cheap."""
        if self.rows is None or not self.rows.log.errors:
            return []
        log, height = self.rows.log, self.height() - 4
        known = (log.errors, len(self.rows), height, self.rows.first)
        if known != self._known:
            self._known, self._places = known, self._search(known[1], height)
        return self._places

    def _search(self, count: int, height: int) -> list[int]:
        assert self.rows is not None
        rows, log, places = self.rows, self.rows.log, []
        line = log.failed(rows.first - 1, 1)
        while line >= 0:
            place = rows.row(line) * height // max(1, count)
            places.append(2 + place)
            # The first row that falls on the next pixel.
            line = log.failed(rows.line(-(-(place + 1) * count // height)) - 1, 1)
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        theme = Theme.current()
        painter.fillRect(0, 0, 1, self.height(), theme["line"])
        colour = theme["error"]
        for place in self.places():
            painter.fillRect(1, place, self.width() - 1, 2, colour)
