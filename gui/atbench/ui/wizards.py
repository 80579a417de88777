"""The desk's hand for wizards: opens their dock when it is first wanted. Light: all the rest is imported only then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget

from atbench.texts import _
from atbench.ui.actions import WIZARDS
from atbench.ui.bands import Bands
from atbench.ui.settling import Settling
from atbench.ui.theme import Theme
from atbench.wizards.all_ import NAMES, wizard

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.manager.house import House
    from atbench.ui.window import Window
    from atbench.ui.wizard.dock import WizardDock
    from atbench.ui.wizard.idle import Idle
    from atbench.ui.wizard.lending import Lender

SHARE = 0.48  # the largest part of the window's width that it takes when it is opened


class Wizards:
    """`work` is the wizard that was opened last, None before the first; it outlives the window."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.work: Lender | None = None
        self.dock: WizardDock | None = None
        self.files: House | None = None  # of a wizard that has a file manager
        self.idle: Idle | None = None
        self.settling, self.bands = Settling(desk), Bands(desk)

    @property
    def _window(self) -> Window:
        return self._desk.window

    @property
    def running(self) -> bool:
        """Whether one is at work: then nobody else shall speak to the module."""
        return self.settling.active or (self.work is not None and bool(self.work.running))

    def attach(self, window: Window) -> None:
        self.dock = None
        if self.work:
            self.work.retell()  # the language may be another one
        window.acts.menu(WIZARDS).aboutToShow.connect(self._name)
        window.input.command.field.textChanged.connect(self._warn)
        window.closing.connect(self._keep)
        self.bands.attach(window)
        window.guards.append(self._may_close)
        window.status.signs.idle_wanted.connect(self._raise)
        self._idle_changed()

    # -- actions -------------------------------------------------------------------------------------------------

    def open(self, name: str) -> None:
        """Shows a wizard; the one that stood there is put away, unless it is at work: what it left is taken back."""
        if self.work and self.work.wizard.name != name:
            if self.running:
                self._desk.say(_("A wizard is at work: stop it first"))
                self._raise()
                return
            self.work.keep()
            self.settling.begin(self.work, _("Leave it so"))
            if not self.settling.active:  # else it goes when it is settled
                self.work.deleteLater()
            self.work = None
            if self.idle:
                self.idle.leave()
            if self.dock:
                self._drop(self.dock)
        if self.work is None:
            from atbench.ui.wizard.idle import Idle
            from atbench.ui.wizard.lending import Lender

            self.work = Lender(self._desk, wizard(name))
            self.work.changed.connect(self._work_changed)
            self.idle = Idle(self._desk, self.work)
            self.idle.changed.connect(self._idle_changed)
            self._idle_changed()
            self.files = None
        self._raise()

    def show(self, on: bool) -> None:
        """Ctrl+2: the wizard to the front; closes it where it stands there already."""
        dock = self.dock
        if not on and dock is not None and not dock.visibleRegion().isEmpty():
            dock.close()
            self._window.input.focus()
        else:
            self.open(self.work.wizard.name if self.work else NAMES[0])

    # -- what happens --------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """A port was opened or closed, or the manuals are others."""
        if self.work:
            self.work.desk_changed()

    def tick(self) -> None:
        if self.idle:
            self.idle.tick()

    def state(self) -> dict[str, Any] | None:
        """Whether the dock is there, for the next window."""
        return {"shown": not self.dock.isHidden()} if self.dock else None

    def use_state(self, state: dict[str, Any] | None) -> None:
        """Before the window lays itself out: it gives the dock its place."""
        if state is not None and self.work:
            self._made().setVisible(state["shown"])

    async def settle(self) -> None:
        """Before the port is closed: what the wizard left is taken back, for some seconds at most."""
        if self.work:
            self.settling.begin(self.work, _("Close at once"))
        await self.settling.wait()

    def settled(self) -> None:
        """What a wizard left is taken back, or shall stay."""
        if self.work:
            self.work.changed.emit()
        self._work_changed()

    # -- below ---------------------------------------------------------------------------------------------------

    def _may_close(self) -> bool:
        """Closing the window waits for it, too; closing it a second time does not."""
        if self.settling.active:
            self.settling.cut()
            return True
        if self.work is None or not self.work.unsettled:
            return True
        self._desk.tasks.start("close the window", self._close())
        return False

    async def _close(self) -> None:
        await self.settle()
        self._window.leave()

    def _raise(self) -> None:
        dock = self._made()
        hidden = dock.isHidden()
        dock.show()
        if layout := self._window.layout():
            layout.activate()  # where another one went just now, its tab is made later and could not be raised
        dock.raise_()
        self._desk.manuals.name_tabs()
        if hidden:
            self._widen(dock)
        dock.focus()

    def _made(self) -> WizardDock:
        if self.dock is None:
            from atbench.ui.wizard.banner import Banners
            from atbench.ui.wizard.dock import WizardDock

            assert self.work and self.idle
            self.dock = dock = WizardDock(self.work, self._window)
            dock.add_banners(Banners(self._desk, self.work, self.idle))
            dock.hide()
            dock.visibilityChanged.connect(self._seen)
            dock.manual_wanted.connect(self._desk.manuals.of_name)
            dock.put_wanted.connect(self._window.input.put)
            self._place(dock)
            self._house(dock, self.work)
        return self.dock

    def _house(self, dock: WizardDock, work: Lender) -> None:
        """Where one of its steps is the file manager."""
        if work.manages:
            from atbench.ui.manager.house import House

            self.files = self.files or House(self._desk, work)
            self.files.enter(self._window, dock)

    def _place(self, dock: WizardDock) -> None:
        """Where it stood the last time, else as a tab beside the commands."""
        window = self._window
        window.wizard = dock
        window.setTabPosition(Qt.DockWidgetArea.RightDockWidgetArea, QTabWidget.TabPosition.North)
        if not window.restoreDockWidget(dock):
            window.tabifyDockWidget(window.commands, dock)

    def _drop(self, dock: WizardDock) -> None:
        """Another one takes its place."""
        if self.files:
            self.files.leave()
        self._window.removeDockWidget(dock)
        dock.setObjectName("")
        dock.deleteLater()
        self.dock = self._window.wizard = None

    def _widen(self, dock: WizardDock) -> None:
        """Gives it its width, and leaves the terminal more than half of the window."""
        theme, window = Theme.current(), self._window
        wanted = min(theme.size("wizard"), max(theme.size("dock_narrow"), round(window.width() * SHARE)))
        if not dock.isFloating() and dock.width() < wanted:
            window.resizeDocks([dock], [wanted], Qt.Orientation.Horizontal)

    def _seen(self, _on: bool) -> None:
        if self.dock is not None:
            self._window.acts.show("wizard", not self.dock.isHidden())
            self._desk.manuals.name_tabs()

    def _work_changed(self) -> None:
        """While one is at work the list waits, and the input warns."""
        self._window.commands.hold(_("A wizard is at work") if self.running else "")
        self._warn()
        self._desk.facts()

    def _idle_changed(self) -> None:
        self._window.status.signs.show_idle(self.idle.context if self.idle else 0)

    def _warn(self) -> None:
        field = self._window.input.command.field
        if self.running and field.text():
            field.show_problem(_("A wizard is at work: two at once"))
        elif self.work and not self._window.input.command.switches["hex"].isChecked():
            field.show_problem("")

    def _keep(self) -> None:
        if self.work:
            self.work.keep()

    def _name(self) -> None:
        """The menus tell the titles of the wizards; until one is opened nobody needs to read them."""
        for name in NAMES:
            self._window.acts[f"wizard_{name}"].setText(_(wizard(name).text))
