"""Python's cyclic garbage is collected in the GUI thread alone.

Python collects in whatever thread happens to allocate, and a widget that is part of a cycle would then be destroyed
in the thread of a port or of the virtual module: Qt ends the program for that.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

PERIOD = 1000  # ms


class Collector(QObject):
    """Collects what Python's own thresholds ask for, from a timer; `stop` leaves it as it was before."""

    def __init__(self) -> None:
        super().__init__()
        self._usual = gc.isenabled()
        self._freezes = not gc.get_freeze_count()  # else it was done already
        if self._freezes:
            gc.collect()
            gc.freeze()  # modules and tables live to the end: nobody has to look through them again
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        self._timer.stop()
        if self._freezes:
            gc.unfreeze()
        gc.collect()
        if self._usual:
            gc.enable()
