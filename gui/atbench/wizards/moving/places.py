"""Where files can be: this computer, an FTP server, a module. All of them list, change and delete in the same way."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from atbench.texts import _
from atbench.wizards.moving import storage
from atbench.wizards.moving.entries import MARK, SENDING, Entry, Kind, Place, ordered
from atbench.wizards.moving.server import Server
from atbench.wizards.plans import named
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed

__all__ = ["Computer", "Entry", "Module", "Place", "Server"]

T = TypeVar("T")


class Computer:
    """This computer, from the folder `start` on."""

    kind: Kind = "computer"
    can = frozenset({"folders", "make", "rename", "delete", "time"})

    def __init__(self, start: str = "") -> None:
        try:
            self.start = str(Path(start or ".").expanduser().absolute())
        except (OSError, RuntimeError):  # the folder of this program was deleted, or ~somebody is not known
            self.start = start or str(Path.home())

    def there(self, folder: str) -> None:
        """Makes a folder that files are to come into, with those above it."""
        try:
            Path(folder).expanduser().mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise on_disk(folder, error) from None

    async def list(self, folder: str) -> list[Entry]:
        return await _on_disk(folder, lambda: ordered(_entries(Path(folder))))

    async def look(self, path: str) -> Entry | None:
        return await _on_disk(path, lambda: _entry(Path(path)) if Path(path).exists() else None)

    async def is_folder(self, path: str) -> bool:
        return await _on_disk(path, lambda: Path(path).is_dir())

    async def make(self, path: str) -> None:
        await _on_disk(path, lambda: Path(path).mkdir())

    async def rename(self, old: str, new: str) -> None:
        def work() -> None:
            if Path(new).exists():
                raise FileExistsError(17, _("it is there already"))
            Path(old).rename(new)

        await _on_disk(new, work)

    async def delete(self, path: str, folder: bool) -> None:
        def work() -> None:
            if folder and not Path(path).is_symlink():
                shutil.rmtree(path)
            else:
                Path(path).unlink()

        await _on_disk(path, work)

    def join(self, folder: str, name: str) -> str:
        return str(Path(folder).expanduser() / name)

    def parent(self, folder: str) -> str:
        return str(Path(folder).parent)


class Module:
    """A storage of the module: "UFS", "RAM" or "SD". It has no folders: there is "" alone, and a path is a name."""

    kind: Kind = "module"
    can = frozenset({"delete"})
    start = ""

    def __init__(self, talk: Talk, storage: str = "UFS") -> None:
        self._talk = talk
        self.storage = storage

    async def list(self, folder: str) -> list[Entry]:
        found = await storage.listed(self._talk, "*" if self.storage == "UFS" else f"{self.storage}:*")
        return ordered([Entry(one.name.rpartition(":")[2], False, one.size) for one in found])

    async def look(self, path: str) -> Entry | None:
        return next((one for one in await self.list("") if one.name == path), None)

    async def make(self, path: str) -> None:
        raise StepFailed(_("The module has no folders"))

    async def rename(self, old: str, new: str) -> None:
        raise StepFailed(
            _("The module cannot rename files"),
            (),
            (_("Bring it to this computer, rename it there and bring it back"),),
        )

    async def delete(self, path: str, folder: bool) -> None:
        await self._talk.do(f'AT+QFDEL="{self.named(path)}"')

    def join(self, folder: str, name: str) -> str:
        return name

    def parent(self, folder: str) -> str:
        return ""

    def named(self, name: str) -> str:
        """A name with its storage; the flash needs none."""
        return named(self.storage, name)

    async def free(self) -> int:
        return (await storage.space(self._talk, self.storage))[0]


async def _on_disk(path: str, work: Callable[[], T]) -> T:
    """Off the loop: a network drive may take its time."""
    try:
        return await asyncio.to_thread(work)
    except OSError as error:
        raise on_disk(path, error) from None


def on_disk(path: object, error: OSError) -> StepFailed:
    """What this computer does not do, with its reason."""
    text = _("{path}: {why}").format(path=path, why=error.strerror or error)
    return StepFailed(text, (), (_("Look at name, rights and room, or choose another folder"),))


def _entries(folder: Path) -> list[Entry]:
    """All but the marks of transfers that broke off."""
    paths = (path for path in folder.iterdir() if not path.name.endswith((MARK, SENDING)))
    return [entry for entry in map(_entry, paths) if entry]


def _entry(path: Path) -> Entry | None:
    """None for what vanished while we looked, and for what cannot be copied: pipes, sockets, broken links."""
    try:
        told, folder = path.stat(), path.is_dir()
    except OSError:
        return None
    if not folder and not path.is_file():
        return None
    time = datetime.fromtimestamp(told.st_mtime, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    return Entry(path.name, folder, -1 if folder else told.st_size, time)
