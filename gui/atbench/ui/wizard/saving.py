"""What a wizard did, saved or copied; presets, loaded and saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from atbench.command_sets.load import save
from atbench.files import write_whole
from atbench.texts import _
from atbench.ui.asking import file_to_open, file_to_save
from atbench.wizards import report
from atbench.wizards.presets import read_preset, write_preset

if TYPE_CHECKING:
    from atbench.ui.wizard.work import Work


class Saving(QObject):
    """Asks for a file, writes or reads it; a strip says why it failed."""

    def __init__(self, work: Work, parent: QWidget) -> None:
        super().__init__(parent)
        self._work = work
        self._parent = parent
        self._folder = Path.home()

    def save_set(self) -> None:
        self._work.start(
            "save the list", self._save(_("Save as command set"), "ini", _("Command lists (*.ini)"), self.write_set)
        )

    def save_report(self) -> None:
        self._work.start(
            "save the report", self._save(_("Save report"), "html", _("Reports (*.html)"), self.write_report)
        )

    def save_preset(self) -> None:
        self._work.start(
            "save the preset", self._save(_("Save preset"), "toml", _("Presets (*.toml)"), self.write_preset)
        )

    def load_preset(self) -> None:
        self._work.start("load a preset", self._load())

    def copy_text(self) -> None:
        QGuiApplication.clipboard().setText(report.text(self._work.told()))
        self._work.say(_("Copied"))

    def write_set(self, path: Path) -> None:
        save(report.command_set(self._work.told()), path)

    def write_report(self, path: Path) -> None:
        write_whole(path, report.html(self._work.told()).encode())

    def write_preset(self, path: Path) -> None:
        write_preset(path, self._work.wizard, self._work.values)

    def read_preset(self, path: Path) -> None:
        """What it does not name is as in a new wizard: an address of yesterday would get today's mail."""
        work = self._work
        empty = dict.fromkeys((field.name for field in work.wizard.fields), "")
        work.use_values({**empty, **work.wizard.defaults(work.known), **read_preset(path, work.wizard)})

    async def _save(self, title: str, ending: str, filters: str, write: Callable[[Path], None]) -> None:
        place = self._folder / f"{self._work.wizard.name}.{ending}"
        path, _filter = await file_to_save(self._parent.window(), title, str(place), filters)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(f".{ending}")
        self._folder = path.parent
        write(path)
        self._work.say(_("Saved as {name}").format(name=path.name))

    async def _load(self) -> None:
        path = await file_to_open(self._parent.window(), _("Load preset"), str(self._folder), _("Presets (*.toml)"))
        if path:
            self._folder = path.parent
            self.read_preset(path)
            self._work.say(_("The values of {name} are used").format(name=path.name))
