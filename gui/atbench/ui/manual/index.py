"""The entries of the manual or of a search, grouped; an arrow key moves, Enter or a click opens."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from atbench.knowledge.contents import Entry
from atbench.texts import N_, _
from atbench.ui.theme import Theme

GROUPS = {"command": N_("Commands"), "urc": N_("URCs"), "errors": N_("Error codes")}
NAME = 132  # px, the widest that the column of the names becomes
MOST = 400  # rows shown: who finds more has not looked for anything yet

_ENTRY = Qt.ItemDataRole.UserRole


class Index(QTreeWidget):
    """Signals: `opened` (an Entry), `left` (Up above the first row), `typed` (letters: the search goes on)."""

    opened = Signal(object)
    left = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("manualIndex")
        self.setAccessibleName(_("Entries of the manual"))
        self.setProperty("kind", "entries")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.header().setStretchLastSection(True)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.itemClicked.connect(self._open)
        self._entries: list[Entry] = []
        self._empty = ""
        self._wide = 0

    def tell(self, entries: Iterable[Entry], empty: str) -> None:
        """Shows these entries, grouped by kinds, the kind of the first one first; `empty` where there are none."""
        self._entries, self._empty = list(entries)[:MOST], empty
        self._fill()

    def dress(self) -> None:
        """The same rows in the theme's fonts and colours."""
        chosen = self.chosen
        self._fill()
        if chosen is not None:
            self.choose(chosen)

    def _fill(self) -> None:
        theme = Theme.current()
        self.clear()
        self._mono = theme.mono(theme.px(12))
        groups: dict[str, list[Entry]] = {}
        for entry in self._entries:
            groups.setdefault(entry.kind, []).append(entry)
        for kind, entries in groups.items():
            self.addTopLevelItem(self._head(f"{_(GROUPS[kind])} · {len(entries)}"))
            self.addTopLevelItems([self._row(entry) for entry in entries])
        if not groups:
            self.addTopLevelItem(self._head(self._empty))
        for row, item in enumerate(self._items()):
            self.setFirstColumnSpanned(row, self.rootIndex(), item.data(0, _ENTRY) is None)
        measure = QFontMetricsF(self._mono)
        wide = max((measure.horizontalAdvance(entry.code or entry.name) for entry in self._entries), default=0)
        self.setColumnWidth(0, min(round(wide) + theme.px(22), theme.px(NAME)))

    @property
    def chosen(self) -> Entry | None:
        item = self.currentItem()
        return item.data(0, _ENTRY) if item else None

    def point_at(self, key: str, code: str) -> None:
        """Makes the row of a page, or of one of its codes, the current one, if it is there."""
        alike = [entry for entry in self._entries if entry.key == key and entry.code in ("", code)]
        if alike:
            self.choose(max(alike, key=lambda entry: entry.code))

    def choose(self, entry: Entry | None) -> None:
        """Makes an entry the current row; None: the first one."""
        for item in self._items():
            known = item.data(0, _ENTRY)
            if known is not None and entry in (None, known):
                self.setCurrentItem(item)
                self.scrollToItem(item)
                return

    @property
    def first(self) -> Entry | None:
        """The nearest one."""
        return self._entries[0] if self._entries else None

    # -- below ---------------------------------------------------------------------------------------------------

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _head(self, words: str) -> QTreeWidgetItem:
        theme = Theme.current()
        item = QTreeWidgetItem([words])
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(0, theme.ui_font(12, 600))
        item.setForeground(0, theme["text2"])
        return item

    def _row(self, entry: Entry) -> QTreeWidgetItem:
        title = f"{entry.name} · {entry.title}" if entry.code else entry.title
        item = QTreeWidgetItem([entry.code or entry.name, title])
        item.setFont(0, self._mono)
        item.setForeground(1, Theme.current()["text2"])
        item.setToolTip(1, title)
        item.setToolTip(0, entry.name)
        item.setData(0, _ENTRY, entry)
        item.setSizeHint(0, QSize(0, Theme.current().size("compact")))
        return item

    def _open(self, item: QTreeWidgetItem) -> None:
        if entry := item.data(0, _ENTRY):
            self.opened.emit(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if chosen := self.chosen:
                self.opened.emit(chosen)
        elif event.key() == Qt.Key.Key_Up and self.chosen == self.first:
            self.left.emit()
        elif text.strip() and text.isprintable() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)
