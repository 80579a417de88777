"""What to try next: every command stands on a button that puts it into the input. Nothing is sent by us."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from atbench.texts import _
from atbench.ui import icons, parts
from atbench.ui.theme import Theme


class Remedy(QPushButton):
    """A command, cut to the room there is; the tooltip and the screen reader have it whole."""

    def __init__(self, number: int, command: str) -> None:
        super().__init__(command)
        self.command = command
        self.setObjectName(f"remedy{number}")
        self.setProperty("kind", "remedy")
        self.setFont(Theme.current().mono(12))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words = _("Put {command} into the input").format(command=command)
        self.setToolTip(words)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        return QSize(120, Theme.current().size("control"))

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        picture = icons.pixmap("corner-down-left", "accent")
        theme = Theme.current()
        side, margin = theme.size("icon"), theme.px(8)
        painter.drawPixmap(QRect(margin, (self.height() - side) // 2, side, side), picture)
        left = 2 * margin + side
        room = QRect(left, 0, self.width() - left - margin, self.height())
        painter.setFont(self.font())
        painter.setPen(theme["command"])
        text = painter.fontMetrics().elidedText(self.command, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class Remedies(QWidget):
    """Signal `command_wanted`: the command of the button that was pressed."""

    command_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Theme.current().px(4))

    def tell(self, advice: Iterable[tuple[str, str]]) -> int:
        """Shows sentences and commands; returns how many there are."""
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(parts.label(_("Try next"), "column"))
        count = 0
        for count, (sentence, command) in enumerate(advice, 1):
            if command:
                button = Remedy(count, command)
                button.clicked.connect(self._pressed)
                self._column.addWidget(button)
            if sentence:
                words = parts.label(sentence, "small")
                words.setWordWrap(True)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                self._column.addWidget(words)
        self._column.addStretch(1)
        return count

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, Remedy):
            self.command_wanted.emit(button.command)
