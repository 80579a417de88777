"""Brings files and folders from one place to another, in one go, with how far all of it is."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from atbench.texts import _
from atbench.wizards.moving.carrying import begun, carry
from atbench.wizards.moving.crossing import Carried, File
from atbench.wizards.moving.entries import MARK, PART, SENDING
from atbench.wizards.moving.places import Computer, Entry, Module, Place
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import StepFailed

PACE = 0.2  # s between two words on how far it is
Ask = Callable[[str], Awaitable[bool]]
"""Gets the path of a file that is there already; whether it is to be replaced."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What has been done: files, their bytes, how many went on from where they broke off, what else is to be said."""

    files: int = 0
    bytes: int = 0
    resumed: int = 0
    notes: tuple[str, ...] = ()


async def move(
    talk: Talk,
    source: Place,
    paths: list[tuple[str, bool]],
    target: Place,
    folder: str,
    replace: bool | Ask = True,
) -> Moved:
    """Copies `paths` (with True for a folder) into `folder`, folders with their tree.

    `talk.tell` hears Progress over all of it: bytes done and in all, `name` is the file at hand. `replace` says what to
    do with a file that is there already: True replaces it, False leaves it out with a note, a function is asked. What
    broke goes on from where it was when it is asked again. Raises StepFailed, PortLost.
    """
    tree = _Tree()
    for path, is_folder in paths:
        await tree.add(source, path, is_folder)
    return await _Job(talk, source, target, folder, replace, sum(max(0, one.size) for one in tree.files)).all(tree)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A file with the folders that it stands in, from the one that was named on."""

    path: str
    parts: tuple[str, ...]
    size: int


@dataclass(slots=True)
class _Tree:
    """All that is to be moved; folders stand before what is in them."""

    folders: list[tuple[str, ...]] = field(default_factory=list)
    files: list[_Leaf] = field(default_factory=list)

    async def add(self, source: Place, path: str, is_folder: bool) -> None:
        name = _last(path)
        if is_folder:
            await self._walk(source, path, (name,))
            return
        found = await source.look(path)
        if found is None:
            raise StepFailed(_("{name} is not there").format(name=path), (), (_("Look at its name in the list"),))
        self.files.append(_Leaf(path, (name,), found.size))

    async def _walk(self, source: Place, folder: str, parts: tuple[str, ...]) -> None:
        self.folders.append(parts)
        for entry in await source.list(folder):
            path = source.join(folder, entry.name)
            if entry.folder:
                await self._walk(source, path, (*parts, entry.name))
            elif not (isinstance(source, Computer) and entry.name.endswith((PART, MARK, SENDING))):
                self.files.append(_Leaf(path, (*parts, entry.name), entry.size))


class _Job:
    """One move at work."""

    def __init__(self, talk: Talk, source: Place, target: Place, folder: str, replace: bool | Ask, total: int) -> None:
        self._talk, self._source, self._target, self._folder = talk, source, target, folder
        self._replace, self._total, self._hear = replace, total, talk.tell
        self._there: dict[str, dict[str, Entry]] = {}  # what stands in the folders of the target
        self._done = 0  # bytes of the files that are through, or left out
        self._moved = Moved()
        self._heard = 0.0

    async def all(self, tree: _Tree) -> Moved:
        if isinstance(self._target, Computer):
            self._target.there(self._folder)
        if "folders" in self._target.can:
            for parts in tree.folders:
                await self._make(parts)
        elif tree.folders:
            self._note(_("The module has no folders: their names stand before those of the files, with a _"))
        for leaf in tree.files:
            await self._one(leaf)
        return self._moved

    async def _make(self, parts: tuple[str, ...]) -> None:
        above = self._path(parts[:-1])
        known = await self._known(above)
        if parts[-1] not in known:
            path = self._path(parts)
            await self._target.make(path)
            known[parts[-1]] = Entry(parts[-1], True)
            self._there[path] = {}
        elif not known[parts[-1]].folder:
            raise StepFailed(_("{name} is a file there, not a folder").format(name=self._path(parts)))

    async def _one(self, leaf: _Leaf) -> None:
        flat = "folders" not in self._target.can
        parts = ("_".join(leaf.parts),) if flat else leaf.parts
        above, path = self._path(parts[:-1]), self._path(parts)
        there = (await self._known(above)).get(parts[-1])
        file = File(leaf.path, path, leaf.size, there is not None)
        self._tell(leaf, 0)
        if there and there.folder:
            raise StepFailed(_("{name} is a folder there, not a file").format(name=path))
        if isinstance(self._target, Module) and leaf.size == 0:
            self._note(_("{name} is empty, it was left out: a module takes no empty file").format(name=leaf.path))
        elif there and not begun(self._source, self._target, file) and not await self._may(path):
            self._note(_("{name} is there already, it was left out").format(name=path))
        else:
            self._count(
                await carry(self._talk, self._source, self._target, file, lambda done: self._tell(leaf, int(done)))
            )
            self._tell(leaf, max(0, leaf.size))
        self._done += max(0, leaf.size)

    async def _may(self, path: str) -> bool:
        return self._replace if isinstance(self._replace, bool) else await self._replace(path)

    async def _known(self, folder: str) -> dict[str, Entry]:
        """What stands in a folder of the target; it is asked once."""
        if folder not in self._there:
            self._there[folder] = {one.name: one for one in await self._target.list(folder)}
        return self._there[folder]

    def _path(self, parts: tuple[str, ...]) -> str:
        path = self._folder
        for part in parts:
            if isinstance(self._target, Computer) and (part in (".", "..") or set(part) & {"/", os.sep, "\0"}):
                raise StepFailed(_("{name} cannot be the name of a file here").format(name=part))
            path = self._target.join(path, part)
        return path

    def _tell(self, leaf: _Leaf, done: int) -> None:
        now = self._talk.clock.now()
        if 0 < done < leaf.size and now - self._heard < PACE:
            return
        self._heard = now
        self._hear(Progress(self._done + done, self._total, _("bytes"), "/".join(leaf.parts)))

    def _count(self, carried: Carried) -> None:
        self._moved = replace(
            self._moved,
            files=self._moved.files + 1,
            bytes=self._moved.bytes + carried.size,
            resumed=self._moved.resumed + bool(carried.start),
        )

    def _note(self, text: str) -> None:
        self._moved = replace(self._moved, notes=(*self._moved.notes, text))


def said(moved: Moved, text: str) -> str:
    """What was done in one line; `text` has {count} and {size}."""
    parts = [text.format(count=moved.files, size=moved.bytes)]
    if moved.resumed:
        parts.append(_("{count} went on from where they broke off").format(count=moved.resumed))
    return "; ".join((*parts, *moved.notes))


def _last(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2]
