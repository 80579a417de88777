"""The entries of a folder as a table: name, size, time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from atbench.texts import N_, _
from atbench.ui import icons
from atbench.ui.manager.side import NAME, SIZE, TIME, sorted_by
from atbench.ui.theme import Theme
from atbench.wizards.moving.places import Entry

Index = QModelIndex | QPersistentModelIndex
HEADS = {NAME: N_("Name"), SIZE: N_("Size"), TIME: N_("Changed")}
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class EntryModel(QAbstractTableModel):
    """Signal `named(old, new)`: somebody typed another name."""

    named = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self.entries_from: list[Entry] | None = None  # as they were given
        self.order = (NAME, False)
        self.names_change = False

    def show_entries(self, entries: list[Entry], order: tuple[int, bool]) -> None:
        self.beginResetModel()
        self.order, self.entries_from = order, entries
        self.entries = sorted_by(entries, *order)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and section == SIZE:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry, column = self.entries[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (entry.name, size(entry), entry.time)[column]
            case Qt.ItemDataRole.EditRole:
                return entry.name
            case Qt.ItemDataRole.ToolTipRole:
                return f"{entry.size:,} B" if column == SIZE and entry.size >= 0 else entry.name
            case Qt.ItemDataRole.AccessibleTextRole if column == NAME:
                kind = _("folder") if entry.folder else size(entry)
                return ", ".join(filter(None, (entry.name, kind, entry.time)))
            case Qt.ItemDataRole.TextAlignmentRole if column == SIZE:
                return _RIGHT
            case Qt.ItemDataRole.DecorationRole if column == NAME:
                return icons.icon("folder" if entry.folder else "file", "accent" if entry.folder else "gutter")
            case Qt.ItemDataRole.FontRole:
                theme = Theme.current()
                return theme.mono(theme.px(12)) if column == NAME else theme.ui_font(12)
            case Qt.ItemDataRole.ForegroundRole if column != NAME:
                return Theme.current()["text2"]
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tells that it was typed; the table shows it when the place has done it."""
        old, new = self.entries[index.row()].name, str(value).strip()
        if role == Qt.ItemDataRole.EditRole and new and new != old:
            self.named.emit(old, new)
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.names_change and index.column() == NAME else flags


def size(entry: Entry) -> str:
    """Short: whole bytes below 10,000."""
    if entry.folder or entry.size < 0:
        return ""
    number = float(entry.size)
    if number < 10_000:
        return f"{entry.size:,} B"
    for unit in ("kB", "MB"):
        number /= 1000
        if number < 1000:
            return f"{number:.1f} {unit}"
    return f"{number / 1000:.1f} GB"
