"""One file between the module and this computer, or between the module and a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from atbench.texts import _
from atbench.wizards.moving import ferry, storage
from atbench.wizards.moving.places import Module, Server
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed


@dataclass(frozen=True, slots=True)
class File:
    """One file to be carried: whole paths, `size` in bytes (-1: not known), `there`: one stands at the target."""

    source: str
    target: str
    size: int
    there: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """`start`: the bytes that had been carried before."""

    size: int
    start: int = 0


Tell = Callable[[float], None]
"""Hears how much of the file at hand is through, in bytes."""


async def take_in(talk: Talk, module: Module, file: File, tell: Tell) -> Carried:
    data = await asyncio.to_thread(storage.read_file, file.source)
    await _room(module, file.source, len(data))
    with ferry.telling(talk, lambda told: tell(told.done)):
        await storage.upload(talk, module.named(_named(file.target)), data, keep=True)
    return Carried(len(data))


async def bring_out(talk: Talk, module: Module, file: File, tell: Tell) -> Carried:
    with ferry.telling(talk, lambda told: tell(told.done)):
        data = await storage.download(talk, module.named(file.source))
    await asyncio.to_thread(storage.save, file.target, data)
    return Carried(len(data))


async def fetch(talk: Talk, server: Server, module: Module, file: File, tell: Tell) -> Carried:
    size = file.size if file.size >= 0 else await server.size(file.source)
    await _room(module, file.source, size)
    name = _named(file.target)
    if file.there:
        await module.delete(name, False)
    command = f'AT+QFTPGET="{server.fit(file.source)}","{module.storage}:{name}"'
    await ferry.by_flash(talk, server, command, tell)
    found = await module.look(name)
    _compare(name, found.size if found else -1, size)
    return Carried(size)


async def send(talk: Talk, module: Module, server: Server, file: File, tell: Tell) -> Carried:
    command = f'AT+QFTPPUT="{server.fit(file.target)}","{module.storage}:{file.source}"'
    await ferry.by_flash(talk, server, command, tell)
    _compare(file.target, await server.size(file.target), file.size)
    return Carried(file.size)


def _compare(name: str, there: int, wanted: int) -> None:
    if there != wanted:
        text = _("{name} has {there} bytes there, {here} here")
        raise StepFailed(text.format(name=name, there=there, here=wanted), (), (_("Do it again"),))


def _named(name: str) -> str:
    if len(name.encode()) > storage.LONGEST:
        text = _("{name} is longer than the {max} bytes that a module takes")
        raise StepFailed(text.format(name=name, max=storage.LONGEST), (), (_("Rename it"),))
    return name


async def _room(module: Module, name: str, size: int) -> None:
    free = await module.free()
    if size > free:
        text = _("{name} has {size} bytes, the module has room for {free}")
        raise StepFailed(text.format(name=name, size=size, free=free), (), (_("Delete files on it first"),))
