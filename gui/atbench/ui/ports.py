"""The desk's hand for ports: finds, opens, closes them, and says what to do when that fails."""

from __future__ import annotations

import asyncio
import errno
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atbench.port import finder
from atbench.port.port import PortSettings
from atbench.texts import _
from atbench.ui.noise import SAMPLE, noisy
from atbench.ui.toolbar import VIRTUAL

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.window import Window

JOIN_GROUP = "sudo usermod -aG dialout $USER"
_NOISE_STEP = 4096  # received bytes between two looks at whether they can be read


class Ports:
    """`opening` is the name of the port that is being opened, `lost` that the last one went away by itself."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._found: list[finder.Found] = []
        self._modules = [(VIRTUAL, "EC600S")]  # until all of them are known
        self._settings: PortSettings | None = None  # of the open port
        self._looked_at = 0
        self.opening = ""
        self.lost = False
        self._closing = False
        self.problem = ""  # why the last port did not open
        self.record: Path | None = None

    @property
    def _window(self) -> Window:
        return self._desk.window

    def attach(self, window: Window) -> None:
        bar, welcome = window.toolbar, window.welcome
        bar.open_wanted.connect(self.open)
        bar.close_wanted.connect(self.close)
        bar.look_wanted.connect(self.refresh)
        bar.line_changed.connect(self.line_changed)
        bar.port.editTextChanged.connect(self._chosen)
        welcome.look_wanted.connect(self.look)
        welcome.virtual_wanted.connect(self.open_virtual)
        window.input.lines_wanted.connect(self.set_line)
        bar.show_line(self._settings or _settings(self._desk.settings.get("line")))
        bar.port.choose(self._desk.settings.get("port"))
        self._show_found()
        self.changed()

    # -- actions -------------------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """F5."""
        if self._desk.open:
            self.close()
        else:
            self.open(self._window.toolbar.port.url)

    def open(self, url: str) -> None:
        """Opens a port; one that is open is closed first."""
        self._desk.tasks.start(f"open {url}", self.open_now(url))

    def open_virtual(self) -> None:
        self.open(VIRTUAL)

    async def open_now(self, url: str) -> None:
        """Opens a port with the line settings of the toolbar; a strip says why it cannot be opened."""
        desk, settings = self._desk, self._window.toolbar.settings
        if self.opening:
            return
        self.opening, self.lost, self.problem = url, False, ""
        self._window.toolbar.port.choose(url)
        for key in ("port", "baud", "none"):
            desk.messages.done(key)
        desk.tick()
        try:
            self._settings = settings
            await desk.wizards.settle()
            await desk.workbench.open(url, settings, self.record)
        except (OSError, ValueError) as error:
            self._explain_failure(error)
        else:
            self._looked_at, self.record = 0, None
            desk.settings.set("port", url)
            desk.settings.set("line", asdict(settings))
            self._window.input.focus()
        finally:
            self.opening = ""
            desk.changed()

    def close(self) -> None:
        """Once a wizard has taken back what it left; a second time at once."""
        if self._closing:
            self._desk.wizards.settling.cut()
        else:
            self._closing = True
            self._desk.tasks.start("close the port", self._close())

    def look(self) -> None:
        """Looks for ports and says what to do when there is none."""
        self._desk.tasks.start("look for ports", self._look(True))

    def refresh(self) -> None:
        """Looks for ports in silence."""
        self._desk.tasks.start("look for ports", self._look(False))

    def set_line(self, name: str, on: bool) -> None:
        """DTR or RTS, now."""
        if self._desk.session:
            self._desk.session.lines(**{name: on})

    def toggle_dtr(self) -> None:
        self._toggle("dtr")

    def toggle_rts(self) -> None:
        self._toggle("rts")

    def line_changed(self) -> None:
        """Other line settings: an open port is opened again with them."""
        settings = self._window.toolbar.settings
        self._desk.settings.set("line", asdict(settings))
        port = self._desk.workbench.port
        if port and settings != self._settings and not port.name.startswith("virtual:"):
            self.open(port.name)

    def found(self) -> None:
        """A wizard may have found the module at another rate or line end: the toolbar and the input say so."""
        desk, session = self._desk, self._desk.session
        settings = self._settings
        if session is None or settings is None:
            return
        if session.rate not in (0, settings.baud):
            self._settings = replace(settings, baud=session.rate)
            self._window.toolbar.show_line(self._settings)
            desk.settings.set("line", asdict(self._settings))
        if session.line_end != b"\r":
            end = self._window.input.command.end
            end.setCurrentIndex(end.findData("CRLF"))
            desk.settings.set("line_end", "CRLF")

    # -- what happens --------------------------------------------------------------------------------------------

    def changed(self) -> None:
        desk, bench = self._desk, self._desk.workbench
        self._window.toolbar.show_open(bench.port.name if bench.port else False)
        self._window.input.show_open(desk.open)
        settings = self._settings or self._window.toolbar.settings
        self._window.input.show_lines(settings.dtr, settings.rts)
        capture = bench.capture
        recording = str(capture.path) if desk.open and capture and capture.path and not bench.problem else ""
        self._window.status.show_recording(recording)
        gone = not desk.open and bench.problem and not self.opening and not self.problem
        was_lost, self.lost = self.lost, bool(gone)
        if desk.open and bench.problem:
            desk.tell("recording", bench.problem, "warning")
        elif self.lost and not was_lost:
            buttons = ((_("Open it again"), self.toggle), (_("Choose another"), self._desk.views.to_port))
            desk.tell("port", bench.problem, buttons=buttons)
        if desk.open:
            desk.messages.done("port")

    def tick(self) -> None:
        """Hints at another baud rate when most of what comes cannot be read."""
        session, port = self._desk.session, self._desk.workbench.port
        if not session or not port or port.name.startswith("virtual:"):
            return
        if session.received - self._looked_at < min(_NOISE_STEP, max(64, self._looked_at)):
            return
        self._looked_at = session.received
        capture = session.log.capture
        size = min(SAMPLE, session.received)
        if noisy(capture.read(session.received - size, size)):
            text = _(
                "Looks like another baud rate. Most of what arrives cannot be read; modules often use 115200 or 9600."
            )
            self._desk.tell("baud", text, "hint", buttons=((_("Baud rate"), self._desk.views.to_baud),))
        else:
            self._desk.messages.done("baud")

    async def _close(self) -> None:
        try:
            await self._desk.wizards.settle()
            await self._desk.workbench.close()
        finally:
            self._closing = False

    def _explain_failure(self, error: Exception) -> None:
        rights = isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM)
        text = (error.strerror if isinstance(error, OSError) else None) or str(error)
        self.problem = text
        command = JOIN_GROUP if rights and sys.platform.startswith("linux") else ""
        buttons = ((_("Try again"), self.toggle), (_("Look for ports"), self.look))
        self._desk.tell("port", text, buttons=buttons, command=command)

    async def _look(self, aloud: bool) -> None:
        self._found = await asyncio.get_running_loop().run_in_executor(None, finder.find)
        self._modules = await asyncio.get_running_loop().run_in_executor(None, _modules)
        self._show_found()
        if self._found or not aloud:
            self._desk.messages.done("none")
        else:
            text = _("No serial port was found. Check the cable and the power of the module.")
            if sys.platform == "win32":
                text = _("No serial port was found. Check the cable, the power of the module and its driver.")
            self._desk.tell("none", text, "hint", buttons=((_("Look again"), self.look),))

    def _show_found(self) -> None:
        self._window.toolbar.port.show_ports([(port.url, port.title) for port in self._found], self._modules)
        self._window.welcome.show_ports([port.title or port.url for port in self._found])

    def _toggle(self, name: str) -> None:
        self._window.input.command.control[name].click()

    def _chosen(self) -> None:
        self._desk.facts()


def _modules() -> list[tuple[str, str]]:
    """The virtual modules with their titles. Their code takes 0.2 s to read, which the window does not wait for."""
    from atbench.virtual.state import PROFILES

    return [(f"virtual://{name}", profile.short) for name, profile in PROFILES.items()]


def _settings(saved: dict[str, Any]) -> PortSettings:
    """The line settings of the last time; what does not fit is left out."""
    known = {name: value for name, value in saved.items() if hasattr(PortSettings(), name) and name != "short"}
    try:
        return PortSettings(**known)
    except TypeError:
        return PortSettings()
