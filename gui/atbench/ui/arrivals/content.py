"""What is in a thing that arrived: its facts, its bytes as text, JSON or hex, its attachments."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.arrivals.item import FORMS, SHOWN, Item, best, of, shown
from atbench.ui.arrivals.model import size
from atbench.ui.explain.head import Elided
from atbench.ui.icons import set_icon
from atbench.ui.theme import Theme


class Content(QWidget):
    """Signals: `save_wanted(name, data)`, `told(words)`, `line_wanted(number)` of the log."""

    save_wanted = Signal(str, bytes)
    told = Signal(str)
    line_wanted = Signal(int)

    def __init__(self, name: str, panel: str) -> None:
        super().__init__()
        theme = Theme.current()
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = name
        self.item: Item | None = None
        self._parts: list[QWidget] = []
        self.title, self.facts = Elided("strong"), parts.label("", "small")
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.form = QComboBox()
        self.form.setObjectName(f"{name}Form")
        self.form.setAccessibleName(of(panel, _("Show as")))
        for key, word in FORMS.items():
            self.form.addItem(_(word), key)
        self.line = _icon(f"{name}Line", _("Show its line in the terminal"), "corner-down-left")
        self.copy = _icon(f"{name}Copy", _("Copy what it holds"), "copy")
        self.save = _icon(f"{name}Save", _("Save what it holds, byte for byte…"), "save")
        for button in (self.line, self.copy, self.save):
            button.setAccessibleName(of(panel, button.toolTip()))
        self.text = QPlainTextEdit()
        self.text.setObjectName(f"{name}Text")
        self.text.setAccessibleName(of(panel, _("What it holds")))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setProperty("kind", "lines")
        self.attached = QHBoxLayout()
        self.attached.setSpacing(theme.px(6))
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        row.addWidget(self.title, 1)
        for widget in (self.form, self.line, self.copy, self.save):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.size("margin"), theme.px(6), theme.size("margin"), theme.px(6))
        column.setSpacing(theme.px(4))
        column.addLayout(row)
        column.addWidget(self.facts)
        column.addWidget(self.text, 1)
        column.addLayout(self.attached)
        self.form.activated.connect(self._write)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.line.clicked.connect(self._line)
        theme.changed.connect(self._dress)
        self._dress()
        self.tell(None)

    def tell(self, item: Item | None) -> None:
        """Shows one; None: nothing is chosen."""
        self.item = item
        for button in self._parts:
            self.attached.removeWidget(button)
            button.deleteLater()
        self._parts = []
        self.setVisible(item is not None)
        if item is None:
            return
        self.title.tell(item.title)
        self.facts.setText("\n".join(f"{word}: {value}" for word, value in item.facts))
        self.facts.setVisible(bool(item.facts))
        self.line.setVisible(item.line >= 0)
        self.form.setCurrentIndex(self.form.findData(best(item.payload)))
        self._write()
        for number, (name, data) in enumerate(item.parts):
            button = parts.push(f"{self._name}Part{number}", _("Save {name}…").format(name=name), size(len(data)))
            button.clicked.connect(lambda _on=False, part=(name, data): self.save_wanted.emit(*part))
            self.attached.addWidget(button)
            self._parts.append(button)

    def _write(self) -> None:
        if self.item:
            form, modes = self.form.currentData(), QPlainTextEdit.LineWrapMode
            self.text.setLineWrapMode(modes.NoWrap if form == "hex" else modes.WidgetWidth)
            text = shown(self.item.payload, form)
            if len(self.item.payload) > SHOWN:
                text += "\n… " + _("the rest is not shown, but saved")
            self.text.setPlainText(text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.textCursor().selectedText() or self.text.toPlainText())
        self.told.emit(_("Copied"))

    def _save(self) -> None:
        if self.item:
            self.save_wanted.emit(self.item.name, self.item.payload)

    def _line(self) -> None:
        if self.item:
            self.line_wanted.emit(self.item.line)

    def _dress(self) -> None:
        self.text.setFont(Theme.current().mono(12))


def _icon(name: str, words: str, picture: str) -> QToolButton:
    button = parts.tool(name, "", words, kind="plain")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    set_icon(button, picture)
    return button
