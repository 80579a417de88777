"""What the program has to say: strips at the top of the terminal, never a box over the traffic.

`Messages` keeps what was said until it is done, whether a window exists or not; `Strips` draws the newest three over
the top of a pane. A message tells what happened, why, and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from atbench.texts import _, ngettext
from atbench.ui.parts import label, push, tool
from atbench.ui.terminal import marks
from atbench.ui.theme import Theme

SHOWN = 3

Tone = Literal["error", "warning", "hint"]
_MARKS = {"error": ("cross", "error"), "warning": ("triangle", "urc"), "hint": ("ring", "accent")}


@dataclass(frozen=True, slots=True)
class Message:
    """One strip. Another message with the same `key` takes its place; `buttons` are at most three (word, what to run).

    `command` is something for the user to type into a shell: shown in mono with a copy button, never run by us.
    """

    key: str
    title: str
    reason: str = ""
    tone: Tone = "error"
    buttons: tuple[tuple[str, Callable[[], None]], ...] = ()
    command: str = ""


class Messages(QObject):
    """The messages that are not done yet, newest first. Signal `changed`: there are others now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Message] = []

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Message]:
        return iter(tuple(self._all))

    def show(self, message: Message) -> None:
        if message in self._all:
            return
        self._all = [message, *(other for other in self._all if other.key != message.key)]
        self.changed.emit()

    def done(self, key: str) -> None:
        """Takes the message away, if it is there."""
        rest = [message for message in self._all if message.key != key]
        if len(rest) != len(self._all):
            self._all = rest
            self.changed.emit()


class Strips(QFrame):
    """Draws `messages` over the top of `pane`, without moving anything in it."""

    def __init__(self, messages: Messages, pane: QWidget) -> None:
        super().__init__(pane)
        self._messages = messages
        self._pane = pane
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(1)
        pane.installEventFilter(self)
        messages.changed.connect(self.refresh)
        Theme.current().changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        while item := self._layout.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        shown = list(self._messages)[:SHOWN]
        for message in shown:
            strip = Strip(message, self._messages, self)
            self._layout.addWidget(strip)
            strip.show()  # now: what is shown later has no height yet
        if more := len(self._messages) - len(shown):
            text = ngettext("and {count} more message", "and {count} more messages", more).format(count=more)
            rest = label(text, "small")
            rest.setContentsMargins(12, 2, 12, 2)
            self._layout.addWidget(rest)
            rest.show()
        self.setVisible(bool(shown))
        self._place()

    def _place(self) -> None:
        width = self._pane.width()
        self.setFixedWidth(width)
        self.setGeometry(0, 0, width, self._layout.totalHeightForWidth(width))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return False


class Strip(QFrame):
    """One message: mark, sentence, reason, at most three buttons, close."""

    def __init__(self, message: Message, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self.message = message
        self._messages = messages
        self.setProperty("kind", "message")
        self.setProperty("tone", message.tone)
        self.setObjectName(f"message_{message.key}")
        self.setAccessibleName(f"{message.title} {message.reason}".strip())
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(self._mark())
        row.addLayout(self._words(), 1)
        for number, (word, run) in enumerate(message.buttons[:3]):
            button = push(f"message_{message.key}_{number}", word)
            button.setAccessibleName(f"{word}: {message.title}")  # the word may stand on a button elsewhere, too
            button.clicked.connect(run)
            row.addWidget(button)
        name = _("Close message: {title}").format(title=message.title)
        close = tool(f"message_{message.key}_close", "", name, "x", "plain")
        close.clicked.connect(self._close)
        row.addWidget(close)

    def _mark(self) -> QLabel:
        shape, token = _MARKS[self.message.tone]
        mark = QLabel()
        mark.setPixmap(marks.pixmap(shape, Theme.current()[token].rgba(), self.devicePixelRatioF()))
        return mark

    def _words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        for text, part in ((self.message.title, "strong"), (self.message.reason, "small")):
            if not text:
                continue
            sentence = label(text, part)
            sentence.setWordWrap(True)
            sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            words.addWidget(sentence)
        if self.message.command:
            words.addLayout(self._command())
        return words

    def _command(self) -> QHBoxLayout:
        line = QHBoxLayout()
        typed = label(self.message.command)
        typed.setFont(Theme.current().mono())
        typed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        hint = _("Copy {command}").format(command=self.message.command)
        copy = tool(f"message_{self.message.key}_copy", "", hint, "copy", "plain")
        copy.clicked.connect(self._copy)
        line.addWidget(typed)
        line.addWidget(copy)
        line.addStretch(1)
        return line

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.message.command)

    def _close(self) -> None:
        self._messages.done(self.message.key)
