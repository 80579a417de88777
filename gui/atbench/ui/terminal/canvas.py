"""Paints the visible part of a terminal: row by row, and the ring of the focus round it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QRect
from PySide6.QtGui import QPainter

from atbench.ui.terminal import times
from atbench.ui.terminal.shown import Shown

if TYPE_CHECKING:
    from atbench.ui.terminal.view import TerminalView

TOP = 6  # px above the first row
NOTE_BUDGET = 3  # ms a frame for looking up notes; the rest follows when it is calm


def paint(view: TerminalView, painter: QPainter, region: QRect) -> bool:
    """Paints the rows that touch `region`; True where there was no time for all notes."""
    painter.fillRect(region, view.painter.colours["term"])
    if view.rows is None or view.shop is None:
        return False
    height = view.painter.row
    first = max(0, (region.top() - TOP) // height)
    count = (region.bottom() - TOP) // height - first + 1
    left_out = False
    budget = QElapsedTimer()
    budget.start()
    for at, line in enumerate(view.rows.lines(view.top + first, count), first):
        shown = view.shop.get(line)
        if view.notes and shown.note is None:
            if view.flooded or budget.elapsed() >= NOTE_BUDGET:
                left_out = True
            else:
                view.shop.add_note(shown)
        _row(view, painter, TOP + at * height, shown)
    return left_out


def _row(view: TerminalView, painter: QPainter, y: int, shown: Shown) -> None:
    draw, width, shift = view.painter, view.viewport().width(), view.horizontalScrollBar().value()
    chosen = shown.index == view.selected
    draw.ground(painter, y, width, shown, chosen)
    if view.time_way != "off":
        draw.time(painter, y, _time(view, shown), chosen)
    draw.mark(painter, y, shown, chosen, view.devicePixelRatioF())
    part = view.selection.part(shown.index) if view.selection else (0, 0)
    draw.text(painter, y, width, shift, shown, chosen, part, view.notes)
    view.widen(draw.width(shown))


def _time(view: TerminalView, shown: Shown) -> str:
    assert view.rows is not None
    log, moment = view.rows.log, shown.line.time
    if view.time_way == "relative":
        return times.span(moment - log.time(0))
    if view.time_way == "difference":
        return times.span(moment - log.time(shown.index - 1)) if shown.index else ""
    return times.clock(moment)


def ring(view: TerminalView, painter: QPainter) -> None:
    """Two pixels inside the view, for whoever came here by a key."""
    area, colour = view.viewport().rect(), view.painter.colours["accent"]
    width, height = area.width(), area.height()
    for x, y, w, h in ((0, 0, width, 2), (0, height - 2, width, 2), (0, 0, 2, height), (width - 2, 0, 2, height)):
        painter.fillRect(x, y, w, h, colour)
