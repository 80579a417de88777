"""The tab of the URCs in the bottom pane, and what stands beside its tab."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from atbench.texts import _, ngettext
from atbench.ui import parts
from atbench.ui.explain.head import Elided
from atbench.ui.theme import Theme
from atbench.ui.urcs.model import UrcModel
from atbench.ui.urcs.table import UrcTable

if TYPE_CHECKING:
    from atbench.knowledge import Explanation
    from atbench.session.session import Session
    from atbench.store.log import Line

PERIOD = 250  # ms between two looks at the tally, while the tab is seen


class Corner(QWidget):
    """What stands beside the tabs: how many came, the keys while there is room for them, and the switch `bell`."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._keys = Elided("small"), Elided("small")
        self._keys.tell(_("Enter shows the newest, Shift+Enter the one before"))
        self.bell = parts.check("urcBell", _("Bell"), _("Rings when a chosen URC comes"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Theme.current().px(16))
        for widget in (self._words, self._keys):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.bell)

    def tell(self, words: str) -> None:
        self._words.tell(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = sum(part.sizeHint().width() for part in (self._words, self._keys, self.bell))
        room = self.width() - 3 * Theme.current().px(16)
        self._keys.setVisible(bool(self._words.whole()) and wanted <= room)


class UrcPage(QStackedWidget):
    """The table, or a word while it is empty. Signal `bell_wanted`: whether chosen URCs ring."""

    bell_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("urcs")
        self.model = UrcModel(self)
        self.table = UrcTable(self.model)
        self.corner = Corner()
        self.addWidget(_empty())
        self.addWidget(self.table)
        self._session: Session | None = None
        self._explain: Callable[[Line], Explanation | None] = lambda line: None
        self._version = -1
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD)
        self._timer.timeout.connect(self.refresh)
        self.corner.bell.toggled.connect(self.bell_wanted)

    def show_session(self, session: Session | None, explain: Callable[[Line], Explanation | None]) -> None:
        """Another session, or the same with other manuals."""
        self._session, self._explain = session, explain
        self.model.forget()
        self._version = -1
        self.refresh()

    def choose(self, names: list[str]) -> None:
        """The URCs that call for attention, seen or not."""
        self.model.choose(names)
        self._version = -1
        self.refresh()

    def refresh(self) -> None:
        """Shows what came since the last time; nothing while nobody looks."""
        tally = self._session.urcs if self._session else None
        version = tally.version if tally else 0
        if not self.isVisible() or version == self._version:
            return
        self._version = version
        self.model.refresh(tally, self._session.log if self._session else None, self._explain)
        self.setCurrentIndex(1 if self.model.rows else 0)
        self.corner.tell(self._summary())

    def _summary(self) -> str:
        count = sum(row.count for row in self.model.rows)
        if not count:
            return ""
        kinds = sum(row.count > 0 for row in self.model.rows)
        total = ngettext("{count} URC", "{count} URCs", count).format(count=f"{count:,}")
        return " · ".join((total, ngettext("{count} kind", "{count} kinds", kinds).format(count=kinds)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()


def _empty() -> QWidget:
    page = QWidget()
    page.setProperty("ground", "panel")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(page)
    column.setSpacing(Theme.current().px(6))
    column.addStretch(1)
    words = _("What the module says unasked is counted here. Tick what shall call you.")
    for label in (parts.label(_("No URC yet"), "title"), parts.label(words, "secondary")):
        column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(1)
    return page
