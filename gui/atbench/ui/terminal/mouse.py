"""The mouse in the terminal: a click chooses a line, a drag takes text, twice takes a value, three times a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from atbench.ui.terminal.selection import BEYOND, Place, value_at

if TYPE_CHECKING:
    from atbench.ui.terminal.view import TerminalView

NOTCH = 120  # what one notch of a wheel gives (QWheelEvent.angleDelta)
ROWS = 3  # rows a notch
STEP = 40  # ms between two rows when a drag leaves the view


class Mouse:
    """Turns the events of `view` into selections and scrolling."""

    def __init__(self, view: TerminalView) -> None:
        self._view = view
        self._pressed: QPoint | None = None
        self._dragging = False
        self._turned = 0.0  # of a notch, from touchpads
        self._twice = QElapsedTimer()
        self._point = QPoint()
        self._scroll = QTimer(view)
        self._scroll.setInterval(STEP)
        self._scroll.timeout.connect(self._beyond)

    def press(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        view, point = self._view, event.position().toPoint()
        self._pressed, self._dragging = point, False
        place = view.place_at(point)
        if self._twice.isValid() and self._twice.elapsed() < QApplication.doubleClickInterval():
            self._twice.invalidate()
            self._pressed = None
            view.selection.take(place.line, 0, BEYOND)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and view.selection.anchor.line >= 0:
            view.selection.reach(place)
            view.pause()
            self._dragging = True
        else:
            view.selection.start(place)
        view.viewport().update()

    def move(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        self._point = event.position().toPoint()
        far = (self._point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if not self._dragging and far:
            self._dragging = True
            self._view.pause()
        if self._dragging:
            self._reach()
            inside = 0 <= self._point.y() < self._view.viewport().height()
            self._scroll.stop() if inside else self._scroll.start()

    def release(self, event: QMouseEvent) -> None:
        self._scroll.stop()
        if self._pressed is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed = None
        if not self._dragging and (line := self._view.place_at(event.position().toPoint()).line) >= 0:
            self._view.select_line(line)

    def double(self, event: QMouseEvent) -> None:
        view = self._view
        if event.button() is not Qt.MouseButton.LeftButton or view.shop is None:
            return
        place = view.place_at(event.position().toPoint())
        if place.line >= 0:
            self._twice.start()
            self._pressed = None
            view.selection.take(place.line, *value_at(view.shop.get(place.line).text, place.letter))
            view.viewport().update()

    def wheel(self, event: QWheelEvent) -> None:
        view, turn = self._view, event.angleDelta()
        held = event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the window changes the text size
            return
        if held & Qt.KeyboardModifier.ShiftModifier or abs(turn.x()) > abs(turn.y()):
            bar = view.horizontalScrollBar()
            bar.setValue(bar.value() - (turn.x() or turn.y()) * ROWS * view.painter.row // NOTCH)
            return
        self._turned += turn.y() * ROWS / NOTCH
        rows = int(self._turned)
        self._turned -= rows
        if rows:
            view.scroll_to(view.top - rows)

    def _reach(self) -> None:
        view = self._view
        place = view.place_at(self._point)
        if self._point.x() < view.painter.text_x and place.line > view.selection.anchor.line:
            place = Place(place.line, 0)
        view.selection.reach(place)
        view.viewport().update()

    def _beyond(self) -> None:
        view = self._view
        view.scroll_to(view.top + (1 if self._point.y() > 0 else -1))
        view.pause()
        self._reach()
