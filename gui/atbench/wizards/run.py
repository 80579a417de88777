"""Carries out the steps of a wizard, one at a time, and says how each went."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from atbench.port.port import PortLost
from atbench.session.answers import TimedOut
from atbench.texts import _
from atbench.wizards.leaving import leave_data
from atbench.wizards.silence import no_answer, no_late
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Step, StepFailed, Wizard, commands_of, holds

State = Literal["waiting", "running", "passed", "failed", "skipped", "again", "stopped"]


@dataclass(frozen=True, slots=True)
class StepResult:
    """How a step stands. `seconds` is how long it took; causes and tries are those of a failure."""

    step: str
    state: State = "waiting"
    note: str = ""
    seconds: float = 0.0
    causes: tuple[str, ...] = ()
    tries: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()


class Run:
    """One wizard at work. `on_step` hears of every change; `sent` are the commands of each step, masked."""

    def __init__(self, wizard: Wizard, talk: Talk, on_step: Callable[[StepResult], None] = lambda result: None) -> None:
        self.wizard = wizard
        self.talk = talk
        self.results = {step.name: StepResult(step.name) for step in wizard.steps}
        self._on_step = on_step

    @property
    def ok(self) -> bool:
        """Whether every step worked."""
        return all(result.state in ("passed", "skipped") for result in self.results.values())

    def done(self, step: Step) -> bool:
        return self.results[step.name].state not in ("waiting", "running", "again")

    async def all(self, start: int = 0) -> bool:
        """Runs the steps from `start` on; stops at the first that fails and is needed."""
        for step in self.wizard.steps[start:]:
            if not await self.step(step) and not step.optional:
                return False
        return self.ok

    async def step(self, step: Step) -> bool:
        """Runs one step. False where it failed or was stopped."""
        if not holds(step.when, self.talk.values):
            self._tell(StepResult(step.name, "skipped", _("not needed with these values")))
            return True
        way = step.on(self.talk.knowledge.commands)
        if way is None:
            self._tell(StepResult(step.name, "skipped", _(step.absent)))
            return True
        begun = self.talk.clock.now()
        self.talk.values.update(self.wizard.complete(self.talk.values))
        self._tell(StepResult(step.name, "running"))
        result = StepResult(step.name, "stopped", _("stopped"))
        try:
            result = StepResult(step.name, "passed", await self._do(way))
        except StepFailed as error:
            result = StepResult(step.name, "failed", str(error), 0.0, error.causes, error.tries, error.remedies)
        except TimedOut as error:
            told = await self._nothing(str(error))
            result = StepResult(step.name, "failed", str(told), 0.0, told.causes, told.tries)
        except PortLost as error:
            result = StepResult(step.name, "failed", str(error), tries=(_("Open the port again, then repeat"),))
        finally:
            if result.state == "failed" and self.talk.session.pending:
                self.talk.session.engine.let_go()  # what it still says answers no later command
            self.talk.undo[:] = dict.fromkeys(self.talk.undo)  # a step that is run again leaves no more than once
            self._tell(replace(result, seconds=self.talk.clock.now() - begun))
        return result.state == "passed"

    def skip(self, step: Step) -> None:
        self._tell(StepResult(step.name, "skipped", _("skipped by you")))

    def again(self, name: str) -> None:
        """A value of this step was changed: it and all that follow are to be run again."""
        names = [step.name for step in self.wizard.steps]
        for later in names[names.index(name) :]:
            if self.results[later].state != "waiting":
                self._tell(replace(self.results[later], state="again"))

    async def undo(self) -> None:
        """Takes back what the steps left, the last first, behind a step that broke off after leaving data mode.

        What cannot be taken back is left: the port may be gone.
        """
        if any(result.state in ("failed", "stopped") for result in self.results.values()):
            with contextlib.suppress(PortLost):
                await leave_data(self.talk)
        while self.talk.undo:
            item = self.talk.undo.pop()
            try:
                if isinstance(item, str):
                    await self.talk.ask(item)
                else:
                    await item(self.talk)
            except (StepFailed, TimedOut, PortLost):
                continue

    async def _nothing(self, problem: str) -> StepFailed:
        """Something that a step waited for did not come."""
        talk = self.talk
        if waits := talk.session.pending:
            with contextlib.suppress(PortLost):
                return await no_answer(talk, waits, problem)
        return no_late(talk, talk.last, problem)

    async def _do(self, step: Step) -> str:
        self.talk.undo.extend(undo for undo in step.undo if undo not in self.talk.undo)
        if step.act:
            note = await step.act(self.talk)
        else:
            note = ""
            commands = step.plan(self.talk.values) if step.plan else commands_of(step, self.talk.values)
            for command in commands:
                event = await self.talk.do(command)
                note = self.talk.meaning(event, command)
        return note or _("done")

    def _tell(self, result: StepResult) -> None:
        self.results[result.step] = result
        self._on_step(result)
