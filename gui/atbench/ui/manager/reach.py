"""What the file manager can do at the moment, and why it cannot do the rest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from atbench.texts import _
from atbench.ui.manager.side import Side, Trouble
from atbench.wizards.moving.places import Computer, Module, Place, Server

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.wizard.lending import Lender

CAN = {"computer": Computer.can, "server": Server.can}
SIGNED_IN = ("open", "busy")  # what the fact "ftp" says while somebody is


@dataclass(frozen=True, slots=True)
class Copy:
    """What is brought where; paths with whether they are folders. `replaces`: what is there already is replaced.

    `through` are the files that came through before it broke, as paths at the target.
    """

    source: str
    paths: tuple[tuple[str, bool], ...]
    target: str
    folder: str
    replaces: bool = True
    through: frozenset[str] = frozenset()


class Reach(QObject):
    """Signals: `changed` something is to be shown anew, `moved` a copy got on.

    `doing` says what is done with the module, "" for nothing. `copying` is under way; `broken` is one that did not come
    to its end, for the reason `trouble`, and may go on. `done` says how the last one ended, `notes` what else is to be
    said. `own_panel`: it has a dock of its own.
    """

    changed = Signal()
    moved = Signal()

    def __init__(self, desk: Desk, work: Lender) -> None:
        super().__init__()
        self._desk, self._work = desk, work
        server = ("server",) if work.wizard.name == "ftp" else ()
        kinds = ("computer", *server, "UFS", "RAM", "SD")
        self.sides = (Side(kinds, kinds[0]), Side(kinds, kinds[1]))
        self.copying: Copy | None = None
        self.broken: Copy | None = None
        self.trouble: Trouble | None = None
        self.done = self.doing = ""
        self.notes: tuple[str, ...] = ()
        self.own_panel = False

    @property
    def progress(self) -> tuple[int, int, str, str]:
        """Bytes done, in all, the file at hand, and how fast it goes, in words."""
        told = self._work.progress
        if told is None:
            return 0, 0, "", ""
        return told.done, told.total, told.name, self._work.pace

    @property
    def warning(self) -> str:
        """What the module lacks for it."""
        return self._work.warning if self._desk.open else ""

    def other(self, side: Side) -> Side:
        return self.sides[1] if side is self.sides[0] else self.sides[0]

    def missing(self, kind: str) -> str:
        """What the place still needs before it can be looked at: "port", "session", "" for nothing."""
        if kind == "computer":
            return ""
        session = self._desk.session
        if not self._desk.open or session is None:
            return "port"
        return "session" if kind == "server" and session.status.get("ftp") not in SIGNED_IN else ""

    def why_not(self, *kinds: str) -> str:
        """Why nothing can be done with these places now; "" where it can."""
        missing = {self.missing(kind) for kind in kinds}
        if "port" in missing:
            return _("Open a port first")
        if "session" in missing:
            return self._work.why_not() or _("Sign in first")
        return "" if set(kinds) == {"computer"} else self._busy()

    def why_no_copy(self, source: Side) -> str:
        """Why what is chosen on a side cannot be copied to the other one."""
        target = self.other(source)
        if _sort(source.kind) == _sort(target.kind):
            return _("Files go between two different places")
        if why := self.why_not(source.kind, target.kind):
            return why
        if target.view.entries is None:
            return _("The other side is not read yet")
        return "" if source.view.picked() else _("Choose files or folders first")

    def can(self, kind: str) -> frozenset[str]:
        """What works in a place: see `Place.can`."""
        return CAN.get(kind, Module.can)

    def place(self, kind: str) -> Place:
        if kind == "computer":
            here = self._work.values.get("here" if "here" in self._work.values else "folder", "")
            return Computer(str(Path.home()) if here in ("", ".") else here)
        talk = self._work.talk()
        return Server(talk) if kind == "server" else Module(talk, kind)

    def _busy(self) -> str:
        if why := self._work.why_not():
            return why if not self.doing else _("Busy: {what}").format(what=self.doing)
        session = self._desk.session
        if session is not None and session.prompt:
            return _("The module waits for data")
        if session is not None and session.pending:
            return _("{command} waits for its answer").format(command=session.pending)
        return ""


def _sort(kind: str) -> str:
    return kind if kind in CAN else "module"
