"""The window: lays out its parts and remembers their places. It decides nothing; `desk.Desk` does what is wanted.

It is made in two steps, so that it stands on the screen before its parts are even imported: the frame with its place
and ground (`Window()`), then everything in it (`furnish`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QMenu,
    QSplitter,
    QStackedWidget,
    QStatusBar,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from atbench.texts import _
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from atbench.ui.history import History
    from atbench.ui.manual.dock import ManualDock
    from atbench.ui.messages import Messages
    from atbench.ui.wizard.dock import WizardDock

NARROW = (1400, 800)  # px under which the window starts with the explanation as a strip

FRAME = QSize(8, 36)  # what the desktop puts round a window, at most


class Window(QMainWindow):
    """Signals: `painted` once, after the first picture; `closing`; `dropped(path)` a file was dropped on it."""

    painted = Signal()
    closing = Signal()
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme = Theme.current()
        self.setObjectName("window")
        self.setWindowTitle("atbench")
        self.setMinimumSize(theme.size("least_width"), theme.size("least_height"))
        self.setAcceptDrops(True)
        self.furnished = False
        self.manual: ManualDock | None = None
        self.wizard: WizardDock | None = None
        self.panels: list[QDockWidget] = []  # further docks, in the order in which they were opened
        self._painted = False
        self._pane_height = theme.size("explanation")
        self.guards: list[Callable[[], bool]] = []  # asked before the user closes it: whether he may

    def furnish(self, history: History, messages: Messages) -> Window:
        """Puts everything into the window; returns it."""
        # Not at the top: together they take longer than Qt itself, and the frame shall not wait for them.
        from atbench.ui.actions import Actions
        from atbench.ui.commands.dock import CommandDock
        from atbench.ui.explain.pane import ExplainPane
        from atbench.ui.inputbar import InputBar
        from atbench.ui.messages import Strips
        from atbench.ui.statusbar import StatusLine
        from atbench.ui.terminal.view import TerminalView
        from atbench.ui.toolbar import Toolbar
        from atbench.ui.urcs.page import UrcPage
        from atbench.ui.welcome import Welcome

        self.acts = Actions(self)
        self.toolbar = Toolbar()
        self.terminal = TerminalView()
        self.welcome = Welcome()
        self.pane = ExplainPane(self)
        self.urcs = UrcPage()
        self.pane.add_page("urcs", _("URCs"), self.urcs, self.urcs.corner)
        self.input = InputBar(history)
        self.commands = CommandDock(self)
        self.status = StatusLine()
        self.stack = QStackedWidget()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._fill()
        self.strips = Strips(messages, self.stack)
        Theme.current().changed.connect(self._dress)
        self.pane.strip_changed.connect(self._fit_pane)
        self.furnished = True
        return self

    def _fill(self) -> None:
        """Puts the actions into the menus and at the right end of the toolbar."""
        from atbench.ui.actions import ROWS, WIZARDS
        from atbench.ui.parts import ActionButton, tool

        actions = self.acts
        self.menuBar().setObjectName("menu_bar")
        actions.fill(self.menuBar())
        times = tool("tool_times", _("Time"), _("Time before each line (Ctrl+T)"), "clock", "menu")
        menu = QMenu(times)
        menu.addActions([actions[row.id] for row in ROWS if row.group == "times"])
        times.setMenu(menu)
        self.toolbar.add(times, word=True)
        self.toolbar.add(ActionButton(actions["notes"], "tool_notes", "message-square-text", True), word=True)
        self.toolbar.add_rule()
        for name, picture in (("clear", "eraser"), ("log_save", "save")):
            self.toolbar.add(ActionButton(actions[name], f"tool_{name}", picture, False))
        self.toolbar.add_rule()
        hint = _("Walks through a job step by step")
        self.wizards = tool("tool_wizards", _("Wizards"), hint, "wand-sparkles", "menu")
        self.wizards.setMenu(actions.menu(WIZARDS))
        self.toolbar.add(self.wizards, word=True)

    def show_terminal(self, on: bool) -> None:
        """The terminal, or what to do while there is none."""
        self.stack.setCurrentWidget(self.terminal if on else self.welcome)
        self.pane.setVisible(on)
        self._fit_pane()

    def add_manual(self, dock: ManualDock) -> None:
        """The manual: where it stood the last time, else as a tab beside the commands."""
        self.manual = dock
        self.setTabPosition(Qt.DockWidgetArea.RightDockWidgetArea, QTabWidget.TabPosition.North)
        if not self.restoreDockWidget(dock):
            self.tabifyDockWidget(self.commands, dock)

    def add_panel(self, dock: QDockWidget) -> None:
        """A further dock: where it stood the last time, else as a tab beside the commands; nobody sees it yet."""
        self.panels.append(dock)
        self.setTabPosition(Qt.DockWidgetArea.RightDockWidgetArea, QTabWidget.TabPosition.North)
        if not self.restoreDockWidget(dock):
            self.tabifyDockWidget(self.commands, dock)

    def drop_panel(self, dock: QDockWidget) -> None:
        self.panels.remove(dock)
        self.removeDockWidget(dock)
        dock.setObjectName("")
        dock.deleteLater()

    def raise_dock(self, dock: QDockWidget) -> None:
        dock.show()
        dock.raise_()

    # -- layout --------------------------------------------------------------------------------------------------

    def layout_now(self) -> dict[str, Any]:
        """Places and sizes, for the settings."""
        return {
            "geometry": _text(self.saveGeometry()),
            "state": _text(self.saveState()),
            "explanation": self._pane_height,
            "pane": not self.pane.strip,
            "tab": self.pane.page,
        }

    def use_place(self, saved: dict[str, Any]) -> None:
        """Where the window stands and how large it is, before it is furnished."""
        if not saved or not self.restoreGeometry(_bytes(saved.get("geometry"))):
            self.resize(self._first_size())

    def use_layout(self, saved: dict[str, Any]) -> None:
        """Takes the places of `layout_now`; what is missing or damaged stays as it starts."""
        if not saved or not self.restoreGeometry(_bytes(saved.get("geometry"))):
            self.reset_layout()
            return
        self.restoreState(_bytes(saved.get("state")))
        height = saved.get("explanation")
        if isinstance(height, int):
            self._pane_height = height
        self.pane.set_strip(not saved.get("pane", True))
        self.pane.show_page(saved.get("tab", ""))
        self._fit_pane()

    def reset_layout(self, size: QSize | None = None) -> None:
        """The layout of a first start, in `size` or as large as the screen allows."""
        theme = Theme.current()
        size = size or self._first_size()
        if self.isFullScreen():
            self.showNormal()
        self.resize(size)
        self.commands.setFloating(False)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.commands)
        self.commands.show()
        for dock in (self.wizard, self.manual, *self.panels):
            if dock is not None:
                dock.setFloating(False)
                self.tabifyDockWidget(self.commands, dock)
                self.commands.raise_()
        narrow = size.width() < theme.px(NARROW[0]) or size.height() < theme.px(NARROW[1])
        if layout := self.layout():
            layout.activate()  # the new width first, then the dock's share of it
        self.resizeDocks([self.commands], [theme.size("dock_narrow" if narrow else "dock")], Qt.Orientation.Horizontal)
        self.pane.set_strip(narrow)
        self._pane_height = theme.size("explanation")
        self._fit_pane()

    def _first_size(self) -> QSize:
        theme = Theme.current()
        screen = self.screen() or QGuiApplication.primaryScreen()
        return QSize(theme.size("window_width"), theme.size("window_height")).boundedTo(screen.availableSize() - FRAME)

    def _fit_pane(self) -> None:
        """Gives the pane its height; a splitter does not see that what it may have became another."""
        height = Theme.current().size("strip") if self.pane.strip else self._pane_height
        self.splitter.setSizes([max(1, self.splitter.height() - height), height])

    def _splitter_moved(self) -> None:
        if not self.pane.strip:
            self._pane_height = self.pane.height()

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
        self.splitter.splitterMoved.connect(self._splitter_moved)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.input)
        self.setCentralWidget(left)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.commands)
        foot = QStatusBar()
        foot.setObjectName("status_bar")
        foot.setSizeGripEnabled(False)
        foot.setFixedHeight(theme.size("statusbar"))
        foot.addPermanentWidget(self.status, 1)
        self.setStatusBar(foot)
        for part in (self.menuBar(), bar, left, self.commands, foot):
            part.show()  # in a window that stands already Qt does it later, and shares the width out without them

    def _dress(self) -> None:
        from atbench.ui.icons import redress

        redress(self)
        self.setMinimumSize(Theme.current().size("least_width"), Theme.current().size("least_height"))

    # -- Qt ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not all(guard() for guard in self.guards):
            event.ignore()
            return
        self.closing.emit()
        event.accept()

    def leave(self) -> None:
        """Closes without asking."""
        self.guards.clear()
        self.close()

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
