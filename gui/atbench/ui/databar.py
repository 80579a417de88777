"""The input while a prompt is open: amber, what is typed is payload, its bytes are counted.

Data that ends by Ctrl+Z has "Send + Ctrl+Z" as its main button. Where the command announced a length, Ctrl+Z would be
payload and is not offered.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from atbench.texts import _, ngettext
from atbench.ui.icons import set_text
from atbench.ui.parts import check, label, push, restyle
from atbench.ui.payload import CTRL_Z, ESCAPE, Prompt, from_hex
from atbench.ui.terminal import marks
from atbench.ui.theme import Theme

ARMED = 2000  # ms in which a second Esc counts


class Mark(QWidget):
    """The mark of the prompt, as in the terminal."""

    def __init__(self) -> None:
        super().__init__()
        side = Theme.current().px(marks.BOX)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = marks.pixmap("prompt", Theme.current()["urc"].rgba(), self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, picture)


class Edit(QPlainTextEdit):
    """Enter makes a new line; signals `entered` (Ctrl+Enter) and `escaped` (Esc)."""

    entered = Signal()
    escaped = Signal()

    def event(self, event: QEvent) -> bool:
        # Esc and Ctrl+Enter are keys of the whole window elsewhere.
        asked = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class DataBar(QWidget):
    """Signals: `payload(bytes)` what is to be sent, with its end; `escape_wanted` leave data mode by +++."""

    payload = Signal(bytes)
    escape_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = Theme.current()
        self.setProperty("ground", "data")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._prompt = Prompt("")
        self._armed = QTimer(self)
        self._armed.setSingleShot(True)
        self._armed.setInterval(ARMED)
        self._armed.timeout.connect(self._disarm)
        self.title, self.count = label(part="urc"), label(part="strong")
        self.hint = label(part="small")
        encoding = label("UTF-8", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setProperty("kind", "data")
        self.edit = Edit()
        self.edit.setObjectName("payload_edit")
        self.edit.setAccessibleName(_("Data for the prompt"))
        self.edit.setProperty("kind", "payload")
        self.edit.setTabChangesFocus(True)
        self.hex = check("payload_hex", _("HEX"), _("The data are bytes in HEX, like 41 54 0D"))
        self.crlf = check("payload_crlf", _("Add CR LF"), _("Adds a line end to the data"))
        self.plus = push("payload_plus", "+++", _("Leave data mode by +++ with its pauses"))
        self.cancel = push("payload_cancel", "", _("Sends Esc (1B): nothing is sent to the network (Esc Esc)"), "x")
        self.only = push("payload_only", _("Send only"), _("Sends the data; the prompt stays open"))
        self.send = push("payload_send", "", "", "send-horizontal", "primary")
        self._lay_out(encoding, theme)
        self._connect()
        self.setMinimumWidth(1)
        theme.changed.connect(self._dress)
        self._dress()

    def begin(self, prompt: Prompt) -> None:
        """A prompt opened: names its command and starts counting anew."""
        if prompt != self._prompt:
            self.edit.clear()
        self._prompt = prompt
        self.title.setText(_("Data for {command}").format(command=prompt.name))
        fixed = bool(prompt.length)
        hint = (
            _("ends with byte {length}; Esc and Ctrl+Z would be data")
            if fixed
            else _("what you type now is payload, not a command")
        )
        self.hint.setText(hint.format(length=prompt.length))
        self.send.setAccessibleName(_("Send the data"))
        self.send.setToolTip(_("Ctrl+Enter"))
        for button in (self.only, self.cancel, self.plus):
            button.setVisible(not fixed)
        self.bar.setVisible(fixed)
        self._disarm()
        self._show_count()

    @property
    def data(self) -> bytes:
        """What would be sent, without its end. Raises ValueError for what is no HEX."""
        text = self.edit.toPlainText()
        data = from_hex(text) if self.hex.isChecked() else text.encode()
        return data + b"\r\n" if self.crlf.isChecked() else data

    # -- below ---------------------------------------------------------------------------------------------------

    def _lay_out(self, encoding: QLabel, theme: Theme) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        for layout in (head, foot):
            layout.setSpacing(theme.px(8))
        head.addWidget(Mark())
        head.addWidget(self.title)
        head.addWidget(self.hint)
        head.addStretch(1)
        head.addWidget(encoding)
        head.addWidget(self.count)
        for box in (self.hex, self.crlf):
            foot.addWidget(box)
        foot.addWidget(self.plus)
        foot.addStretch(1)
        for button in (self.cancel, self.only, self.send):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.size("margin"), theme.px(8), theme.size("margin"), theme.px(8))
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.edit, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._show_count)
        self.hex.toggled.connect(self._show_count)
        self.crlf.toggled.connect(self._show_count)
        self.edit.entered.connect(self._send)
        self.edit.escaped.connect(self._escape)
        self.send.clicked.connect(self._send)
        self.only.clicked.connect(self._send_only)
        self.cancel.clicked.connect(self._cancel)
        self.plus.clicked.connect(self.escape_wanted)

    def _dress(self) -> None:
        self.edit.setFont(Theme.current().mono())

    def _size(self) -> int:
        try:
            return len(self.data)
        except ValueError:
            return 0

    def _show_count(self) -> None:
        try:
            size, problem = len(self.data), ""
        except ValueError as error:
            size, problem = 0, str(error)
        length = self._prompt.length
        over = bool(length and size > length)
        numbers = f"{size} / {length}" if length else str(size)
        self.count.setText(
            problem or ngettext("{numbers} byte", "{numbers} bytes", length or size).format(numbers=numbers)
        )
        self.bar.setMaximum(max(length, 1))
        self.bar.setValue(min(size, length))
        restyle(self.count, "part", "error" if problem or over else "strong")
        restyle(self.bar, "kind", "over" if over else "data")

    def _send(self) -> None:
        """Fewer bytes than announced leave the module waiting, more are lost: the first press only says so."""
        length = self._prompt.length
        if length and self._size() != length and not self._armed.isActive():
            self._armed.start()
            set_text(self.send, _("Send anyway"))
            return
        self._emit(b"" if length else CTRL_Z)

    def _send_only(self) -> None:
        self._emit(b"")

    def _emit(self, end: bytes) -> None:
        try:
            data = self.data
        except ValueError:
            return  # the sentence stands in place of the count
        self._disarm()
        self.payload.emit(data + end)
        self.edit.clear()

    def _escape(self) -> None:
        """The first Esc only arms the button: a wrong key must not throw the data away."""
        if self._prompt.length:
            return  # the module would take it for a byte of the data
        if self._armed.isActive():
            self._cancel()
        else:
            self._armed.start()
            set_text(self.cancel, _("Esc again to cancel"))

    def _cancel(self) -> None:
        self._disarm()
        self.edit.clear()
        self.payload.emit(ESCAPE)

    def _disarm(self) -> None:
        self._armed.stop()
        set_text(self.cancel, _("Cancel (Esc)"))
        set_text(self.send, _("Send") if self._prompt.length else _("Send + Ctrl+Z"))
