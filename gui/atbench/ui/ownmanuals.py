"""The desk's hand for the user's own manuals: a file that is saved there is used at once, a slip in it is told."""

from __future__ import annotations

import asyncio
import contextlib
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from atbench.files import resource
from atbench.texts import _

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.window import Window

PERIOD = 2.0  # s between two looks at the folder
EXAMPLE = "example.toml.txt"


class OwnManuals(QObject):
    """Looks at the folder every two seconds, and at once when the program comes to the front; never in our thread."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)  # so that the program's signal ends with it
        self._desk = desk
        self._wake = asyncio.Event()
        # Not a time-out of the event loop: that one would still be running when the loop is taken down.
        self._timer = QTimer(self)
        self._timer.setInterval(round(1000 * PERIOD / desk.workbench.clock.speed))
        self._timer.timeout.connect(self._wake.set)
        self._told: tuple[str, ...] = ()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._came_to_front)

    def attach(self, window: Window) -> None:
        self.changed()

    def open_folder(self) -> None:
        """Shows the folder in the desktop, with an example in it."""
        folder = self._desk.workbench.home.manuals
        example = folder / EXAMPLE
        folder.mkdir(parents=True, exist_ok=True)
        if not example.exists():
            example.write_bytes(resource(f"guide/{EXAMPLE}").read_bytes())
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    async def watch(self) -> None:
        """Uses what the user changes, until it is cancelled."""
        bench = self._desk.workbench
        self._timer.start()
        while True:
            await self._wake.wait()
            self._wake.clear()
            with contextlib.suppress(OSError):  # an editor puts another file in its place right now: next time
                if await bench.refresh() and not bench.knowledge.warnings:
                    self._desk.say(_("Your own manuals were read again"))

    def changed(self) -> None:
        """Other manuals are used: their slips, and no others, are told."""
        known = self._desk.workbench.ready
        warnings = tuple(known.warnings) if known else ()
        if warnings == self._told:
            return
        for number in range(len(warnings), len(self._told)):
            self._desk.messages.done(f"manual{number}")
        self._told = warnings
        folder = f"{self._desk.workbench.home.manuals}{os.sep}"
        for number, warning in enumerate(warnings):
            buttons = ((_("Open folder"), self.open_folder),)
            self._desk.tell(f"manual{number}", warning.replace(folder, ""), "warning", buttons=buttons)

    def _came_to_front(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._wake.set()
