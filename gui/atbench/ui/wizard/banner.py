"""What a wizard has to say beside its steps: one sentence and one button over the page, as long as it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.icons import set_text
from atbench.ui.theme import Theme
from atbench.ui.wizard.looks import Mark
from atbench.ui.wizard.trying import can_fill, fill

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.wizard.idle import Idle
    from atbench.ui.wizard.work import Work


class Banner(QFrame):
    """One sentence, one button."""

    def __init__(self, name: str, does: Callable[[], None]) -> None:
        super().__init__()
        px = Theme.current().px
        self.setObjectName(f"wizard{name}")
        self.setProperty("kind", "message")
        self.setProperty("tone", "hint")
        self.words = parts.label()
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = parts.push(f"wizard{name}Do", "")
        self.button.clicked.connect(does)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(10), px(6), px(10), px(6))
        row.setSpacing(px(6))
        row.addWidget(Mark("hint"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def tell(self, text: str, word: str, why_not: str = "", mono: bool = False) -> None:
        """Shows the sentence, and the word of the button; "" hides all."""
        self.words.setText(text)
        self.setAccessibleName(text)
        set_text(self.button, word)
        self.button.setFont(Theme.current().mono(12) if mono else Theme.current().ui_font())
        self.button.setEnabled(not why_not)
        self.button.setToolTip(why_not or text)
        self.setVisible(bool(text))


class Banners(QWidget):
    """Those of one wizard: samples, and a context that nobody uses."""

    def __init__(self, desk: Desk, work: Work, idle: Idle) -> None:
        super().__init__()
        self._desk, self._work, self._idle = desk, work, idle
        self.samples = Banner("Samples", self._samples)
        self.idle = Banner("Idle", idle.deactivate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.samples)
        column.addWidget(self.idle)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        work.changed.connect(self.refresh)
        work.valued.connect(self.refresh)
        idle.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, *_what: object) -> None:
        work, idle = self._work, self._idle
        if work.samples.names:
            text = _("Samples stand in the fields, for the virtual module. Your own values are kept.")
            self.samples.tell(text, _("My own values"), work.running and _("A step is running"))
        elif not work.sent and can_fill(self._desk, work):  # before the first step, not beside its results
            text = _("This is a virtual module: samples can stand in for the values that are missing.")
            self.samples.tell(text, _("Fill in samples"))
        else:
            self.samples.tell("", "")
        text = _("Context {number} was not used for 30 minutes. To spare it, deactivate it.")
        shown = text.format(number=idle.context) if idle.context else ""
        self.idle.tell(shown, idle.command if shown else "", work.why_not(), mono=True)

    def _samples(self) -> None:
        if self._work.samples.names:
            self._work.use_own()
            return
        try:
            fill(self._desk, self._work)
        except OSError as error:
            self._desk.failed("samples", error)
