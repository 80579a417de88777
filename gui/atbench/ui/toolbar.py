"""The row at the top: which port, how fast, open or close; at the right what concerns the terminal.

It knows nothing of ports: it shows what it is told and says what the user wants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from atbench.port.port import PortSettings
from atbench.texts import N_, _
from atbench.ui.icons import icon, set_icon, show_words
from atbench.ui.modulebutton import ModuleButton
from atbench.ui.parts import push, restyle, rule, tool
from atbench.ui.theme import Theme

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1000000, 3000000)
VIRTUAL = "virtual://ec600s"
_PICTURE = Qt.ItemDataRole.UserRole + 1
NARROW = 1000  # px at which words that an icon says too leave


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the flyout: which member of the settings, its word, its values with their words."""

    name: str
    word: str
    values: tuple[tuple[Any, str], ...]


LINE = (
    Choice("bits", N_("Data bits"), tuple((n, str(n)) for n in (8, 7, 6, 5))),
    Choice(
        "parity",
        N_("Parity"),
        (("N", N_("None")), ("E", N_("Even")), ("O", N_("Odd")), ("M", N_("Mark")), ("S", N_("Space"))),
    ),
    Choice("stop", N_("Stop bits"), ((1, "1"), (1.5, "1.5"), (2, "2"))),
    Choice("flow", N_("Flow control"), (("none", N_("None")), ("rts/cts", "RTS/CTS"), ("xon/xoff", "XON/XOFF"))),
    Choice("dtr", N_("DTR on opening"), ((True, N_("On")), (False, N_("Off")))),
    Choice("rts", N_("RTS on opening"), ((True, N_("On")), (False, N_("Off")))),
)


class PortBox(QComboBox):
    """The ports that were found, the virtual modules, and any name that is typed.

    Signals: `wanted(url)` the user chose or typed one and wants it; `opened_list` the list is about to show.
    """

    wanted = Signal(str)
    opened_list = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("port_box")
        self.setAccessibleName(_("Port"))
        self.setToolTip(_("Port: choose one or type its name (Ctrl+P)"))
        edit = _editable(self, "port_edit", _("Name of the port"))
        edit.setPlaceholderText(_("Choose a port"))
        edit.returnPressed.connect(self._typed)
        self.activated.connect(self._typed)
        self.setMaxVisibleItems(20)
        self._urls: dict[str, str] = {}
        self.show_ports(())
        Theme.current().changed.connect(self._redress)

    @property
    def url(self) -> str:
        """What to open: the chosen port, or what was typed."""
        text = self.currentText().strip()
        return self._urls.get(text, text)

    def show_ports(
        self, ports: Sequence[tuple[str, str]], modules: Sequence[tuple[str, str]] = ((VIRTUAL, "EC600S"),)
    ) -> None:
        """`ports` and virtual `modules` are (url, title); what was chosen or typed stays."""
        kept = self.url
        self.blockSignals(True)
        self.clear()
        self._urls = {}
        for url, title in ports:
            self._add(url, f"{url} · {title}" if title and title != url else url, "usb")
        for url, title in modules:
            self._add(url, _("Virtual {module}").format(module=title), "cpu")
        self.blockSignals(False)
        self.choose(kept)

    def choose(self, url: str) -> None:
        """Shows a port without opening it; "" for none."""
        for row in range(self.count()):
            if self.itemData(row) == url:
                self.setCurrentIndex(row)
                return
        self.setCurrentIndex(-1)
        self.setEditText(url)
        if edit := self.lineEdit():
            edit.setCursorPosition(0)  # a long one shows its beginning

    def title(self, url: str) -> str:
        """How the list calls a port, without what it says about it; the URL itself where the list has it not."""
        return next((text.partition(" · ")[0] for text, other in self._urls.items() if other == url), url)

    def showPopup(self) -> None:
        self.opened_list.emit()
        super().showPopup()

    def _add(self, url: str, text: str, picture: str) -> None:
        self._urls[text] = url
        self.addItem(icon(picture), text, url)
        self.setItemData(self.count() - 1, picture, _PICTURE)

    def _redress(self) -> None:
        for row in range(self.count()):
            self.setItemIcon(row, icon(self.itemData(row, _PICTURE)))

    def _typed(self) -> None:
        if self.url:
            self.wanted.emit(self.url)


class LineMenu(QMenu):
    """The flyout behind `8N1`. Signal `changed`: another setting was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = Theme.current().px
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(px(10), px(8), px(10), px(8))
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(6))
        self._boxes: dict[str, QComboBox] = {}
        for row, choice in enumerate(LINE):
            box = QComboBox()
            box.setObjectName(f"line_{choice.name}")
            box.setAccessibleName(_(choice.word))
            box.setMinimumWidth(px(116))
            for value, word in choice.values:
                box.addItem(_(word), value)
            box.activated.connect(self.changed)
            grid.addWidget(QLabel(_(choice.word)), row, 0)
            grid.addWidget(box, row, 1)
            self._boxes[choice.name] = box
        action = QWidgetAction(self)
        action.setDefaultWidget(page)
        self.addAction(action)

    def values(self) -> dict[str, Any]:
        return {name: box.currentData() for name, box in self._boxes.items()}

    def show_values(self, settings: PortSettings) -> None:
        for name, box in self._boxes.items():
            box.setCurrentIndex(max(0, box.findData(getattr(settings, name))))


class Toolbar(QWidget):
    """Signals: `open_wanted(url)`, `close_wanted`, `line_changed`, `look_wanted` (the list of ports is opened)."""

    open_wanted = Signal(str)
    close_wanted = Signal()
    line_changed = Signal()
    look_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = Theme.current()
        self.setProperty("ground", "toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.size("toolbar"))
        self.setMinimumWidth(1)  # words leave where there is no room for them
        self._open = False
        self.port = PortBox()
        self.port.setMinimumWidth(theme.px(150))
        self.port.setMaximumWidth(theme.size("port"))
        self.baud = self._baud_box()
        self.line = tool("line_button", _("Line settings"), kind="menu")
        self.menu = LineMenu(self.line)
        self.line.setMenu(self.menu)
        self.button = push("port_button", _("Open port"))
        self.button.clicked.connect(self._clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.size("margin"), 0, theme.size("margin"), 0)
        self._row.setSpacing(theme.px(6))
        self._row.addWidget(self.port, 3)
        self._row.addWidget(self.baud)
        self._row.addWidget(self.line)
        self._row.addWidget(self.button)
        self._row.addWidget(rule())
        self.module = ModuleButton()
        self._row.addWidget(self.module)
        self._row.addStretch(2)
        self._words: list[QToolButton] = []
        self.port.wanted.connect(self._wanted)
        self.port.opened_list.connect(self.look_wanted)
        self.port.editTextChanged.connect(self._refresh)
        self.menu.changed.connect(self._line_chosen)
        self.show_line(PortSettings())
        self.show_open(False)

    def add(self, button: QToolButton, word: bool = False) -> None:
        """A button at the right end; `word`: its text leaves where the window is narrow."""
        self._row.addWidget(button)
        if word:
            self._words.append(button)
            self._fit()  # the window may have its size already

    def add_rule(self) -> None:
        self._row.addWidget(rule())

    @property
    def settings(self) -> PortSettings:
        """The line settings as shown; a baud rate that is no number counts as 115200."""
        text = self.baud.currentText().strip()
        return PortSettings(baud=int(text) if text.isdigit() and int(text) else 115200, **self.menu.values())

    def show_line(self, settings: PortSettings) -> None:
        self.baud.setEditText(str(settings.baud))
        self.menu.show_values(settings)
        self._show_short()

    def show_open(self, url: bool | str) -> None:
        """Whether a port is open: the button and the boxes follow."""
        self._open = bool(url)
        if isinstance(url, str) and url:
            self.port.choose(url)
        self._refresh()

    # -- below ---------------------------------------------------------------------------------------------------

    def _baud_box(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName("baud_box")
        box.setAccessibleName(_("Baud rate"))
        box.setToolTip(_("Baud rate (Ctrl+B)"))
        edit = _editable(box, "baud_edit", _("Number of the baud rate"))
        edit.setValidator(QIntValidator(1, 20_000_000, box))
        edit.editingFinished.connect(self.line_changed)
        box.addItems([str(baud) for baud in BAUDS])
        box.setFixedWidth(Theme.current().size("baud"))
        box.activated.connect(self.line_changed)
        return box

    def _line_chosen(self) -> None:
        self._show_short()
        self.line_changed.emit()

    def _show_short(self) -> None:
        settings = self.settings
        self.line.setText(settings.short)
        words = [f"{_(choice.word)}: {self.menu._boxes[choice.name].currentText()}" for choice in LINE]
        self.line.setToolTip("\n".join(words))

    def _refresh(self) -> None:
        theme = Theme.current()
        word = _("Close port") if self._open else _("Open port")
        self.button.setText(word)
        self.button.setAccessibleName(word)
        ready = self._open or bool(self.port.url)
        self.button.setEnabled(ready)
        self.button.setToolTip(f"{word} (F5)" if ready else _("Choose a port first"))
        primary = not self._open and ready
        kind = "primary" if primary else ""
        set_icon(self.button, "unplug" if self._open else "plug", "onfill" if primary else "text2")
        restyle(self.button, "kind", kind)
        self.button.setMinimumWidth(theme.px(112))

    def _clicked(self) -> None:
        if self._open:
            self.close_wanted.emit()
        else:
            self._wanted(self.port.url)

    def _wanted(self, url: str) -> None:
        if url:
            self.open_wanted.emit(url)

    def _fit(self) -> None:
        narrow = self.width() < Theme.current().px(NARROW)
        for button in self._words:
            show_words(button, not narrow)
        self.module.show_short(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)


def _editable(box: QComboBox, name: str, accessible: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setObjectName(name)
    edit.setAccessibleName(accessible)
    box.setLineEdit(edit)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    return edit
