"""The commands of a step: those that will be sent, while one types; once it ran, those that were, with their results.

Painted, because a command is cut between any two letters where it is longer than the page, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPixmap, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy

from atbench.texts import _
from atbench.ui.terminal import marks
from atbench.ui.theme import Theme
from atbench.ui.wizard.looks import DOTS, picture

PAD, RIGHT, LEFT = 8, 96, 34  # px: round the lines, room for the results, for the marks


@dataclass(frozen=True, slots=True)
class Exchange:
    """A command or a payload as it is shown; `note` is its result, `state` its mark."""

    text: str
    state: str = "waiting"
    note: str = ""


class Exchanges(QFrame):
    """Shows exchanges, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Exchange, ...] = ()
        self._height = 1
        self.setProperty("kind", "exchanges")
        self.setObjectName("wizardCommands")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        Theme.current().changed.connect(self._fit)

    @property
    def text(self) -> str:
        """All of it, for the clipboard."""
        return "\n".join(row.text for row in self._rows)

    def tell(self, rows: Sequence[Exchange]) -> None:
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self.setAccessibleName(_("Commands of the step"))
            self.setAccessibleDescription("\n".join(f"{row.text} {row.note}".strip() for row in rows))
            self._fit()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = Theme.current().px
        height = round(sum(self._laid(row)[1] for row in self._rows)) + 2 * px(PAD)
        if height != self._height:
            self._height = height
            self.setFixedHeight(height)

    def _laid(self, row: Exchange) -> tuple[QTextLayout, float]:
        """A row as lines, and its height."""
        theme = Theme.current()
        right = theme.px(RIGHT) if row.note else theme.px(PAD)
        width = max(theme.px(80), self.width() - theme.px(LEFT) - right)
        layout = QTextLayout(row.text.replace("\n", "\u2028"), theme.mono(13))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height, gap = 0.0, theme.px(4)
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, max(height, QFontMetrics(theme.mono(13)).height()) + gap

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, painter = Theme.current(), QPainter(self)
        top, small = float(theme.px(PAD)), theme.ui_font(12)
        side = round(marks.BOX * theme.interface_size / 100)
        for row in self._rows:
            layout, height = self._laid(row)
            first = layout.lineAt(0).height() if layout.lineCount() else height
            painter.drawPixmap(QPointF(theme.px(7), top + (first - side) / 2), self._mark(row))
            painter.setPen(theme["text"])
            layout.draw(painter, QPointF(theme.px(LEFT), top))
            if row.note:
                self._note(painter, row.note, top, first, small)
            top += height

    def _mark(self, row: Exchange) -> QPixmap:
        return picture(row.state, self.devicePixelRatioF())

    def _note(self, painter: QPainter, note: str, top: float, height: float, font: QFont) -> None:
        theme = Theme.current()
        painter.setFont(font)
        painter.setPen(theme["text2"])
        room = theme.px(RIGHT - PAD - 4)
        text = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, room)
        width = painter.fontMetrics().horizontalAdvance(text)
        base = top + (height + painter.fontMetrics().ascent() - painter.fontMetrics().descent()) / 2
        painter.drawText(QPointF(self.width() - theme.px(PAD + 2) - width, base), text)


def hidden(text: str) -> str:
    """A masked command as the page shows it: eight dots for each secret."""
    return text.replace("*" * 8, DOTS)
