"""Follows the newest row or stands still.

Nothing moves under somebody who reads: unless the view follows, the first row stays the same whatever arrives. The bar
counts rows and not pixels, so ten million of them fit into its numbers.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from atbench.ui.terminal.canvas import TOP
from atbench.ui.terminal.chip import Chip
from atbench.ui.terminal.painter import Painter
from atbench.ui.terminal.rows import Rows
from atbench.ui.terminal.scrollbar import MarkBar
from atbench.ui.terminal.shown import Shop
from atbench.ui.theme import Theme

CALM = 60  # ms without a flood before notes are looked up again
FLOOD_FRAME = 33  # ms between two frames when every frame shows other lines: nobody reads faster


class Scroller(QAbstractScrollArea):
    """Rows that may grow, a bar with marks, a chip that leads back to the end. Signal: `following_changed`."""

    following_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.bar = MarkBar(self)
        self.setVerticalScrollBar(self.bar)
        self.rows: Rows | None = None
        self.shop: Shop | None = None
        self.following = True
        self.flooded = False
        self.notes = self.folded = True
        self.collapsed = False
        self.time_way = "absolute"
        self.widest = 0.0
        self._version = -1
        self._count = 0
        self._paused_at = (0, 0)  # rows and errors when the view stopped following
        self._quiet = False
        self._clock = QElapsedTimer()
        self._clock.start()
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(self._look_again)
        self.chip = Chip(self.viewport())
        self.chip.clicked.connect(self.follow)
        self.bar.valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        self.dress()

    def dress(self) -> None:
        """Takes fonts, colours and sizes anew."""
        self.painter = Painter(Theme.current(), self.time_way != "off")
        self.widest = 0.0
        self.fit()
        self.viewport().update()

    def show_rows(self, rows: Rows) -> None:
        """Other rows, from their end."""
        rows.folded, rows.collapsed = self.folded, self.collapsed
        self.rows = self.bar.rows = rows
        self._version, self._count, self.widest = -1, 0, 0.0
        self.follow()

    def recount(self, top: int = -1) -> None:
        """There are more or fewer rows although the log is the same; `top` is the first one then."""
        self._count = len(self.rows) if self.rows is not None else 0
        self.fit(top)
        self.viewport().update()

    def painted(self, left_out: bool) -> None:
        """A picture is done; `left_out`: without all of its notes."""
        if left_out:
            self._calm.start()
        self._clock.restart()

    def refresh(self) -> None:
        """Shows what came since the last call, in time that depends on the window alone. For a 16 ms timer."""
        if self.rows is None or self.rows.log.version == self._version:
            return
        count = len(self.rows)
        grown = count - self._count
        flooded = self.following and grown >= self.page
        if flooded and self._clock.elapsed() < FLOOD_FRAME:
            return
        if flooded:
            self.flooded = True
            self._calm.start()
        self._version, self._count = self.rows.log.version, count
        full = self.top + self.page < count - grown
        self.fit()
        if self.following or not full or not grown:
            self.viewport().update()
        self._tell_chip()

    # -- follow and pause -------------------------------------------------------------------------------------------

    @property
    def top(self) -> int:
        """The first row in view."""
        return self.bar.value()

    @property
    def page(self) -> int:
        """How many whole rows the view holds."""
        return max(1, (self.viewport().height() - TOP) // self.painter.row)

    def follow(self) -> None:
        """Shows the newest line, and goes on doing so."""
        self._set_following(True)
        self.fit()
        self.viewport().update()

    def pause(self) -> None:
        """Stands still from now on."""
        self._set_following(False)

    def toggle_follow(self) -> None:
        self.pause() if self.following else self.follow()

    def scroll_to(self, row: int) -> None:
        """Puts `row` at the top on behalf of the user: the end follows, anything else pauses."""
        self.bar.setValue(min(max(row, 0), self.bar.maximum()))
        self._set_following(row >= self.bar.maximum() and row >= 0)

    def fit(self, top: int = -1) -> None:
        """Sets the bar to the rows there are; the view then stands at `top`, or where it did, or at the end."""
        count = len(self.rows) if self.rows is not None else 0
        self._quiet = True
        self.bar.setRange(0, max(0, count - self.page))
        self.bar.setPageStep(self.page)
        if self.following:
            self.bar.setValue(self.bar.maximum())
        elif top >= 0:
            self.bar.setValue(top)
        self._quiet = False
        room = self.viewport().width() - self.painter.text_x
        self.horizontalScrollBar().setRange(0, max(0, int(self.widest - room)))
        self.horizontalScrollBar().setPageStep(max(1, room))

    def widen(self, width: float) -> None:
        """A line that is painted needs this much room: as wide as the widest seen the view can be scrolled."""
        if width > self.widest:
            self.widest = width
            room = self.viewport().width() - self.painter.text_x
            self.horizontalScrollBar().setMaximum(max(0, int(width - room)))

    def _scrolled(self, value: int) -> None:
        self.viewport().update()
        if not self._quiet:
            self._set_following(value >= self.bar.maximum())

    def _set_following(self, on: bool) -> None:
        if on != self.following:
            self.following = on
            if self.rows is not None:
                self._paused_at = (len(self.rows), self.rows.log.errors)
            self.following_changed.emit(on)
        self._tell_chip()

    def _tell_chip(self) -> None:
        if self.following or self.rows is None:
            self.chip.tell(0, 0)
            return
        count, errors = self._paused_at
        below = len(self.rows) - max(count, self.top + self.page)
        self.chip.tell(below, self.rows.log.errors - errors)

    def _look_again(self) -> None:
        self.flooded = False
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        self.chip.place()
