"""The list of what arrived: two lines each, the time and where it went, then how it begins."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from atbench.texts import _
from atbench.ui.arrivals.item import KINDS, Item
from atbench.ui.arrivals.model import ArrivalModel, size
from atbench.ui.terminal import times
from atbench.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROW, PAD, TIME = 42, 12, 96  # px


class ArrivalList(QListView):
    """Signals: `chosen(item)` another one is current, None for none; `typed` letters.

    `kinds`: the word of the kind stands in each.
    """

    chosen = Signal(object)
    typed = Signal(str)

    def __init__(self, name: str, word: str, model: ArrivalModel, kinds: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(word)
        self.arrivals, self.kinds, self.keyed = model, kinds, False
        self._now: Item | None = None
        self.setModel(model)
        self.setItemDelegate(ArrivalDelegate(self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model.modelReset.connect(self._stay)
        Theme.current().changed.connect(self._dress)

    @property
    def item(self) -> Item | None:
        return self._now

    def choose(self, row: int) -> None:
        self.setCurrentIndex(self.arrivals.index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():  # also the one that Qt makes current when the list gets the focus
            self.selectionModel().select(current, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._tell(self.arrivals.rows[current.row()] if current.isValid() else None)

    def _tell(self, item: Item | None) -> None:
        if item is not self._now:
            self._now = item
            self.chosen.emit(item)

    def _stay(self) -> None:
        """The same one is current where the filter lets it through."""
        row = next((at for at, item in enumerate(self.arrivals.rows) if item is self._now), -1)
        if row >= 0:
            self.choose(row)
        else:
            self._tell(None)

    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keyed = True
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.text().strip() and event.text().isprintable() and not held:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.keyed = False
        super().mousePressEvent(event)


class ArrivalDelegate(QStyledItemDelegate):
    """Paints a row: what went over the wire in mono, our words in the font of the window."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(Theme.current().px(120), Theme.current().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = Theme.current(), option.rect
        view: ArrivalList = option.widget  # type: ignore[assignment]
        item = view.arrivals.rows[index.row()]
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme["sel"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["line"])
        pad, half = theme.px(PAD), rect.height() // 2
        upper = QRect(rect.left() + pad, rect.top() + theme.px(3), rect.width() - 2 * pad, half - theme.px(3))
        lower = QRect(upper.left(), rect.top() + half, upper.width(), half - theme.px(4))
        mono, small = theme.mono(theme.px(12)), theme.ui_font(12)
        words = [size(item.bytes), times.clock(item.time)]
        if view.kinds:
            words.insert(0, _(KINDS[item.kind]))
        used = self._write(painter, upper, " · ".join(words), theme["text2"], small, right=True)
        upper.setRight(upper.right() - used - pad)
        self._write(painter, upper, item.title, theme["text"], theme.mono(theme.px(12), weight=600))
        self._write(painter, lower, item.preview, theme["text2"], small if item.kind == "mail" else mono)
        if option.state & QStyle.StateFlag.State_HasFocus and view.keyed:
            painter.setPen(QPen(theme["accent"], 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))

    @staticmethod
    def _write(painter: QPainter, room: QRect, text: str, ink: QColor, font: QFont, right: bool = False) -> int:
        painter.setFont(font)
        painter.setPen(ink)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)
