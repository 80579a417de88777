"""The report of a wizard that was run without a window: HTML or text."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from atbench.files import write_whole
from atbench.session.session import Session
from atbench.wizards.record import Sent, sent
from atbench.wizards.report import UNDO, Told, html, text
from atbench.wizards.run import Run, StepResult


class Notes:
    """What each step sent; hears of the steps as the terminal does."""

    def __init__(self, session: Session) -> None:
        self._log, self._start = session.log, 0
        self.sent: dict[str, list[Sent]] = {}

    def hear(self, result: StepResult) -> None:
        if result.state == "running":
            self._start = len(self._log)
        elif result.state != "skipped":
            self.sent[result.step] = sent(self._log, self._start, len(self._log))
            self._start = len(self._log)

    def write(self, path: Path, run: Run) -> None:
        """A file that ends with `.htm` or `.html` is a page, any other a text. Raises OSError."""
        talk = run.talk
        if undone := sent(self._log, self._start, len(self._log)):
            self.sent[UNDO] = undone
        date = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
        told = Told(run.wizard, talk.values, run.results, self.sent, talk.knowledge, talk.knowledge.title, date)
        make = html if path.suffix.lower() in (".htm", ".html") else text
        write_whole(path, make(told).encode())
