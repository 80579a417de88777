"""Where a payload is written: text, JSON that is checked, hex digits, or a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from atbench.texts import N_, _
from atbench.ui import parts
from atbench.ui.arrivals.item import as_hex, as_json, of
from atbench.ui.payload import from_hex
from atbench.ui.theme import Theme

FORMS = {"text": N_("Text"), "json": "JSON", "hex": "HEX", "file": N_("File")}
MOST = 16 << 20  # bytes of a file that is taken
LINES = 4


class PayloadEditor(QWidget):
    """`form` is one of FORMS, `title` what it is for. Signal `changed`. `row` takes widgets of others."""

    changed = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        theme = Theme.current()
        self._path: Path | None = None
        self._data = b""
        self.forms = QComboBox()
        self.forms.setObjectName(f"{name}Form")
        self.forms.setAccessibleName(of(title, _("Form of the message")))
        for key, word in FORMS.items():
            self.forms.addItem(_(word), key)
        self.pretty = parts.push(f"{name}Pretty", _("Pretty"), _("JSON in lines, to read"))
        self.compact = parts.push(f"{name}Compact", _("Compact"), _("JSON without blanks, to send"))
        self.choose = parts.push(f"{name}File", _("Choose…"), _("Choose a file"))
        self.text = QPlainTextEdit()
        self.text.setObjectName(f"{name}Payload")
        self.text.setAccessibleName(of(title, _("Message")))
        for button in (self.pretty, self.compact, self.choose):
            button.setAccessibleName(of(title, button.text()))
        self.text.setTabChangesFocus(True)
        self.text.setProperty("kind", "lines")
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.px(6))
        for widget in (self.forms, self.pretty, self.compact, self.choose):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(self.row)
        column.addWidget(self.text)
        self.forms.activated.connect(self._turned)
        self.text.textChanged.connect(self.changed)
        self.pretty.clicked.connect(lambda: self._lay_out(2))
        self.compact.clicked.connect(lambda: self._lay_out(None))
        self.choose.clicked.connect(self._choose)
        theme.changed.connect(self._dress)
        self._dress()
        self._turned()

    @property
    def form(self) -> str:
        return str(self.forms.currentData())

    def payload(self) -> bytes:
        """The bytes. Raises ValueError with a sentence where they are none."""
        text = self.text.toPlainText()
        match self.form:
            case "file":
                return self._data
            case "hex":
                return from_hex(text)
            case "json":
                if text.strip() and as_json(text.encode()) is None:
                    raise ValueError(_("This is no JSON: look at quotes, commas and brackets, or send it as text"))
        return text.encode()

    def write(self, text: str, form: str = "text") -> None:
        self.forms.setCurrentIndex(self.forms.findData(form))
        self._turned()
        self.text.setPlainText(text)

    def state(self) -> tuple[str, str]:
        """What another window takes over."""
        return ("", "text") if self.form == "file" else (self.text.toPlainText(), self.form)

    def take_file(self, path: Path) -> None:
        """Raises OSError, and ValueError for one that is too large."""
        if path.stat().st_size > MOST:
            raise ValueError(_("{name} is too large for a message").format(name=path.name))
        data = path.read_bytes()
        self.write("", "file")
        self._data, self._path = data, path
        self.text.setPlainText(f"{path}\n{as_hex(data[:64])}")

    def _turned(self) -> None:
        form = self.form
        self.pretty.setVisible(form == "json")
        self.compact.setVisible(form == "json")
        self.choose.setVisible(form == "file")
        if self.text.isReadOnly() != (form == "file"):
            self.text.clear()
            self._data = b""
        self.text.setReadOnly(form == "file")
        words = {"hex": "7B 22 61 22 3A 31 7D", "json": '{"a": 1}', "file": _("No file is chosen")}
        self.text.setPlaceholderText(words.get(form, ""))
        self.changed.emit()

    def _lay_out(self, indent: int | None) -> None:
        laid = as_json(self.text.toPlainText().encode(), indent)
        if laid is not None:
            self.text.setPlainText(laid)

    def _choose(self) -> None:
        dialog = QFileDialog(self.window(), _("Choose a file"), str(self._path.parent if self._path else Path.home()))
        dialog.setObjectName("file_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, name: str) -> None:
        try:
            self.take_file(Path(name))
        except (OSError, ValueError) as error:
            self.text.setPlainText(str(error))
            self._data = b""
            self.changed.emit()

    def _dress(self) -> None:
        theme = Theme.current()
        self.text.setFont(theme.mono(12))
        self.text.setFixedHeight(round(self.text.fontMetrics().lineSpacing() * LINES + theme.px(16)))
