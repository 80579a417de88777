"""What stands in a pane in the place of its table: why there is nothing to see, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.manager.side import Trouble
from atbench.ui.theme import Theme


class State(QScrollArea):
    """Title, sentences, at most two buttons, which its owner connects."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}State")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title, self.words = parts.label("", "title"), parts.label("", "secondary")
        self.first, self.second = parts.push(f"{name}First", ""), parts.push(f"{name}Second", "")
        inside = QWidget()
        inside.setProperty("ground", "panel")
        px = Theme.current().px
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(8), px(16), px(8))
        column.setSpacing(px(6))
        column.addStretch(1)
        for label in (self.title, self.words):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column.addWidget(label)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addStretch(1)
        for button in (self.first, self.second):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.setWidget(inside)

    def tell(self, title: str, words: str, first: str = "", second: str = "", why_not: str = "") -> None:
        """With `why_not` the buttons wait, and say so."""
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        for button, word in ((self.first, first), (self.second, second)):
            button.setVisible(bool(word))
            button.setText(word)
            button.setEnabled(not why_not)
            button.setToolTip(why_not)

    def tell_trouble(self, trouble: Trouble, first: str, second: str, why_not: str) -> None:
        self.tell(trouble.title, trouble.rest, first, second, why_not)


class Warned(QFrame):
    """What did not work, over what was read and still holds. Signal `changed`: it came, went, or is another."""

    changed = Signal()

    def __init__(self, name: str, of: Callable[[str], str]) -> None:
        super().__init__()
        px = Theme.current().px
        self.setProperty("kind", "message")
        self.setObjectName(f"{name}Warning")
        self.words = parts.label("", "small")
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.shut = parts.tool(f"{name}_close", "", of(_("Close the message")), "x", "plain")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(10), px(4), px(4), px(4))
        row.addWidget(self.words, 1)
        row.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignTop)

    def tell(self, text: str) -> None:
        if text != self.words.text() or self.isHidden() == bool(text):
            self.setVisible(bool(text))
            self.words.setText(text)
            self.setAccessibleName(text)
            self.changed.emit()
