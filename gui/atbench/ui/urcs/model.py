"""The URCs of a session as a table: how often each came, when it came last, what it said then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from atbench.texts import N_, _
from atbench.ui.terminal import times

if TYPE_CHECKING:
    from atbench.knowledge import Explanation
    from atbench.session.tally import Tally
    from atbench.store.log import Line, Log

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class Column(IntEnum):
    NAME = 0
    MEANING = 1
    COUNT = 2
    LAST = 3
    TELL = 4


HEADS = {
    Column.NAME: "URC",
    Column.MEANING: N_("What the last one says"),
    Column.COUNT: N_("How often"),
    Column.LAST: N_("Last time"),
    Column.TELL: N_("Tell me"),
}
RIGHT = (Column.COUNT, Column.LAST)


@dataclass(slots=True)
class Seen:
    """One URC. `line` is its last one, -1 while none came; `time` of it in seconds since 1970."""

    name: str
    count: int = 0
    line: int = -1
    time: float = 0.0
    meaning: str = ""
    failed: bool = False

    def text(self, column: Column) -> str:
        match column:
            case Column.NAME:
                return self.name
            case Column.MEANING:
                return self.meaning if self.count else _("has not come yet")
            case Column.COUNT:
                return f"{self.count:,}" if self.count else "–"
            case Column.LAST:
                return times.clock(self.time) if self.count else "–"
            case _:
                return ""


class UrcModel(QAbstractTableModel):
    """Those that came, in the order of their first time, then chosen ones that did not. Signal `told(name, on)`."""

    told = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Seen] = []
        self.chosen: list[str] = []

    def forget(self) -> None:
        """Another session, or other manuals."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def refresh(self, tally: Tally | None, log: Log | None, explain: Callable[[Line], Explanation | None]) -> None:
        """Takes over what came since the last time; costs a look at each URC that came, however often it did."""
        heard = list(tally.heard) if tally else []
        names = [*heard, *(name for name in self.chosen if name not in heard)]
        if names != [row.name for row in self.rows]:
            known = {row.name: row for row in self.rows}
            self.beginResetModel()
            self.rows = [known.get(name) or Seen(name) for name in names]
            self.endResetModel()
        if not tally or log is None:
            return
        for at, row in enumerate(self.rows):
            if row.count != tally.count(row.name):
                row.count = tally.count(row.name)
                _read(row, log, tally.newest(row.name), explain)
                self.dataChanged.emit(self.index(at, 0), self.index(at, Column.LAST))

    def flip(self, at: int) -> None:
        """Chooses a URC, or no longer."""
        name = self.rows[at].name
        on = name not in self.chosen
        self.told.emit(name, on)

    def choose(self, names: list[str]) -> None:
        self.chosen = names
        if self.rows:
            self.dataChanged.emit(self.index(0, Column.TELL), self.index(len(self.rows) - 1, Column.TELL))

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        if role == Role.DisplayRole:
            return _(HEADS[column])
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
            return (Qt.AlignmentFlag.AlignHCenter if column is Column.TELL else side) | Qt.AlignmentFlag.AlignVCenter
        if role == Role.ToolTipRole and column is Column.TELL:
            return _("Calls for attention when it comes: the window, a message of the desktop, the bell")
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        row, column = self.rows[index.row()], Column(index.column())
        if role == Role.DisplayRole:
            return row.text(column)
        if role == Role.CheckStateRole and column is Column.TELL:
            return Qt.CheckState.Checked if row.name in self.chosen else Qt.CheckState.Unchecked
        if role == Role.ToolTipRole and column is Column.MEANING:
            return row.meaning
        if role == Role.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def _spoken(self, row: Seen, column: Column) -> str:
        said = row.text(column)
        if column is Column.TELL:
            said = _("ticked") if row.name in self.chosen else _("not ticked")
        return said if column is Column.NAME else f"{row.name}, {_(HEADS[column])}, {said}"


def _read(row: Seen, log: Log, line: int, explain: Callable[[Line], Explanation | None]) -> None:
    if line < 0 or line == row.line:
        return
    last = log.line(line)
    explanation = explain(last)
    row.line, row.time, row.failed = line, last.time, last.event.ok is False
    row.meaning = (explanation.note or explanation.summary) if explanation else ""
