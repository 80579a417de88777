"""The table of one pane: keys, clicks, sorting by its head; what is chosen stays so when the folder is read again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.manager.model import HEADS, EntryModel, Index
from atbench.ui.manager.side import NAME, SIZE, TIME, View
from atbench.ui.theme import Theme
from atbench.wizards.moving.places import Entry

WIDTHS = {SIZE: 84, TIME: 130}  # px
ROOM = 380  # px under which the time leaves

_Key, _Mod = Qt.Key, Qt.KeyboardModifier
_Flag = QItemSelectionModel.SelectionFlag


class EntryTable(QTableView):
    """Signals: `opened(entry)`; `picked` others are chosen; `sorted_(column)` is to sort the rows.

    And `asked(what)`: one of "up", "make", "rename", "delete", "menu" is wanted.
    """

    opened = Signal(object)
    picked = Signal()
    asked = Signal(str)
    sorted_ = Signal(int)

    def __init__(self, name: str, word: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(word)
        self.entries = EntryModel(self)
        self.times = True
        self.keyed = self._filling = False
        self.setModel(self.entries)
        self.setItemDelegate(_Delegate(self))
        self.setProperty("kind", "files")
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.horizontalHeader()
        head.setObjectName(f"{name}Head")
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.sectionClicked.connect(self.sorted_)
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(self._picked)
        self.selectionModel().currentChanged.connect(self._picked)
        Theme.current().changed.connect(self.dress)
        self.dress()

    # -- what it shows -------------------------------------------------------------------------------------------

    def tell(self, view: View, order: tuple[int, bool]) -> None:
        """Shows the entries of a view and chooses what is chosen in it."""
        if self.state() is QAbstractItemView.State.EditingState:
            return
        entries = view.entries or []
        if self.entries.entries_from is not entries or self.entries.order != order:
            top = self.verticalScrollBar().value()
            self._filling = True
            self.entries.show_entries(entries, order)
            self._filling = False
            self.verticalScrollBar().setValue(top)
            down = Qt.SortOrder.DescendingOrder if order[1] else Qt.SortOrder.AscendingOrder
            self.horizontalHeader().setSortIndicator(order[0], down)
        if (view.chosen, view.current) != self.now():
            self._choose(view)

    def now(self) -> tuple[frozenset[str], str]:
        """The names that are chosen, and the one where the keyboard is."""
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        current = self.currentIndex().row()
        names = frozenset(self.entries.entries[row].name for row in rows)
        return names, self.entries.entries[current].name if current >= 0 else ""

    def rename(self) -> None:
        """A field opens over the name where the keyboard is."""
        index = self.currentIndex()
        if index.isValid() and self.entries.names_change:
            self.edit(index.siblingAtColumn(NAME))

    def dress(self) -> None:
        theme = Theme.current()
        self.verticalHeader().setMinimumSectionSize(theme.size("compact"))
        self.verticalHeader().setDefaultSectionSize(theme.size("compact"))
        head = self.horizontalHeader()
        head.setFixedHeight(theme.px(24))
        for column in HEADS:
            stretch = QHeaderView.ResizeMode.Stretch if column == NAME else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(column, stretch)
            if column != NAME:
                self.setColumnWidth(column, theme.px(WIDTHS[column]))
        self.setMinimumHeight(theme.px(24 + 2 * 24))
        self.viewport().update()
        self.fit()

    def fit(self) -> None:
        """The time leaves where there is no room for it, or where the place knows none."""
        self.setColumnHidden(TIME, not self.times or self.width() < Theme.current().px(ROOM))

    # -- what the user does --------------------------------------------------------------------------------------

    def _choose(self, view: View) -> None:
        rows = {entry.name: row for row, entry in enumerate(self.entries.entries)}
        selection = QItemSelection()
        for name in view.chosen & rows.keys():
            selection.select(self.entries.index(rows[name], NAME), self.entries.index(rows[name], TIME))
        self._filling = True
        self.selectionModel().select(selection, _Flag.ClearAndSelect)
        if view.current in rows:
            self.selectionModel().setCurrentIndex(self.entries.index(rows[view.current], NAME), _Flag.NoUpdate)
            self.scrollTo(self.currentIndex())
        self._filling = False

    def _picked(self) -> None:
        if not self._filling:
            self.picked.emit()

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self.entries.entries[index.row()])

    def _open_current(self) -> None:
        self._open(self.currentIndex())

    def event(self, event: QEvent) -> bool:
        # While the table has the focus these keys are its own, whatever the menus say.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and _pressed(event) in _KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ring(True)
        if self.state() is QAbstractItemView.State.EditingState:
            return  # Enter in a field reaches us, too; the field has done with it
        if does := _KEYS.get(_pressed(event)):
            does(self)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring(False)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring(event.reason() is not Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        parts.restyle(self, "ring", "")

    def _ring(self, on: bool) -> None:
        """Where the keyboard is, for whoever uses it."""
        self.keyed = on
        parts.restyle(self, "ring", "true" if on else "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.asked.emit("menu")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)


def _pressed(event: QKeyEvent) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    return _Key(event.key()), event.modifiers() & ~_Mod.KeypadModifier


_KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[EntryTable], None]] = {
    (_Key.Key_Return, _Mod.NoModifier): EntryTable._open_current,
    (_Key.Key_Enter, _Mod.NoModifier): EntryTable._open_current,
    (_Key.Key_Backspace, _Mod.NoModifier): lambda table: table.asked.emit("up"),
    (_Key.Key_Up, _Mod.AltModifier): lambda table: table.asked.emit("up"),
    (_Key.Key_Insert, _Mod.NoModifier): lambda table: table.asked.emit("make"),
    (_Key.Key_F2, _Mod.NoModifier): lambda table: table.asked.emit("rename"),
    (_Key.Key_Delete, _Mod.NoModifier): lambda table: table.asked.emit("delete"),
}


class _Delegate(QStyledItemDelegate):
    """A line round the row where the keyboard is; the name of a file is chosen for editing without its ending."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        table: EntryTable = option.widget  # type: ignore[assignment]
        if table.keyed and table.hasFocus() and index.row() == table.currentIndex().row():
            painter.setPen(QPen(Theme.current()["accent"], 1))
            rect: QRect = option.rect
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        edit = QLineEdit(parent)
        edit.setObjectName("managerName")
        edit.setAccessibleName(_("New name"))
        edit.setProperty("kind", "cell")
        edit.setFont(Theme.current().mono(Theme.current().px(12)))
        return edit

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        entry: Entry = index.model().entries[index.row()]  # type: ignore[attr-defined]
        editor.setText(entry.name)
        stem = entry.name.rpartition(".")[0]
        editor.setSelection(0, len(stem) if stem and not entry.folder else len(entry.name))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        index.model().setData(index, editor.text())
