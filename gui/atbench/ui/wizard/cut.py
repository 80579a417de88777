"""Buttons that give way: their words are cut where there is no room, the tooltip and the screen reader have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton

from atbench.ui.icons import set_icon
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # two Qt classes cannot be the bases of one


SLACK = 2  # px: widths of single texts are rounded, their sum may be a little more


class _Cut(_Button):
    """Mixed into a button; `say` gives it its words."""

    whole = ""
    side = Qt.TextElideMode.ElideRight

    def say(self, text: str, picture: str, token: str = "text2") -> None:
        self.whole = text
        self.setText(text)
        set_icon(self, picture, token)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._cut()

    def minimumSizeHint(self) -> QSize:
        return QSize(Theme.current().px(60), self.sizeHint().height())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        more = self.fontMetrics().horizontalAdvance(self.whole) - self.fontMetrics().horizontalAdvance(_plain(self))
        return QSize(hint.width() + max(0, more), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        taken = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(_plain(self))
        shown = self.fontMetrics().elidedText(self.whole, self.side, max(0, self.width() - taken + SLACK))
        if shown != _plain(self):
            self.setText(shown.replace("&", "&&"))


class CutButton(_Cut, QPushButton):
    """A button."""


class CutLink(_Cut, QToolButton):
    """A link; its beginning and its end stay."""

    side = Qt.TextElideMode.ElideMiddle


def _plain(button: QAbstractButton) -> str:
    return button.text().replace("&&", "&")
