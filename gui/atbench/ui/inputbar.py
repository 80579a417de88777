"""The row where commands are typed: field, Send, and the options of QCOM's "Operation" group in one line.

While a prompt is open `databar.DataBar` stands in its place: what is typed then is payload.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from atbench.texts import N_, _, ngettext
from atbench.ui.databar import DataBar
from atbench.ui.history import History
from atbench.ui.icons import show_words
from atbench.ui.parts import check, label, push, restyle, rule, tool
from atbench.ui.payload import CTRL_Z, ESCAPE, LINE_ENDS, Prompt, from_hex, wrong_digit
from atbench.ui.theme import Theme

NARROW = 760  # px at which words become short

# Switches under the field: name, word, short word, hint.
SWITCHES = (
    ("hex", N_("HEX string"), "HEX", N_("What is typed are bytes in HEX, like 41 54 0D")),
    ("enter", N_("Send with Enter"), N_("Enter"), N_("Adds the line end to what is sent")),
    ("wait", N_("Wait for the answer"), N_("Wait"), N_("The next command waits until this one has its final result")),
)
# Control lines at the right end: name, hint.
CONTROL = (("dtr", N_("Data terminal ready, now")), ("rts", N_("Request to send, now")))


class Field(QLineEdit):
    """The line for commands. Signals: `entered(with_end)`, and `drop_wanted`: the queue is to be forgotten."""

    entered = Signal(bool)
    drop_wanted = Signal()

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = history
        self._prefix: str | None = None
        self.setObjectName("input_field")
        self.setAccessibleName(_("Command"))
        self.setProperty("kind", "command")
        self.setPlaceholderText(_("AT command · ↑ history"))
        self.problem = label(part="error")
        self.chip = tool("queue_chip", "", _("Forget what is queued"), kind="chip")
        self.chip.clicked.connect(self.drop_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 6, 0)
        row.addStretch(1)
        row.addWidget(self.problem)
        row.addWidget(self.chip)
        self.problem.hide()
        self.show_queue(0)
        self.textEdited.connect(self._edited)
        Theme.current().changed.connect(self._dress)
        self._dress()

    def show_queue(self, count: int) -> None:
        """How many commands wait for the answer to an earlier one."""
        text = ngettext("{count} queued · drop", "{count} queued · drop", count).format(count=count)
        self.chip.setText(text)
        self.chip.setAccessibleName(text)
        self.chip.setVisible(count > 0)
        self._make_room()

    def show_problem(self, text: str) -> None:
        """One sentence inside the field, "" for none; the value stays."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        restyle(self, "wrong", "true" if text else "false")
        self._make_room()

    def _dress(self) -> None:
        self.setFont(Theme.current().mono())

    def _make_room(self) -> None:
        shown = [widget.sizeHint().width() + 8 for widget in (self.problem, self.chip) if not widget.isHidden()]
        self.setTextMargins(0, 0, sum(shown), 0)

    def _edited(self) -> None:
        self._prefix = None
        self._history.rest()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        match event.key():
            case keys.Key_Return | keys.Key_Enter:
                self._prefix = None
                self.entered.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            case keys.Key_Up | keys.Key_Down if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._walk(event.key() == keys.Key_Up)
            case _:
                super().keyPressEvent(event)

    def _walk(self, older: bool) -> None:
        """Through the lines that start with what was typed; behind the newest one stands that again."""
        if self._prefix is None:
            self._prefix = self.text()
        line = self._history.older(self._prefix) if older else self._history.newer(self._prefix)
        if line is not None:
            self.setText(line)
        elif not older:
            self.setText(self._prefix)
            self._edited()


class CommandBar(QWidget):
    """Field, Send and the options. Signals are those of `InputBar`."""

    sent = Signal(str, bytes)
    raw = Signal(bytes)
    escape_wanted = Signal()
    lines_wanted = Signal(str, bool)
    changed = Signal()

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = Theme.current()
        self.field = Field(history)
        self.send = push("send_button", _("Send"), "", "send-horizontal", "send")
        self.send.setFixedWidth(theme.size("send"))
        self.end_label = label(_("Line end"), "secondary")
        self.end = self._end_box()
        self.switches = {name: check(f"switch_{name}", _(word), _(hint)) for name, word, _short, hint in SWITCHES}
        self.control = {name: check(f"line_{name}_now", name.upper(), _(hint)) for name, hint in CONTROL}
        self.special = self._special_button()
        self._lay_out()
        self.setMinimumWidth(1)  # words become short where there is no room for long ones
        self.send.clicked.connect(self._clicked)
        self.field.entered.connect(self._entered)
        self.field.textChanged.connect(self._check_hex)
        self.switches["hex"].toggled.connect(self._check_hex)
        for box in self.switches.values():
            box.toggled.connect(self.changed)
        for box in self.control.values():
            box.clicked.connect(self._line_clicked)

    def show_open(self, is_open: bool) -> None:
        why = "" if is_open else _("Open a port first")
        for widget in (self.send, self.special, *self.control.values()):
            widget.setEnabled(is_open)
        self.send.setToolTip(why or _("Send (Enter)"))
        self.special.setToolTip(why or _("Keys for a module that was left in data mode"))

    def _lay_out(self) -> None:
        theme = Theme.current()
        top, row = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(self.field, 1)
        top.addWidget(self.send)
        self.row = row
        row.addWidget(self.end_label)
        row.addWidget(self.end)
        for box in self.switches.values():
            row.addWidget(box)
        self.rule = rule()
        row.addWidget(self.rule)
        row.addWidget(self.special)
        row.addStretch(1)
        for box in self.control.values():
            row.addWidget(box)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.size("margin"), theme.px(8), theme.size("margin"), theme.px(6))
        outer.setSpacing(theme.px(6))
        outer.addLayout(top)
        outer.addLayout(row)

    def _end_box(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("line_end_box")
        box.setProperty("kind", "quiet")
        box.setAccessibleName(_("Line end"))
        box.setToolTip(_("What Enter adds to a line"))
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for name in LINE_ENDS:
            box.addItem(_("none") if name == "none" else name, name)
        box.activated.connect(self.changed)
        return box

    def _special_button(self) -> QToolButton:
        button = tool("special_button", _("Special"), "", "keyboard", "menu")
        menu = QMenu(button)
        for word, data in ((_("Ctrl+Z (1A)"), CTRL_Z), (_("Esc (1B)"), ESCAPE), (_("+++ with its pauses"), b"+++")):
            menu.addAction(word).setData(data)
        menu.triggered.connect(self._special_chosen)
        button.setMenu(menu)
        return button

    def _special_chosen(self, action: QAction) -> None:
        data = bytes(action.data())
        if data == b"+++":
            self.escape_wanted.emit()
        else:
            self.raw.emit(data)

    def _line_clicked(self) -> None:
        for name, box in self.control.items():
            if box is self.sender():
                self.lines_wanted.emit(name, box.isChecked())

    def _clicked(self) -> None:
        self._entered(True)
        self.field.setFocus()

    def _entered(self, with_end: bool) -> None:
        """Enter or Send; an empty line is sent as well: a bare line end wakes some modules."""
        if not self.send.isEnabled():
            self.field.show_problem(_("Open a port first"))
            return
        end = LINE_ENDS[self.end.currentData()] if with_end and self.switches["enter"].isChecked() else b""
        text = self.field.text()
        if self.switches["hex"].isChecked():
            try:
                self.raw.emit(from_hex(text) + end)
            except ValueError as error:
                self.field.show_problem(str(error))
                return
        elif text or end:
            self.sent.emit(text, end)
        self.field.clear()

    def _check_hex(self) -> None:
        on = self.switches["hex"].isChecked()
        self.field.show_problem(wrong_digit(self.field.text()) if on else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < Theme.current().px(NARROW)
        self.end_label.setVisible(not narrow)
        self.rule.setVisible(not narrow)
        self.row.setSpacing(Theme.current().px(4 if narrow else 8))
        for name, word, short, _hint in SWITCHES:
            self.switches[name].setText(_(short) if narrow else _(word))
        show_words(self.special, not narrow)
        super().resizeEvent(event)


class InputBar(QWidget):
    """The bar in its two looks.

    Signals: `sent(text, end)` a line with its line end; `raw(bytes)` bytes as they stand; `payload(bytes)` data for
    the open prompt; `escape_wanted` leave data mode by +++; `lines_wanted("dtr", on)`; `drop_wanted` forget the
    queue; `changed` an option is another.
    """

    sent = Signal(str, bytes)
    raw = Signal(bytes)
    payload = Signal(bytes)
    escape_wanted = Signal()
    lines_wanted = Signal(str, bool)
    drop_wanted = Signal()
    changed = Signal()

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "input")
        self.command = CommandBar(history)
        self.data = DataBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.command)
        column.addWidget(self.data)
        self.command.sent.connect(self.sent)
        self.command.raw.connect(self.raw)
        self.command.escape_wanted.connect(self.escape_wanted)
        self.command.lines_wanted.connect(self.lines_wanted)
        self.command.changed.connect(self.changed)
        self.command.field.drop_wanted.connect(self.drop_wanted)
        self.data.payload.connect(self.payload)
        self.data.escape_wanted.connect(self.escape_wanted)
        self.show_open(False)
        self.show_prompt(None)

    def show_open(self, is_open: bool) -> None:
        self.command.show_open(is_open)

    def show_prompt(self, prompt: Prompt | None) -> None:
        """Turns into the data bar for an open prompt, and back for None."""
        focused = self.hasFocus() or self.command.field.hasFocus() or self.data.edit.hasFocus()
        self.data.setVisible(prompt is not None)
        self.command.setVisible(prompt is None)
        self.setFixedHeight(Theme.current().size("databar" if prompt else "inputbar"))
        if prompt:
            self.data.begin(prompt)
        if focused:
            self.focus()

    def show_queue(self, count: int) -> None:
        self.command.field.show_queue(count)

    def put(self, text: str) -> None:
        """Puts a command into the field, ready to be changed or sent."""
        self.command.field.setText(text)
        self.focus()

    def type(self, text: str) -> None:
        """Goes on where a key was pressed elsewhere."""
        self.focus()
        if not self.data.isVisible():
            self.command.field.insert(text)

    def focus(self) -> None:
        (self.data.edit if self.data.isVisibleTo(self) else self.command.field).setFocus()

    def options(self) -> dict[str, object]:
        """Line end, HEX, Enter and wait, as the settings keep them."""
        switches = {name: box.isChecked() for name, box in self.command.switches.items()}
        return {"line_end": self.command.end.currentData(), **switches}

    def show_options(self, line_end: str, enter: bool, wait: bool, hex_string: bool = False) -> None:
        self.command.end.setCurrentIndex(max(0, self.command.end.findData(line_end)))
        for name, on in (("enter", enter), ("wait", wait), ("hex", hex_string)):
            self.command.switches[name].setChecked(on)

    def show_lines(self, dtr: bool, rts: bool) -> None:
        self.command.control["dtr"].setChecked(dtr)
        self.command.control["rts"].setChecked(rts)

    @property
    def waits(self) -> bool:
        """Whether Enter waits for the answer to the command before."""
        return self.command.switches["wait"].isChecked()
