"""The dock of the manual: the search at its top, below it what was found, below that the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QLineEdit, QSplitter, QToolButton, QVBoxLayout, QWidget

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.icons import set_icon
from atbench.ui.manual.browser import ManualPage
from atbench.ui.manual.index import Index
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.knowledge.contents import Entry
    from atbench.knowledge.pages import Pages

PAUSE = 120  # ms after the last key in which the search waits for the next one
INDEX = 0.32  # share of the height that the entries have at first


class ManualDock(QDockWidget):
    """Signals: `command_wanted` (a command for the input), `typed` (letters for the input)."""

    command_wanted = Signal(str)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("manual")
        self.setAccessibleName(_("Manual"))
        self.setWindowTitle(_("Manual"))
        self._pages: Pages | None = None
        self._module = ""
        self.index, self.page = Index(), ManualPage()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.setTitleBarWidget(self._head())
        self.setWidget(self._body())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        self._connect()
        self.show_manual(None, "")

    # -- what others call ----------------------------------------------------------------------------------------

    def show_manual(self, pages: Pages | None, module: str) -> None:
        """The manuals of a module from now on; None while they are still being read. What is open stays open."""
        self._pages, self._module = pages, module
        if pages is None:
            words = _("The manuals are being read.")
        else:
            words = _("Search for a command, a word or an error code, or choose an entry.")
        self.field.setPlaceholderText(_("Search the manuals of {module}").format(module=module) if module else "")
        self.page.use(pages, words)
        self.look()

    def open(self, name: str, part: str = "", words: str = "") -> bool:
        """Opens the page of a name at a part of it (`knowledge.places.Place.part`); False where there is none."""
        return self.page.open(name, part, words)

    def search(self, words: str) -> None:
        """Looks for words, and shows what was found."""
        self.field.setText(words)
        self.show_index(True)
        self.look()

    def show_index(self, on: bool) -> None:
        """The entries, or more room for the page."""
        self.index.setVisible(on)
        self.toggle.setChecked(on)

    def to_search(self) -> None:
        """Gives the focus to the search."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def look(self) -> None:
        """Fills the entries: those with the words of the search, else all."""
        self._pause.stop()
        words = self.field.text().strip()
        found: list[Entry] = []
        if self._pages:
            found = self._pages.search(words) if words else self._pages.entries()
        none = _("Nothing in the manuals of {module} has these words.").format(module=self._module)
        self.index.tell(found, none if self._pages else "")
        self.index.scrollToTop()

    def state(self) -> dict[str, Any]:
        """What another window takes over."""
        return {
            "visits": self.page.visits(),
            "words": self.field.text(),
            "index": not self.index.isHidden(),
            "sizes": self.splitter.sizes(),
        }

    def use_state(self, state: dict[str, Any]) -> None:
        self.field.setText(state["words"])
        self.look()
        self.show_index(state["index"])
        self.splitter.setSizes(state["sizes"])
        self.page.use_visits(state["visits"])

    # -- below ---------------------------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        theme = Theme.current()
        head = QWidget()
        head.setProperty("ground", "window")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = _icon("manualBack", _("Back"), "chevron-left", "Alt+Left")
        self.forward = _icon("manualForward", _("Forward"), "chevron-right", "Alt+Right")
        self.field = QLineEdit()
        self.field.setObjectName("manualSearch")
        self.field.setAccessibleName(_("Search the manual"))
        self.toggle = _icon("manualContents", _("Show the entries"), "list")
        self.toggle.setCheckable(True)
        self.toggle.setChecked(True)
        self.leave = _icon("manualClose", _("Close the manual"), "x")
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        # The dock asks the head only for its size hint: the margins make its height.
        row.setContentsMargins(theme.px(8), theme.px(5), theme.px(8), theme.px(5))
        row.setSpacing(theme.px(4))
        for widget in (self.back, self.forward, self.field, self.toggle, self.leave):
            row.addWidget(widget, 1 if widget is self.field else 0)
        column.addLayout(row, 1)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        column.addWidget(rule)
        return head

    def _body(self) -> QWidget:
        theme = Theme.current()
        body = QWidget()
        body.setProperty("ground", "panel")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        body.setMinimumWidth(theme.size("dock_min"))
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.index)
        self.splitter.addWidget(self.page)
        for widget, height in ((self.index, 72), (self.page, 120)):
            widget.setMinimumHeight(theme.px(height))
        self.splitter.setSizes([round(1000 * INDEX), round(1000 * (1 - INDEX))])
        column.addWidget(self.splitter)
        self.setFocusProxy(self.field)
        return body

    def _connect(self) -> None:
        self.field.textEdited.connect(self._edited)
        self.field.installEventFilter(self)
        self.page.viewport().installEventFilter(self)
        self.index.opened.connect(self._open)
        self.index.left.connect(self.to_search)
        self.index.typed.connect(self._go_on)
        self.page.command_wanted.connect(self.command_wanted)
        self.page.typed.connect(self.typed)
        self.page.turned.connect(self._turned)
        self.back.clicked.connect(self.page.back)
        self.forward.clicked.connect(self.page.forward)
        self.toggle.clicked.connect(self.show_index)
        self.leave.clicked.connect(self.close)
        for key, does in (("Alt+Left", self.page.back), ("Alt+Right", self.page.forward)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does)
        Theme.current().changed.connect(self._dress)

    def _edited(self) -> None:
        self.show_index(True)
        self._pause.start()

    def _go_on(self, letters: str) -> None:
        """Letters typed in the list go on with the search."""
        self.field.setFocus()
        self.field.insert(letters)
        self._edited()

    def _open(self, entry: Entry) -> None:
        words = "" if entry.code else self.field.text().strip()
        shown = words.casefold() in entry.name.casefold()
        self.page.open(entry.key, f"code:{entry.code}" if entry.code else "", "" if shown else words)

    def _turned(self) -> None:
        self.back.setEnabled(bool(self.page.before))
        self.forward.setEnabled(bool(self.page.behind))
        if now := self.page.now:
            self.index.point_at(now.key, now.part.removeprefix("code:"))

    def _dress(self) -> None:
        self.index.dress()
        self.page.dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._field_key(event)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            turns = {Qt.MouseButton.BackButton: self.page.back, Qt.MouseButton.ForwardButton: self.page.forward}
            if turn := turns.get(event.button()):
                turn()
                return True
        return False

    def _field_key(self, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if self._pause.isActive():
            self.look()
        if event.key() == Qt.Key.Key_Down:
            self.show_index(True)
            self.index.setFocus(Qt.FocusReason.TabFocusReason)
            if self.index.chosen is None:
                self.index.choose(None)
        elif self.field.text().strip() and (nearest := self.index.first):
            self._open(nearest)
        return True


def _icon(name: str, words: str, picture: str, key: str = "") -> QToolButton:
    button = parts.tool(name, "", f"{words} ({key})" if key else words, kind="plain")
    button.setAccessibleName(words)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    set_icon(button, picture)
    return button
