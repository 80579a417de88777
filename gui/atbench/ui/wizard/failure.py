"""What a failed step says: what happened, why, what to try, and buttons that do it, one rung of the ladder a click."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.theme import Theme
from atbench.ui.wizard.cut import CutButton
from atbench.ui.wizard.exchanges import hidden
from atbench.ui.wizard.looks import Mark
from atbench.ui.wizard.work import Work
from atbench.wizards.run import StepResult

_LONG = re.compile(r"(\S{40})\S{4,}?(:?)(?=\s|$)")  # a command that no line of the page can hold
_OPEN = re.compile(r"=$|<[^>]*>|\{\w+\}|…")  # a command that is not whole: the user fills it in


class Rung(QWidget):
    """One remedy: what it is for, its button, and its answer once it was tried."""

    def __init__(self, number: int, command: str, purpose: str) -> None:
        super().__init__()
        self.number, self.command = number, command
        self.whole = not _OPEN.search(command)
        words = _("Send {command}") if self.whole else _("Put {command} into the input")
        self.button = CutButton()
        self.button.setObjectName(f"wizardRemedy{number}")
        self.button.setFont(Theme.current().mono(12))
        self.button.setAccessibleName(words.format(command=command))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.say(command, "send-horizontal" if self.whole else "corner-down-left")
        self.answer = parts.label("", "small")
        self.answer.setFont(Theme.current().mono(12))
        self.answer.setWordWrap(True)
        self.answer.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.mark = Mark()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Theme.current().px(2), 0, 0)
        column.setSpacing(Theme.current().px(2))
        if purpose:
            column.addWidget(_item(purpose))
        row = QHBoxLayout()
        row.setContentsMargins(Theme.current().px(12), 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(Theme.current().px(4))
        below.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.answer, 1)
        column.addLayout(row)
        column.addLayout(below)

    def tell(self, told: tuple[bool, str] | None, why_not: str) -> None:
        self.button.setEnabled(not why_not)
        self.button.setToolTip(why_not or self.button.accessibleName())
        for part in (self.mark, self.answer):
            part.setVisible(told is not None)
        self.answer.setText(hidden(told[1]) if told else "")
        if told:
            self.mark.tell("passed" if told[0] else "failed")


class Failure(QFrame):
    """Signals: `remedy_wanted(rung)`, `put_wanted(command)` a command that the user must fill in."""

    remedy_wanted = Signal(int)
    put_wanted = Signal(str)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._shown: tuple[str, StepResult] | None = None
        self.rungs: list[Rung] = []
        self.setProperty("kind", "message")
        self.setObjectName("wizardFailure")
        self._column = QVBoxLayout(self)
        px = Theme.current().px
        self._column.setContentsMargins(px(12), px(8), px(12), px(10))
        self._column.setSpacing(px(4))

    def refresh(self) -> None:
        step = self._work.step
        result = self._work.results[step.name] if step else None
        failed = result is not None and result.state == "failed"
        self.setVisible(failed)
        if not failed or not step or not result:
            return
        if self._shown != (step.name, result):
            self._shown = (step.name, result)
            self._fill(result)
        why = self._work.why_not()
        for rung in self.rungs:
            told = self._work.tried.get((step.name, rung.number))
            before = rung.number == 0 or (step.name, rung.number - 1) in self._work.tried
            late = "" if before or not rung.whole else _("The one above it comes first")
            rung.tell(told, (why or late) if rung.whole else "")

    def _fill(self, result: StepResult) -> None:
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._column.addWidget(self._head(result.note))
        commands, places = list(dict.fromkeys(result.remedies)), self._work.places(self._work.step)
        purposes = {command: _purpose(command, result.tries) for command in commands}
        tries = [text for text in result.tries if not any(text.endswith(command) for command in commands)]
        for title, items, shown in (
            (_("Likely causes"), result.causes, bool(result.causes)),
            (_("Try next"), tries, bool(tries or commands or places)),
        ):
            if shown:
                self._column.addWidget(parts.label(title, "column"))
            for text in items:
                self._column.addWidget(_item(text))
        for number in places:
            self._column.addWidget(self._way(number), 0, Qt.AlignmentFlag.AlignLeft)
        self.rungs = [Rung(number, command, purposes[command]) for number, command in enumerate(commands)]
        for rung in self.rungs:
            rung.button.clicked.connect(self._pressed)
            self._column.addWidget(rung)
        self.setAccessibleName(result.note)

    def _way(self, number: int) -> QWidget:
        """A button to a step whose values may be why this one failed."""
        step = self._work.wizard.steps[number]
        words = _("Go to step {number}: {title}").format(number=number + 1, title=_(step.text))
        button = parts.push(f"wizardGo_{step.name}", words, kind="link")
        button.setAccessibleName(words)
        button.clicked.connect(lambda: self._work.go(number))
        return button

    def _head(self, what: str) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Theme.current().px(4))
        row.addWidget(Mark("failed"), 0, Qt.AlignmentFlag.AlignTop)
        shown = _sentence(_LONG.sub(r"\1…\2", hidden(what[:1].upper() + what[1:])), "failed")
        shown.setToolTip(hidden(what))
        row.addWidget(shown, 1)
        return head

    def _pressed(self) -> None:
        for rung in self.rungs:
            if rung.button is self.sender():
                if rung.whole:
                    self.remedy_wanted.emit(rung.number)
                else:
                    self.put_wanted.emit(rung.command)


def _purpose(command: str, tries: Iterable[str]) -> str:
    """What the manual says a command is for: it stands before it, behind a colon."""
    found = next((text for text in tries if text.endswith(command)), "")
    return found.removesuffix(command).rstrip(" :：")


def _item(text: str) -> QWidget:
    """One sentence of several: its further lines begin where the first one does."""
    item = QWidget()
    row = QHBoxLayout(item)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Theme.current().px(6))
    row.addWidget(parts.label("·"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(_sentence(text), 1)
    return item


def _sentence(text: str, part: str = "") -> QWidget:
    words = parts.label(text, part)
    words.setWordWrap(True)
    words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words
