"""Lists on the disk: found out by their content, never by their name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from atbench.command_sets.formats import qcom
from atbench.command_sets.model import CommandSet
from atbench.files import write_whole
from atbench.texts import _

LARGEST = 4 << 20  # bytes; the largest list ever seen has some kilobytes
WRITERS: dict[str, Callable[[CommandSet], bytes]] = {"qcom": qcom.write}


def load(path: str | Path) -> CommandSet:
    """The list in a file. ValueError with a sentence for the user (what, why, what to do) where there is none."""
    path = Path(path)
    try:
        return replace(_parse(_bytes(path)), path=path)
    except ValueError as error:
        raise ValueError(_("{name} cannot be loaded. {reason}").format(name=path.name or path, reason=error)) from error


def save(commands: CommandSet, path: str | Path) -> None:
    """Writes a list in its format, whole or not at all. ValueError with a sentence for the user where it fails."""
    path = Path(path)
    try:
        write_whole(path, WRITERS[commands.format](commands))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        text = _("{name} cannot be saved: {reason}. Choose another place or change the row.")
        raise ValueError(text.format(name=path.name, reason=reason.rstrip("."))) from error


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ValueError(_("It is a folder. Choose a file in it."))
        if path.exists() and not path.is_file():
            raise ValueError(_("It is a device and no file. Choose a list file."))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise ValueError(_("There is no such file. Check the name and the folder.")) from error
    except PermissionError as error:
        raise ValueError(_("You may not read it. Change its rights or copy it.")) from error
    except OSError as error:
        text = _("The system says: {reason}. Try again or copy the file to another disk.")
        raise ValueError(text.format(reason=error.strerror or error)) from error
    if len(data) > LARGEST:
        text = _("It is larger than {most} MiB, so it is no command list. Choose another file.")
        raise ValueError(text.format(most=LARGEST >> 20))
    return data


def _parse(data: bytes) -> CommandSet:
    """One format is known so far; the next ones are asked here in order."""
    if not data.strip():
        raise ValueError(_("It is empty. Save the list again or choose another file."))
    return qcom.read(data)
