"""A question in a pane, between its head and its table: a name to type, or whether something is really to be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.theme import Theme


class Question(QFrame):
    """One question at a time. Escape and Cancel end it; the keyboard goes back to where it was (`home`).
    `of` gives words that no other pane has.

    Signal `changed`: it came or went.
    """

    changed = Signal()

    def __init__(self, name: str, home: QWidget, of: Callable[[str], str]) -> None:
        super().__init__()
        self._home, self._of = home, of
        self._does: list[Callable[[], None]] = []
        self.setProperty("kind", "message")
        self.setObjectName(f"{name}Question")
        self.words = parts.label()
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.edit = QLineEdit()
        self.edit.setObjectName(f"{name}Answer")
        self.edit.setFont(Theme.current().mono(13))
        self.buttons = [parts.push(f"{name}Answer{number}", "") for number in range(3)]
        self.edit.returnPressed.connect(self.buttons[0].click)
        for button in self.buttons:
            button.clicked.connect(self._answered)
        px = Theme.current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(10), px(6), px(10), px(8))
        column.setSpacing(px(6))
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addWidget(self.edit, 1)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(0)
        self._row = row
        column.addLayout(row)
        self.hide()

    @property
    def answer(self) -> str:
        return self.edit.text().strip()

    def ask(self, words: str, answers: list[tuple[str, Callable[[], None]]], name: bool = False) -> None:
        """Shows it; `answers` are words with what they do, at most two. With `name` something is to be typed."""
        tone = "hint" if name else "warning"
        parts.restyle(self, "tone", tone)
        self._does = [does for _word, does in answers]
        self.words.setText(words)
        self.setAccessibleName(words)
        self.edit.setVisible(name)
        self.edit.setText("")
        self.edit.setAccessibleName(self._of(words))
        words_ = [*(word for word, _does in answers), _("Cancel")]
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(words_))
            word = words_[number] if number < len(words_) else ""
            button.setText(word)
            button.setAccessibleName(self._of(f"{word}: {words}") if word else "")
        self.show()
        self.changed.emit()
        first = self.edit if name else self.buttons[0]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def end(self, back: bool = True) -> None:
        """Takes it away."""
        if not self.isHidden():
            self._does = []
            self.hide()
            self.changed.emit()
            if back:
                self._home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answered(self) -> None:
        number = next(at for at, button in enumerate(self.buttons) if button is self.sender())
        does = self._does[number] if number < len(self._does) else None
        self.end()
        if does:
            does()

    def event(self, event: QEvent) -> bool:
        # The window's Escape leads to the input; here it only ends the question.
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.end()
                return True
        return super().event(event)
