"""Runs the ticked rows of a list, round after round, through a session.

A row waits for its final result and, where the manual names one, its late result, each up to the manual's time-out;
then for its delay. After a time-out or an error the run stops, unless it is to go on. With QCOM timing the clock
alone decides: every row goes out, and its delay follows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from atbench.at.events import Event
from atbench.clock import Clock
from atbench.command_sets.attempt import Attempts, Outcome
from atbench.command_sets.model import CommandSet, Row
from atbench.command_sets.report import Report, RowResult
from atbench.knowledge import Knowledge
from atbench.port.port import PortLost
from atbench.session.answers import TimedOut
from atbench.session.session import Session
from atbench.texts import _

MOST_LINES = 1000  # kept of one row; a flood belongs to the capture, not into a report


class Runner:
    """Runs one list at a time. `on_change` is told each row when it starts and again when its result is there."""

    def __init__(
        self,
        session: Session,
        knowledge: Knowledge,
        clock: Clock,
        on_change: Callable[[RowResult], None] = lambda result: None,
    ) -> None:
        self._session = session
        self._attempts = Attempts(session, knowledge)
        self._clock = clock
        self._on_change = on_change
        self._task: asyncio.Task[object] | None = None
        self._stopped = False
        self._results: list[RowResult] = []

    @property
    def running(self) -> bool:
        return self._task is not None

    async def run(self, commands: CommandSet, go_on: bool = False, qcom_timing: bool = False) -> Report:
        """Runs the ticked rows in the order of their numbers and reports every one of them.

        A lost port ends the run whatever `go_on` says. RuntimeError when a run is under way already.
        """
        if self._task:
            raise RuntimeError("a list is running already")
        self._task, self._stopped, self._results = asyncio.current_task(), False, []
        start = self._clock.now()
        rows = sorted((row for row in commands.rows if row.selected), key=lambda row: row.n)
        try:
            reason = await self._rounds(commands, rows, go_on, qcom_timing) if rows else _("no row is ticked")
        except asyncio.CancelledError:
            if not self._stopped or not self._task:
                raise
            self._task.uncancel()
            reason = _("stopped")
        finally:
            self._task = None
        self._skip(rows, reason)
        good = {"passed", "sent"} if qcom_timing else {"passed"}
        ok = bool(rows) and not reason and all(result.state in good for result in self._results)
        return Report(tuple(self._results), ok, self._clock.now() - start, reason)

    def stop(self) -> None:
        """Ends the run at once, also in the middle of a wait; what was sent stays sent."""
        if self._task:
            self._stopped = True
            # Not here and now: a task that cancels itself would carry the cancellation on to its caller.
            asyncio.get_running_loop().call_soon(self._cancel)

    def _cancel(self) -> None:
        if self._task:
            self._task.cancel()

    async def _rounds(self, commands: CommandSet, rows: list[Row], go_on: bool, qcom_timing: bool) -> str:
        """Why the run ended early, "" when it did not."""
        for number in range(1, commands.rounds + 1):
            for row in rows:
                if self._stopped:
                    return _("stopped")
                self._tell(RowResult(row.n, row.text, "running", round=number))
                result, lost = await self._row(commands, row, number, qcom_timing)
                self._tell(result)
                if lost or (result.state in ("failed", "timed out") and not go_on):
                    return _("row {n}: {note}").format(n=row.n, note=result.note or result.state)
                if not qcom_timing:
                    await self._clock.sleep(commands.delay(row))
        return ""

    async def _row(self, commands: CommandSet, row: Row, number: int, qcom_timing: bool) -> tuple[RowResult, bool]:
        """The result of a row, and whether the port went away."""
        heard: list[str] = []
        start = self._clock.now()
        lost = False
        stop = self._session.listen(lambda event, _time: _keep(heard, event))
        try:
            if qcom_timing:
                outcome = self._attempts.send(commands, row)
                await self._clock.sleep(commands.delay(row))
            else:
                outcome = await self._attempts.wait(commands, row)
        except TimedOut as error:
            outcome = Outcome("timed out", str(error))
        except (PortLost, ValueError) as error:
            outcome = Outcome("failed", str(error))
            lost = isinstance(error, PortLost)
        finally:
            stop()
        seconds = self._clock.now() - start
        return RowResult(row.n, row.text, outcome.state, outcome.note, seconds, tuple(heard), number), lost

    def _skip(self, rows: list[Row], reason: str) -> None:
        """Reports the row that a stop caught at work, and the rows of its round that it left out."""
        if self._results and self._results[-1].state == "running":
            self._tell(replace(self._results[-1], state="skipped", note=reason))
        if reason and self._results:
            last = self._results[-1]
            for row in rows:
                if row.n > last.n:
                    self._tell(RowResult(row.n, row.text, "skipped", round=last.round))

    def _tell(self, result: RowResult) -> None:
        if self._results and self._results[-1].state == "running":
            self._results.pop()
        self._results.append(result)
        self._on_change(result)


def _keep(heard: list[str], event: Event) -> None:
    if event.kind not in ("echo", "prompt") and len(heard) < MOST_LINES:
        heard.append(event.text)
