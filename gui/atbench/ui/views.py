"""The desk's hand for what is seen: theme, language, sizes, panes, focus, and the places that are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from atbench import __version__, texts
from atbench.texts import _
from atbench.ui.messages import Message
from atbench.ui.terminal.times import WAYS
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.window import Window

NORMAL = 13  # px, size of the letters


class Views:
    """Every change is remembered in the settings at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._settings = desk.settings

    @property
    def _window(self) -> Window:
        return self._desk.window

    def attach(self, window: Window) -> None:
        window.terminal.set_time(self._settings.get("times"))
        window.terminal.set_notes(self._settings.get("notes"))
        window.terminal.set_echoes(self._settings.get("echoes"))
        window.terminal.set_collapse(self._settings.get("collapse"))
        window.pane.strip_changed.connect(self._show_state)
        window.commands.visibilityChanged.connect(self._show_state)
        self._show_state()

    def state(self) -> dict[str, Any]:
        """What a new window takes over beside the settings."""
        window = self._window
        self.remember()
        view = window.terminal
        return {
            "text": window.input.command.field.text(),
            "selected": view.selected,
            "top": None if view.following else view.top,
            "shown": window.isVisible(),
        }

    def use_state(self, state: dict[str, Any]) -> None:
        window = self._window
        window.use_layout(self._settings.get("window"))
        window.input.command.field.setText(state["text"])
        if state["selected"] >= 0:
            window.terminal.select_line(state["selected"])
        if state["top"] is not None:
            window.terminal.scroll_to(state["top"])
        window.input.focus()

    def remember(self) -> None:
        """Keeps places and sizes."""
        self._settings.set("window", self._window.layout_now())

    # -- File ----------------------------------------------------------------------------------------------------

    def quit(self) -> None:
        self._window.close()

    def show_captures(self) -> None:
        folder = self._desk.workbench.home.captures
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # -- Edit ----------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """What is selected where the focus is, else in the terminal."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QLineEdit | QPlainTextEdit | QTextEdit):
            focused.copy()
        else:
            self._window.terminal.copy()

    def copy_notes(self) -> None:
        self._window.terminal.copy_with_notes()

    def clear(self) -> None:
        self._window.terminal.clear_view()
        self._desk.say(_("View cleared; Ctrl+Z brings it back"))

    def unclear(self) -> None:
        self._window.terminal.undo_clear()

    def to_input(self) -> None:
        self._window.input.focus()

    def explain(self) -> None:
        self._window.pane.toggle()

    # -- View ----------------------------------------------------------------------------------------------------

    def use_theme(self, mode: str) -> None:
        self._settings.set("theme", mode)
        Theme.current().use(mode)
        self._show_state()

    def use_language(self, language: str) -> None:
        self._settings.set("language", language)
        texts.use(language)
        Theme.current().refresh()
        self._desk.replace_window()

    def use_times(self, way: str) -> None:
        self._settings.set("times", way)
        self._window.terminal.set_time(way)
        self._show_state()

    def next_times(self) -> None:
        ways = list(WAYS)
        self.use_times(ways[(ways.index(self._window.terminal.time_way) + 1) % len(ways)])

    def use_notes(self, on: bool) -> None:
        self._settings.set("notes", on)
        self._window.terminal.set_notes(on)

    def use_echoes(self, on: bool) -> None:
        self._settings.set("echoes", on)
        self._window.terminal.set_echoes(on)

    def use_collapse(self, on: bool) -> None:
        self._settings.set("collapse", on)
        self._window.terminal.set_collapse(on)

    def show_dock(self, on: bool) -> None:
        self._window.commands.setVisible(on)

    def show_pane(self, on: bool) -> None:
        self._window.pane.set_strip(not on)

    def larger(self) -> None:
        self._use_text_size(Theme.current().text_size + 1)

    def smaller(self) -> None:
        self._use_text_size(Theme.current().text_size - 1)

    def normal(self) -> None:
        self._use_text_size(NORMAL)

    def use_size(self, percent: str) -> None:
        self._settings.set("interface_size", int(percent))
        Theme.current().use_interface_size(int(percent))
        self._desk.replace_window()

    def full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def reset_layout(self) -> None:
        self._window.reset_layout()
        self.normal()

    def to_port(self) -> None:
        self._focus(self._window.toolbar.port)
        self._window.toolbar.port.showPopup()

    def to_baud(self) -> None:
        self._focus(self._window.toolbar.baud)

    def to_line_end(self) -> None:
        self._focus(self._window.input.command.end)

    # -- Commands and panes --------------------------------------------------------------------------------------

    def next_error(self) -> None:
        self._window.terminal.next_error()

    def previous_error(self) -> None:
        self._window.terminal.previous_error()

    def next_tab(self) -> None:
        self._window.pane.turn(1)

    def previous_tab(self) -> None:
        self._window.pane.turn(-1)

    def next_pane(self) -> None:
        self._walk(1)

    def previous_pane(self) -> None:
        self._walk(-1)

    def about(self) -> None:
        text = _("A workbench for AT-command modules. MIT licence. Icons: Lucide, ISC licence.")
        self._desk.messages.show(Message("about", f"atbench {__version__}", text, "hint"))

    # -- below ---------------------------------------------------------------------------------------------------

    def _use_text_size(self, pixels: int) -> None:
        theme = Theme.current()
        theme.use_text_size(pixels)
        self._settings.set("font_size", theme.text_size)

    def _show_state(self, *_ignored: object) -> None:
        acts, settings = self._window.acts, self._settings
        for name in ("theme", "times", "notes", "echoes", "collapse"):
            acts.show(name, settings.get(name))
        acts.show("language", texts.language())
        acts.show("interface_size", str(Theme.current().interface_size))
        acts.show("dock", not self._window.commands.isHidden())
        acts.show("wizard", self._window.wizard is not None and not self._window.wizard.isHidden())
        acts.show("manual", self._window.manual is not None and not self._window.manual.isHidden())
        acts.show("pane", not self._window.pane.strip)

    def _walk(self, step: int) -> None:
        """F6: the next pane that can be seen; the input where none has the focus."""
        window = self._window
        panes: list[QWidget] = [
            window.toolbar.port,
            window.terminal,
            window.pane,
            window.input,
            window.commands,
            *(dock for dock in (window.wizard, window.manual, *window.panels) if dock),
            window.status,
        ]
        seen = [pane for pane in panes if not pane.visibleRegion().isEmpty()]
        focused = QApplication.focusWidget()
        here = next(
            (at for at, pane in enumerate(seen) if focused and (pane is focused or pane.isAncestorOf(focused))), -1
        )
        target = seen[(here + step) % len(seen)]
        if target is window.input:
            window.input.focus()
        else:
            self._focus(target)

    def _focus(self, pane: QWidget) -> None:
        """Gives the focus to the pane, or to the first thing in it that takes it."""
        for widget in (pane, *pane.findChildren(QWidget)):
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
