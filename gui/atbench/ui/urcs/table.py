"""The table of the URCs: a click shows the newest one in the terminal, the box asks for attention."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from atbench.texts import _
from atbench.ui.commands.delegate import paint_box
from atbench.ui.terminal import marks
from atbench.ui.terminal.looks import look
from atbench.ui.theme import Theme
from atbench.ui.urcs.model import RIGHT, Column, UrcModel

Index = QModelIndex | QPersistentModelIndex

WIDTHS = {Column.NAME: 168, Column.COUNT: 76, Column.LAST: 104, Column.TELL: 76}
NARROW = {Column.NAME: 132, Column.COUNT: 66, Column.LAST: 96, Column.TELL: 62}
WIDE = 760  # px from which on there is room for WIDTHS
LEFT = 12  # before the mark, as in the terminal
PAD = 4

_Key, _Mod = Qt.Key, Qt.KeyboardModifier


class UrcTable(QTableView):
    """Signals: `line_wanted(name, before)` the newest line of a URC or (True) the one before; `typed` letters."""

    line_wanted = Signal(str, bool)
    typed = Signal(str)

    def __init__(self, model: UrcModel) -> None:
        super().__init__()
        self.setObjectName("urcTable")
        self.setAccessibleName(_("URCs"))
        self.urcs = model
        self.keyed = False
        self._name = ""  # of the current row
        self.setModel(model)
        self.setItemDelegate(UrcDelegate(self))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.clicked.connect(self._clicked)
        model.modelReset.connect(self._stay)
        Theme.current().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        theme = Theme.current()
        height = max(theme.size("compact"), theme.row_height() + 2)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFixedHeight(theme.px(26))
        scale = max(1.0, theme.text_size / 13)
        widths = WIDTHS if self.width() >= theme.px(WIDE) else NARROW
        for column in Column:
            if column is Column.MEANING:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            else:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(column, max(round(theme.px(widths[column]) * scale), head.sectionSizeHint(column)))
        self.viewport().update()

    def flip(self) -> None:
        """Asks for attention for the current row, or no longer."""
        if self.currentIndex().isValid():
            self.urcs.flip(self.currentIndex().row())

    def go(self, before: bool = False) -> None:
        if self.currentIndex().isValid():
            self.line_wanted.emit(self.urcs.rows[self.currentIndex().row()].name, before)

    def _clicked(self, index: QModelIndex) -> None:
        self.flip() if index.column() == Column.TELL else self.go()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self._name = self.urcs.rows[current.row()].name

    def _stay(self) -> None:
        """The same URC is current, wherever its row is now."""
        names = [row.name for row in self.urcs.rows]
        if self._name in names:
            self.selectRow(names.index(self._name))

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keyed = True
        held = event.modifiers() & ~_Mod.KeypadModifier
        if event.key() in (_Key.Key_Return, _Key.Key_Enter) and held in (_Mod.NoModifier, _Mod.ShiftModifier):
            self.go(held == _Mod.ShiftModifier)
        elif event.key() == _Key.Key_Space:
            self.flip()
        elif event.text().isprintable() and event.text() and not held & (_Mod.ControlModifier | _Mod.AltModifier):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.dress()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.keyed = False
        super().mousePressEvent(event)


class UrcDelegate(QStyledItemDelegate):
    """Paints a cell: the mark and the wire's words in mono, ours in the font of the window."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = Theme.current(), option.rect
        table: UrcTable = option.widget  # type: ignore[assignment]
        row, column = table.urcs.rows[index.row()], Column(index.column())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme["sel"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["line"])
        seen = look("urc", False if row.failed else None)
        if column is Column.TELL:
            paint_box(painter, rect, table.urcs.data(index, Qt.ItemDataRole.CheckStateRole))  # type: ignore[arg-type]
        elif column is Column.NAME:
            left = theme.px(LEFT)
            if row.count:
                picture = marks.pixmap(seen.mark, theme[seen.ink or seen.colour].rgba(), table.devicePixelRatioF())
                painter.drawPixmap(QPointF(rect.left() + left - 4, rect.center().y() + 1 - marks.BOX / 2), picture)
            painter.setFont(theme.mono())
            ink = theme[seen.colour if row.count else "text2"]
            self._write(painter, rect.adjusted(left + marks.BOX, 0, 0, 0), row.name, ink)
        else:
            painter.setFont(theme.mono(theme.text_size - 1) if column in RIGHT else theme.ui_font(12))
            ink = theme["text" if row.count and column is not Column.LAST else "text2"]
            if column is Column.MEANING and row.failed:
                ink = theme["error"]
            self._write(painter, rect, row.text(column), ink, column in RIGHT)
        if option.state & QStyle.StateFlag.State_HasFocus and table.keyed:
            painter.setPen(QPen(theme["accent"], 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))

    @staticmethod
    def _write(painter: QPainter, rect: QRect, text: str, ink: QColor, right: bool = False) -> None:
        painter.setPen(ink)
        room = rect.adjusted(PAD, 0, -PAD, -1)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
