"""The desk's hand for command lists: loads, saves and runs them, and sends single rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from atbench.command_sets.attempt import Attempts
from atbench.command_sets.load import load, save
from atbench.command_sets.model import CommandSet, Row
from atbench.command_sets.report import Report, RowResult
from atbench.command_sets.runner import Runner
from atbench.files import command_set
from atbench.port.port import PortLost
from atbench.texts import _
from atbench.ui.asking import file_to_open, file_to_save

if TYPE_CHECKING:
    from atbench.ui.commands.dock import CommandDock
    from atbench.ui.desk import Desk
    from atbench.ui.window import Window


class Lists:
    """`report` is that of the last run; `on_row` hears every result of a run, beside the table."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._runner: Runner | None = None
        self.report: Report | None = None
        self.on_row: list[Callable[[RowResult], None]] = []
        self.on_end: list[Callable[[], None]] = []
        self._results: list[RowResult] = []
        self._warned = False  # that changes would be lost

    @property
    def running(self) -> bool:
        return self._runner is not None

    @property
    def loaded(self) -> bool:
        """Whether the list has a row that can be sent."""
        return bool(self._window.commands.command_set().rows)

    @property
    def _window(self) -> Window:
        return self._desk.window

    def attach(self, window: Window) -> None:
        shown = window.commands
        shown.run_wanted.connect(self.run_with)
        shown.stop_wanted.connect(self.stop)
        shown.row_wanted.connect(self.send)
        shown.load_wanted.connect(self._open_wanted)
        shown.save_wanted.connect(self._save_wanted)
        shown.examples_wanted.connect(self._examples_wanted)
        shown.model.edited.connect(self._edited)
        shown.replaced.connect(self._replaced)
        window.guards.append(self.may_close)
        window.welcome.file_wanted.connect(self._open_wanted)
        window.dropped.connect(self.load)

    # -- actions -------------------------------------------------------------------------------------------------

    async def open(self, folder: Path | None = None) -> None:
        """Asks for a file and loads it."""
        place = str(folder or self._last_folder() or command_set())
        filters = ";;".join((_("Command lists (*.ini)"), _("All files (*)")))
        if path := await file_to_open(self._window, _("Open list"), place, filters):
            self.load(path)

    def load(self, path: str | Path) -> None:
        """Loads a list and says what its reader has to say."""
        desk = self._desk
        try:
            commands = load(path)
        except ValueError as error:
            desk.tell("list", str(error))
            return
        desk.messages.done("list")
        self._window.commands.load(commands)
        desk.settings.set("lists", [str(path)])
        desk.facts()

    async def save(self) -> None:
        """Saves the list under a name, in QCOM's form."""
        commands = self._window.commands.command_set()
        place = commands.path or Path.home() / "commands.ini"
        path, _filter = await file_to_save(self._window, _("Save list as"), str(place), _("Command lists (*.ini)"))
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".ini")
        save(commands, path)
        self._window.commands.saved(path)
        self._desk.messages.done("unsaved")
        self._desk.say(_("Saved as {name}").format(name=path.name))

    def run(self) -> None:
        """F9: what the Run button does."""
        commands = self._window.commands
        if commands.foot.run.isEnabled():
            commands.run()
        else:
            self._desk.say(commands.foot.run.toolTip())

    def run_with(self, commands: CommandSet, options: dict[str, bool]) -> None:
        if self._desk.session and self._desk.open and not self.running:
            self._desk.tasks.start("run the list", self._run(commands, options))

    def stop(self) -> None:
        """At once."""
        if self._runner:
            self._runner.stop()

    def send(self, row: Row) -> None:
        """The button of a row: sends it at once."""
        desk = self._desk
        if not desk.session or not desk.open:
            desk.tell("row", _("Open a port first. The row was not sent."), "hint")
            return
        try:
            Attempts(desk.session, desk.workbench.knowledge).send(self._window.commands.command_set(), row)
        except (PortLost, OSError, ValueError) as error:
            desk.tell("row", str(error))
        self._window.terminal.follow()

    def may_close(self) -> bool:
        """Whether the window may be closed; the first time a strip tells of changes that would be lost."""
        if self._warned or not self._window.commands.unsaved:
            return True
        self._warned = True
        text = _("{name} has changes that are not saved. Save them, or close again to leave without them.")
        buttons = ((_("Save as script…"), self._save_wanted), (_("Close anyway"), self._window.close))
        self._desk.tell("unsaved", text.format(name=self._name()), "warning", buttons=buttons)
        return False

    # -- what happens --------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """A port was opened or closed."""
        self._window.commands.set_open(self._desk.open)

    # -- below ---------------------------------------------------------------------------------------------------

    async def _run(self, commands: CommandSet, options: dict[str, bool]) -> None:
        desk = self._desk
        assert desk.session
        self._runner = Runner(desk.session, desk.workbench.knowledge, desk.workbench.clock, self._row_changed)
        self.report, self._results = None, []
        self._window.commands.run_started()
        desk.facts()
        try:
            self.report = await self._runner.run(commands, **options)
        finally:
            self._runner = None
            self._window.commands.run_ended(self.report)
            desk.facts()
            for heard in self.on_end:
                heard()

    def _row_changed(self, result: RowResult) -> None:
        self._results.append(result)
        self._window.commands.show_row(result.n, result)
        for heard in self.on_row:
            heard(result)

    def take_over(self, old: CommandDock, new: CommandDock) -> None:
        """The list, its options and its run, from the dock of the window before."""
        new.take_over(old)
        new.foot.go_on.setChecked(old.foot.go_on.isChecked())
        new.foot.qcom_timing.setChecked(old.foot.qcom_timing.isChecked())
        if self.running:
            new.run_started()
            for result in self._results:
                new.show_row(result.n, result)

    def _edited(self) -> None:
        self._warned = False
        self._desk.messages.done("unsaved")
        self._desk.facts()

    def _replaced(self, old: CommandSet) -> None:
        text = _("The list before had changes that are not saved. It can be brought back until you close the window.")
        buttons = ((_("Bring it back"), lambda: self._window.commands.bring_back(old)),)
        self._desk.tell("unsaved", text, "hint", buttons=buttons)

    def _name(self) -> str:
        path = self._window.commands.command_set().path
        return path.name if path else _("New list")

    def _open_wanted(self) -> None:
        self._desk.tasks.start("open a list", self.open())

    def _save_wanted(self) -> None:
        self._desk.tasks.start("save the list", self.save())

    def _examples_wanted(self) -> None:
        self._desk.tasks.start("open a list", self.open(command_set()))

    def _last_folder(self) -> Path | None:
        last = self._desk.settings.get("lists")
        folder = Path(last[0]).parent if last else None
        return folder if folder and folder.is_dir() else None
