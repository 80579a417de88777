"""Paints the visible part of a terminal: row by row, and the ring of the focus round it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QRect
from PySide6.QtGui import QPainter

from atbench.texts import _
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
        shown.run = _run(view, line)
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
    return _moment(view, shown.index, shown.index - 1)


def _run(view: TerminalView, line: int) -> str:
    """How often a line stands in its row, and when the last time."""
    assert view.rows is not None
    last = view.rows.last(line)
    if last == line:
        return ""
    often = _("× {count}").format(count=f"{last - line + 1:,}")
    if view.time_way == "off":
        return often
    return _("{often}, last {time}").format(often=often, time=_moment(view, last, line))


def _moment(view: TerminalView, line: int, before: int) -> str:
    """The time of a line in the way of the view, or its distance to the line `before` it (-1: there is none)."""
    assert view.rows is not None
    log = view.rows.log
    moment = log.time(line)
    if view.time_way == "relative":
        return times.span(moment - log.time(0))
    if view.time_way == "difference":
        return times.span(moment - log.time(before)) if before >= 0 else ""
    return times.clock(moment)


def ring(view: TerminalView, painter: QPainter) -> None:
    """Two pixels inside the view, for whoever came here by a key."""
    area, colour = view.viewport().rect(), view.painter.colours["accent"]
    width, height = area.width(), area.height()
    for x, y, w, h in ((0, 0, width, 2), (0, height - 2, width, 2), (0, 0, 2, height), (width - 2, 0, 2, height)):
        painter.fillRect(x, y, w, h, colour)
