"""The chip at the lower right: how much came while somebody reads further up, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from atbench.texts import _, ngettext
from atbench.ui.icons import set_icon

MARGIN = 16


class Chip(QPushButton):
    """Shown over the terminal's lower right corner; a click follows the newest line again."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("newLines")
        self.setProperty("kind", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._told = (0, 0)
        set_icon(self, "arrow-down", "onfill")
        self.hide()

    def tell(self, lines: int, errors: int) -> None:
        """How many lines, and errors among them, came below; none hides the chip."""
        self.setVisible(lines > 0)
        if lines <= 0 or (lines, errors) == self._told:
            return
        self._told = (lines, errors)
        text = ngettext("{count} new line", "{count} new lines", lines).format(count=f"{lines:,}")
        if errors > 0:
            text += " · " + ngettext("{count} error", "{count} errors", errors).format(count=f"{errors:,}")
        self.setText(text)
        self.setToolTip(_("Follow the newest line (End)"))
        self.setAccessibleName(text)
        self.place()

    def place(self) -> None:
        """Puts the chip into its corner; after a change of its text or of the window."""
        self.adjustSize()
        pane = self.parentWidget()
        room = pane.rect() if pane else self.rect()
        self.move(room.right() - self.width() - MARGIN, room.bottom() - self.height() - MARGIN)
