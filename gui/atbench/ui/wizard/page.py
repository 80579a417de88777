"""The page of the step at hand: title and reason, how it went, its fields, its commands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from atbench.texts import _, ngettext
from atbench.ui import parts
from atbench.ui.theme import Theme
from atbench.ui.wizard.cut import CutLink
from atbench.ui.wizard.exchanges import Exchange, Exchanges, hidden
from atbench.ui.wizard.failure import Failure
from atbench.ui.wizard.fields import Fields
from atbench.ui.wizard.looks import Mark
from atbench.ui.wizard.notice import Notice
from atbench.ui.wizard.work import Work
from atbench.wizards.wizard import Step, holds, planned

SHORT = 7  # letters of an answer that stands beside its command
DONE = ("passed", "failed", "stopped")


class Page(QScrollArea):
    """Signals: `manual_wanted(name)`, `put_wanted(command)`, `virtual_wanted`."""

    manual_wanted = Signal(str)
    put_wanted = Signal(str)
    virtual_wanted = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.setObjectName("wizardPage")
        self.setAccessibleName(_("The step at hand"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title, self.why = _words("step"), _words("secondary")
        self.note, self.lasting = Told("passed"), Told("warning")
        self.notice, self.failure, self.fields = Notice(work), Failure(work), Fields(work)
        self.bar, self.pace = QProgressBar(), _words("small")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress of the step"))
        self.settings = _words("column")
        self.commands = Exchanges()
        self.manual = CutLink()
        self.manual.setObjectName("wizardManual")
        self.manual.setProperty("kind", "link")
        self.manual.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.manual.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy = parts.tool("wizardCopy", "", _("Copy the commands"), "copy", "plain")
        self.manual.clicked.connect(self._open_manual)
        self.copy.clicked.connect(self._copy)
        self.notice.virtual_wanted.connect(self.virtual_wanted)
        self.failure.put_wanted.connect(self.put_wanted)
        self.failure.remedy_wanted.connect(work.remedy)
        self._lay_out()

    def _lay_out(self) -> None:
        px = Theme.current().px
        inside = QWidget()
        inside.setProperty("ground", "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), px(14), px(16), px(16))
        column.setSpacing(px(8))
        head = QHBoxLayout()
        self.column_title = parts.label(_("Commands"), "column")
        head.addWidget(self.column_title)
        head.addWidget(self.copy)
        head.addStretch(1)
        head.addWidget(self.manual, 100)
        for part in (self.title, self.why, self.notice, self.lasting, self.failure, self.note, self.bar, self.pace):
            column.addWidget(part)
        column.addWidget(self.settings)
        column.addWidget(self.fields)
        column.addLayout(head)
        column.addWidget(self.commands)
        column.addStretch(1)
        self.setWidget(inside)

    # -- what others call ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows the step at hand as it stands."""
        work, step = self._work, self._work.step
        if step is None:
            return
        self.title.setText(f"{work.at + 1}  {_(step.text)}")
        self.why.setText(_(step.why) if step.why else "")
        self.why.setVisible(bool(step.why))
        self.notice.refresh()
        lasting = _("Changes for good: {text}").format(text=_(step.lasting)) if step.lasting else ""
        self.lasting.tell(lasting, "warning")
        self.failure.refresh()
        self.note.tell(*self._how(step))
        self.fields.refresh()
        self.settings.setText(_("Settings of this step"))
        self.settings.setVisible(not self.fields.isHidden())
        self.show_commands()
        self.show_progress()
        self._show_manual(step)

    def show_progress(self) -> None:
        progress = self._work.progress if self._work.running else None
        here = self._work.step is not None and self._work.running == self._work.step.name
        self.bar.setVisible(bool(progress and progress.total and here))
        self.pace.setVisible(bool(progress and here))
        if progress:
            self.bar.setRange(0, 1000)
            self.bar.setValue(1000 * progress.done // progress.total if progress.total else 0)
            self.bar.setAccessibleDescription(self._work.pace)
            self.pace.setText(": ".join(filter(None, (progress.name, self._work.pace))))

    def show_commands(self) -> None:
        """What will be sent with the values as they are, or what was."""
        if step := self._work.step:
            rows = self._sent(step) if self._work.results[step.name].state in DONE else self._planned(step)
            self.commands.tell(rows)
            for part in (self.commands, self.copy, self.column_title):
                part.setVisible(bool(rows))

    # -- below ---------------------------------------------------------------------------------------------------

    def _how(self, step: Step) -> tuple[str, str]:
        """The note of the step, and the mark before it."""
        work = self._work
        result = work.results[step.name]
        state = result.state
        if state in ("waiting", "failed"):
            skip = _("Left out with these values") if not holds(step.when, work.values) else ""
            if step.on(work.known.commands) is None:
                skip = _(step.absent)
            return (skip if state == "waiting" else ""), "skipped"
        texts = {"running": _("running"), "again": _("A value was changed: to be run again"), "stopped": _("stopped")}
        return texts.get(state, "") or hidden(result.note), state

    def _planned(self, step: Step) -> list[Exchange]:
        work = self._work
        told, full = work.told(), work.wizard.complete(work.values)
        return [Exchange(hidden(told.shown(text))) for text in planned(step, full)]

    def _sent(self, step: Step) -> list[Exchange]:
        told = self._work.told()
        rows = []
        for one in self._work.sent.get(step.name, []):
            if one.payload:
                text = ngettext("{size} byte of data", "{size} bytes of data", one.size)
                rows.append(Exchange(text.format(size=f"{one.size:,}"), "summary"))
                continue
            short = one.answer if len(one.answer) <= SHORT else ""
            rows.append(Exchange(hidden(told.shown(one.text)), _state(one.ok), short))
            if one.answer and not short:
                rows.append(Exchange(hidden(told.shown(one.answer)), _state(one.ok)))
            if one.late:
                rows.append(Exchange(hidden(told.shown(one.late)), _state(one.late_ok), f"{one.late_seconds:.1f} s"))
        return rows

    def _show_manual(self, step: Step) -> None:
        known = self._work.known
        page = known.pages.page(f"AT{step.manual}") if step.manual else None
        self.manual.setVisible(page is not None)
        if page:
            source = page.source
            words = f"{source.manual} {source.version} · {source.section}".strip(" ·")
            self.manual.say(words, "book-open", "accent")
            self.manual.setToolTip(_("Opens the manual: {words}").format(words=words))
            self.manual.setAccessibleName(_("Manual of {name}").format(name=page.name))

    def _open_manual(self) -> None:
        if self._work.step:
            self.manual_wanted.emit(f"AT{self._work.step.manual}")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.commands.text)


class Told(QWidget):
    """A mark and a sentence."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self.mark, self.words = Mark(state), _words("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Theme.current().px(4))
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def tell(self, text: str, state: str) -> None:
        self.setVisible(bool(text))
        self.words.setText(text)
        self.mark.tell(state)


def _words(part: str) -> QLabel:
    made = parts.label("", part)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _state(ok: bool | None) -> str:
    return "stopped" if ok is None else "passed" if ok else "failed"
