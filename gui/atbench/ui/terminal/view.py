"""The terminal itself: shows the lines of a log, lets one be chosen and any text be copied.

Nothing here costs more for ten million lines than for fifty: the scroll bar counts rows, a row finds its line by
arithmetic, and a line becomes text only when it is painted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from atbench.texts import _
from atbench.ui.terminal import canvas, copying, hover, times
from atbench.ui.terminal.canvas import TOP
from atbench.ui.terminal.keys import press
from atbench.ui.terminal.mouse import Mouse
from atbench.ui.terminal.rows import Lines, Rows
from atbench.ui.terminal.scroller import Scroller
from atbench.ui.terminal.selection import BEYOND, NOWHERE, Place, Selection
from atbench.ui.terminal.shown import Shop
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.knowledge import Explanation
    from atbench.store.log import Line


class TerminalView(Scroller):
    """Shows a log.

    Signals: `line_selected` (the line to explain, -1 for none), `typed` (letters for the input), `told` (a sentence for
    the status bar), `menu_wanted` (the menu of a line, before it opens), and those of `Scroller`.
    """

    line_selected = Signal(int)
    typed = Signal(str)
    told = Signal(str)
    menu_wanted = Signal(QMenu, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("terminal")
        self.setAccessibleName(_("Terminal"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.selection = Selection()
        self.bands: dict[int, str] = {}  # see `ui.bands`
        self.selected = -1
        self._cleared: list[int] = []
        self._ring = False
        self._mouse = Mouse(self)
        Theme.current().changed.connect(self.dress)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def show_log(self, log: Lines, explain: Callable[[Line], Explanation | None]) -> None:
        """Shows `log` from now on; `explain` tells what a line means and is asked for painted lines only."""
        self._cleared.clear()
        self.selection.clear()
        self._choose(-1)
        self.shop = Shop(log, explain)
        self.shop.bands = self.bands
        self.show_rows(Rows(log))

    def forget(self) -> None:
        """Explains every line anew: the language or the family is another one."""
        if self.shop:
            self.shop.forget()
        self.setAccessibleName(_("Terminal"))
        self.viewport().update()

    def set_time(self, way: str) -> None:
        """One of `times.WAYS`."""
        self.time_way = way
        self.dress()

    def set_notes(self, on: bool) -> None:
        self.notes = on
        self.viewport().update()

    def set_echoes(self, on: bool) -> None:
        """Shows the module's echoes too; the first line in view stays where it is."""
        self.folded = not on
        if self.rows is not None:
            first = self.rows.line(self.top)
            self.rows.folded = not on
            self.recount(self.rows.row(first))

    def set_collapse(self, on: bool) -> None:
        """Shows a run of equal URCs in one row; the first line in view stays where it is."""
        self.collapsed = on
        if self.rows is not None:
            first = self.rows.line(self.top)
            self.rows.collapsed = on
            self.selection.clear()
            if self.selected >= 0:
                self._choose(self.rows.head(self.selected))
            self.recount(self.rows.row(first))

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

    def band_changed(self, line: int) -> None:
        """A line of `bands` is another one."""
        if self.shop is not None:
            self.shop.bands = self.bands
            self.shop.drop(line)
            self.viewport().update()

    def clear_view(self) -> None:
        """Shows only what comes from now on; the log keeps all."""
        if self.rows is not None:
            self._cleared.append(self.rows.first)
            self.rows.log.part()  # else what repeats a line that is gone would not be seen
            self._start_at(len(self.rows.log))

    def undo_clear(self) -> bool:
        """Brings back what the last `clear_view` took away; False when there is nothing to bring back."""
        if self.rows is None or not self._cleared:
            return False
        self._start_at(self._cleared.pop())
        return True

    # -- the selected line ------------------------------------------------------------------------------------------

    def select_line(self, line: int) -> None:
        """Chooses a line to be explained, and pauses if it is not the newest."""
        if self.rows is not None and line >= 0:
            line = self.rows.head(line)
            if self.rows.row(line) < len(self.rows) - 1:
                self.pause()
        self._choose(line)

    def go_to(self, line: int) -> None:
        """Chooses a line and brings it into view, in the middle if it was out of sight."""
        if self.rows is None or not 0 <= line < len(self.rows.log):
            return
        self.select_line(line)
        row = self.rows.row(line)
        if not self.top <= row < self.top + self.page:
            self.fit(row - self.page // 2)
            self.viewport().update()

    def step(self, rows: int) -> None:
        """Chooses the line some rows further down, or up where negative."""
        if self.rows is not None and (count := len(self.rows)):
            row = self.rows.row(self.selected) + rows if self.selected >= 0 else self.top + self.page - 1
            row = min(max(row, 0), count - 1)
            self.select_line(self.rows.line(row))
            if not self.top <= row < self.top + self.page:
                self.fit(row if row < self.top else row - self.page + 1)

    def next_error(self) -> None:
        self._seek_error(1)

    def previous_error(self) -> None:
        self._seek_error(-1)

    def older_command(self) -> None:
        self._seek_command(-1)

    def newer_command(self) -> None:
        self._seek_command(1)

    def seek(self, step: int, find: Callable[[int, int], int], none: str) -> None:
        """Goes to the line that `find(start, step)` gives, up- or downwards from the chosen one; says `none` for -1."""
        rows = self.rows
        if rows is None:
            return
        if self.selected >= 0:
            start = rows.last(self.selected) if step > 0 else self.selected
        else:
            start = len(rows.log) if step < 0 else rows.first - 1
        line = find(start, step)
        if line >= rows.first:
            self.go_to(line)
        else:
            self._tell(none)

    # -- selection and copy -----------------------------------------------------------------------------------------

    def select_all(self) -> None:
        if self.rows is not None and len(self.rows):
            self.selection.anchor = Place(self.rows.line(0), 0)
            self.selection.caret = Place(self.rows.line(len(self.rows) - 1), BEYOND)
            self.viewport().update()

    def copy(self) -> None:
        """The selected text, or the whole selected line."""
        self._tell(copying.copy(self, copying.plain))

    def copy_with_notes(self) -> None:
        """The selected lines with their times, kinds and notes."""
        self._tell(copying.copy(self, copying.annotated))

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

    def _start_at(self, line: int) -> None:
        assert self.rows is not None
        self.rows.first = line
        self.selection.clear()
        if self.selected < line:
            self._choose(-1)
        self.recount()
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
        return ", ".join(part for part in (clock, _(shown.look.word), shown.text, shown.tail()) if part)

    def _seek_error(self, step: int) -> None:
        if self.rows is not None:
            self.seek(step, self.rows.log.failed, _("No further error"))

    def _seek_command(self, step: int) -> None:
        if self.rows is not None:
            self.seek(step, self.rows.log.command, _("No further command"))

    def _tell(self, words: str) -> None:
        if words:
            self.told.emit(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.painted(canvas.paint(self, painter, event.rect()))
        if self._ring and self.hasFocus():
            canvas.ring(self, painter)

    # -- what the user does -----------------------------------------------------------------------------------------

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
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(menu, self.selected if by_key else self.place_at(event.pos()).line)
        menu.popup(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(event.pos())
            text = hover.text(self.shop, place, event.pos().x() < self.painter.text_x) if self.shop else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().viewportEvent(event)
