"""Things that arrived as a list, the newest at the top, those that a filter lets through."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from atbench.texts import _
from atbench.ui.arrivals.item import KINDS, Item
from atbench.ui.terminal import times

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class ArrivalModel(QAbstractListModel):
    """`items` are all, the oldest first; `rows` those that are shown, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[Item] = []
        self.rows: list[Item] = []
        self._lets: Callable[[Item], bool] = lambda item: True

    def forget(self) -> None:
        self.beginResetModel()
        self.items, self.rows = [], []
        self.endResetModel()

    def add(self, items: Sequence[Item], most: int = 0) -> None:
        """Things that came since; of all only the newest `most` stay (0: all)."""
        self.items.extend(items)
        new = [item for item in reversed(items) if self._lets(item)]
        if new:
            self.beginInsertRows(QModelIndex(), 0, len(new) - 1)
            self.rows[:0] = new
            self.endInsertRows()
        if most and len(self.items) > most:
            gone = {id(item) for item in self.items[:-most]}
            del self.items[:-most]
            keep = next((at for at, item in enumerate(self.rows) if id(item) in gone), len(self.rows))
            if keep < len(self.rows):
                self.beginRemoveRows(QModelIndex(), keep, len(self.rows) - 1)
                del self.rows[keep:]
                self.endRemoveRows()

    def show_only(self, lets: Callable[[Item], bool]) -> None:
        """Another filter."""
        self._lets = lets
        self.beginResetModel()
        self.rows = [item for item in reversed(self.items) if lets(item)]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        item = self.rows[index.row()]
        if role == Role.DisplayRole:
            return item.title
        if role == Role.ToolTipRole:
            return f"{item.title}\n{item.preview}"
        if role == Role.AccessibleTextRole:
            return f"{times.clock(item.time)}, {_(KINDS[item.kind])}, {item.title}, {size(item.bytes)}, {item.preview}"
        return None


def size(count: int) -> str:
    return _("{count} B").format(count=f"{count:,}")
