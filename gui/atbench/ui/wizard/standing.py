"""How a wizard stands: its values, its steps, its place. What the page shows; `work.Work` moves it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from atbench.texts import _
from atbench.ui.wizard.values import Kept
from atbench.wizards.record import Sent
from atbench.wizards.report import Told
from atbench.wizards.run import Run, StepResult
from atbench.wizards.talk import Progress
from atbench.wizards.wizard import Step, Wizard

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
    def step(self) -> Step | None:
        """The step at hand; None on the summary."""
        return self.wizard.steps[self.at] if self.at < len(self.wizard.steps) else None

    @property
    def open(self) -> bool:
        return self._desk.open

    @property
    def fits(self) -> bool:
        """Whether the module is of a family that can do it."""
        wanted = self.wizard.families
        return not wanted or any(one in wanted for one in (self.known.family, *self.known.kin))

    def why_not(self) -> str:
        """Why no step can be run now, "" where one can."""
        if not self.open:
            return _("Open a port first")
        if self.running:
            return _("A step is running")
        return _("A list is running") if self._desk.lists.running else self._desk.console.busy

    def refusal(self, name: str) -> str:
        """Why the manual would refuse the value of a field; "" where it would not, or where nobody asked yet."""
        value = self.values.get(name, "")
        if not value and name not in self.missed:
            return ""
        return self.wizard.field(name).refusal(value, self.known)

    def told(self) -> Told:
        """The run as it stands, for reports."""
        date = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
        return Told(self.wizard, self.values, self.results, self.sent, self.known, self.known.title, date)

    @property
    def seconds(self) -> float:
        """How long the running step has been at it."""
        return max(0.0, self._desk.workbench.clock.now() - self._begun) if self.running else 0.0

    @property
    def left(self) -> int:
        """How many things are still to be taken back."""
        return len(self._run.talk.undo) if self._run else 0
