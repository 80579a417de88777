"""Where the file manager stands: on the page of its step, or in a dock of its own below the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.manager.dock import ManagerDock
from atbench.ui.manager.hand import Hand
from atbench.ui.manager.manager import Manager
from atbench.ui.theme import Theme
from atbench.ui.wizard.lending import MANAGE, Lender

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.window import Window
    from atbench.ui.wizard.dock import WizardDock

SHARE = 0.42  # of the window's height that its own dock takes


class House:
    """It outlives the window, as the work does: `enter` gives another one its page."""

    def __init__(self, desk: Desk, work: Lender) -> None:
        self._work = work
        self.hand = Hand(desk, work)
        self.dock: ManagerDock | None = None

    @property
    def title(self) -> str:
        number = next(at for at, step in enumerate(self._work.wizard.steps) if step.name == MANAGE)
        return f"{number + 1}  {_(self._work.wizard.steps[number].text)}"

    def enter(self, window: Window, wizard: WizardDock) -> None:
        """Gives the wizard's dock the page, in the state in which the last one was."""
        self._window, self._wizard, self.dock = window, wizard, None
        self.manager = Manager(self.hand, self.title)
        self.page = _Page(self.title)
        self.manager.move_wanted.connect(self.move_out)
        self.page.back.clicked.connect(self.move_in)
        wizard.add_page(MANAGE, self.page)
        if self.hand.own_panel:
            self.move_out()
        else:
            self.page.take(self.manager)

    def move_out(self) -> None:
        """Into a dock over the whole width."""
        self.hand.own_panel = True
        self.page.take(None)
        self.dock = dock = ManagerDock(self.manager, _(self._work.wizard.text), self._window)
        dock.left.connect(self.move_in)
        self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        dock.show()
        self._window.resizeDocks([dock], [round(self._window.height() * SHARE)], Qt.Orientation.Vertical)
        self.manager.focus()

    def move_in(self) -> None:
        """Back to the page."""
        self.hand.own_panel = False
        self.page.take(self.manager)
        self.leave()
        self.manager.focus()

    def leave(self) -> None:
        """The dock goes; also when another wizard takes the place of this one."""
        if self.dock:
            self._window.removeDockWidget(self.dock)
            self.dock.setObjectName("")
            self.dock.deleteLater()
            self.dock = None


class _Page(QWidget):
    """The page of the step: the manager, or where it is."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        px = Theme.current().px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._away = QWidget()
        inside = QVBoxLayout(self._away)
        inside.setContentsMargins(px(16), px(14), px(16), px(16))
        inside.setSpacing(px(8))
        inside.addWidget(parts.label(title, "step"))
        words = parts.label(_("The files have a panel of their own, below the terminal."), "secondary")
        words.setWordWrap(True)
        inside.addWidget(words)
        self.back = parts.push("managerMoveBack", _("Back to this page"))
        inside.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        self._column.addWidget(self._away)

    def take(self, manager: Manager | None) -> None:
        self._away.setVisible(manager is None)
        if manager:
            manager.show_head(True)
            self._column.addWidget(manager)
            manager.show()
