"""What an import had to say, in one strip under the head; its list opens below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from atbench.command_sets.model import Warning_
from atbench.texts import _, ngettext
from atbench.ui import parts
from atbench.ui.explain.head import Mark
from atbench.ui.icons import set_icon
from atbench.ui.terminal.looks import look
from atbench.ui.theme import Theme

SHOWN = 6  # rows of the list before it scrolls


class Notes(QFrame):
    """Hidden as long as there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importNotes")
        self.setProperty("kind", "message")
        self.setProperty("tone", "warning")
        theme = Theme.current()
        self._mark, self._words = Mark(), parts.label("", "small")
        self.open = parts.push("importNotesOpen", _("Show"), _("Show the notes on import"), kind="link")
        self.open.setCheckable(True)
        close = parts.tool("importNotesClose", "", _("Close the notes on import"), "x", "plain")
        self.list = QListWidget()
        self.list.setObjectName("importNotesList")
        self.list.setAccessibleName(_("Notes on import"))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        for widget in (self._mark, self._words):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.open)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(2), theme.px(6), theme.px(2))
        column.setSpacing(theme.px(2))
        column.addLayout(row)
        column.addWidget(self.list)
        self.open.toggled.connect(self._toggled)
        close.clicked.connect(self.hide)
        set_icon(close, "x")
        self.tell(())

    def tell(self, warnings: Sequence[Warning_]) -> None:
        self.setVisible(bool(warnings))
        self.open.setChecked(False)
        self._toggled(False)
        count = len(warnings)
        self._mark.tell(look("urc"))
        self._words.setText(ngettext("{count} note on import", "{count} notes on import", count).format(count=count))
        self.list.clear()
        for warning in warnings:
            place = _("row {n}").format(n=warning.row) if warning.row else _("file")
            self.list.addItem(f"{place}: {warning.text}")

    def _toggled(self, on: bool) -> None:
        self.list.setVisible(on)
        self.list.setFixedHeight(min(self.list.count(), SHOWN) * Theme.current().size("compact") + 4)
        self.open.setText(_("Hide") if on else _("Show"))
