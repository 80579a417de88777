"""File dialogs as coroutines: opened, never executed, so that all other tasks go on."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class _Waiter(QObject):
    """Turns the end of a dialog into the end of a future."""

    def __init__(self, dialog: QFileDialog) -> None:
        super().__init__(dialog)
        self.result: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        dialog.finished.connect(self._finished)

    def _finished(self, code: int) -> None:
        if not self.result.done():
            self.result.set_result(code)


async def file_to_open(window: QWidget, title: str, folder: str, filters: str) -> Path | None:
    """The file that the user chose; None where he thought better of it."""
    dialog = QFileDialog(window, title, folder, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return (await _ask(dialog))[0]


async def file_to_save(window: QWidget, title: str, place: str, filters: str) -> tuple[Path | None, str]:
    """The file that the user named, with the filter he chose; the dialog asks before an old one is replaced."""
    dialog = QFileDialog(window, title, str(Path(place).parent), filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(Path(place).name)
    return await _ask(dialog)


async def _ask(dialog: QFileDialog) -> tuple[Path | None, str]:
    dialog.setObjectName("file_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    waiter = _Waiter(dialog)
    dialog.open()
    try:
        chosen = await waiter.result
        files = dialog.selectedFiles()
        return (Path(files[0]) if chosen and files else None), dialog.selectedNameFilter()
    finally:
        dialog.deleteLater()
