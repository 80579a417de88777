"""The last page: how it went, and what of it can be taken along."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from atbench.texts import _, ngettext
from atbench.ui import parts
from atbench.ui.theme import Theme
from atbench.ui.wizard.exchanges import hidden
from atbench.ui.wizard.looks import Mark
from atbench.ui.wizard.work import Work
from atbench.wizards.report import STATES, left_out, summary


class Summary(QScrollArea):
    """Signals: `set_wanted`, `text_wanted`, `report_wanted`."""

    set_wanted = Signal()
    text_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.setObjectName("wizardSummary")
        self.setAccessibleName(_("Summary"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.how, self.rest = parts.label("", "strong"), parts.label("", "small")
        self.left = parts.label()
        for words in (self.how, self.rest, self.left):
            words.setWordWrap(True)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.clean = parts.push("wizardCleanUp", _("Clean up"))
        self.save = parts.push("wizardSaveSet", _("Save as command set…"), "", "list-plus")
        self.copy = parts.push("wizardCopyText", _("Copy as text"), "", "copy")
        title, hint = _("Report…"), _("One HTML file, without secrets")
        if work.wizard.discreet:
            title, hint = _("Support report…"), _("One HTML file, without secrets, identities and addresses")
        self.report = parts.push("wizardReport", title, hint, "save")
        self.clean.clicked.connect(work.clean_up)
        self.save.clicked.connect(self.set_wanted)
        self.copy.clicked.connect(self.text_wanted)
        self.report.clicked.connect(self.report_wanted)
        self._lay_out()

    def _lay_out(self) -> None:
        px = Theme.current().px
        inside = QWidget()
        inside.setProperty("ground", "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(16))
        column.setSpacing(px(8))
        column.addWidget(parts.label(_("Summary"), "step"))
        column.addWidget(self.how)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(4))
        self._grid.setColumnStretch(2, 1)
        self.table = QWidget()
        self.table.setLayout(self._grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        taken = QHBoxLayout()
        taken.addWidget(self.left, 1)
        taken.addWidget(self.clean)
        column.addLayout(taken)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(px(6))
        for button in (self.save, self.copy, self.report):
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        column.addWidget(self.rest)
        column.addStretch(1)
        self.setWidget(inside)
        self._marks: list[tuple[Mark, QWidget]] = []

    def refresh(self) -> None:
        work = self._work
        if work.step is not None:
            return
        told = work.told()
        self.how.setText(summary(told))
        self._fill()
        count = work.left
        text = ngettext("{count} thing is still to be taken back", "{count} things are still to be taken back", count)
        self.left.setText(text.format(count=count))
        why = work.why_not()
        for part in (self.left, self.clean):
            part.setVisible(count > 0 and not work.running)
        self.clean.setEnabled(not why)
        self.clean.setToolTip(why)
        ran = any(work.sent.values())
        for button in (self.save, self.copy, self.report):
            button.setEnabled(ran)
            button.setToolTip("" if ran else _("Nothing was sent yet"))
        hidden_rows = left_out(told)
        text = ngettext(
            "The list leaves something out: fill it in where it says <…>; that row is not ticked.",
            "The list leaves something out in {count} rows: fill it in where it says <…>; these rows are not ticked.",
            hidden_rows,
        )
        self.rest.setText(text.format(count=hidden_rows))
        self.rest.setVisible(hidden_rows > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where there is no room for all in a row."""
        super().resizeEvent(event)
        wanted = sum(button.sizeHint().width() for button in (self.save, self.copy, self.report))
        fits = wanted + Theme.current().px(2 * 16 + 2 * 6) <= self.viewport().width()
        ways = QBoxLayout.Direction
        self._buttons.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def _fill(self) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for row, step in enumerate(self._work.wizard.steps):
            result = self._work.results[step.name]
            note = hidden(result.note) or _(STATES[result.state])
            words = parts.label(note, "small")
            words.setWordWrap(True)
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(Mark(result.state), row, 0, top)
            self._grid.addWidget(parts.label(_(step.text)), row, 1, top)
            self._grid.addWidget(words, row, 2)
