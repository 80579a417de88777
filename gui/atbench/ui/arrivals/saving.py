"""Saving what arrived: asks for a place, remembers the folder, says that it is done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from atbench.files import write_whole
from atbench.texts import _
from atbench.ui.asking import file_to_save

if TYPE_CHECKING:
    from atbench.ui.desk import Desk

_folder = [Path.home()]


async def ask(desk: Desk, title: str, name: str, filters: str) -> Path | None:
    """Where to; None where the user thought better of it."""
    path, _filter = await file_to_save(desk.window, title, str(_folder[0] / name), filters)
    if path is not None:
        path = path if path.suffix else path.with_suffix(Path(name).suffix)
        _folder[0] = path.parent
    return path


async def save(desk: Desk, name: str, data: bytes) -> None:
    """Byte for byte. Raises OSError."""
    path = await ask(
        desk, _("Save what it holds, byte for byte…"), Path(name).name or "message.bin", _("All files (*)")
    )
    if path is not None:
        write_whole(path, data)
        desk.say(_("Saved as {name}").format(name=path.name))
