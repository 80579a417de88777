"""How the states of a step look: a mark and a colour each, told apart by their shape."""

from __future__ import annotations

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from atbench.ui.terminal import marks
from atbench.ui.theme import Theme

MARKS = {
    "waiting": ("ring", "gutter"),
    "running": ("play", "accent"),
    "passed": ("tick", "ok"),
    "failed": ("cross", "error"),
    "skipped": ("dash", "gutter"),
    "again": ("again", "urc"),
    "stopped": ("square", "gutter"),
    "summary": ("lines", "gutter"),
    "warning": ("triangle", "urc"),
    "hint": ("ring", "accent"),
    "answer": ("arrow left", "text"),
}
DOTS = "•" * 8  # a secret on the page


def picture(state: str, ratio: float = 1.0) -> QPixmap:
    shape, colour = MARKS[state]
    scale = Theme.current().interface_size / 100
    return marks.pixmap(shape, Theme.current()[colour].rgba(), ratio, scale=scale)


class Mark(QLabel):
    """The mark of a state; it follows the theme."""

    def __init__(self, state: str = "waiting") -> None:
        super().__init__()
        self._state = state
        side = round(marks.BOX * Theme.current().interface_size / 100)
        self.setFixedSize(side, side)
        Theme.current().changed.connect(self._dress)
        self._dress()

    def tell(self, state: str) -> None:
        self._state = state
        self._dress()

    def _dress(self) -> None:
        self.setPixmap(picture(self._state, self.devicePixelRatioF()))
