"""The file manager: two panes, side by side where there is room, else one above the other, and the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.explain.head import Elided
from atbench.ui.icons import set_icon
from atbench.ui.manager.foot import Foot
from atbench.ui.manager.hand import Hand
from atbench.ui.manager.pane import Pane
from atbench.ui.theme import Theme

WIDE = 900  # px from which the panes stand side by side
SHORT = {True: 300, False: 480}  # px under which the panes have no feet, side by side and one above the other
TICK = 250  # ms between two looks whether the module is free


class Manager(QWidget):
    """Signal `move_wanted`: into a panel of its own, or back to the page."""

    move_wanted = Signal()

    def __init__(self, hand: Hand, title: str) -> None:
        super().__init__()
        self.hand = hand
        self.setObjectName("manager")
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.panes = (Pane(hand, hand.sides[0], "managerFirst"), Pane(hand, hand.sides[1], "managerSecond"))
        self.foot = Foot(hand)
        self.title = Elided("step")
        self.title.tell(title)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        for pane, key in zip(self.panes, ("Ctrl+Right", "Ctrl+Left"), strict=True):
            pane.copy_wanted.connect(lambda pane=pane: self._copy(pane))
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(pane.copy.click)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(hand.look)
        hand.changed.connect(self.refresh)
        hand.moved.connect(self.foot.show_progress)
        self.refresh()

    def refresh(self) -> None:
        for pane in self.panes:
            pane.refresh()
        self.foot.refresh()

    def focus(self) -> None:
        self.panes[0].focus()

    def show_head(self, on: bool) -> None:
        """A dock of its own has its title in its own head."""
        self.head.setVisible(on)

    # -- below ---------------------------------------------------------------------------------------------------

    def _copy(self, pane: Pane) -> None:
        if there := self.hand.there_already(pane.side):
            pane.ask_to_replace(there)
        else:
            self.hand.copy(pane.side)

    def _lay_out(self) -> None:
        px = Theme.current().px
        self.head = QWidget()
        row = QHBoxLayout(self.head)
        row.setContentsMargins(px(16), px(4), px(8), 0)
        row.addWidget(self.title, 1)
        words = _("In a panel of its own")
        self.move_out = parts.tool("managerMove", words, _("More room for the files: a panel below the terminal"))
        set_icon(self.move_out, "panel-bottom")
        self.move_out.clicked.connect(self.move_wanted)
        row.addWidget(self.move_out)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for pane in self.panes:
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(self.splitter.count() - 1, 1)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.splitter, 1)
        column.addWidget(rule)
        column.addWidget(self.foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= Theme.current().px(WIDE)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if way != self.splitter.orientation():
            self.splitter.setOrientation(way)
            self.splitter.setSizes([1000, 1000])
        short = self.height() < Theme.current().px(SHORT[wide])
        for pane in self.panes:
            pane.use_room(not wide, short)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.hand.show(self, True)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hand.show(self, False)
        self._timer.stop()
