"""A wizard in work: runs its steps, one at a time, and takes back what they left."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any

from atbench.port.port import PortLost
from atbench.session.answers import TimedOut
from atbench.texts import N_, _, remembering, said
from atbench.ui.wizard.standing import Standing
from atbench.ui.wizard.trying import try_out
from atbench.wizards.pace import Pace
from atbench.wizards.record import sent
from atbench.wizards.report import UNDO
from atbench.wizards.run import Run, StepResult
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import Step, Wizard, holds

if TYPE_CHECKING:
    from atbench.ui.desk import Desk


class Work(Standing):
    """What the user wants, done; it outlives the window."""

    def __init__(self, desk: Desk, wizard: Wizard) -> None:
        super().__init__(desk, wizard)
        self.kept.changed.connect(self.changed)
        self.kept.found.connect(self._found)
        self._pace = Pace()
        self._start = 0  # line of the log where the running step began
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    # -- what the user does --------------------------------------------------------------------------------------

    def set_value(self, name: str, value: str) -> None:
        """Another value: what was run with the old one is to be run again."""
        self.samples.given(name)
        if self.values.get(name, "") == value:
            return
        self.values[name] = value
        self.anyway.discard(name)
        owner = next((step.name for step in self.wizard.steps if name in step.asked), "")
        if self._run and owner and not self.running:
            self._run.again(owner)
        self.valued.emit(name)

    def use_values(self, values: dict[str, str]) -> None:
        """Those of a preset."""
        for name, value in values.items():
            self.set_value(name, value)
        self.changed.emit()

    def send_anyway(self, name: str) -> None:
        self.anyway.add(name)
        self.valued.emit(name)

    def go(self, at: int) -> None:
        """To another step; while one runs one may look at the others."""
        self.at = max(0, min(at, len(self.wizard.steps)))
        self.kept.keep(self.own_values)
        self.changed.emit()

    def run_all(self) -> None:
        """From the first step that is not done; all where everything is."""
        done = ("passed", "skipped")
        todo = [step for step in self.wizard.steps if self.results[step.name].state not in done]
        self._begin(todo or list(self.wizard.steps))

    def run_from_here(self) -> None:
        self._begin(list(self.wizard.steps[self.at :]))

    def run_step(self) -> None:
        if self.step:
            self._begin([self.wizard.steps[self.at]])

    def skip(self) -> None:
        """Leaves the step at hand out."""
        if self.step and not self.running:
            self.results[self.step.name] = StepResult(self.step.name, "skipped", said(N_("skipped by you")))
            self.go(self.at + 1)

    def stop(self) -> None:
        """At once; then data mode is left and what was done is taken back. A second time: not even that."""
        if self._task:
            self._stopping = self.running != "undo"
            self._task.cancel()

    def clean_up(self) -> None:
        if not self.why_not():
            self._start_task(_("Clean up"), self._undo())

    def remedy(self, rung: int) -> None:
        """Sends one of the commands that a failed step proposes."""
        if self.step and not self.why_not():
            command = self.results[self.step.name].remedies[rung]
            self._start_task(command, self._try(self.step, rung, command))

    def use_defaults(self) -> None:
        self.use_values(self.wizard.defaults(self.known))

    def open_virtual(self) -> None:
        """The virtual module that it can be tried on, with samples in the fields."""
        self.start("try", try_out(self._desk, self))

    def open_console(self) -> None:
        self._desk.console.show(True)

    def use_own(self) -> None:
        """The user's own values instead of samples."""
        self.use_values(self.samples.give_back())

    def beside(self, words: str, work: Coroutine[Any, Any, None]) -> None:
        """Something between the steps that speaks to the module."""
        self._start_task(words, work)

    def talk(self) -> Talk:
        """With the session that is open now."""
        talk = self._ready().talk
        talk.values.update(self.wizard.complete(self.values))
        return talk

    async def settle(self) -> None:
        """Ends what runs, leaves data mode, and takes back what was done."""
        if self._task and self.running != "undo":
            self.stop()
        await self._rest()
        if self.unsettled:
            self._start_task(_("Clean up"), self._undo())
            await self._rest()

    def let_go(self) -> None:
        """Ends what runs, and takes nothing back."""
        self._stopping = False
        if self._task:
            self._task.cancel()

    def keep(self) -> None:
        self.kept.keep(self.own_values)

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """A task beside the wizard's own: a file dialog."""
        self._desk.tasks.start(name, work)

    def say(self, text: str) -> None:
        self._desk.say(text)

    def desk_changed(self) -> None:
        """A port was opened or closed, or the manuals are others."""
        if self.open and self._desk.workbench.far_end is None and self.samples.names:
            self.use_own()  # samples are for virtual modules
        self.changed.emit()

    # -- at work -------------------------------------------------------------------------------------------------

    def _begin(self, steps: Sequence[Step]) -> None:
        if self.why_not():
            return
        if held := self._held(steps):
            self.missed |= {name for name in held if not self.values.get(name)}
            self.at = self.wizard.steps.index(held[next(iter(held))])
            self.changed.emit()
            return
        self.kept.keep(self.own_values)
        self.kept.keep_secrets(self.own_values)
        self._start_task(_(self.wizard.text), self._work(steps))

    def _start_task(self, name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        self.running = self.running or (self.step.name if self.step else "undo")
        self._stopping = False
        self._task = task = self._desk.tasks.start(name, work)
        task.add_done_callback(self._ended)
        self.changed.emit()
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._task, self.running, self.progress = None, "", None
        if self._stopping and task.cancelled():
            self._start_task(_("Clean up"), self._undo())
        else:
            self.changed.emit()

    async def _rest(self) -> None:
        while task := self._task:
            await asyncio.wait({task})  # what follows it was begun before this goes on

    async def _work(self, steps: Sequence[Step]) -> None:
        run = self._ready()
        before = all(run.done(step) for step in self.wizard.steps)
        for step in steps:
            if step.pause and step is not steps[0] and holds(step.when, self.values):
                self.at = self.wizard.steps.index(step)
                return
            if not await self._one(run, step) and not step.optional:
                return
        if before and len(steps) == 1:
            return  # one step once more: it may be wanted again
        following = self.wizard.steps.index(steps[-1]) + 1
        done = all(run.done(step) for step in self.wizard.steps)
        if run.ok or done:
            self.at = len(self.wizard.steps)
            await self._take_back(run)
        elif len(steps) == 1 or following < len(self.wizard.steps):
            self.at = following

    async def _one(self, run: Run, step: Step) -> bool:
        run.talk.values.update(self.values)
        try:
            with remembering():  # the language may be another one when the notes are read
                return await run.step(step)
        except Exception as error:  # noqa: BLE001 - the wizard page: no slip in a step may end the terminal
            text = _("Something in atbench went wrong: {error}").format(error=error or type(error).__name__)
            self._told(StepResult(step.name, "failed", text))
            self.results[step.name] = StepResult(step.name, "failed", text)
            self._desk.broken(type(error), error, error.__traceback__)
            return False

    def _ready(self) -> Run:
        """The run with the session that is open now; another session finds nothing as the last one left it."""
        session = self._desk.session
        assert session
        if self._run is None or self._run.talk.session is not session:
            bench = self._desk.workbench
            old = self._run.talk.undo if self._run else []
            talk = Talk(session, bench.knowledge, bench.clock, dict(self.values), self._progressed, [*old])
            self._run = Run(self.wizard, talk, self._told)
            self._run.results = self.results
        self._run.talk.knowledge = self.known
        return self._run

    def _told(self, result: StepResult) -> None:
        """From the run: a step begins or ended."""
        session, number = self._desk.session, self._number(result.step)
        if result.state == "running":
            step = self.wizard.steps[number]
            self._note(f"{number + 1} {_(step.text)}")
            self.running, self.at = result.step, number
            self._begun = self._desk.workbench.clock.now()
            self.progress, self.pace, self._pace = None, "", Pace()
            self.tried = {key: told for key, told in self.tried.items() if key[0] != result.step}
            self._start = len(session.log) if session else 0
        elif result.step == self.running and session:
            self._desk.wizards.bands.end(result.state)
            self._desk.ports.found()
            self.sent[result.step] = sent(session.log, self._start, len(session.log))
        self.changed.emit()

    def _note(self, words: str) -> None:
        self._desk.wizards.bands.begin(f"{_(self.wizard.text)} · {words}")

    def _progressed(self, progress: Progress) -> None:
        self.progress = progress
        self.pace = self._pace.tell(progress, self._desk.workbench.clock.now())
        self.moved.emit()

    async def _undo(self) -> None:
        """After a stop: data mode first, then the undo steps."""
        await self._take_back(self._ready(), True)

    async def _take_back(self, run: Run, broken: bool = False) -> None:
        if run.talk.undo or broken:
            self.running = "undo"
            self._note(_("Clean up"))
            self.changed.emit()
            log = run.talk.session.log
            start = len(log)
            try:
                await run.undo()
            finally:
                self.sent.setdefault(UNDO, []).extend(sent(log, start, len(log)))
                self._desk.wizards.bands.end("stopped" if run.talk.undo else "passed")

    async def _try(self, step: Step, rung: int, command: str) -> None:
        run = self._ready()
        try:
            answer = await run.talk.session.ask(command)
            lines = [*(event.text for event in answer.lines), answer.final.text if answer.final else ">"]
            meaning = run.talk.explain(answer.final, command).note if answer.final else ""
            masked = map(self.told().command, lines)
            told = (answer.ok, " · ".join(filter(None, (*masked, meaning))))
        except (PortLost, TimedOut) as error:
            told = (False, str(error))
        self.tried[step.name, rung] = told

    def _found(self, values: dict[str, str]) -> None:
        """Secrets that the keyring had; what was typed meanwhile stays."""
        for name, value in values.items():
            if value and not self.values.get(name):
                self.values[name] = value
                self.valued.emit(name)
