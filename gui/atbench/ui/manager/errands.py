"""How the file manager speaks to its places: one errand at a time with the module, this computer beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from atbench.port.port import PortLost
from atbench.session.answers import TimedOut
from atbench.texts import N_, _, remembering, said
from atbench.ui.manager.reach import Reach
from atbench.ui.manager.side import Side, Trouble, View
from atbench.wizards.moving.places import Place
from atbench.wizards.wizard import StepFailed

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.wizard.lending import Lender


@dataclass(slots=True)
class Errand:
    """Something to do. `words` say what, `kinds` are the places that it needs, `after` is a side to read then."""

    words: str
    kinds: tuple[str, ...]
    act: Callable[[], Awaitable[None]]
    failed: Callable[[Trouble], None]
    after: tuple[Side, View] | None = None


class Errands(Reach):
    """`eyes` are the widgets that show it; without any nothing is read."""

    def __init__(self, desk: Desk, work: Lender) -> None:
        super().__init__(desk, work)
        self._why = ""
        self.eyes: set[object] = set()
        work.changed.connect(self._work_changed)

    # -- what happens --------------------------------------------------------------------------------------------

    def show(self, eye: object, on: bool) -> None:
        """A widget is seen now, or no more."""
        (self.eyes.add if on else self.eyes.discard)(eye)
        self.look()

    def look(self) -> None:
        """Reads what is stale and can be read; tells when something can be done that could not, or the reverse."""
        for side in self.sides if self.eyes else ():
            if side.view.stale and not side.reading and not self.why_not(side.kind):
                self.read_soon(side, side.view.folder, warned=True)
        why = self.why_not(self.sides[0].kind) + self.why_not(self.sides[1].kind)
        if why != self._why:
            self._why = why
            self.changed.emit()

    # -- below ---------------------------------------------------------------------------------------------------

    def _work_changed(self) -> None:
        for side in self.sides:
            for kind, view in side.views.items():
                if self.missing(kind) and (view.entries is not None or view.trouble):
                    view.forget()
        self.look()
        self.changed.emit()

    def read_soon(self, side: Side, folder: str | None, current: str = "", warned: bool = False) -> None:
        """Reads a folder, in which `current` is the entry to go on from; `warned`: what is said of it stays."""
        if self.why_not(side.kind):
            return
        view = side.view
        view.stale, side.reading = False, True
        if not warned:
            view.trouble = None
        place = self.place(side.kind)
        where = place.start if folder is None else folder

        def failed(trouble: Trouble) -> None:
            view.trouble = trouble
            if view.folder is None:
                view.folder = where
            elif where == view.folder:
                view.entries = None

        read = partial(self._read, side, view, where, current)
        self.run(Errand(_("list {folder}").format(folder=where or side.kind), (side.kind,), read, failed))

    async def _read(self, side: Side, view: View, folder: str, current: str = "") -> None:
        kind = next(kind for kind, known in side.views.items() if known is view)
        side.turn, side.reading = side.turn + 1, True
        turn = side.turn
        try:
            entries = await self.place(kind).list(folder)
        finally:
            side.reading = side.reading and turn != side.turn
        if turn != side.turn:
            return  # the user wants to see another one by now
        names = {entry.name for entry in entries}
        if folder != view.folder:
            view.chosen, view.current = frozenset((current,)) & names, current
        view.folder, view.entries, view.stale = folder, entries, False
        view.chosen &= names
        self.changed.emit()

    def change(
        self, side: Side, words: str, act: Callable[[Place, Callable[[str], str]], Awaitable[None]], current: str
    ) -> None:
        """Does something in the folder of a side; then `current` is where the keyboard is."""
        view, folder, kind = side.view, side.view.folder, side.kind
        if folder is None or self.why_not(kind):
            return

        async def does() -> None:
            place = self.place(kind)
            try:
                await act(place, partial(place.join, folder))
            finally:
                view.stale = True  # also where half of it worked
            if current:
                view.chosen, view.current = frozenset((current,)), current

        def failed(trouble: Trouble) -> None:
            view.trouble = trouble

        view.trouble = None
        self.run(Errand(words, (kind,), does, failed, (side, view)))

    def run(self, errand: Errand) -> None:
        if set(errand.kinds) == {"computer"}:
            self._desk.tasks.start(errand.words, self._do_here(errand))
        else:
            self.doing = errand.words
            if task := self._work.lend(errand.words, lambda: self._do(errand)):
                task.add_done_callback(lambda _task: self._ended())
        self.changed.emit()

    async def _do_here(self, errand: Errand) -> None:
        await self._do(errand)
        self.look()
        self.changed.emit()

    async def _do(self, errand: Errand) -> bool:
        """Whether it worked."""
        try:
            with remembering():  # the language may be another one when it is read
                await errand.act()
        except (StepFailed, TimedOut, PortLost) as error:
            errand.failed(Trouble.of(error))
            return False
        except asyncio.CancelledError:
            errand.failed(Trouble(said(N_("Stopped")), stopped=True))
            raise
        if errand.after:
            side, view = errand.after
            try:
                await self._read(side, view, view.folder or "", view.current)
            except (StepFailed, TimedOut, PortLost) as error:
                view.trouble, view.stale = Trouble.of(error), False
        return True

    def _ended(self) -> None:
        """What the module was lent for has ended, well or not."""
        self.doing, self.copying = "", None
        self.look()
        self.changed.emit()
