"""The table of commands: keys, clicks, the head with its box, and the row at work kept in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from atbench.command_sets.model import Row
from atbench.texts import _
from atbench.ui.commands.delegate import CommandDelegate, paint_box
from atbench.ui.commands.model import BOXES, Column, CommandModel
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.command_sets.report import RowResult

WIDTHS = {Column.TICK: 30, Column.NUMBER: 30, Column.HEX: 36, Column.ENTER: 42, Column.SEND: 48, Column.DELAY: 62}

_Key, _Mod = Qt.Key, Qt.KeyboardModifier


class CommandTable(QTableView):
    """Signals: `row_wanted` (send this row now), `typed` (letters for the input)."""

    row_wanted = Signal(object)
    typed = Signal(str)

    def __init__(self, model: CommandModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("commandTable")
        self.setAccessibleName(_("Command list"))
        self.commands = model
        self.keyed = False
        self._user_scrolled = False
        self.setModel(model)
        self.setItemDelegate(CommandDelegate(self))
        self.setHorizontalHeader(Head(model, self))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.verticalScrollBar().actionTriggered.connect(self._scrolled_by_user)
        self.clicked.connect(self._clicked)
        Theme.current().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        theme = Theme.current()
        height = max(theme.size("compact"), theme.row_height() + 2)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        head = self.horizontalHeader()
        head.setMinimumSectionSize(theme.px(20))
        head.setFixedHeight(theme.px(26))
        for column in Column:
            if column is Column.COMMAND:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            else:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(column, max(theme.px(WIDTHS[column]), head.sectionSizeHint(column)))
        self.viewport().update()

    # -- rows -------------------------------------------------------------------------------------------------------

    def places(self) -> list[int]:
        """The rows that are selected, from 0, in order; the current one if none is."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        current = self.currentIndex().row()
        return chosen or ([current] if current >= 0 else [])

    def send_current(self) -> None:
        for at in self.places()[:1]:
            if (row := self.commands.row(at)).text and not self.commands.locked:
                self.row_wanted.emit(row)

    def tick(self) -> None:
        """Ticks the selected rows, or takes the ticks away where all have one."""
        self._flip("selected")

    def delete_rows(self) -> None:
        if places := self.places():
            self._change(self.commands.sheet.without(places), _("Delete rows"), places[0])

    def insert_row(self) -> None:
        at = max(0, self.currentIndex().row())
        self._change(self.commands.sheet.inserted(at, [Row(at + 1, "")]), _("Insert a row"), at)

    def duplicate(self) -> None:
        if places := self.places():
            rows = [self.commands.row(at) for at in places]
            self._change(self.commands.sheet.inserted(places[-1] + 1, rows), _("Duplicate rows"), places[-1] + 1)

    def move_rows(self, step: int) -> None:
        places = self.places()
        sheet = self.commands.sheet.moved(places, step)
        if sheet != self.commands.sheet:
            self._change(sheet, _("Move rows"), places[0] + step, len(places))

    def copy(self) -> None:
        rows = [self.commands.row(at).text for at in self.places()]
        QGuiApplication.clipboard().setText("\n".join(rows))

    def paste(self) -> None:
        """Every line of the clipboard becomes a row, before the current one."""
        lines = [line.strip("\r") for line in QGuiApplication.clipboard().text().split("\n")]
        rows = [Row(1, line) for line in lines if line.strip()]
        if rows:
            at = max(0, self.currentIndex().row())
            self._change(self.commands.sheet.inserted(at, rows), _("Paste rows"), at, len(rows))

    def _flip(self, name: str) -> None:
        places = [at for at in self.places() if self.commands.row(at).text]
        if not places or self.commands.results is not None:
            return
        on = not all(getattr(self.commands.row(at), name) for at in places)
        sheet = self.commands.sheet
        for at in places:
            sheet = sheet.with_row(at, replace(sheet.rows[at], **{name: on}))  # type: ignore[arg-type]
        self.commands.change(sheet, _("Tick rows") if on else _("Untick rows"))

    def _change(self, sheet: object, words: str, at: int, count: int = 1) -> None:
        column = max(0, self.currentIndex().column())
        self.commands.change(sheet, words)  # type: ignore[arg-type]
        self.setCurrentIndex(self.commands.index(min(at, self.commands.rowCount() - 1), column))
        first, last = self.commands.index(at, 0), self.commands.index(at + count - 1, len(Column) - 1)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(QItemSelection(first, last), flag.ClearAndSelect | flag.Rows)

    # -- the run ----------------------------------------------------------------------------------------------------

    def run_started(self) -> None:
        self._user_scrolled = False

    def show_result(self, result: RowResult) -> None:
        """Marks the row; the row at work is kept in the middle third, unless the user scrolled by himself."""
        self.commands.show_result(result)
        if result.state != "running" or self._user_scrolled:
            return
        index = self.commands.index(result.n - 1, Column.COMMAND)
        rect, height = self.visualRect(index), self.viewport().height()
        if not height / 3 <= rect.center().y() <= 2 * height / 3:
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _scrolled_by_user(self) -> None:
        self._user_scrolled = True

    # -- what the user does -----------------------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        row = self.commands.row(index.row())
        if index.column() == Column.SEND and row.text and self.commands.results is None and not self.commands.locked:
            self.row_wanted.emit(row)

    def _edit_current(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            column = index.column() if index.column() == Column.DELAY else Column.COMMAND
            self.edit(index.siblingAtColumn(column))

    def _space(self) -> None:
        column = self.currentIndex().column()
        self._flip(BOXES.get(Column(column), "selected") if column >= 0 else "selected")

    def _enter(self) -> None:
        column = self.currentIndex().column()
        if column == Column.SEND:
            self.send_current()
        elif column in BOXES:
            self._space()
        else:
            self._edit_current()

    def event(self, event: QEvent) -> bool:
        # While the table has the focus, Ctrl+Z and its sisters are its own, whatever the menus say.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and _pressed(event) in _KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keyed = True
        if self.state() is QAbstractItemView.State.EditingState:
            return  # Enter in a field reaches us, too; the field has done with it
        held = event.modifiers()
        if does := _KEYS.get(_pressed(event)):
            does(self)
            return
        text = event.text()
        letters = text and text.isprintable() and not held & (_Mod.ControlModifier | _Mod.AltModifier)
        if letters:
            self.typed.emit(text)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.keyed = False
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._user_scrolled = True
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for word, does in (
            (_("Send row"), self.send_current),
            (_("Edit"), self._edit_current),
            (_("Insert a row"), self.insert_row),
            (_("Duplicate rows"), self.duplicate),
            (_("Delete rows"), self.delete_rows),
            (_("Copy"), self.copy),
            (_("Paste rows"), self.paste),
        ):
            menu.addAction(word, does)
        menu.popup(event.globalPos())


def _pressed(event: QKeyEvent) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    return _Key(event.key()), event.modifiers() & ~_Mod.KeypadModifier


_KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[CommandTable], None]] = {
    (_Key.Key_Space, _Mod.NoModifier): CommandTable._space,
    (_Key.Key_Return, _Mod.NoModifier): CommandTable._enter,
    (_Key.Key_Enter, _Mod.NoModifier): CommandTable._enter,
    (_Key.Key_F2, _Mod.NoModifier): CommandTable._edit_current,
    (_Key.Key_Return, _Mod.ControlModifier): CommandTable.send_current,
    (_Key.Key_Enter, _Mod.ControlModifier): CommandTable.send_current,
    (_Key.Key_Delete, _Mod.NoModifier): CommandTable.delete_rows,
    (_Key.Key_Insert, _Mod.NoModifier): CommandTable.insert_row,
    (_Key.Key_D, _Mod.ControlModifier): CommandTable.duplicate,
    (_Key.Key_Slash, _Mod.ControlModifier): CommandTable.tick,
    (_Key.Key_C, _Mod.ControlModifier): CommandTable.copy,
    (_Key.Key_V, _Mod.ControlModifier): CommandTable.paste,
    (_Key.Key_Z, _Mod.ControlModifier): lambda table: table.commands.step_back(),
    (_Key.Key_Y, _Mod.ControlModifier): lambda table: table.commands.step_forth(),
    (_Key.Key_Z, _Mod.ControlModifier | _Mod.ShiftModifier): lambda table: table.commands.step_forth(),
    (_Key.Key_Up, _Mod.AltModifier): lambda table: table.move_rows(-1),
    (_Key.Key_Down, _Mod.AltModifier): lambda table: table.move_rows(1),
}


class Head(QHeaderView):
    """The head of the table; its first cell holds a box that ticks all rows."""

    def __init__(self, model: CommandModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("commandTableHead")
        self._commands = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sectionClicked.connect(self._clicked)
        model.edited.connect(self.viewport().update)

    def _clicked(self, section: int) -> None:
        if section == Column.TICK and self._commands.results is None:
            on = ticks(self._commands) is not Qt.CheckState.Checked
            self._commands.change(self._commands.sheet.ticked(on), _("Choose all"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section == Column.TICK and self._commands.results is None:
            paint_box(painter, rect.translated(QPoint(0, -1)), ticks(self._commands), not self._commands.locked)


def ticks(model: CommandModel) -> Qt.CheckState:
    """Whether all, some or no rows with a command are ticked."""
    rows = model.sheet.filled()
    count = sum(row.selected for row in rows)
    if not count:
        return Qt.CheckState.Unchecked
    return Qt.CheckState.Checked if count == len(rows) else Qt.CheckState.PartiallyChecked
