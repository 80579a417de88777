"""Calls the user when a chosen URC comes: the window's entry blinks, the bell, a message of the desktop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from atbench.texts import _, ngettext

if TYPE_CHECKING:
    from atbench.session.tally import Tally

PERIOD = 1000  # ms between two calls; what comes in between is told with the next one
SHOWN = 3  # URCs named in one message, the rest is counted
STAYS = 8000  # ms that a message of the desktop is seen


class Attention(QObject):
    """Compares what the tally counts with what was told. Signal `followed`: the message was clicked."""

    followed = Signal()

    def __init__(self, window: Callable[[], QWidget], meaning: Callable[[str], str], parent: QObject) -> None:
        """`meaning` gives what the last URC of a name says."""
        super().__init__(parent)
        self._window, self._meaning = window, meaning
        self.bell = False
        self.name = ""  # of the URC that was told last
        self._tally: Tally | None = None
        self._version = 0
        self._told: dict[str, int] = {}  # name -> how many were told
        self._clock = QElapsedTimer()
        self._tray: QSystemTrayIcon | None = None

    def watch(self, tally: Tally | None, names: list[str]) -> None:
        """Calls for these names from now on; what came before is not told any more."""
        if tally is not self._tally:
            self._tally, self._told = tally, {}
            self._version = 0
        known = self._told
        # Of a new session what came while it was opened counts, too.
        fresh = not known and tally is not None and self._version == 0
        self._told = {name: known.get(name, 0 if fresh or not tally else tally.count(name)) for name in names}

    def tick(self) -> None:
        """Looks whether something came; for a timer, because it costs nothing while nothing did."""
        tally = self._tally
        if tally is None or tally.version == self._version:
            return
        if self._clock.isValid() and self._clock.elapsed() < PERIOD:
            return
        self._version = tally.version
        came = {name: tally.count(name) - told for name, told in self._told.items() if tally.count(name) > told}
        if came:
            self._told |= {name: tally.count(name) for name in came}
            self._clock.start()
            self._call(came)

    def leave(self) -> None:
        """The window is closed."""
        if self._tray:
            self._tray.hide()

    def _call(self, came: dict[str, int]) -> None:
        window = self._window()
        self.name = next(reversed(came))
        QApplication.alert(window)
        if self.bell:
            QApplication.beep()
        if not window.isActiveWindow() and (tray := self._shown_tray()):
            title = next(iter(came)) if len(came) == 1 else _("URCs came")
            tray.showMessage(title, self._words(came), QApplication.windowIcon(), STAYS)

    def _words(self, came: dict[str, int]) -> str:
        lines = []
        for name, count in list(came.items())[:SHOWN]:
            often = ngettext("{count} time", "{count} times", count).format(count=f"{count:,}") if count > 1 else ""
            said = (name if len(came) > 1 else "", self._meaning(name), often)
            lines.append(" · ".join(part for part in said if part))
        more = len(came) - SHOWN
        if more > 0:
            lines.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
        return "\n".join(lines)

    def _shown_tray(self) -> QSystemTrayIcon | None:
        """The icon in the desktop's tray; None where there is no tray. Made only when there is something to say."""
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return None
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._tray.setToolTip("atbench")
            self._tray.messageClicked.connect(self.followed)
            self._tray.activated.connect(self.followed)
        self._tray.show()
        return self._tray
