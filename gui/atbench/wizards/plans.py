"""What several wizards plan alike: files that come to the module, before anything is sent."""

from __future__ import annotations

from pathlib import Path

from atbench.texts import _
from atbench.wizards.wizard import StepFailed


def named(storage: str, name: str) -> str:
    """The name of a file with its storage; the flash needs none."""
    return name if storage == "UFS" or ":" in name else f"{storage}:{name}"


def uploading(name: str, size: int) -> list[str]:
    """A file comes to the module; one of the same name is looked for first."""
    return [f'AT+QFLST="{name}"', f'AT+QFUPL="{name}",{size}']


def downloading(name: str) -> list[str]:
    """A file of the module comes here; its size is asked first."""
    return [f'AT+QFLST="{name}"', f'AT+QFDWL="{name}"']


def file_size(path: str) -> int:
    """The bytes of a file of this computer. Raises StepFailed where there is none."""
    try:
        place = Path(path).expanduser()
        if place.exists() and not place.is_file():
            raise StepFailed(_("{path} is no file").format(path=path))
        return place.stat().st_size
    except (OSError, RuntimeError, ValueError) as error:  # ~nobody, a name with a null
        why = error.strerror if isinstance(error, OSError) else ""
        raise StepFailed(_("{path} cannot be read: {why}").format(path=path, why=why or error)) from None
