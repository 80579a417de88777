"""A wizard in work that lends the module to its file manager, between the steps."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from atbench.port.port import PortLost
from atbench.texts import _
from atbench.ui.wizard.work import Work
from atbench.wizards.leaving import leave_data
from atbench.wizards.pace import Pace
from atbench.wizards.record import sent
from atbench.wizards.run import StepResult

MANAGE = "manage"  # the step whose page is the file manager


class Lender(Work):
    """All that the file manager asks stands in the terminal and in the report as that of its step."""

    _lent = _kept_open = False

    @property
    def manages(self) -> bool:
        """Whether it has a file manager."""
        return any(step.name == MANAGE for step in self.wizard.steps)

    def lend(self, words: str, act: Callable[[], Awaitable[bool]]) -> asyncio.Task[None] | None:
        """Does `act`, whether it worked; a stop leaves data mode and takes nothing back."""
        if self.why_not():
            return None
        self._lent, self.running = True, MANAGE
        self._begun, self._pace = self._desk.workbench.clock.now(), Pace()
        return self._start_task(words, self._lend(words, act))

    def run_up_to_manager(self) -> None:
        """All that it needs, whatever was done before; what comes after it is to be run again."""
        if self._run and not self.why_not():
            self._run.again(MANAGE)
        self._begin(self.wizard.steps[: self._number(MANAGE)])

    # -- below ---------------------------------------------------------------------------------------------------

    async def _lend(self, words: str, act: Callable[[], Awaitable[bool]]) -> None:
        log, step = self.talk().session.log, self.wizard.steps[self._number(MANAGE)]
        self._note(f"{self._number(MANAGE) + 1} {_(step.text)}: {words}")
        start, worked = len(log), False
        try:
            if worked := await act():
                self.results[MANAGE] = StepResult(MANAGE, "passed", words)
        finally:
            self._desk.wizards.bands.end("passed" if worked else "failed")
            self.sent.setdefault(MANAGE, []).extend(sent(log, start, len(log)))

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._kept_open, self._lent = self._lent, False
        super()._ended(task)

    async def _undo(self) -> None:
        if not self._kept_open:
            await super()._undo()
            return
        self.running = "undo"
        try:
            await leave_data(self._ready().talk)
        except PortLost:
            return
