"""What is to be known before a step runs: no port, a module of another family, a list that runs, time for messages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.theme import Theme
from atbench.ui.wizard.looks import Mark
from atbench.ui.wizard.work import Work


class Notice(QFrame):
    """Signal `virtual_wanted`: the virtual module that fits is to be opened."""

    virtual_wanted = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        px = Theme.current().px
        self.setProperty("kind", "message")
        self.setObjectName("wizardNotice")
        self.mark = Mark("hint")
        self.words = parts.label()
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        title = _("Try on virtual {name}").format(name=work.wizard.profile.upper())
        self.virtual = parts.push("wizardVirtual", title, "", "cpu")
        self.virtual.clicked.connect(self.virtual_wanted)
        self.console = parts.push("wizardMessages", _("Open the messages"), "", "message-square-text")
        self.console.clicked.connect(work.open_console)
        column = QVBoxLayout()
        column.setSpacing(px(6))
        column.addWidget(self.words)
        column.addWidget(self.virtual, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.console, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(10), px(8), px(10), px(8))
        row.setSpacing(px(4))
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def refresh(self) -> None:
        work = self._work
        text, tone = "", "hint"
        if not work.open:
            text = _("No port is open. Open the one of your module in the toolbar, or try this on a virtual module.")
        elif not work.fits:
            text, tone = work.warning, "warning"
        elif not work.running and (why := work.why_not()):
            text = _("{reason}: a wizard cannot work at the same time.").format(reason=why)
        elif work.pausing and work.step:
            text = _(work.step.pause)
        self.words.setText(text)
        self.setVisible(bool(text))
        self.virtual.setVisible(not work.open or not work.fits)
        self.console.setVisible(work.open and work.pausing and work.wizard.console)
        self.mark.tell(tone)
        self.setAccessibleName(text)
        parts.restyle(self, "tone", tone)
