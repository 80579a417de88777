"""How a wizard stands: its values, its steps, its place. What the page shows; `work.Work` moves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from atbench.texts import _, again
from atbench.ui.wizard.trying import Samples
from atbench.ui.wizard.values import Kept
from atbench.wizards.fitting import warning
from atbench.wizards.record import Sent
from atbench.wizards.report import Told
from atbench.wizards.run import Run, StepResult
from atbench.wizards.talk import Progress
from atbench.wizards.wizard import Step, Wizard, holds

if TYPE_CHECKING:
    from atbench.knowledge import Knowledge
    from atbench.ui.desk import Desk


class Standing(QObject):
    """Signals: `changed` the steps, the place or what can be done are others; `valued(name)` a value is another;
    `moved` a long step got on.

    `at` is the step at hand, `len(wizard.steps)` the summary. `running` is the name of the step that runs, "undo"
    while it is cleaned up, "" else. `anyway` are the fields whose values go out although the manual would refuse them.
    `missed` are needed ones that were empty when somebody wanted to run. `tried` are remedies by step and rung:
    whether it worked, and the answer.
    """

    changed = Signal()
    valued = Signal(str)
    moved = Signal()

    def __init__(self, desk: Desk, wizard: Wizard) -> None:
        super().__init__()
        self._desk = desk
        self.wizard = wizard
        self.results = {step.name: StepResult(step.name) for step in wizard.steps}
        self.sent: dict[str, list[Sent]] = {}
        self.kept = Kept(desk, wizard)
        self.values = self.kept.load()
        self.samples = Samples()
        self.at = 0
        self.running = ""
        self.anyway: set[str] = set()
        self.missed: set[str] = set()
        self.tried: dict[tuple[str, int], tuple[bool, str]] = {}
        self.progress: Progress | None = None
        self.pace = ""
        self._run: Run | None = None
        self._begun = 0.0

    @property
    def known(self) -> Knowledge:
        return self._desk.workbench.knowledge

    @property
    def own_values(self) -> dict[str, str]:
        """The values that may be kept: never samples."""
        return self.samples.own(self.values)

    @property
    def step(self) -> Step | None:
        """The step at hand as the module does it; None on the summary."""
        if self.at >= len(self.wizard.steps):
            return None
        step = self.wizard.steps[self.at]
        return step.on(self.known.commands) or step

    @property
    def pausing(self) -> bool:
        """Whether the step at hand ends what the ones before it have opened: now is the time to use that."""
        step = self.step
        if step is None or not step.pause or self.running or self.results[step.name].state not in ("waiting", "again"):
            return False
        before = self.wizard.steps[: self.at]
        return all(self.results[one.name].state in ("passed", "skipped") or one.optional for one in before)

    def places(self, step: Step | None) -> list[int]:
        """The numbers of the steps whose values may be why a step failed."""
        steps = self.wizard.steps
        wanted = step.revisit if step else ()
        return [n for n, one in enumerate(steps) if one.name in wanted and holds(one.when, self.values)]

    @property
    def open(self) -> bool:
        return self._desk.open

    @property
    def fits(self) -> bool:
        """Whether the module has the commands that it needs."""
        return not self.warning

    @property
    def warning(self) -> str:
        """Which commands the module lacks, "" for none."""
        return warning(self.wizard, self.known)

    def why_not(self) -> str:
        """Why no step can be run now, "" where one can."""
        if not self.open:
            return _("Open a port first")
        if self.running:
            return _("A step is running")
        if self._desk.wizards.settling.active:
            return _("What the last wizard left is being taken back")
        return _("A list is running") if self._desk.lists.running else self._desk.console.busy

    def refusal(self, name: str) -> str:
        """Why the manual would refuse the value of a field; "" where it would not, or where nobody asked yet."""
        value = self.values.get(name, "")
        if not value and name not in self.missed:
            return ""
        return self.wizard.refusal(name, self.values, self.known)

    def doubt(self, name: str) -> str:
        """What looks wrong about the value of a field beside the others; "" for nothing."""
        return self.wizard.doubts(self.values).get(name, "")

    def proposal(self, name: str) -> str:
        """What is taken where a field stays empty."""
        field = self.wizard.field(name)
        return self.wizard.complete({**self.values, name: ""})[name] if field.proposal else ""

    def _held(self, steps: Sequence[Step]) -> dict[str, Step]:
        """The fields with values that the manual would refuse, each with its step."""
        refused = self.wizard.refusals(self.values, self.known)
        asked = [step for step in steps if holds(step.when, self.values)]
        has = self.known.commands
        pairs = ((name, step) for step in asked if (way := step.on(has)) for name in way.fields)
        return {name: step for name, step in pairs if name in refused and name not in self.anyway}

    def _number(self, name: str) -> int:
        return next(number for number, step in enumerate(self.wizard.steps) if step.name == name)

    def told(self) -> Told:
        """The run as it stands, for reports."""
        date = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
        return Told(self.wizard, self.values, self.results, self.sent, self.known, self.known.title, date)

    def begin_anew(self) -> None:
        """As if nothing had been run yet."""
        self.results.update({step.name: StepResult(step.name) for step in self.wizard.steps})
        self.sent.clear()
        self.at = 0
        self.changed.emit()

    def retell(self) -> None:
        """Another language: what the steps said is said again, as far as it can be."""
        for name, one in self.results.items():
            causes, tries = tuple(map(again, one.causes)), tuple(map(again, one.tries))
            self.results[name] = replace(one, note=again(one.note), causes=causes, tries=tries)

    @property
    def seconds(self) -> float:
        """How long the running step has been at it."""
        return max(0.0, self._desk.workbench.clock.now() - self._begun) if self.running else 0.0

    @property
    def left(self) -> int:
        """How many things are still to be taken back."""
        return len(self._run.talk.undo) if self._run else 0

    @property
    def unsettled(self) -> bool:
        """Whether it is at work, or something is to be taken back from the open module."""
        return self.open and bool(self.running or self.left)
