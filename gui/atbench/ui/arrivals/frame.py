"""What both docks have alike: the head with a search, the list over what is in one, the foot that turns its pages."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.arrivals.content import Content
from atbench.ui.arrivals.item import Item, of
from atbench.ui.arrivals.model import ArrivalModel
from atbench.ui.arrivals.view import ArrivalList
from atbench.ui.icons import set_icon
from atbench.ui.theme import Theme

PERIOD = 250  # ms between two looks at what came, while the dock is seen


class ArrivalDock(QDockWidget):
    """Signals: `save_wanted(name, data)`, `told(words)`, `line_wanted(number)`, `due` it is time to look what came.

    `name` begins the names of all widgets in it; `row` of the head takes more of them.
    """

    save_wanted = Signal(str, bytes)
    told = Signal(str)
    line_wanted = Signal(int)
    due = Signal()

    def __init__(self, name: str, title: str, kinds: bool, empty: tuple[str, str], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.name = name
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setWindowTitle(title)
        self.model = ArrivalModel(self)
        self.list = ArrivalList(f"{name}List", of(title, _("What arrived")), self.model, kinds)
        self.content = Content(name, title)
        self.pages = Pages(name)
        self.row = QHBoxLayout()
        self.search = QLineEdit()
        self.search.setObjectName(f"{name}Search")
        self.search.setAccessibleName(of(title, _("Search")))
        self.search.setPlaceholderText(_("Search"))
        self.search.setClearButtonEnabled(False)
        self.leave = icon_button(f"{name}Close", _("Close the panel"), "x")
        self.leave.setAccessibleName(of(title, _("Close the panel")))
        self.setTitleBarWidget(self._head())
        self.setWidget(self._body(empty))
        self.setFocusProxy(self.list)
        self.list.chosen.connect(self.content.tell)
        self.content.save_wanted.connect(self.save_wanted)
        self.content.told.connect(self.told)
        self.content.line_wanted.connect(self.line_wanted)
        self.search.textChanged.connect(self.filter)
        self.search.returnPressed.connect(self.list.setFocus)
        self.leave.clicked.connect(self.close)
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD)
        self._timer.timeout.connect(self.due)
        self.list.typed.connect(self._go_on)

    def lets(self, item: Item) -> bool:
        """Whether the filter lets it through."""
        return item.has(self.search.text().strip())

    def filter(self) -> None:
        self.model.show_only(self.lets)
        self.show_list()

    def show_list(self) -> None:
        """The list, or why there is none."""
        self.stack.setCurrentIndex(1 if self.model.items else 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()  # behind another tab it is still shown: who looks at `due` sees for himself

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def focus(self) -> None:
        (self.list if self.model.rows else self.pages.first).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_on(self, letters: str) -> None:
        """Letters typed in the list go on with the search."""
        self.search.setFocus()
        self.search.insert(letters)

    def _head(self) -> QWidget:
        theme = Theme.current()
        head = QWidget()
        head.setProperty("ground", "window")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # The dock asks the head only for its size hint: the margins make its height.
        self.row.setContentsMargins(theme.px(8), theme.px(5), theme.px(8), theme.px(5))
        self.row.setSpacing(theme.px(4))
        self.row.addWidget(self.search, 1)
        self.row.addWidget(self.leave)
        column.addLayout(self.row, 1)
        column.addWidget(rule())
        return head

    def _body(self, empty: tuple[str, str]) -> QWidget:
        theme = Theme.current()
        body = _ground("panel")
        body.setMinimumWidth(theme.size("dock_min"))
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.content)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.list.setMinimumHeight(theme.px(44))
        self.content.setMinimumHeight(theme.px(92))
        self.stack = QStackedWidget()
        self.stack.addWidget(_empty(*empty))
        self.stack.addWidget(self.splitter)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(rule())
        column.addWidget(self.pages)
        return body


class Pages(QWidget):
    """The foot: buttons that turn its pages; a click on the one that is shown folds it, to read more above."""

    def __init__(self, name: str) -> None:
        super().__init__()
        theme = Theme.current()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = name
        self._buttons: list[QToolButton] = []
        self._tools: list[tuple[QToolButton, int]] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.stack = _Snug()
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.px(4))
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.size("margin"), theme.px(6), theme.size("margin"), theme.px(8))
        column.setSpacing(theme.px(6))
        column.addLayout(self._row)
        column.addWidget(self.stack)

    @property
    def first(self) -> QWidget:
        return self._buttons[0]

    @property
    def page(self) -> int:
        """The page that is shown, -1 for none."""
        return -1 if self.stack.isHidden() else self.stack.currentIndex()

    def add(self, name: str, word: str, hint: str, page: QWidget) -> None:
        button = parts.tool(f"{self._name}{name}", word, hint)
        button.setCheckable(True)
        button.setAccessibleName(hint)  # the word may stand on a button of the page, too
        number = self.stack.addWidget(page)
        button.clicked.connect(lambda on, number=number: self.show_page(number if on else -1))
        self._row.insertWidget(number, button)
        self._buttons.append(button)

    def add_tool(self, tool: QToolButton, number: int) -> None:
        """A button at the right end, while a page is shown."""
        self._row.addWidget(tool)
        self._tools.append((tool, number))

    def show_page(self, number: int) -> None:
        if number >= 0:
            self.stack.setCurrentIndex(number)
        self.stack.setVisible(number >= 0)
        for at, button in enumerate(self._buttons):
            button.setChecked(at == number)
        for tool, page in self._tools:
            tool.setVisible(page == number)


class _Snug(QStackedWidget):
    """As high as the page that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.currentChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.sizeHint() if page else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page else QSize(0, 0)


def icon_button(name: str, words: str, picture: str) -> QToolButton:
    button = parts.tool(name, "", words, kind="plain")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    set_icon(button, picture)
    return button


def rule() -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "rule")
    frame.setFixedHeight(1)
    return frame


def _ground(name: str) -> QWidget:
    widget = QWidget()
    widget.setProperty("ground", name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


def _empty(title: str, words: str) -> QWidget:
    page = _ground("panel")
    column = QVBoxLayout(page)
    column.setSpacing(Theme.current().px(6))
    column.addStretch(1)
    for text, part in ((title, "title"), (words, "secondary")):
        label = parts.label(text, part)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label)
    column.addStretch(1)
    return page
