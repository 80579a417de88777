"""The desk's hand for the far end of a virtual module: its dock lives as long as the module is open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from atbench.texts import _, ngettext

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.far_end.arrived import Arrivals
    from atbench.ui.far_end.dock import FarEndDock
    from atbench.ui.window import Window
    from atbench.virtual.far_end import FarEnd, Visitor
    from atbench.virtual.faults import Faults


class FarEnds:
    """`dock` is that of the window, None while nobody wanted it or no virtual module is open.

    The far end is looked at on a timer of the window: nothing of Qt is called from the module's thread.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.dock: FarEndDock | None = None
        self._far_end: FarEnd | None = None
        self._arrivals: Arrivals | None = None
        self._clients: tuple[Visitor, ...] | None = None
        self._told = ""  # how the last push went
        self._again = False  # it was open when the last module was closed
        self._faults_told: tuple[Faults | None, int] = (None, 0)  # whose faults the status bar shows, and as of when

    @property
    def _window(self) -> Window:
        return self._desk.window

    @property
    def faults(self) -> Faults | None:
        """The switches of the virtual module, None for a real one."""
        return getattr(self._desk.workbench.port, "faults", None)

    def attach(self, window: Window) -> None:
        self.dock, self._faults_told = None, (None, 0)
        window.status.signs.faults_wanted.connect(self.show_faults)

    # -- actions -------------------------------------------------------------------------------------------------

    def show(self, on: bool) -> None:
        """Opens it; where it stands in front already, closes it."""
        dock = self.dock
        if self._desk.workbench.far_end is None or (not on and dock is not None and not dock.visibleRegion().isEmpty()):
            if dock is not None:
                dock.close()
            self._again = False
            self._window.input.focus()
            return
        dock = self._made()
        self._window.raise_dock(dock)
        self._desk.manuals.name_tabs()
        self.refresh()
        dock.focus()

    def show_newest(self) -> bool:
        """Brings what arrived last to the front; False where nothing did. The keyboard stays where it is."""
        far = self._desk.workbench.far_end
        if far is None or not (far.messages or far.mails or far.files or far.requests):
            return False
        dock = self._made()
        self._window.raise_dock(dock)
        self._desk.manuals.name_tabs()
        self._take_in()
        dock.list.choose(0)
        dock.pages.show_page(-1)  # room to read
        return True

    def show_faults(self) -> None:
        """The page with the faults of the module, ready for the keyboard."""
        if self._desk.workbench.far_end is not None:
            self._window.raise_dock(self._made())
            self._desk.manuals.name_tabs()
            self.refresh()
            self._made().show_faults()

    def throw(self, name: str, value: float) -> None:
        """Throws a switch of the module."""
        if (faults := self.faults) is not None:
            faults[name] = value
            self.tick()
            self.refresh()

    def calm(self) -> None:
        """All faults off."""
        if (faults := self.faults) is not None:
            for name in faults:
                del faults[name]
        self.tick()
        self.refresh()

    def push(self) -> None:
        """Sends the message that is written to all who subscribed to its topic."""
        far, dock = self._far_end, self.dock
        if far is None or dock is None or self._refused():
            return
        _client, topic, qos = dock.push.target.now
        count = far.push(topic, dock.push.editor.payload(), qos)
        self._told = (
            ngettext("pushed to {count} client", "pushed to {count} clients", count).format(count=count)
            if count
            else _("nobody has subscribed to this topic")
        )
        self._judge()

    def drop(self) -> None:
        if self._far_end:
            self._far_end.drop()
            self._desk.say(_("All connections are dropped from the server's side"))

    def turn(self, number: int, on: bool) -> None:
        """Throws a switch of the servers."""
        from atbench.ui.far_end.moods import MOODS

        if self._far_end and self.dock:
            MOODS[number].turn(self._far_end, on)
            self.dock.server.show_moods(self._far_end)

    def offer(self, version: str, path: str) -> None:
        """A firmware for the Tencent device. Raises OSError."""
        if self._far_end:
            try:
                data = Path(path).read_bytes()
            except OSError as error:
                self._desk.failed("offer", error)
                return
            self._far_end.offer_firmware(version, data)
            text = _("Firmware {version} is offered, {size} bytes: a device that reports another one is told")
            self._desk.say(text.format(version=version, size=len(data)))

    # -- what happens --------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Perhaps another module, or none."""
        far = self._desk.workbench.far_end
        if far is self._far_end:
            return
        again = self._again or (self.dock is not None and not self.dock.isHidden())
        self._drop_dock()
        self._far_end, self._again = far, again
        if far is not None and again:
            self._window.raise_dock(self._made())
            self.refresh()

    def state(self) -> dict[str, Any] | None:
        return self.dock.state() if self.dock else None

    def use_state(self, state: dict[str, Any] | None) -> None:
        """Before the window lays itself out: it gives the dock its place."""
        if state is not None and self._desk.workbench.far_end is not None:
            self._made().use_state(state)
            self.refresh()

    def refresh(self) -> None:
        """What came since the last look; nothing while nobody looks."""
        dock, far = self.dock, self._far_end
        if dock is None or far is None or dock.visibleRegion().isEmpty():
            return
        self._take_in()
        if far.clients is not self._clients:
            self._clients = far.clients
            dock.server.show_clients(far.clients)
            topics = dict.fromkeys(topic for client in far.clients for topic in client.topics)
            dock.push.target.offer(list(topics))
        dock.server.show_moods(far)
        if (faults := self.faults) is not None:
            dock.faults.show_faults(faults)
        self._judge()

    def tick(self) -> None:
        """The status bar says that faults are on, whoever threw them."""
        faults = self.faults
        now = (faults, faults.version if faults is not None else 0)
        if now != self._faults_told:
            self._faults_told = now
            self._window.status.signs.show_faults(sum(map(faults.on, faults)) if faults is not None else 0)

    # -- below ---------------------------------------------------------------------------------------------------

    def _take_in(self) -> None:
        """What arrived since the last time."""
        if self.dock and self._arrivals and (items := self._arrivals.new()):
            self.dock.add(items)

    def _judge(self) -> None:
        if self.dock:
            problem = self._refused()
            silent = problem and not self.dock.push.target.now[1]  # nobody has begun yet
            self.dock.push.tell(self._told or problem, bool(problem and not silent), not problem)

    def _refused(self) -> str:
        from atbench.wizards.cloud.messages import QMT, Letter, refusal

        assert self.dock
        _client, topic, qos = self.dock.push.target.now
        try:
            payload = self.dock.push.editor.payload()
        except ValueError as error:
            return str(error)
        # Here the limits of a module do not hold: only what a topic is.
        return refusal(QMT, Letter(topic, payload[:1] or b" ", qos))

    def _edited(self) -> None:
        self._told = ""
        self._judge()

    def _made(self) -> FarEndDock:
        if self.dock is not None:
            return self.dock
        from atbench.ui.far_end.arrived import Arrivals
        from atbench.ui.far_end.dock import FarEndDock

        self._far_end = self._desk.workbench.far_end
        assert self._far_end
        self._arrivals, self._clients = Arrivals(self._far_end), None
        self.dock = dock = FarEndDock(self._window)
        dock.push.wanted.connect(self.push)
        dock.push.changed.connect(self._edited)
        dock.server.drop_wanted.connect(self.drop)
        dock.server.mood_wanted.connect(self.turn)
        dock.server.firmware_wanted.connect(self.offer)
        dock.faults.wanted.connect(self.throw)
        dock.faults.calm_wanted.connect(self.calm)
        dock.save_wanted.connect(self._save)
        dock.told.connect(self._desk.say)
        dock.visibilityChanged.connect(self._seen)
        dock.due.connect(self.refresh)
        self._window.add_panel(dock)
        return dock

    def _drop_dock(self) -> None:
        if self.dock is not None:
            dock, self.dock = self.dock, None
            self._window.drop_panel(dock)
            self._window.acts.show("far_end", False)
        self._arrivals = None

    def _seen(self, _on: bool) -> None:
        if self.dock is not None:
            self._window.acts.show("far_end", not self.dock.isHidden())
            self._desk.manuals.name_tabs()

    def _save(self, name: str, data: bytes) -> None:
        from atbench.ui.arrivals.saving import save

        self._desk.tasks.start(_("Save"), save(self._desk, name, data))
