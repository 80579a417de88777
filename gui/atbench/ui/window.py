"""The window: lays out its parts and remembers their places. It decides nothing; `desk.Desk` does what is wanted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QStatusBar,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from atbench.texts import _
from atbench.ui.actions import ROWS, Actions
from atbench.ui.commands.dock import CommandDock
from atbench.ui.explain.pane import ExplainPane
from atbench.ui.history import History
from atbench.ui.icons import redress, set_icon
from atbench.ui.inputbar import InputBar
from atbench.ui.messages import Messages, Strips
from atbench.ui.parts import tool
from atbench.ui.statusbar import StatusLine
from atbench.ui.terminal.view import TerminalView
from atbench.ui.theme import Theme
from atbench.ui.toolbar import Toolbar
from atbench.ui.welcome import Welcome

NARROW = (1400, 800)  # px under which the window starts with the explanation as a strip


class Window(QMainWindow):
    """Signals: `painted` once, after the first picture; `closing`; `dropped(path)` a file was dropped on it."""

    painted = Signal()
    closing = Signal()
    dropped = Signal(str)

    def __init__(self, history: History, messages: Messages) -> None:
        super().__init__()
        theme = Theme.current()
        self.setObjectName("window")
        self.setWindowTitle("atbench")
        self.setMinimumSize(theme.size("least_width"), theme.size("least_height"))
        self.setAcceptDrops(True)
        self._painted = False
        self.acts = Actions(self)
        self.toolbar = Toolbar()
        self.terminal = TerminalView()
        self.welcome = Welcome()
        self.pane = ExplainPane(self)
        self.input = InputBar(history)
        self.commands = CommandDock()
        self.dock = QDockWidget(_("Command list"))
        self.status = StatusLine()
        self.stack = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._fill()
        self.strips = Strips(messages, self.stack)
        theme.changed.connect(self._dress)

    def _fill(self) -> None:
        """Puts the actions into the menus and at the right end of the toolbar."""
        actions = self.acts
        self.menuBar().setObjectName("menu_bar")
        actions.fill(self.menuBar())
        times = tool("tool_times", _("Time"), _("Time before each line (Ctrl+T)"), "clock", "menu")
        menu = QMenu(times)
        menu.addActions([actions[row.id] for row in ROWS if row.group == "times"])
        times.setMenu(menu)
        self.toolbar.add(times, word=True)
        for name, picture, word in (
            ("notes", "message-square-text", True),
            ("", "", False),
            ("clear", "eraser", False),
            ("log_save", "save", False),
        ):
            if not name:
                self.toolbar.add_rule()
                continue
            button = tool(f"tool_{name}", actions[name].text())
            set_icon(actions[name], picture)
            actions[name].setIconVisibleInMenu(False)
            button.setDefaultAction(actions[name])
            key = actions[name].shortcut().toString()
            button.setToolTip(f"{actions[name].text()} ({key})")
            if not word:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            self.toolbar.add(button, word)

    def show_terminal(self, on: bool) -> None:
        """The terminal, or what to do while there is none."""
        self.stack.setCurrentWidget(self.terminal if on else self.welcome)

    # -- layout --------------------------------------------------------------------------------------------------

    def layout_now(self) -> dict[str, Any]:
        """Places and sizes, for the settings."""
        return {
            "geometry": _text(self.saveGeometry()),
            "state": _text(self.saveState()),
            "splitter": self.splitter.sizes(),
            "pane": not self.pane.strip,
        }

    def use_layout(self, saved: dict[str, Any]) -> None:
        """Takes the places of `layout_now`; what is missing or damaged stays as it starts."""
        if not saved or not self.restoreGeometry(_bytes(saved.get("geometry"))):
            self.reset_layout()
            return
        self.restoreState(_bytes(saved.get("state")))
        sizes = saved.get("splitter")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) for size in sizes):
            self.splitter.setSizes(sizes)
        self.pane.set_strip(not saved.get("pane", True))

    def reset_layout(self) -> None:
        """The layout of a first start, as large as the screen allows."""
        theme = Theme.current()
        screen = self.screen() or QGuiApplication.primaryScreen()
        room = screen.availableSize() if screen else QSize(1440, 900)
        size = QSize(theme.size("window_width"), theme.size("window_height")).boundedTo(room)
        if self.isFullScreen():
            self.showNormal()
        self.resize(size)
        self.dock.setFloating(False)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.show()
        narrow = size.width() < theme.px(NARROW[0]) or size.height() < theme.px(NARROW[1])
        self.resizeDocks([self.dock], [theme.size("dock_narrow" if narrow else "dock")], Qt.Orientation.Horizontal)
        self.pane.set_strip(narrow)
        self.splitter.setSizes([10_000, theme.size("explanation")])

    def _lay_out(self) -> None:
        theme = Theme.current()
        bar = QToolBar(_("Toolbar"))
        bar.setObjectName("toolbar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.addWidget(self.toolbar)
        self.addToolBar(bar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.stack.addWidget(self.welcome)
        self.stack.addWidget(self.terminal)
        self.stack.setMinimumSize(theme.size("terminal_width"), theme.size("terminal_height"))
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.input)
        self.setCentralWidget(left)
        self.dock.setObjectName("command_dock")
        self.dock.setWidget(self.commands)
        # Its own head is the title bar: the buttons that Qt paints there blur on many screens.
        if head := self.commands.tabs.parentWidget():
            self.dock.setTitleBarWidget(head)
        self.dock.setMinimumWidth(theme.size("dock_min"))
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        foot = QStatusBar()
        foot.setObjectName("status_bar")
        foot.setSizeGripEnabled(False)
        foot.setFixedHeight(theme.size("statusbar"))
        foot.addPermanentWidget(self.status, 1)
        self.setStatusBar(foot)

    def _dress(self) -> None:
        redress(self)
        self.setMinimumSize(Theme.current().size("least_width"), Theme.current().size("least_height"))

    # -- Qt ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _path(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _path(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(path)


def _path(data: QMimeData) -> str:
    urls = data.urls()
    return urls[0].toLocalFile() if len(urls) == 1 else ""


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")


def _bytes(text: object) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "replace")) if isinstance(text, str) else QByteArray()
