"""Signs in the status bar, seen only while they hold: faults of the virtual module, a context that nobody uses."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QWidget

from atbench.texts import _, ngettext
from atbench.ui.parts import tool
from atbench.ui.terminal import marks
from atbench.ui.theme import Theme


class Signs(QWidget):
    """A click on one says more. Signals: `faults_wanted`, `idle_wanted`."""

    faults_wanted = Signal()
    idle_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.faults = tool("status_faults", _("Faults"), _("Faults of the virtual module that are on"))
        self.faults.setProperty("kind", "faults")
        self.idle = tool("status_idle", _("Context"), _("Nobody uses it any more; click to read more"))
        self.idle.setProperty("kind", "light")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Theme.current().px(6))
        row.addWidget(self.faults)
        row.addWidget(self.idle)
        self.faults.clicked.connect(self.faults_wanted)
        self.idle.clicked.connect(self.idle_wanted)
        self._count = self._context = 0
        self._short = False
        Theme.current().changed.connect(self._dress)
        self._dress()
        self._tell()

    def show_faults(self, count: int) -> None:
        """How many faults are on; 0: nothing is shown."""
        self._count = count
        self._tell()

    def show_idle(self, context: int) -> None:
        """The context that nobody uses any more; 0: nothing is shown."""
        self._context = context
        self._tell()

    def show_short(self, on: bool) -> None:
        """As little as can be understood, where there is little room."""
        if on != self._short:
            self._short = on
            self._tell()

    def _tell(self) -> None:
        count, idle = self._count, _("Context {number} is idle").format(number=self._context)
        faults = ngettext("{count} fault", "{count} faults", count).format(count=count)
        self.faults.setText(str(count) if self._short else faults)
        self.faults.setAccessibleName(_("Faults of the virtual module that are on: {count}").format(count=count))
        self.faults.setVisible(count > 0)
        self.idle.setText(_("Idle") if self._short else idle)
        self.idle.setAccessibleName(idle)
        self.idle.setVisible(self._context > 0)

    def _dress(self) -> None:
        colour = Theme.current()["urc"].rgba()
        self.faults.setIcon(QIcon(marks.pixmap("triangle", colour, self.devicePixelRatioF())))
