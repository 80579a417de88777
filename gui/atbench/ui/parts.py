"""Small widgets made in one line, each with its name for tests and its name for screen readers."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QFrame, QLabel, QPushButton, QToolButton, QWidget

from atbench.ui.icons import set_icon, show_words
from atbench.ui.theme import Theme

B = TypeVar("B", bound=QAbstractButton)


def check(name: str, word: str, hint: str = "") -> QCheckBox:
    """A check box; a click leaves the focus where it is."""
    return _named(QCheckBox(word), name, word, hint)


def push(name: str, word: str, hint: str = "", picture: str = "", kind: str = "") -> QPushButton:
    """A button; `kind` "primary" is the blue one, of which an area has at most one."""
    button = _named(QPushButton(word), name, word, hint)
    button.setProperty("kind", kind)
    if picture:
        set_icon(button, picture, "onfill" if kind in ("primary", "send") else "text2")
    return button


def tool(name: str, word: str, hint: str = "", picture: str = "", kind: str = "") -> QToolButton:
    """A flat button: an icon with its word beside it; `kind` "menu" has an arrow."""
    button = _named(QToolButton(), name, word, hint)
    button.setText(word)
    button.setProperty("kind", kind)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if kind == "menu":
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    if picture:
        set_icon(button, picture)
    return button


class ActionButton(QToolButton):
    """A flat button that does what an action does; a default action would take the icon's room away."""

    def __init__(self, action: QAction, name: str, picture: str, words: bool) -> None:
        super().__init__()
        self._action = action
        word = action.text()
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._hint = f"{word} ({key})" if key else word
        _named(self, name, word, self._hint)
        self.setText(word)
        self.setCheckable(action.isCheckable())
        set_icon(self, picture)
        show_words(self, words)
        action.changed.connect(self._show)
        self.clicked.connect(self._do)
        self._show()

    def _show(self) -> None:
        can = self._action.isEnabled()
        self.setEnabled(can)
        self.setChecked(self._action.isChecked())
        self.setToolTip(self._hint if can else self._action.toolTip())

    def _do(self) -> None:
        self._action.trigger()
        self.setChecked(self._action.isChecked())


def label(text: str = "", part: str = "") -> QLabel:
    """Words in the look of a part of the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("part", part)
    return made


def rule(height: int = 20) -> QFrame:
    """A thin upright line between groups."""
    frame = QFrame()
    frame.setProperty("kind", "rule")
    frame.setFixedSize(1, Theme.current().px(height))
    return frame


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Changes a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _named(button: B, name: str, word: str, hint: str) -> B:
    button.setObjectName(name)
    button.setAccessibleName(word or hint)
    button.setToolTip(hint)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
