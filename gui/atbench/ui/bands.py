"""Notes of ours that head a stretch of the traffic, like a step of a wizard: each with the state of what it heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atbench.session.session import Session
    from atbench.ui.desk import Desk
    from atbench.ui.window import Window


class Bands:
    """Of the session that is shown; the last one can still change its state."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._session: Session | None = None
        self._states: dict[int, str] = {}  # by the line in the log

    def attach(self, window: Window) -> None:
        window.terminal.bands = self._states

    def begin(self, words: str) -> None:
        """A note that heads what follows."""
        session = self._desk.session
        if session is not self._session:
            self._session = session
            self._states.clear()
        self._desk.workbench.note(words)
        if session:
            self._tell(len(session.log) - 1, "running")

    def end(self, state: str) -> None:
        """What the last one heads came to its end: "passed", "failed", "stopped"."""
        if self._states and self._session is self._desk.session:
            self._tell(max(self._states), state)

    def _tell(self, line: int, state: str) -> None:
        self._states[line] = state
        self._desk.window.terminal.band_changed(line)
