"""What a place with files holds, and what every place can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["computer", "server", "module"]
PART, MARK, SENDING = ".part", ".part.json", ".sending.json"
"""What a transfer that is not through leaves beside a file of this computer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder: `size` in bytes (-1: not known), `time` as told, "2026-01-31 12:00" where it can be read."""

    name: str
    folder: bool = False
    size: int = -1
    time: str = ""


class Place(Protocol):
    """`can`: what works here, of "folders", "make", "rename", "delete", "time". `start` is the first folder.

    Paths are whole ones. Everything that waits raises StepFailed with the reason, and PortLost.
    """

    @property
    def kind(self) -> Kind: ...

    @property
    def can(self) -> frozenset[str]: ...

    @property
    def start(self) -> str: ...

    async def list(self, folder: str) -> list[Entry]:
        """Folders first, then by name."""

    async def make(self, path: str) -> None:
        """Makes a folder."""

    async def rename(self, old: str, new: str) -> None:
        """A file or a folder."""

    async def delete(self, path: str, folder: bool) -> None:
        """A file, or a folder with all that is in it."""

    def join(self, folder: str, name: str) -> str: ...

    def parent(self, folder: str) -> str:
        """The folder above; the topmost one is its own."""

    async def look(self, path: str) -> Entry | None:
        """What stands there, with size and time as far as they can be told; None for nothing."""


def ordered(entries: list[Entry]) -> list[Entry]:
    """As a place lists them."""
    return sorted(entries, key=lambda one: (not one.folder, one.name.casefold(), one.name))
