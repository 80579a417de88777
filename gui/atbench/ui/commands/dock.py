"""The command dock: head with the file's name, notes on import, the table, and the foot that runs it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from atbench.command_sets.model import CommandSet, Row
from atbench.texts import _
from atbench.ui import parts
from atbench.ui.commands.empty import Empty
from atbench.ui.commands.foot import Foot
from atbench.ui.commands.model import CommandModel
from atbench.ui.commands.notes import Notes
from atbench.ui.commands.sheet import Sheet
from atbench.ui.commands.table import CommandTable, ticks
from atbench.ui.icons import set_icon
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.command_sets.report import Report, RowResult


class CommandDock(QDockWidget):
    """Signals: `run_wanted` (list, {"go_on", "qcom_timing"}), `stop_wanted`, `row_wanted` (Row), `load_wanted`,
    `save_wanted`, `examples_wanted`, `changed_changed` (there are changes to save), `typed` (letters for the input),
    `replaced` (CommandSet with changes that no file has: another list stands in its place now).
    """

    run_wanted = Signal(object, dict)
    stop_wanted = Signal()
    row_wanted = Signal(object)
    load_wanted = Signal()
    save_wanted = Signal()
    examples_wanted = Signal()
    changed_changed = Signal(bool)
    typed = Signal(str)
    replaced = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("commands")
        self.setAccessibleName(_("Commands"))
        self.setWindowTitle(_("Commands"))
        self._list = CommandSet()
        self._open = False
        self._held = ""  # why nothing can be run, although a port is open
        self._kept = _commands(self._list)  # as the file has them
        self._bare = False  # the user wants empty rows instead of the empty state
        self.running = False
        self.model = CommandModel(self)
        self.table = CommandTable(self.model)
        self.notes, self.foot, self.empty = Notes(), Foot(), Empty()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.empty)
        self._line = _rule()
        # The native title bar blurs on fine screens; the head with the list's name is one to drag, too.
        self.setTitleBarWidget(self._head())
        self.setWidget(self._body())
        self._connect()
        self.load(CommandSet())

    # -- the list ---------------------------------------------------------------------------------------------------

    def load(self, commands: CommandSet) -> None:
        """Shows a list that was just read, with what its import had to say."""
        old = self.command_set() if self.unsaved else None
        self._list, self._bare = commands, False
        self._kept = _commands(commands)
        self.foot.pages.setCurrentIndex(0)
        self.model.load(Sheet.of(commands))
        self.notes.tell(commands.warnings)
        self.table.scrollToTop()
        self._refresh()
        if old:
            self.replaced.emit(old)

    def bring_back(self, commands: CommandSet) -> None:
        """Shows a list again that has changes to be saved."""
        self.load(commands)
        self._kept = ()
        self.model.undo.resetClean()

    def take_over(self, old: CommandDock) -> None:
        """The list of another dock, with what its file has."""
        self.load(old.command_set())
        self._kept = old._kept
        if old.changed:
            self.model.undo.resetClean()

    def command_set(self) -> CommandSet:
        """The list as it is now; rows without a command are left out, numbers stay."""
        sheet = self.model.sheet
        return replace(
            self._list,
            rows=sheet.filled(),
            default_delay_ms=sheet.delay_ms,
            rounds=sheet.rounds,
            warnings=(),
        )

    @property
    def changed(self) -> bool:
        """Whether there are changes that no file has."""
        return not self.model.undo.isClean()

    @property
    def unsaved(self) -> bool:
        """Whether commands would be lost with the list; ticks alone are nobody's work."""
        return self.changed and _commands(self.command_set()) != self._kept

    def saved(self, path: Path) -> None:
        """The list was written to `path`."""
        self._kept = _commands(self.command_set())
        self._list = replace(self._list, path=path)
        self.model.undo.setClean()
        self._refresh()

    def new(self) -> None:
        """An empty list, ready to be filled."""
        self.load(CommandSet())
        self.start_bare()

    def start_bare(self) -> None:
        """Empty rows in place of the empty state, the first one being edited."""
        self._bare = True
        self._refresh()
        self.table.setFocus()
        self.table.setCurrentIndex(self.model.index(0, 2))
        self.table.edit(self.model.index(0, 2))

    def choose_all(self) -> None:
        """Ticks every row that has a command, or none where all are ticked."""
        on = ticks(self.model) is not Qt.CheckState.Checked
        self.model.change(self.model.sheet.ticked(on), _("Choose all"))

    def clear_all(self) -> None:
        self._bare = True
        self.model.change(self.model.sheet.with_rows(()), _("Clear all"))

    def set_open(self, on: bool) -> None:
        """Whether there is a port to send to."""
        self._open = on
        self._refresh()

    def hold(self, reason: str) -> None:
        """Somebody else speaks to the module: nothing is run meanwhile; "" ends that."""
        self._held = reason
        self._refresh()

    # -- the run ----------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Asks for a run of the ticked rows, if there can be one."""
        if self.foot.run.isEnabled():
            self.run_wanted.emit(self.command_set(), self.options())

    def options(self) -> dict[str, bool]:
        """What is chosen in the run menu, as `Runner.run` takes it."""
        return {"go_on": self.foot.go_on.isChecked(), "qcom_timing": self.foot.qcom_timing.isChecked()}

    def run_started(self) -> None:
        """The list runs now: results stand where the ticks were, and nothing can be edited."""
        self.running = self.model.locked = True
        sheet = self.model.sheet
        self.model.start_run()
        self.table.run_started()
        self.foot.run_started(sheet.rounds, sum(row.selected for row in sheet.filled()))
        self._refresh()

    def show_row(self, n: int, result: RowResult) -> None:
        """A row began, or its result is there."""
        if 1 <= n <= self.model.rowCount():
            self.table.show_result(result)
            self.foot.progress.tell(result)

    def run_ended(self, report: Report | None) -> None:
        """The results stay until somebody goes back to the ticks or runs again."""
        self.running = self.model.locked = False
        self.foot.run_ended(report)
        self._refresh()

    # -- below ------------------------------------------------------------------------------------------------------

    def _body(self) -> QWidget:
        body = QWidget()
        body.setProperty("ground", "panel")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        body.setMinimumWidth(Theme.current().size("dock_min"))
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notes)
        column.addWidget(self.pages, 1)
        column.addWidget(self._line)
        column.addWidget(self.foot)
        return body

    def _head(self) -> QWidget:
        theme = Theme.current()
        head = QWidget()
        head.setProperty("ground", "window")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(theme.px(36))
        self.tabs = QTabBar()
        self.tabs.setObjectName("commandTabs")
        self.tabs.setAccessibleName(_("Command lists"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.addTab("")
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        column.addLayout(row, 1)
        column.addWidget(_rule())
        row.setContentsMargins(theme.px(4), 0, theme.px(8), 0)
        row.setSpacing(theme.px(2))
        row.addWidget(self.tabs, 1)
        self.head_new = _icon("commandNew", _("New list"), "plus")
        self.head_load = _icon("commandHeadLoad", _("Load a script"), "folder-open")
        self.head_save = _icon("commandHeadSave", _("Save the list"), "save")
        self.more = _icon("commandMore", _("More for this list"), "ellipsis")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._more())
        for button in (self.head_new, self.head_load, self.head_save, self.more):
            row.addWidget(button)
        return head

    def _more(self) -> QMenu:
        menu = QMenu(self)
        table, model = self.table, self.model
        for words, key, does in (
            (_("Undo"), "Ctrl+Z", model.step_back),
            (_("Redo"), "Ctrl+Y", model.step_forth),
            ("", "", None),
            (_("Insert a row"), "Ins", table.insert_row),
            (_("Duplicate rows"), "Ctrl+D", table.duplicate),
            (_("Delete rows"), "Del", table.delete_rows),
            (_("Paste rows"), "Ctrl+V", table.paste),
            ("", "", None),
            (_("Choose all"), "", self.choose_all),
            (_("Clear all"), "", self.clear_all),
            ("", "", None),
            (_("Examples"), "", self.examples_wanted.emit),
        ):
            if does is None:
                menu.addSeparator()
            else:
                # The key is only told here: the table itself listens to it.
                menu.addAction(f"{words}\t{key}" if key else words, does)
        return menu

    def _connect(self) -> None:
        foot, empty = self.foot, self.empty
        self.model.edited.connect(self._refresh)
        self.model.undo.cleanChanged.connect(self._clean_changed)
        self.table.row_wanted.connect(self.row_wanted)
        self.table.typed.connect(self.typed)
        foot.all.clicked.connect(self.choose_all)
        foot.clear.clicked.connect(self.clear_all)
        foot.rounds_changed.connect(self._set_rounds)
        foot.delay_changed.connect(self._set_delay)
        foot.done.connect(self.model.end_run)
        foot.run.clicked.connect(self.run)
        foot.stop.clicked.connect(self.stop_wanted)
        for button in (foot.load, empty.load, self.head_load):
            button.clicked.connect(self.load_wanted)
        for button in (foot.save, self.head_save):
            button.clicked.connect(self.save_wanted)
        empty.examples.clicked.connect(self.examples_wanted)
        empty.rows.clicked.connect(self.start_bare)
        self.head_new.clicked.connect(self.new)

    def _set_rounds(self, rounds: int) -> None:
        self.model.change(replace(self.model.sheet, rounds=rounds), _("Change run times"))

    def _set_delay(self, ms: int) -> None:
        self.model.change(replace(self.model.sheet, delay_ms=ms), _("Change delay"))

    def _clean_changed(self, clean: bool) -> None:
        self._refresh()
        self.changed_changed.emit(not clean)

    def _refresh(self) -> None:
        foot, sheet = self.foot, self.model.sheet
        filled = bool(sheet.filled())
        bare = not filled and not self._bare and not self.changed
        self.pages.setCurrentWidget(self.empty if bare else self.table)
        for widget in (foot, self._line):
            widget.setVisible(not bare)
        name = self._list.path.name if self._list.path else _("New list")
        self.tabs.setTabText(0, f"{name} *" if self.changed else name)
        self.tabs.setTabToolTip(0, str(self._list.path or ""))
        state = ticks(self.model)
        foot.tell(state, sheet.rounds, sheet.delay_ms)
        why = self._held if self._open else _("Open a port first")
        if not why and state is Qt.CheckState.Unchecked:
            why = _("Tick the rows to run first, or choose all")
        foot.run.setEnabled(not why and not self.running)
        foot.run.setToolTip(why or _("Run the ticked rows (F9)"))
        foot.stop.setEnabled(self.running)
        foot.stop.setToolTip(_("Stop at once (Shift+F9)") if self.running else _("Nothing is running"))
        for button in (foot.load, foot.save, foot.menu, self.head_new, self.head_load, self.head_save, self.more):
            button.setEnabled(not self.running)
        set_icon(foot.stop, "square", "error" if self.running else "text2")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        paste = event.key() == Qt.Key.Key_V and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if paste and self.pages.currentWidget() is self.empty:
            self.table.paste()
        else:
            super().keyPressEvent(event)


def _commands(commands: CommandSet) -> tuple[Row, ...]:
    """The rows of a list without their ticks."""
    return tuple(replace(row, selected=False) for row in commands.rows if row.text)


def _icon(name: str, words: str, picture: str) -> QToolButton:
    button = parts.tool(name, "", words, kind="plain")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    set_icon(button, picture)
    return button


def _rule() -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "rule")
    frame.setFixedHeight(1)
    return frame
