"""Where values are typed or chosen: one small widget for each type of field, all with `value`, `use` and `changed`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.theme import Theme
from atbench.wizards.wizard import Field, Limits

LINES = {"list": 3, "files": 3, "long": 6}  # of the editor


class Editor(QWidget):
    """`control` is where it is typed or chosen. Signal `changed`: another value."""

    changed = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.control: QWidget = self
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(Theme.current().px(6))

    def value(self) -> str:
        raise NotImplementedError

    def use(self, value: str) -> None:
        raise NotImplementedError

    def propose(self, value: str) -> None:
        """What is taken where it stays empty."""

    def _named(self, widget: QWidget, more: str = "") -> None:
        """The editor itself, or a helper of it: `more` is its word."""
        name, title = self.field.name, _(self.field.text)
        widget.setObjectName(f"wizard_{name}_{more}" if more else f"wizard_{name}")
        widget.setAccessibleName(f"{title}: {more}" if more else title)
        if not more:
            self.control = widget
            self.setFocusProxy(widget)


class LineEditor(Editor):
    """Text; a secret stands as dots, the eye shows it while it is held."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.edit = self.make_edit()
        self._named(self.edit)
        self.edit.setFont(Theme.current().mono(13))
        self.edit.textEdited.connect(self.changed)
        self.row.addWidget(self.edit, 1)
        if field.secret and field.type == "text":
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
            title = _("Show {field} while held").format(field=_(field.text))
            self.eye = parts.tool(f"wizard_{field.name}_eye", "", title, "eye", "plain")
            self.eye.pressed.connect(self._show)
            self.eye.released.connect(self._hide)
            self.row.addWidget(self.eye)

    def make_edit(self) -> QLineEdit:
        return QLineEdit()

    def value(self) -> str:
        return self.edit.text()

    def use(self, value: str) -> None:
        if value != self.edit.text():
            self.edit.setText(value)

    def propose(self, value: str) -> None:
        self.edit.setPlaceholderText(value)

    def _show(self) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal)

    def _hide(self) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)


class NumberLine(QLineEdit):
    """Up and Down count within the limits; anything may be typed, the page says what is wrong with it."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or not (self.text() or "0").removeprefix("-").isdecimal():
            super().keyPressEvent(event)
            return
        low, high = self._limits.range or (0, 2**31)
        self.setText(str(min(max(int(self.text() or 0) + step, low), high)))
        self.textEdited.emit(self.text())


class NumberEditor(LineEditor):
    """A whole number."""

    def __init__(self, field: Field, limits: Limits) -> None:
        self._limits = limits
        super().__init__(field)
        self.edit.setFixedWidth(Theme.current().px(104))
        self.row.addStretch(1)

    def make_edit(self) -> QLineEdit:
        return NumberLine(self._limits)


class ChoiceEditor(Editor):
    """One of some values. A value that is none of them, of a preset, is shown as it is."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = QComboBox()
        self.box.setMinimumWidth(Theme.current().px(80))  # its words give way where the page is narrow
        self._named(self.box)
        for value, word in field.choices:
            self.box.addItem(_(word), value)
        self.box.activated.connect(self.changed)
        self.row.addWidget(self.box)
        self.row.addStretch(1)

    def value(self) -> str:
        return str(self.box.currentData() or "")

    def use(self, value: str) -> None:
        if self.box.findData(value) < 0:
            self.box.addItem(value, value)
        self.box.setCurrentIndex(self.box.findData(value))


class FlagEditor(Editor):
    """Yes or no."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = QCheckBox(_("on"))
        self._named(self.box)
        self.box.clicked.connect(self.changed)
        self.row.addWidget(self.box)
        self.row.addStretch(1)

    def value(self) -> str:
        return "1" if self.box.isChecked() else ""

    def use(self, value: str) -> None:
        self.box.setChecked(bool(value) and value != "0")


class FileEditor(LineEditor):
    """The name of a file, typed or chosen."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.choose = parts.push(f"wizard_{field.name}_choose", _("Choose…"))
        self.choose.setAccessibleName(_("Choose a file: {field}").format(field=_(field.text)))
        self.choose.clicked.connect(self._choose)
        self.row.addWidget(self.choose)

    def _choose(self) -> None:
        ask_for_files(self, self._chosen, many=False, folder=self.value())

    def _chosen(self, names: list[str]) -> None:
        self.edit.setText(names[0])
        self.changed.emit()


class Lines(QPlainTextEdit):
    """Tab leaves it, as in every other field."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFont(Theme.current().mono(13))
        self.setProperty("kind", "lines")
        self.document().setDocumentMargin(Theme.current().px(5))
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * count + Theme.current().px(16)))


class LinesEditor(Editor):
    """Several lines: items of a list, files, or a long text."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.edit = Lines(LINES[field.type])
        self._named(self.edit)
        self.edit.textChanged.connect(self._edited)
        if field.type == "list":
            self.edit.setPlaceholderText(_("one a line"))
        column = QVBoxLayout()
        column.addWidget(self.edit)
        self.row.addLayout(column, 1)
        self._using = False
        if field.type == "files":
            self.add = parts.push(f"wizard_{field.name}_add", _("Add files…"))
            self.add.setAccessibleName(_("Add files: {field}").format(field=_(field.text)))
            self.add.clicked.connect(self._add)
            column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> str:
        text = self.edit.toPlainText()
        if self.field.type == "long":
            return text
        return "\n".join(line.strip() for line in text.split("\n") if line.strip())

    def use(self, value: str) -> None:
        if value != self.value():
            self._using = True
            self.edit.setPlainText(value)
            self._using = False

    def _edited(self) -> None:
        if not self._using:
            self.changed.emit()

    def _add(self) -> None:
        ask_for_files(self, self._added, many=True, folder=self.value().rpartition("\n")[2])

    def _added(self, names: list[str]) -> None:
        self.edit.setPlainText("\n".join(filter(None, [self.value(), *names])))


def ask_for_files(parent: QWidget, use: object, many: bool, folder: str) -> None:
    """A file dialog that is opened, not executed: everything else goes on."""
    place = str(Path(folder).parent) if folder else str(Path.home())
    dialog = QFileDialog(parent.window(), _("Choose a file"), place)
    dialog.setObjectName("file_dialog")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(use)
    dialog.open()


def editor(field: Field, limits: Limits) -> Editor:
    """The widget for a field."""
    match field.type:
        case "int":
            return NumberEditor(field, limits)
        case "choice":
            return ChoiceEditor(field)
        case "flag":
            return FlagEditor(field)
        case "file":
            return FileEditor(field)
        case "text":
            return LineEditor(field)
    return LinesEditor(field)
