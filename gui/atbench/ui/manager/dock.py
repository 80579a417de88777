"""The file manager in a dock of its own, below the terminal over the whole width of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.explain.head import Elided
from atbench.ui.icons import set_icon
from atbench.ui.manager.manager import Manager
from atbench.ui.theme import Theme


class ManagerDock(QDockWidget):
    """Signal `left`: it was closed, the files go back to the page of the wizard."""

    left = Signal()

    def __init__(self, manager: Manager, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.manager = manager
        self.setObjectName("manager_dock")
        self.setAccessibleName(title)
        self.setWindowTitle(title)
        self.setTitleBarWidget(self._head(title))
        manager.show_head(False)
        self.setWidget(manager)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()

    def _head(self, title: str) -> QWidget:
        px = Theme.current().px
        head = QWidget()
        head.setProperty("ground", "window")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = Elided("strong")
        words.tell(title)
        self.shut = parts.tool("managerBack", "", _("Back to the page of the wizard"), "x", "plain")
        self.shut.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        set_icon(self.shut, "x")
        self.shut.clicked.connect(self.close)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(px(12), px(3), px(8), px(3))
        row.addWidget(words, 1)
        row.addWidget(self.shut)
        column.addLayout(row, 1)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        column.addWidget(rule)
        return head
