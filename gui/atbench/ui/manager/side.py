"""One side of the file manager: the place that it shows, and of each place the folder, what is in it, what is chosen.

It outlives the window: another one shows the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from atbench.port.port import PortLost
from atbench.texts import N_, again, said
from atbench.wizards.moving.places import Entry
from atbench.wizards.wizard import StepFailed

TITLES = {
    "computer": N_("This computer"),
    "server": N_("Server"),
    "UFS": N_("Module (UFS)"),
    "RAM": N_("Module (RAM)"),
    "SD": N_("Module (SD)"),
}
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What did not work, why, and what to try. `stopped`: it was the user who ended it."""

    what: str
    causes: tuple[str, ...] = ()
    tries: tuple[str, ...] = ()
    stopped: bool = False

    @classmethod
    def of(cls, error: Exception) -> Trouble:
        causes, tries = (error.causes, error.tries) if isinstance(error, StepFailed) else ((), ())
        if isinstance(error, PortLost):
            tries = (said(N_("Open the port again and sign in; a copy then goes on from where it broke")),)
        return cls(str(error) or type(error).__name__, causes, tries)

    @property
    def title(self) -> str:
        """What did not work, in the language in use."""
        text = str(again(self.what))
        return text[:1].upper() + text[1:]

    @property
    def rest(self) -> str:
        """Why, and what to try."""
        return "\n".join(map(again, (*self.causes, *self.tries)))

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (self.title, self.rest)))


@dataclass(slots=True)
class View:
    """What is shown of one place. `folder` and `entries` are None until it was read; `stale`: to be read again.

    `chosen` are names, `current` the one where the keyboard is.
    """

    folder: str | None = None
    entries: list[Entry] | None = None
    stale: bool = True
    chosen: frozenset[str] = frozenset()
    current: str = ""
    trouble: Trouble | None = None

    def picked(self) -> list[Entry]:
        """The entries that are chosen."""
        return [entry for entry in self.entries or () if entry.name in self.chosen]

    def forget(self) -> None:
        """What was read holds no more; the folder stays, to be read again."""
        self.entries, self.trouble, self.stale = None, None, True


@dataclass(slots=True)
class Side:
    """`order` is the column that sorts, and whether it does so downwards. `reading`: it is being listed, for
    the `turn`th time; what comes of an earlier turn is too late.
    """

    kinds: tuple[str, ...]
    kind: str
    views: dict[str, View] = field(default_factory=dict)
    order: tuple[int, bool] = (0, False)
    reading: bool = False
    turn: int = 0

    @property
    def view(self) -> View:
        return self.views.setdefault(self.kind, View())


NAME, SIZE, TIME = range(3)


def sorted_by(entries: Sequence[Entry], column: int, down: bool) -> list[Entry]:
    """Folders first, in both directions; numbers in names count as numbers."""

    def key(entry: Entry) -> tuple[object, ...]:
        name = _natural(entry.name)
        return ((name,), (entry.size, name), (entry.time, name))[column]

    found = sorted(entries, key=key, reverse=down)
    return [entry for entry in found if entry.folder] + [entry for entry in found if not entry.folder]


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    parts = _DIGITS.split(name.casefold())
    return tuple((0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts if part)
