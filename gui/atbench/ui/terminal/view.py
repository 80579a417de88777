"""The terminal itself: paints the lines that are visible, follows the newest one or stands still.

Nothing here costs more for ten million lines than for fifty: the scroll bar counts rows, a row finds its line by
arithmetic, and a line becomes text only when it is painted. Nothing moves under somebody who reads: unless the view
follows, the first row stays the same whatever arrives.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QToolTip, QWidget

from atbench.knowledge import Explanation
from atbench.store.log import Line
from atbench.texts import _, ngettext
from atbench.ui.terminal import copying, hover, times
from atbench.ui.terminal.chip import Chip
from atbench.ui.terminal.keys import press
from atbench.ui.terminal.mouse import Mouse
from atbench.ui.terminal.painter import Painter
from atbench.ui.terminal.rows import Lines, Rows
from atbench.ui.terminal.scrollbar import MarkBar
from atbench.ui.terminal.selection import BEYOND, NOWHERE, Place, Selection
from atbench.ui.terminal.shown import Shop, Shown
from atbench.ui.theme import Theme

TOP = 6  # px above the first row
NOTE_BUDGET = 3  # ms a frame for looking up notes; the rest follows when it is calm
CALM = 60  # ms without a flood before notes are looked up again
FLOOD_FRAME = 33  # ms between two frames when every frame shows other lines: nobody reads faster


class TerminalView(QAbstractScrollArea):
    """Shows a log.

    Signals: `line_selected` (the line to explain, -1 for none), `following_changed`, `typed` (letters for the input),
    `told` (a sentence for the status bar).
    """

    line_selected = Signal(int)
    following_changed = Signal(bool)
    typed = Signal(str)
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("terminal")
        self.setAccessibleName(_("Terminal"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.bar = MarkBar(self)
        self.setVerticalScrollBar(self.bar)
        self.selection = Selection()
        self.selected = -1
        self.following = True
        self.time_way = "absolute"
        self.rows: Rows | None = None
        self.shop: Shop | None = None
        self._notes = True
        self._version = -1
        self._count = 0
        self._widest = 0.0
        self._paused_at = (0, 0)  # rows and errors when the view stopped following
        self._cleared: list[int] = []
        self._ring = False
        self._quiet = False
        self._clock = QElapsedTimer()
        self._clock.start()
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(self._look_again)
        self._flooded = False
        self._mouse = Mouse(self)
        self.chip = Chip(self.viewport())
        self.chip.clicked.connect(self.follow)
        self.bar.valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        Theme.current().changed.connect(self._dress)
        self._dress()

    # -- what is shown ----------------------------------------------------------------------------------------------

    def show_log(self, log: Lines, explain: Callable[[Line], Explanation | None]) -> None:
        """Shows `log` from now on; `explain` tells what a line means and is asked for painted lines only."""
        folded = self.rows.folded if self.rows is not None else True
        self.rows = self.bar.rows = Rows(log)
        self.rows.folded = folded
        self.shop = Shop(log, explain)
        self._version, self._count, self._widest = -1, 0, 0.0
        self._cleared.clear()
        self.selection.clear()
        self._choose(-1)
        self.follow()

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
            self._flooded = True
            self._calm.start()
        self._version, self._count = self.rows.log.version, count
        full = self.top + self.page < count - grown
        self._fit()
        if self.following or not full or not grown:
            self.viewport().update()
        self._tell_chip()

    def forget(self) -> None:
        """Explains every line anew: the language or the family is another one."""
        if self.shop:
            self.shop.forget()
        self.setAccessibleName(_("Terminal"))
        self.viewport().update()

    def set_time(self, way: str) -> None:
        """One of `times.WAYS`."""
        self.time_way = way
        self._dress()

    def set_notes(self, on: bool) -> None:
        self._notes = on
        self.viewport().update()

    def set_echoes(self, on: bool) -> None:
        """Shows the module's echoes too; the first line in view stays where it is."""
        if self.rows is not None:
            first = self.rows.line(self.top)
            self.rows.folded = not on
            self._count = len(self.rows)
            self._fit(self.rows.row(first))
            self.viewport().update()

    def set_note(self, line: int, text: str, colour: str = "text2") -> None:
        """Our own words behind a line, like how long it has been waiting; "" gives it back its own note."""
        if self.shop is None:
            return
        if text:
            self.shop.own_notes[line] = (text, colour)
        else:
            self.shop.own_notes.pop(line, None)
        self.shop.get(line).note = None
        self.viewport().update()

    def clear_view(self) -> None:
        """Shows only what comes from now on; the log keeps all."""
        if self.rows is not None:
            self._cleared.append(self.rows.first)
            self._start_at(len(self.rows.log))

    def undo_clear(self) -> bool:
        """Brings back what the last `clear_view` took away; False when there is nothing to bring back."""
        if self.rows is None or not self._cleared:
            return False
        self._start_at(self._cleared.pop())
        return True

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
        self._fit()
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

    # -- the selected line ------------------------------------------------------------------------------------------

    def select_line(self, line: int) -> None:
        """Chooses a line to be explained, and pauses if it is not the newest."""
        if self.rows is not None and line >= 0 and self.rows.row(line) < len(self.rows) - 1:
            self.pause()
        self._choose(line)

    def go_to(self, line: int) -> None:
        """Chooses a line and brings it into view, in the middle if it was out of sight."""
        if self.rows is None or not 0 <= line < len(self.rows.log):
            return
        self.select_line(line)
        row = self.rows.row(line)
        if not self.top <= row < self.top + self.page:
            self._fit(row - self.page // 2)
            self.viewport().update()

    def step(self, rows: int) -> None:
        """Chooses the line some rows further down, or up where negative."""
        if self.rows is not None and (count := len(self.rows)):
            row = self.rows.row(self.selected) + rows if self.selected >= 0 else self.top + self.page - 1
            row = min(max(row, 0), count - 1)
            self.select_line(self.rows.line(row))
            if not self.top <= row < self.top + self.page:
                self._fit(row if row < self.top else row - self.page + 1)

    def next_error(self) -> None:
        self._find_from(1, "failed")

    def previous_error(self) -> None:
        self._find_from(-1, "failed")

    def older_command(self) -> None:
        self._find_from(-1, "command")

    def newer_command(self) -> None:
        self._find_from(1, "command")

    # -- selection and copy -----------------------------------------------------------------------------------------

    def select_all(self) -> None:
        if self.rows is not None and len(self.rows):
            self.selection.anchor = Place(self.rows.line(0), 0)
            self.selection.caret = Place(self.rows.line(len(self.rows) - 1), BEYOND)
            self.viewport().update()

    def copy(self) -> None:
        """The selected text, or the whole selected line."""
        self._copy(copying.plain)

    def copy_with_notes(self) -> None:
        """The selected lines with their times, kinds and notes."""
        self._copy(copying.annotated)

    def place_at(self, point: QPoint) -> Place:
        """The place between two letters that is nearest to a point of the viewport; line -1 when nothing is shown."""
        if self.rows is None or self.shop is None or not len(self.rows):
            return NOWHERE
        row = self.top + (point.y() - TOP) // self.painter.row
        if row >= len(self.rows):
            return Place(self.rows.line(len(self.rows) - 1), BEYOND)
        shown = self.shop.get(self.rows.line(max(row, 0)))
        x = point.x() - self.painter.text_x + self.horizontalScrollBar().value()
        return Place(shown.index, self.painter.of(shown).index(shown.text, x))

    # -- below ------------------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        self.painter = Painter(Theme.current(), self.time_way != "off")
        self._widest = 0.0
        self._fit()
        self.viewport().update()

    def _fit(self, top: int = -1) -> None:
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
        self.horizontalScrollBar().setRange(0, max(0, int(self._widest - room)))
        self.horizontalScrollBar().setPageStep(max(1, room))

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

    def _start_at(self, line: int) -> None:
        assert self.rows is not None
        self.rows.first = line
        self._count = len(self.rows)
        self.selection.clear()
        if self.selected < line:
            self._choose(-1)
        self.follow()

    def _choose(self, line: int) -> None:
        changed = line != self.selected
        self.selected = line
        self.viewport().update()
        if changed:
            self.line_selected.emit(line)
        if line >= 0 and QAccessible.isActive():
            self.setAccessibleDescription(self.spoken(line))

    def spoken(self, line: int) -> str:
        """A line as a screen reader says it: time, kind, text, note."""
        if self.shop is None:
            return ""
        shown = self.shop.get(line)
        if shown.note is None:
            self.shop.add_note(shown)
        clock = times.clock(shown.line.time).partition(".")[0]
        return ", ".join(part for part in (clock, _(shown.look.word), shown.text, shown.note) if part)

    def _find_from(self, step: int, what: str) -> None:
        if self.rows is None:
            return
        log = self.rows.log
        start = self.selected if self.selected >= 0 else (len(log) if step < 0 else self.rows.first - 1)
        line = log.failed(start, step) if what == "failed" else log.command(start, step)
        if line >= self.rows.first:
            self.go_to(line)
        else:
            self.told.emit(_("No further error") if what == "failed" else _("No further command"))

    def _copy(self, text_of: Callable[[Rows, Shop, Selection], str]) -> None:
        if self.rows is None or self.shop is None:
            return
        selection = self.selection
        if not selection:
            if self.selected < 0:
                return
            selection = Selection(Place(self.selected, 0), Place(self.selected, BEYOND))
        QGuiApplication.clipboard().setText(text_of(self.rows, self.shop, selection))
        lines = copying.count(self.rows, selection)
        if lines > copying.MOST:
            words = _("Copied the first {most} of {count} lines; save the log to have all")
            self.told.emit(words.format(most=f"{copying.MOST:,}", count=f"{lines:,}"))
        else:
            self.told.emit(ngettext("Copied {count} line", "Copied {count} lines", lines).format(count=lines))

    def _look_again(self) -> None:
        self._flooded = False
        self.viewport().update()

    # -- painting ---------------------------------------------------------------------------------------------------

    def _paint(self, painter: QPainter, region: QRect) -> None:
        painter.fillRect(region, self.painter.colours["term"])
        if self.rows is None or self.shop is None:
            return
        row_height = self.painter.row
        first = max(0, (region.top() - TOP) // row_height)
        count = (region.bottom() - TOP) // row_height - first + 1
        budget = QElapsedTimer()
        budget.start()
        for at, line in enumerate(self.rows.lines(self.top + first, count), first):
            shown = self.shop.get(line)
            if self._notes and shown.note is None:
                if self._flooded or budget.elapsed() >= NOTE_BUDGET:
                    self._calm.start()
                else:
                    self.shop.add_note(shown)
            self._paint_row(painter, TOP + at * row_height, shown)
        self._clock.restart()

    def _paint_row(self, painter: QPainter, y: int, shown: Shown) -> None:
        draw, width = self.painter, self.viewport().width()
        chosen = shown.index == self.selected
        draw.ground(painter, y, width, shown, chosen)
        if self.time_way != "off":
            draw.time(painter, y, self._time(shown), chosen)
        draw.mark(painter, y, shown, chosen, self.devicePixelRatioF())
        part = self.selection.part(shown.index) if self.selection else (0, 0)
        draw.text(painter, y, width, self.horizontalScrollBar().value(), shown, chosen, part, self._notes)
        if (wide := draw.width(shown)) > self._widest:
            self._widest = wide
            self.horizontalScrollBar().setMaximum(max(0, int(wide - (width - draw.text_x))))

    def _time(self, shown: Shown) -> str:
        assert self.rows is not None
        log = self.rows.log
        if self.time_way == "relative":
            return times.span(shown.line.time - log.time(0))
        if self.time_way == "difference":
            return times.span(shown.line.time - log.time(shown.index - 1)) if shown.index else ""
        return times.clock(shown.line.time)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._paint(painter, event.rect())
        if self._ring and self.hasFocus():
            area = self.viewport().rect()
            colour = self.painter.colours["accent"]
            for edge in (area.adjusted(0, 0, 0, 2 - area.height()), area.adjusted(0, area.height() - 2, 0, 0)):
                painter.fillRect(edge, colour)
            for edge in (area.adjusted(0, 0, 2 - area.width(), 0), area.adjusted(area.width() - 2, 0, 0, 0)):
                painter.fillRect(edge, colour)

    # -- what the user does -----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.chip.place()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._mouse.wheel(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring = False
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.double(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press(self, event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        by_key = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self._ring = event.reason() in by_key
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy"), self.copy)
        menu.addAction(_("Copy with time and notes"), self.copy_with_notes)
        menu.addSeparator()
        menu.addAction(_("Select all"), self.select_all)
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(event.pos())
            text = hover.text(self.shop, place, event.pos().x() < self.painter.text_x) if self.shop else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().viewportEvent(event)
