"""What became of the rows of a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from atbench.texts import N_

State = Literal["running", "passed", "failed", "timed out", "skipped", "sent"]
# The same for people.
STATES: dict[State, str] = {
    "running": N_("running"),
    "passed": N_("passed"),
    "failed": N_("failed"),
    "timed out": N_("timed out"),
    "skipped": N_("skipped"),
    "sent": N_("sent"),
}


@dataclass(frozen=True, slots=True)
class RowResult:
    """One run of one row.

    `note` is one sentence in the user's language, "" where there is nothing to say. `seconds` counts from sending to
    the result. `lines` is what the module said meanwhile. `round` counts from 1. "sent" is a row that nothing can
    confirm: it went out by the clock alone, or as it stands because no prompt was open.
    """

    n: int
    text: str
    state: State
    note: str = ""
    seconds: float = 0.0
    lines: tuple[str, ...] = ()
    round: int = 1

    def json(self, mask: Callable[[str], str]) -> dict[str, object]:
        """The row for `--json`; `mask` hides secrets."""
        return {
            "n": self.n,
            "round": self.round,
            "text": mask(self.text),
            "state": self.state,
            "note": mask(self.note),
            "seconds": round(self.seconds, 3),
            "lines": [mask(line) for line in self.lines],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All rows that were to run, in their order, also those that a stop left out.

    `ok` only when every row passed; with QCOM timing, which judges nothing, when every row went out. `reason` says
    why the run ended early, "" where it did not.
    """

    rows: tuple[RowResult, ...]
    ok: bool
    seconds: float = 0.0
    reason: str = ""

    def count(self, state: State) -> int:
        return sum(row.state == state for row in self.rows)

    def json(self, mask: Callable[[str], str]) -> dict[str, object]:
        """The last line of `--json`."""
        states: tuple[State, ...] = ("passed", "failed", "timed out", "skipped", "sent")
        return {
            "ok": self.ok,
            **{state.replace(" ", "_"): self.count(state) for state in states},
            "seconds": round(self.seconds, 3),
            "reason": mask(self.reason),
        }
