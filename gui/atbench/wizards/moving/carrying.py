"""How one file gets from one place to another, and goes on from where it broke off.

Between this computer and a server a file goes by the module's flash where it fits there: the module computes a checksum
of what came over the serial line. Where it does not fit it goes through the port in pieces.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from atbench.texts import _
from atbench.wizards.moving import crossing, ferry, marks, storage
from atbench.wizards.moving.crossing import Carried, File, Tell
from atbench.wizards.moving.places import Computer, Module, Place, Server, on_disk
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Refused, StepFailed

SHARE = 0.9  # of the free flash that a file on its way may take: a file system needs some for itself


async def carry(talk: Talk, source: Place, target: Place, file: File, tell: Tell) -> Carried:
    """Raises StepFailed, PortLost."""
    match source, target:
        case Computer(), Server():
            return await _up(talk, target, file, tell)
        case Server(), Computer():
            return await _down(talk, source, file, tell)
        case Computer(), Module():
            return await crossing.take_in(talk, target, file, tell)
        case Module(), Computer():
            return await crossing.bring_out(talk, source, file, tell)
        case Server(), Module():
            return await crossing.fetch(talk, source, target, file, tell)
        case Module(), Server():
            return await crossing.send(talk, source, target, file, tell)
    raise StepFailed(_("Files go between two places of different kinds only"))


def begun(source: Place, target: Place, file: File) -> bool:
    """Whether a mark says that this file is on its way there; what stands at the target is part of it then."""
    if isinstance(source, Computer) and isinstance(target, Server):
        return marks.begun(Path(file.source), target.identity, file.target)
    return False


# -- this computer and the server ----------------------------------------------------------------------------------


async def _up(talk: Talk, server: Server, file: File, tell: Tell) -> Carried:
    path, name = Path(file.source), server.fit(file.target)
    data = await asyncio.to_thread(storage.read_file, file.source)
    facts = marks.facts_of(path, data, server.identity, name)
    mark = marks.sending(path)
    start = await _sent(server, name, len(data)) if marks.fits(mark, facts) else 0
    if not start:
        await _clear(server, name, mark, facts, file.there)
    tell(start)
    if start < len(data) or not data:
        if await _has_room(talk, len(data)):
            await _up_by_flash(talk, server, name, data, start, marks.carrier(facts), tell)
        else:
            await ferry.up_by_port(talk, server, name, data, start, tell)
    there = await server.size(name)
    marks.gone(mark)
    if there != len(data):
        raise StepFailed(
            _("{name} has {there} bytes on the server, {here} here").format(name=name, there=there, here=len(data)),
            (_("The transfer was cut short"),),
            (_("Upload it again"),),
        )
    return Carried(len(data), start)


async def _sent(server: Server, name: str, size: int) -> int:
    """How much of it the server has; more than all of it is another file."""
    there = await server.size(name)
    return there if 0 < there <= size else 0


async def _clear(server: Server, name: str, mark: Path, facts: marks.Facts, there: bool) -> None:
    """From the start: an older file goes first, so that its bytes are never taken for those of the new one."""
    marks.gone(mark)
    if there:
        try:
            await server.delete(name, False)
        except Refused:
            return  # it may be overwritten all the same; without a mark nothing of it is gone on with
    await asyncio.to_thread(marks.put, mark, facts)


async def _has_room(talk: Talk, size: int) -> bool:
    """Whether a file fits into the flash on its way."""
    if not size:
        return False
    try:
        free, _total = await storage.space(talk)
    except StepFailed:
        return False  # a module without a file system
    return size <= free * SHARE


async def _up_by_flash(talk: Talk, server: Server, name: str, data: bytes, start: int, middle: str, tell: Tell) -> None:
    there = next((one.size for one in await storage.listed(talk, middle)), -1)
    half = len(data) - start
    if there != len(data):
        _keep_in_mind(talk, middle)
        with ferry.telling(talk, lambda told: tell(start + told.done * half / len(data) / 2)):
            await storage.upload(talk, middle, data, keep=True)
    command = f'AT+QFTPPUT="{name}","UFS:{middle}"' + (f",{start}" if start else "")
    await ferry.by_flash(talk, server, command, lambda moved: tell(start + half / 2 + moved / 2))
    await _forget(talk, middle)


async def _down(talk: Talk, server: Server, file: File, tell: Tell) -> Carried:
    name, path = server.fit(file.source), Path(file.target)
    size = file.size if file.size >= 0 else await server.size(name)
    if size < 0:
        raise StepFailed(
            _("The server does not tell the size of {name}").format(name=name),
            (_("It is not there, or it is a folder"),),
            (_("Look at its name in the list"),),
        )
    facts: marks.Facts = {"server": server.identity, "path": name, "size": size, "time": await server.time(name)}
    part, mark = marks.part(path), marks.coming(path)
    start = marks.size(part) if facts["time"] and marks.fits(mark, facts) else 0
    if not start or start > size:
        start = 0
        _written(part, b"", 0)
        marks.put(mark, facts)
    tell(start)
    if start < size:
        await _gather(talk, server, name, facts, part, tell)
    there = marks.size(part)
    if there != size:
        marks.gone(mark)
        text = _("{name} came with {size} of {whole} bytes")
        raise StepFailed(text.format(name=name, size=there, whole=size), (), (_("Do it again"),))
    try:
        part.replace(path)
    except OSError as error:
        raise on_disk(path, error) from None
    marks.gone(mark)
    return Carried(size, start)


async def _gather(talk: Talk, server: Server, name: str, facts: marks.Facts, part: Path, tell: Tell) -> None:
    """Brings what is missing into the part of the file that is here."""
    size = int(facts["size"])
    start = marks.size(part)
    middle = marks.carrier(facts, start)
    kept = next((one.size for one in await storage.listed(talk, middle)), 0)
    if kept or await _has_room(talk, size - start):
        await _down_by_flash(talk, server, name, facts, part, tell)
    else:

        def keep(piece: bytes) -> None:
            _written(part, piece)

        await ferry.down_by_port(talk, server, name, start, size, keep, tell)


async def _down_by_flash(talk: Talk, server: Server, name: str, facts: marks.Facts, part: Path, tell: Tell) -> None:
    size, start = int(facts["size"]), marks.size(part)
    middle, half = marks.carrier(facts, start), (size - start) / 2
    _keep_in_mind(talk, middle)
    there = next((one.size for one in await storage.listed(talk, middle)), 0)
    try:
        if there != size - start:
            if there:
                await talk.do(f'AT+QFDEL="{middle}"')
            command = f'AT+QFTPGET="{name}","UFS:{middle}"' + (f",{start}" if start else "")
            await ferry.by_flash(talk, server, command, lambda moved: tell(start + moved / 2))
    except StepFailed:
        await _save(talk, middle, part, size - start)
        raise
    with ferry.telling(talk, lambda told: tell(start + half + told.done / 2)):
        data = await storage.download(talk, middle)
    _written(part, data[: size - start])
    await _forget(talk, middle)


async def _save(talk: Talk, middle: str, part: Path, most: int) -> None:
    """The transfer broke: what came into the flash is brought here, so that the next one goes on behind it."""
    try:
        if any(one.size for one in await storage.listed(talk, middle)):
            _written(part, (await storage.download(talk, middle))[:most])
        await _forget(talk, middle)
    except StepFailed:
        return  # the reason why the transfer broke says more


def _written(path: Path, data: bytes, start: int | None = None) -> None:
    """Adds to a file; with `start` 0 it begins anew. Raises StepFailed."""
    try:
        with path.open("ab" if start is None else "wb") as file:
            file.write(data)
    except OSError as error:
        raise on_disk(path, error) from None


# -- below ---------------------------------------------------------------------------------------------------------


def _keep_in_mind(talk: Talk, middle: str) -> None:
    """Deleted when the wizard is undone, as the very last: a transfer may hold it as long as the session is open."""
    command = f'AT+QFDEL="{middle}"'
    if command not in talk.undo:
        talk.undo.insert(0, command)


async def _forget(talk: Talk, middle: str) -> None:
    """Deletes the file that carried another one."""
    command = f'AT+QFDEL="{middle}"'
    await talk.ask(command)
    if command in talk.undo:
        talk.undo.remove(command)
