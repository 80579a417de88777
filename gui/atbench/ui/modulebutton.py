"""The button of the toolbar that names the module whose manuals are used, and its menu of all modules."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from atbench.texts import _
from atbench.ui.icons import set_icon, set_text

Choice = tuple[str, str, str]
"""Family, profile ("" for the family as a whole), title; see `knowledge.guess.profiles`."""


class ModuleButton(QToolButton):
    """Signals: `chosen(name)` another profile or family is wanted; `ask_wanted`, `own_wanted` the two below them."""

    chosen = Signal(str)
    ask_wanted = Signal()
    own_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("module_button")
        self.setProperty("kind", "menu")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_icon(self, "cpu")
        menu = QMenu(self)
        menu.setObjectName("module_menu")
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self._name, self._title, self._guess, self._sign = "", "", ("", ""), ""
        self._choices: Sequence[Choice] = ()
        self._can_ask = self._short = False
        self._describe()

    def show_module(self, name: str, title: str, choices: Sequence[Choice]) -> None:
        """The module in use: `name` is that of its profile or family. All modules are in `choices`."""
        self._name, self._title, self._choices = name, title, choices
        self._describe()

    def show_guess(self, name: str, title: str, reason: str) -> None:
        """Which one the traffic speaks of, and why that is thought; "" where it is the one in use."""
        self._guess, self._sign = (name, title), reason
        self._describe()

    def show_short(self, on: bool) -> None:
        """Where there is little room a guess is only a question mark; the menu names it."""
        if self._short != on:
            self._short = on
            self._describe()

    def show_open(self, on: bool) -> None:
        """Whether a port is open: only then the module can be asked."""
        self._can_ask = on

    def drop_down(self) -> None:
        """Opens the menu without waiting for it."""
        if menu := self.menu():
            menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
            menu.setActiveAction(menu.actions()[0])

    def _describe(self) -> None:
        guess = self._guess[1]
        doubt = "?" if self._short else f" · {guess}?"
        set_text(self, self._title + doubt if guess else self._title)
        self.setAccessibleName(_("Module: {name}").format(name=self._title))
        about = _("Module whose manuals are used: {name}").format(name=self._title)
        self.setToolTip("\n".join(filter(None, (about, self._sign))))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        name, title = self._guess
        if name:
            self._add(menu, _("Use {name}").format(name=title), name).setToolTip(self._sign)
            menu.addSeparator()
        group = QActionGroup(menu)
        last = ""
        for family, profile, title in self._choices:
            if profile == family:  # the same by two names
                continue
            if last and family != last:
                menu.addSeparator()
            last = family
            text = title if profile else _("{family}, any module").format(family=title)
            action = self._add(menu, text, profile or family)
            action.setCheckable(True)
            action.setChecked((profile or family) == self._name)
            group.addAction(action)
        menu.addSeparator()
        ask = menu.addAction(_("Ask the module (ATI)"))
        ask.setEnabled(self._can_ask)
        ask.setToolTip("" if self._can_ask else _("Open a port first"))
        ask.triggered.connect(self.ask_wanted)
        menu.addAction(_("Own manuals")).triggered.connect(self.own_wanted)

    def _add(self, menu: QMenu, text: str, name: str) -> QAction:
        action = menu.addAction(text)
        action.setData(name)
        action.triggered.connect(self._chosen)
        return action

    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(action.data())
