"""The fields of the step at hand: word, editor, what the manual allows, and what it would refuse."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.theme import Theme
from atbench.ui.wizard.editors import NumberEditor, editor
from atbench.ui.wizard.looks import Mark
from atbench.ui.wizard.work import Work
from atbench.wizards.wizard import Field, holds

WORDS = 132  # px of the column with the words


class FieldRow(QWidget):
    """One field. Signal `edited(name, value)`, `anyway(name)`: the value goes out as it stands."""

    edited = Signal(str, str)
    anyway = Signal(str)

    def __init__(self, field: Field, work: Work) -> None:
        super().__init__()
        self.field, self._work = field, work
        theme = Theme.current()
        self.limits = field.limits(work.known)
        self.editor = editor(replace(field, choices=field.allowed(work.known)), self.limits)
        self.word = parts.label(_(field.text), "secondary")
        self.word.setWordWrap(True)
        self.word.setFixedWidth(theme.px(WORDS))
        self.word.setContentsMargins(0, theme.px(5), 0, 0)
        self.word.setBuddy(self.editor)
        self.hint, self.problem = parts.label("", "small"), parts.label("", "refused")
        for label in (self.hint, self.problem):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.mark = Mark("warning")
        self.send = parts.push(f"wizard_{field.name}_anyway", _("Send anyway"))
        self.send.setAccessibleName(_("Send anyway: {field}").format(field=_(field.text)))
        self._lay_out()
        self.editor.changed.connect(self._changed)
        self.send.clicked.connect(self._anyway)

    def _lay_out(self) -> None:
        theme = Theme.current()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(2))
        grid.addWidget(self.word, 0, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(self.editor, NumberEditor):
            self.editor.row.takeAt(self.editor.row.count() - 1)
            self.editor.row.addWidget(self.hint, 1)
            grid.addWidget(self.editor, 0, 1)
        else:
            grid.addWidget(self.editor, 0, 1)
            grid.addWidget(self.hint, 1, 1)
        self.below = QWidget()
        row = QHBoxLayout(self.below)
        row.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        row.setSpacing(theme.px(8))
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.problem, 1)
        row.addWidget(self.send)
        grid.addWidget(self.below, 2, 1)
        grid.setColumnStretch(1, 1)

    def refresh(self) -> None:
        """Shows value, limits, refusal or doubt as they are."""
        work, name = self._work, self.field.name
        value, proposal = work.values.get(name, ""), work.proposal(name)
        self.editor.use(value)
        self.editor.propose(proposal)
        self.setVisible(holds(self.field.when, work.values))
        self.setEnabled(not work.running)
        hint = self._hint(value)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        refusal, taken = work.refusal(name), name in work.anyway
        doubt = "" if refusal else work.doubt(name)
        doubt = doubt[:1].upper() + doubt[1:]
        told = _("{refusal}. It is sent anyway.").format(refusal=refusal) if taken and refusal else refusal or doubt
        self.problem.setText(told)
        parts.restyle(self.problem, "part", "refused" if refusal and not taken else "small")
        self.mark.setVisible(bool(doubt))
        self.send.setVisible(bool(refusal) and not taken)
        self.below.setVisible(bool(told))
        wrong = "true" if refusal and not taken else "false"
        parts.restyle(self.editor.control, "wrong", wrong)
        proposed = _("{value} is taken where this stays empty").format(value=proposal) if proposal else ""
        self.editor.control.setAccessibleDescription(told or ", ".join(filter(None, (hint, proposed))))

    def _hint(self, value: str) -> str:
        """What may stand here: range, bytes left, the default, and what the wizard has to say."""
        field, limits = self.field, self.limits
        words = [_("a sample")] if field.name in self._work.samples.names else []
        words += [_(field.hint)] if field.hint else []
        if limits.range and field.type == "int":
            words.append("{}–{}".format(*limits.range))
        if limits.max is not None and field.type not in ("int", "flag", "choice", "file", "files"):
            longest = max((len(line.encode()) for line in _items(field, value)), default=0)
            words.append(_("{left} of {max} bytes left").format(left=max(0, limits.max - longest), max=limits.max))
        if limits.default and limits.default != value and field.type == "int":
            words.append(_("default {value}").format(value=limits.default))
        elif not field.needed and not value and not field.hint and field.type not in ("flag", "choice"):
            words.append(_("may be left out"))
        return " · ".join(words)

    def _changed(self) -> None:
        self.edited.emit(self.field.name, self.editor.value())

    def _anyway(self) -> None:
        self.anyway.emit(self.field.name)


class Fields(QWidget):
    """The fields of one step, and where its secrets may be kept."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._step = ""
        self.rows: dict[str, FieldRow] = {}
        self.remember = parts.check("wizardRemember", _("Keep the secrets in the keyring of the system"))
        self.remember.clicked.connect(self._wished)
        self.reason = parts.label("", "small")
        self.reason.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Theme.current().px(8))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Theme.current().px(8))
        self._column.addLayout(self._rows)
        self._column.addWidget(self.remember)
        self._column.addWidget(self.reason)

    def refresh(self) -> None:
        step = self._work.step
        if (step.name if step else "") != self._step:
            self._step = step.name if step else ""
            self._fill(step.fields if step else ())
        for row in self.rows.values():
            row.refresh()
        self._tell_keyring()
        self.setVisible(any(not row.isHidden() for row in self.rows.values()))

    def focus(self, name: str) -> None:
        if name in self.rows:
            self.rows[name].editor.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, names: tuple[str, ...]) -> None:
        for row in self.rows.values():
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self.rows = {name: FieldRow(self._work.wizard.field(name), self._work) for name in names}
        before: QWidget = self
        for row in self.rows.values():
            row.edited.connect(self._work.set_value)
            row.anyway.connect(self._work.send_anyway)
            self._rows.addWidget(row)
            before = row
        QWidget.setTabOrder(before, self.remember)

    def _tell_keyring(self) -> None:
        kept = self._work.kept
        shown = [name for name, row in self.rows.items() if name in kept.secrets and not row.isHidden()]
        self.remember.setVisible(bool(shown))
        self.reason.setVisible(bool(shown) and bool(kept.problem))
        if not shown:
            return
        kept.look()
        self.remember.setEnabled(kept.problem == "")
        self.remember.setChecked(kept.wished)
        self.reason.setText(kept.problem or "")
        self.remember.setAccessibleDescription(kept.problem or "")

    def _wished(self, on: bool) -> None:
        self._work.kept.wish(on, self._work.own_values)


def _items(field: Field, value: str) -> list[str]:
    return value.split("\n") if field.type == "list" else [value]
