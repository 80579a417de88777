"""atbench with a watch on its event loop: `python -m tests.bench.probed FILE [arguments of atbench]`.

A timer of 5 ms notes how late it comes; FILE gets pairs of doubles: the moment (as time.perf_counter counts) and the
seconds it was late.
"""

from __future__ import annotations

import sys
import time
from array import array
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer

from atbench.__main__ import main
from atbench.ui import app

PERIOD = 0.005  # s


class Probe:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._pairs = array("d")
        self._due = time.perf_counter() + PERIOD
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(PERIOD * 1000))
        self._timer.timeout.connect(self._came)
        self._timer.start()

    def _came(self) -> None:
        moment = time.perf_counter()
        self._pairs.extend((moment, max(0.0, moment - self._due)))
        self._due = moment + PERIOD
        if len(self._pairs) >= 400:
            with self._path.open("ab") as file:
                file.write(self._pairs.tobytes())
            del self._pairs[:]


def _run(path: Path, arguments: list[str]) -> int:
    probes: list[Probe] = []
    real = app.App.__init__

    def watched(self: app.App, *given: Any, **named: Any) -> None:
        real(self, *given, **named)
        probes.append(Probe(path))

    app.App.__init__ = watched  # type: ignore[method-assign]
    return main(arguments)


if __name__ == "__main__":
    sys.exit(_run(Path(sys.argv[1]), sys.argv[2:]))
