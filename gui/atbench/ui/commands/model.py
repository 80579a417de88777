"""The table's model: the sheet that is edited, its undo, and what became of each row while the list runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from atbench.command_sets.model import CommandSet, Row, hex_bytes
from atbench.command_sets.report import STATES
from atbench.texts import N_, _
from atbench.ui.commands.sheet import Sheet

if TYPE_CHECKING:
    from atbench.command_sets.report import RowResult

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class Column(IntEnum):
    TICK = 0
    NUMBER = 1
    COMMAND = 2
    HEX = 3
    ENTER = 4
    SEND = 5
    DELAY = 6


HEADS = {
    Column.TICK: "",
    Column.NUMBER: "#",
    Column.COMMAND: N_("Command"),
    Column.HEX: "HEX",
    Column.ENTER: N_("Enter"),
    Column.SEND: N_("Send"),
    Column.DELAY: N_("Delay ms"),
}
ALIGNED = {
    Column.NUMBER: Qt.AlignmentFlag.AlignRight,
    Column.COMMAND: Qt.AlignmentFlag.AlignLeft,
    Column.DELAY: Qt.AlignmentFlag.AlignRight,
}
BOXES = {Column.TICK: "selected", Column.HEX: "hex", Column.ENTER: "enter"}
MOST_DELAY = 86_400_000  # ms: a day
UNDO = 100


class CommandModel(QAbstractTableModel):
    """Signal `edited`: the sheet is another one now."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet.of(CommandSet())
        self.undo = QUndoStack(self)
        self.undo.setUndoLimit(UNDO)
        self.results: dict[int, RowResult] | None = None  # by row number, while and after a run
        self.locked = False

    # -- the sheet --------------------------------------------------------------------------------------------------

    def load(self, sheet: Sheet) -> None:
        """Shows another list; there is nothing to undo in it yet."""
        self.undo.clear()
        self.results = None
        self._show(sheet)

    def change(self, sheet: Sheet, words: str) -> None:
        """Edits the list; `words` name the edit in the menu of undo."""
        if sheet != self.sheet and not self.locked:
            self.undo.push(_Edit(self._show, self.sheet, sheet, words))

    def step_back(self) -> None:
        """Undo; not while the list runs."""
        if not self.locked:
            self.undo.undo()

    def step_forth(self) -> None:
        """Redo."""
        if not self.locked:
            self.undo.redo()

    def row(self, at: int) -> Row:
        return self.sheet.rows[at]

    def set_field(self, at: int, name: str, value: object) -> None:
        row = replace(self.row(at), **{name: value})  # type: ignore[arg-type]
        self.change(self.sheet.with_row(at, row), _("Change row {n}").format(n=row.n))

    def _show(self, sheet: Sheet) -> None:
        same_size = len(sheet.rows) == len(self.sheet.rows)
        if same_size:
            changed = [at for at, row in enumerate(sheet.rows) if row != self.sheet.rows[at]]
            self.sheet = sheet
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(Column) - 1))
        else:
            self.beginResetModel()
            self.sheet = sheet
            self.endResetModel()
        self.edited.emit()

    # -- the run ----------------------------------------------------------------------------------------------------

    def start_run(self) -> None:
        self.results = {}
        self._touch_all()

    def end_run(self) -> None:
        """The ticks are back in place of the results."""
        self.results = None
        self._touch_all()

    def show_result(self, result: RowResult) -> None:
        if self.results is None:
            self.results = {}
        known = next(iter(self.results.values()), None)
        if known and known.round != result.round:
            self.results.clear()
            self._touch_all()
        self.results[result.n] = result
        at = result.n - 1
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))

    def _touch_all(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(Column) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    # -- what Qt asks -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() in (Column.COMMAND, Column.DELAY) and not self.locked:
            flags |= Qt.ItemFlag.ItemIsEditable
        if index.column() in BOXES:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        row, column = self.row(index.row()), Column(index.column())
        if role == Role.CheckStateRole and column in BOXES:
            return Qt.CheckState.Checked if getattr(row, BOXES[column]) else Qt.CheckState.Unchecked
        if role in (Role.DisplayRole, Role.EditRole):
            return self._text(row, column)
        if role == Role.ToolTipRole:
            return self._hint(row, column)
        if role == Role.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        at, column = index.row(), Column(index.column())
        if self.locked:
            return False
        if role == Role.CheckStateRole and column in BOXES:
            # Enums do not compare equal to the plain numbers that accessibility tools send.
            self.set_field(at, BOXES[column], Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == Role.EditRole and column is Column.COMMAND:
            self.set_field(at, "text", str(value))
        elif role == Role.EditRole and column is Column.DELAY:
            text = str(value).strip()
            if text and not (text.isdecimal() and int(text) <= MOST_DELAY):
                return False
            self.set_field(at, "delay_ms", int(text) if text else None)
        else:
            return False
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        if role == Role.DisplayRole:
            if column is Column.SEND and self.results is not None:
                return _("Time")
            return _(HEADS[column]) if HEADS[column] else ""
        if role == Role.TextAlignmentRole:
            return ALIGNED.get(column, Qt.AlignmentFlag.AlignCenter) | Qt.AlignmentFlag.AlignVCenter
        if role == Role.AccessibleTextRole:
            return _("Choose all") if column is Column.TICK else _(HEADS[column])
        return None

    # -- below ------------------------------------------------------------------------------------------------------

    def _text(self, row: Row, column: Column) -> str:
        match column:
            case Column.NUMBER:
                return str(row.n)
            case Column.COMMAND:
                return row.text
            case Column.DELAY:
                return "" if row.delay_ms is None else str(row.delay_ms)
        return ""

    def _hint(self, row: Row, column: Column) -> str:
        result = self.results.get(row.n) if self.results else None
        if result and column in (Column.TICK, Column.SEND):
            return result.note or _(STATES[result.state])
        if column is Column.COMMAND:
            return "\n".join(part for part in (row.text, self.problem(row)) if part)
        if column is Column.SEND and row.text:
            return _("Send row {n} (Ctrl+Enter)").format(n=row.n)
        if column is Column.DELAY and row.delay_ms is None and row.text:
            return _("Waits the delay of the list: {ms} ms").format(ms=self.sheet.delay_ms)
        return ""

    def problem(self, row: Row) -> str:
        """Why a HEX row cannot be sent; "" if it can."""
        if row.hex and row.text:
            try:
                hex_bytes(row.text)
            except ValueError as error:
                return str(error)
        return ""

    def _spoken(self, row: Row, column: Column) -> str:
        result = self.results.get(row.n) if self.results else None
        if column is Column.TICK and result:
            said = _(STATES[result.state])
        elif column in BOXES:
            word = _("choose") if column is Column.TICK else _(HEADS[column])
            state = _("ticked") if getattr(row, BOXES[column]) else _("not ticked")
            said = _("{what}, {state}").format(what=word, state=state)
        elif column is Column.DELAY:
            said = _("delay {ms} ms").format(ms=self.sheet.delay_ms if row.delay_ms is None else row.delay_ms)
        elif column is Column.SEND:
            said = f"{result.seconds:.1f} s" if result else _("send")
        elif column is Column.COMMAND:
            said = row.text or _("empty")
        else:
            return _("row {n}").format(n=row.n)
        return _("row {n}, {what}").format(n=row.n, what=said)


class _Edit(QUndoCommand):
    def __init__(self, show: Callable[[Sheet], None], old: Sheet, new: Sheet, words: str) -> None:
        super().__init__(words)
        self._show, self._old, self._new = show, old, new

    def redo(self) -> None:
        self._show(self._new)

    def undo(self) -> None:
        self._show(self._old)
