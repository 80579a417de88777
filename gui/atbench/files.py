"""Where things lie: what ships with the program, and what belongs to a user."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """A file or folder of `resources`, in a wheel, a checkout or a frozen program."""
    return _shipped("resources", name)


def command_set(name: str = "") -> Path:
    """A ready-made command list, or with "" the folder of them."""
    return _shipped("command_sets", name)


def _shipped(folder: str, name: str) -> Path:
    # In a checkout the data stands at the top level: gui/atbench -> gui -> top. That is asked first, because there
    # atbench/command_sets holds only the code.
    top = _PACKAGE.parent.parent / folder
    return (top if top.is_dir() else _PACKAGE / folder) / name


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one user's settings, history and captures. Nothing is made before it is needed."""

    folder: Path

    @classmethod
    def default(cls) -> Home:
        import platformdirs  # 10 ms, and not needed with --home

        return cls(Path(platformdirs.user_data_dir("atbench", appauthor=False)))

    @property
    def captures(self) -> Path:
        return self.folder / "captures"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.json"

    @property
    def history(self) -> Path:
        return self.folder / "history.txt"

    @property
    def manuals(self) -> Path:
        return self.folder / "manuals"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that it is either the old or the new one, never half; readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
