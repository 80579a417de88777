"""atbench for the bench that measures it beside other terminal programs: put `Ours()` into `ALL` of its peers.py.

sys.path.append("<this checkout>")
from tests.bench.peer import ours
Ours = ours(Peer)
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[2]


def ours(peer: type[Any]) -> type[Any]:
    """The class for that bench, made from its `Peer`."""

    class Ours(peer):  # type: ignore[misc]
        name = "atbench"
        key_mode = "line"
        can_log = True
        text_area = (140, 90, 420, 160)  # margins round the lines, pixels of a window of 1000 by 700
        home = "/tmp/benchhome/atbench"
        start_limit = 20.0

        def prepare(self, session: Any) -> None:
            shutil.rmtree(self.home, ignore_errors=True)
            self.env = {"PYTHONPATH": str(TOP / "gui")}

        def argv(self, port: str, log: str | None) -> list[str]:
            more = ["--record", log] if log else []
            return [sys.executable, "-m", "atbench", "--port", port, "--home", self.home, "--lang", "en", *more]

        def focus(self, session: Any) -> None:
            """The input has the focus from the start."""

    return Ours
