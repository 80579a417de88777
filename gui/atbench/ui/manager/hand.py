"""What the user wants of the file manager: looks into folders, changes what is in them, copies to the other side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from atbench.texts import _, joined, ngettext
from atbench.ui.manager.errands import Errand, Errands
from atbench.ui.manager.reach import Copy
from atbench.ui.manager.side import TITLES, Side, Trouble, View
from atbench.wizards.moving.move import Moved, move
from atbench.wizards.moving.places import Entry, Place

if TYPE_CHECKING:
    from atbench.ui.desk import Desk
    from atbench.ui.wizard.lending import Lender


class Hand(Errands):
    """What the user wants of it."""

    def __init__(self, desk: Desk, work: Lender) -> None:
        super().__init__(desk, work)
        self._names: list[str] = []  # the files that the copy came to, in their order
        work.moved.connect(self._moved)

    # -- what the user does --------------------------------------------------------------------------------------

    def use(self, side: Side, kind: str) -> None:
        """Shows another place on a side."""
        side.kind = kind
        side.view.stale = True
        self.look()
        self.changed.emit()

    def go(self, side: Side, folder: str) -> None:
        self.read_soon(side, folder)

    def up(self, side: Side) -> None:
        """To the folder above; the one that is left is where the keyboard goes on."""
        view = side.view
        if view.folder is None or self.why_not(side.kind):
            return
        above = self.place(side.kind).parent(view.folder)
        if above != view.folder:
            name = view.folder.replace("\\", "/").rstrip("/").rpartition("/")[2]
            self.read_soon(side, above, name)

    def open_entry(self, side: Side, entry: Entry) -> None:
        if entry.folder and side.view.folder is not None and not self.why_not(side.kind):
            self.read_soon(side, self.place(side.kind).join(side.view.folder, entry.name))

    def refresh(self, side: Side) -> None:
        self.read_soon(side, side.view.folder)

    def sort(self, side: Side, column: int) -> None:
        side.order = (column, not side.order[1] if column == side.order[0] else False)
        self.changed.emit()

    def make(self, side: Side, name: str) -> None:
        words = _("make {name}").format(name=name)
        self.change(side, words, lambda place, join: place.make(join(name)), name)

    def rename(self, side: Side, old: str, new: str) -> None:
        words = _("rename {old} to {new}").format(old=old, new=new)
        self.change(side, words, lambda place, join: place.rename(join(old), join(new)), new)

    def delete(self, side: Side, entries: Sequence[Entry]) -> None:
        """The user was asked before."""

        async def each(place: Place, join: Callable[[str], str]) -> None:
            for entry in entries:
                await place.delete(join(entry.name), entry.folder)

        self.change(side, _("delete {names}").format(names=_names(entries)), each, "")

    def there_already(self, source: Side) -> list[str]:
        """Of what is chosen on a side the names that the other side has, too."""
        there = {entry.name for entry in self.other(source).view.entries or ()}
        return [entry.name for entry in source.view.picked() if entry.name in there]

    def copy(self, source: Side, replaces: bool = True) -> None:
        """What is chosen on a side, into the folder that the other one shows."""
        target = self.other(source)
        if self.why_no_copy(source) or source.view.folder is None or target.view.folder is None:
            return
        place, folder = self.place(source.kind), source.view.folder
        paths = tuple((place.join(folder, entry.name), entry.folder) for entry in source.view.picked())
        self._copy(Copy(source.kind, paths, target.kind, target.view.folder, replaces))

    def go_on(self) -> None:
        """With the copy that did not come to its end."""
        if self.broken and not self.why_not(self.broken.source, self.broken.target):
            self._copy(self.broken)

    def dismiss(self) -> None:
        self.broken = self.trouble = None
        self.done, self.notes = "", ()
        self.changed.emit()

    def stop(self) -> None:
        self._work.stop()

    def sign_in(self) -> None:
        """What was read of the server holds no more; only then: else it would be read once more at once."""
        self._work.run_up_to_manager()
        for side in self.sides if self._work.running else ():
            if "server" in side.views:
                side.views["server"].forget()
        self.changed.emit()

    def why_no_sign_in(self) -> str:
        return self._work.why_not()

    def open_virtual(self) -> None:
        self._work.open_virtual()

    def _moved(self) -> None:
        """How far a copy is."""
        told = self._work.progress
        if self.copying and told and told.name not in self._names[-1:]:
            self._names.append(told.name)
        self.moved.emit()

    # -- below ---------------------------------------------------------------------------------------------------

    def _copy(self, copy: Copy) -> None:
        self.copying, self.broken, self.trouble, self.done, self.notes = copy, None, None, "", ()
        words = _("copy {names} to {place}").format(
            names=_some([path for path, _folder in copy.paths]), place=_(TITLES[copy.target])
        )
        target = next((side for side in self.sides if side.kind == copy.target), self.sides[1])
        view = target.views.setdefault(copy.target, View())
        place = self.place(copy.target)
        self._names = []

        async def may(path: str) -> bool:
            return copy.replaces and path not in copy.through

        async def does() -> None:
            try:
                moved = await move(
                    self._work.talk(), self.place(copy.source), list(copy.paths), place, copy.folder, may
                )
            finally:
                view.stale = True
            self._told(moved, copy)

        def failed(trouble: Trouble) -> None:
            through = copy.through | {_arrived(place, copy.folder, name) for name in self._names[:-1]}
            self.broken, self.trouble = replace(copy, through=through), trouble

        self.run(Errand(words, (copy.source, copy.target), does, failed, (target, view)))

    def _told(self, moved: Moved, copy: Copy) -> None:
        text = ngettext("{count} file, {size} bytes, verified", "{count} files, {size} bytes, verified", moved.files)
        told = [text.format(count=moved.files, size=f"{moved.bytes:,}")]
        if moved.resumed:
            text = ngettext("{count} went on where it broke", "{count} went on where they broke", moved.resumed)
            told.append(text.format(count=moved.resumed))
        self.done, self.copying = joined(" · ", told), None
        self.notes = tuple(note for note in moved.notes if not any(path in note for path in copy.through))
        self._desk.say(self.done)


def _arrived(place: Place, folder: str, name: str) -> str:
    """Where a file stands at the target, from its name with the folders before it."""
    parts = name.split("/") if "folders" in place.can else [name.replace("/", "_")]
    for part in parts:
        folder = place.join(folder, part)
    return folder


def _names(entries: Sequence[Entry]) -> str:
    return _some([entry.name for entry in entries])


def _some(names: Sequence[str]) -> str:
    """One name, or how many there are."""
    if len(names) == 1:
        return names[0].replace("\\", "/").rstrip("/").rpartition("/")[2]
    return ngettext("{count} item", "{count} items", len(names)).format(count=len(names))
