"""Everything the user can do, as rows: id, text, menu, key, what runs, when it can.

`run` is the place of a method on the desk (`desk.Desk`), like "ports.toggle"; it gets the row's `value`, or for a row
with `check` whether it is on. `when` is the name
of a fact; while it does not hold, the action is grey and says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from atbench.texts import N_, _
from atbench.wizards.all_ import NAMES

# The facts that rows wait for, with the reason shown while they do not hold.
WHY = {
    "open": N_("Open a port first"),
    "virtual": N_("Open a virtual module first"),
    "chosen": N_("Choose a port first"),
    "list": N_("Load a command list first"),
    "ready": N_("Open a port and load a command list first"),
    "running": N_("No list is running"),
    "log": N_("Nothing was received yet"),
}

FILE, EDIT, VIEW, PORT, COMMANDS, WIZARDS, HELP = (
    N_("&File"),
    N_("&Edit"),
    N_("&View"),
    N_("&Port"),
    N_("&Commands"),
    N_("&Wizards"),
    N_("&Help"),
)
MENUS = (FILE, EDIT, VIEW, PORT, COMMANDS, WIZARDS, HELP)
THEME, LANGUAGE, TIME, SIZE, SPECIAL = N_("Theme"), N_("Language"), N_("Time"), N_("Interface size"), N_("Special")


@dataclass(frozen=True, slots=True)
class Row:
    """One action. `sub` is a submenu; rows of one `group` exclude each other, a row with `check` is on or off.

    A row with the menu "" has only its key. `line` draws a line above it.
    """

    id: str
    text: str
    menu: str
    run: str
    key: str = ""
    when: str = ""
    value: str = ""
    sub: str = ""
    group: str = ""
    check: bool = False
    line: bool = False


ROWS = (
    Row("list_open", N_("Open list…"), FILE, "lists.open", "Ctrl+O"),
    Row("list_save", N_("Save list as…"), FILE, "lists.save", "Ctrl+Shift+S", "list"),
    Row("log_save", N_("Save log…"), FILE, "lines.save", "Ctrl+E", "log", line=True),
    Row("captures", N_("Show captures"), FILE, "views.show_captures"),
    Row("quit", N_("Quit"), FILE, "views.quit", "Ctrl+Q", line=True),
    Row("copy", N_("Copy"), EDIT, "views.copy", "Ctrl+C"),
    Row("copy_notes", N_("Copy with time and notes"), EDIT, "views.copy_notes", "Ctrl+Shift+C", "log"),
    Row("clear", N_("Clear view"), EDIT, "views.clear", "Ctrl+L", "log", line=True),
    Row("unclear", N_("Undo clear"), EDIT, "views.unclear", "Ctrl+Z", "log"),
    Row("input", N_("Go to the input"), EDIT, "views.to_input", "Ctrl+J", line=True),
    Row("explain", N_("Explain the line"), EDIT, "views.explain", "F1"),
    Row("theme_system", N_("System"), VIEW, "views.use_theme", value="system", sub=THEME, group="theme"),
    Row("theme_light", N_("Light"), VIEW, "views.use_theme", value="light", sub=THEME, group="theme"),
    Row("theme_dark", N_("Dark"), VIEW, "views.use_theme", value="dark", sub=THEME, group="theme"),
    Row("language_en", "English", VIEW, "views.use_language", value="en", sub=LANGUAGE, group="language"),
    Row("language_zh_CN", "中文", VIEW, "views.use_language", value="zh_CN", sub=LANGUAGE, group="language"),
    Row("times_absolute", N_("Absolute"), VIEW, "views.use_times", value="absolute", sub=TIME, group="times"),
    Row("times_relative", N_("Relative"), VIEW, "views.use_times", value="relative", sub=TIME, group="times"),
    Row("times_difference", N_("Difference"), VIEW, "views.use_times", value="difference", sub=TIME, group="times"),
    Row("times_off", N_("Off"), VIEW, "views.use_times", value="off", sub=TIME, group="times"),
    Row("times_next", N_("Next way"), VIEW, "views.next_times", "Ctrl+T", sub=TIME, line=True),
    Row("notes", N_("Notes"), VIEW, "views.use_notes", "Ctrl+I", check=True, line=True),
    Row("echoes", N_("Echoes"), VIEW, "views.use_echoes", check=True),
    Row("collapse", N_("Collapse repeats"), VIEW, "views.use_collapse", check=True),
    Row("dock", N_("Command list"), VIEW, "views.show_dock", "Ctrl+1", check=True, line=True),
    Row("wizard", N_("Wizard"), VIEW, "wizards.show", "Ctrl+2", check=True),
    Row("manual", N_("Manual"), VIEW, "manuals.show", "Ctrl+Shift+M", check=True),
    Row("pane", N_("Bottom pane"), VIEW, "views.show_pane", "Ctrl+3", check=True),
    Row("status", N_("Status of the module"), VIEW, "overview.show", "Ctrl+4", check=True),
    Row("console", N_("Messages"), VIEW, "console.show", "Ctrl+5", check=True),
    Row("far_end", N_("Far end"), VIEW, "far_ends.show", "Ctrl+6", "virtual", check=True),
    Row("faults", N_("Faults of the virtual module"), VIEW, "far_ends.show_faults", "Ctrl+7", "virtual"),
    Row("text_larger", N_("Larger letters"), VIEW, "views.larger", "Ctrl++; Ctrl+=", line=True),
    Row("text_smaller", N_("Smaller letters"), VIEW, "views.smaller", "Ctrl+-"),
    Row("text_normal", N_("Normal letters"), VIEW, "views.normal", "Ctrl+0"),
    *(
        Row(f"size_{size}", f"{size} %", VIEW, "views.use_size", value=str(size), sub=SIZE, group="interface_size")
        for size in (90, 100, 110, 125, 150)
    ),
    Row("full", N_("Full screen"), VIEW, "views.full_screen", "F11", line=True),
    Row("reset", N_("Reset layout"), VIEW, "views.reset_layout"),
    Row("port_toggle", N_("Open or close the port"), PORT, "ports.toggle", "F5", "chosen"),
    Row("port_look", N_("Look for ports"), PORT, "ports.look"),
    Row("port_virtual", N_("Open virtual EC600S"), PORT, "ports.open_virtual"),
    Row("port_list", N_("Port list"), PORT, "views.to_port", "Ctrl+P", line=True),
    Row("port_baud", N_("Baud rate"), PORT, "views.to_baud", "Ctrl+B"),
    Row("module", N_("Choose the module…"), PORT, "modules.drop_down", line=True),
    Row("module_ask", N_("Ask the module (ATI)"), PORT, "modules.ask", when="open"),
    Row("dtr", "DTR", PORT, "ports.toggle_dtr", "Ctrl+Shift+D", "open", line=True),
    Row("rts", "RTS", PORT, "ports.toggle_rts", "Ctrl+Shift+R", "open"),
    Row("special_z", "Ctrl+Z (1A)", PORT, "lines.special", when="open", value="1A", sub=SPECIAL),
    Row("special_esc", "Esc (1B)", PORT, "lines.special", when="open", value="1B", sub=SPECIAL),
    Row("special_plus", N_("+++ with its pauses"), PORT, "lines.escape", when="open", sub=SPECIAL),
    Row("send", N_("Send"), COMMANDS, "lines.send", when="open"),
    Row("repeat", N_("Repeat the last command"), COMMANDS, "lines.repeat", "Ctrl+R", "open"),
    Row("run", N_("Run the list"), COMMANDS, "lists.run", "F9", "ready", line=True),
    Row("stop", N_("Stop the list"), COMMANDS, "lists.stop", "Shift+F9", "running"),
    Row("next_error", N_("Next error"), COMMANDS, "views.next_error", "F8", "log", line=True),
    Row("previous_error", N_("Previous error"), COMMANDS, "views.previous_error", "Shift+F8", "log"),
    Row("next_urc", N_("Next URC"), COMMANDS, "urcs.next", "Ctrl+F8", "log"),
    Row("previous_urc", N_("Previous URC"), COMMANDS, "urcs.previous", "Ctrl+Shift+F8", "log"),
    # Their titles come with the wizards, which are read when the menu is first opened.
    *(Row(f"wizard_{name}", name, WIZARDS, "wizards.open", value=name) for name in NAMES),
    Row("next_tab", N_("Next tab"), "", "views.next_tab", "Ctrl+PgDown"),
    Row("previous_tab", N_("Previous tab"), "", "views.previous_tab", "Ctrl+PgUp"),
    Row("next_pane", N_("Next pane"), "", "views.next_pane", "F6"),
    Row("previous_pane", N_("Previous pane"), "", "views.previous_pane", "Shift+F6"),
    Row("back", N_("Back to the input"), "", "overview.back", "Escape"),
    Row("own_manuals", N_("Own manuals"), HELP, "own.open_folder"),
    Row("about", N_("About atbench"), HELP, "views.about"),
)


class Actions(QObject):
    """The rows as QActions of one window. Signal `wanted(row, checked)`: the user wants one of them."""

    wanted = Signal(object, bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._rows = {row.id: row for row in ROWS}
        self._groups: dict[str, QActionGroup] = {}
        self._menus: dict[str, QMenu] = {}
        self._all = {row.id: self._make(row) for row in ROWS}
        window.addActions(list(self._all.values()))

    def __getitem__(self, name: str) -> QAction:
        return self._all[name]

    def menu(self, name: str) -> QMenu:
        """A menu of the bar by its name in `MENUS`."""
        return self._menus[name]

    def fill(self, bar: QMenuBar) -> None:
        """Makes the menus; a submenu stands where its first row is."""
        self._menus = menus = {name: bar.addMenu(_(name)) for name in MENUS}
        subs: dict[str, QMenu] = {}
        for name, menu in menus.items():
            menu.setObjectName(f"menu_{name.strip('&').lower()}")
        for row in ROWS:
            if not row.menu:
                continue
            menu = menus[row.menu]
            if row.sub:
                if row.sub not in subs:
                    subs[row.sub] = menu.addMenu(_(row.sub))
                menu = subs[row.sub]
            if row.line:
                menu.addSeparator()
            menu.addAction(self._all[row.id])

    def facts(self, facts: Mapping[str, bool]) -> None:
        """Enables what can be done now and says of the rest why not."""
        for row in ROWS:
            if row.when:
                can = facts.get(row.when, False)
                action = self._all[row.id]
                action.setEnabled(can)
                action.setToolTip(_(row.text) if can else _(WHY[row.when]))

    def show(self, name: str, value: str | bool) -> None:
        """Shows the state of a switch (`name` is its id) or of a group (`value` is that of the row that holds)."""
        if name in self._rows:
            self._all[name].setChecked(bool(value))
            return
        for row in ROWS:
            if row.group == name:
                self._all[row.id].setChecked(row.value == value)

    def _make(self, row: Row) -> QAction:
        action = QAction(_(row.text), self)
        action.setObjectName(f"action_{row.id}")
        action.setData(row.id)
        if row.key:
            action.setShortcuts(QKeySequence.listFromString(row.key))
        if row.group:
            action.setCheckable(True)
            self._groups.setdefault(row.group, QActionGroup(self)).addAction(action)
        elif row.check:
            action.setCheckable(True)
        action.setMenuRole(_ROLES.get(row.id, QAction.MenuRole.NoRole))
        action.triggered.connect(self._triggered)
        return action

    def _triggered(self, checked: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.wanted.emit(self._rows[action.data()], checked)


_ROLES = {"quit": QAction.MenuRole.QuitRole, "about": QAction.MenuRole.AboutRole}
