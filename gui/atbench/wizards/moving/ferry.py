"""One file between the module's flash and a server, or between the port and a server, with how far it is.

Quectel FTP(S) note V1.2: 2.5 and 2.6 the transfers, 2.16 AT+QFTPLEN, which may be asked between OK and the late line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from atbench.at.events import Event
from atbench.session.answers import TimedOut
from atbench.texts import _
from atbench.wizards.moving.codes import BUSY, code
from atbench.wizards.moving.server import SPARE, Server, settle
from atbench.wizards.moving.stream import late, pour
from atbench.wizards.silence import unbroken
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import Refused, StepFailed

POLL = 1.0  # s between two looks how far a transfer is
UP, DOWN = 16 << 10, 128 << 10
"""Bytes of a piece through the port. When the server goes away what is left of a piece that goes up is read as
commands, so it is small; each piece that comes down costs a data connection of its own, so it is large."""

Tell = Callable[[int], None]


async def by_flash(talk: Talk, server: Server, command: str, tell: Tell) -> int:
    """A transfer between server and flash; `tell` hears its bytes so far. Returns the bytes that the module counted."""
    for again in (True, False):
        try:
            return await _watched(talk, server, command, tell)
        except Refused as error:
            if code(error) != BUSY or not again or not await settle(talk, server.gap):
                raise
    return -1


async def _watched(talk: Talk, server: Server, command: str, tell: Tell) -> int:
    with talk.session.late_of(command) as told:
        answer = await talk.ask(command, wire=server.wire(command))
        if not answer.ok or told is None:
            raise talk.failed(command, answer.final)
        moved, counts, last = 0, True, talk.clock.now()
        while True:
            try:
                async with unbroken(talk, command):
                    event = await told.wait(POLL)
                break
            except TimedOut:
                now = await _length(talk) if counts else None
            counts = counts and now is not None
            if now is not None and now > moved:
                moved, last = now, talk.clock.now()
                tell(moved)
            # Where nothing is counted only the late line tells, and the largest file takes its time.
            if talk.clock.now() - last > (server.gap if counts else 20 * server.gap):
                raise StepFailed(
                    _("{command}: nothing moved for {seconds:g} s").format(
                        command=talk.shown(command), seconds=server.gap
                    ),
                    (_("The connection to the server broke, or the network is slow"),),
                    (_("Do it again: it goes on from where it was"),),
                )
        if event.ok is False:
            raise talk.failed(command, event)
        return _count(event.text)


async def _length(talk: Talk) -> int | None:
    """Bytes of the transfer under way; None where the module does not tell now."""
    with talk.session.late_of("AT+QFTPLEN") as told:
        answer = await talk.ask("AT+QFTPLEN")
        if not answer.ok or told is None:
            return None
        try:
            event = await told.wait(SPARE)
        except TimedOut:
            return None
        return None if event.ok is False else _count(event.text)


def _count(text: str) -> int:
    found = re.search(r":\s*0,\s*(\d+)", text)
    return int(found[1]) if found else 0


async def up_by_port(talk: Talk, server: Server, name: str, data: bytes, start: int, tell: Tell) -> None:
    """Sends `data` from `start` on, in pieces; the server keeps each that was confirmed."""
    if not data:
        await _nothing(talk, server, name)
    while start < len(data):
        piece = data[start : start + UP]
        last = start + len(piece) == len(data)
        command = f'AT+QFTPPUT="{name}","COM:",{start},{len(piece)},{int(last)}'
        count = _count((await _push(talk, server, command, piece, start, tell)).text)
        if count != len(piece):
            text = _("{name}: the module took {count} of {size} bytes")
            raise StepFailed(text.format(name=name, count=count, size=len(piece)), (), (_("Do it again"),))
        start += count
        tell(start)


async def _push(talk: Talk, server: Server, command: str, piece: bytes, start: int, tell: Tell) -> Event:
    with telling(talk, lambda progress: tell(start + progress.done)):
        return await talk.data(command, piece, server.gap + len(piece) / 500, server.gap, server.wire(command))


@contextmanager
def telling(talk: Talk, tell: Callable[[Progress], None]) -> Iterator[None]:
    """What is told inside goes to `tell`."""
    before, talk.tell = talk.tell, tell
    try:
        yield
    finally:
        talk.tell = before


async def _nothing(talk: Talk, server: Server, name: str) -> None:
    """A file without a byte: data mode is left at once."""
    command = f'AT+QFTPPUT="{name}","COM:",0'
    with talk.session.late_of(command) as told:
        answer = await talk.ask(command, wire=server.wire(command))
        if answer.ok and answer.final and answer.final.line.startswith(b"CONNECT"):
            await talk.session.escape()
        elif not answer.ok:
            raise talk.failed(command, answer.final)
        event = await talk.late(told, command, server.gap) if told else answer.final
        if event and event.ok is False:
            raise talk.failed(command, event)


async def down_by_port(
    talk: Talk, server: Server, name: str, start: int, size: int, keep: Callable[[bytes], None], tell: Tell
) -> None:
    """Gets the bytes from `start` to `size`, in pieces; `keep` gets each, too what came of one that broke."""
    while start < size:
        wanted, piece, begun = min(DOWN, size - start), bytearray(), start
        command = f'AT+QFTPGET="{name}","COM:",{start},{wanted}'

        def take(data: bytes, piece: bytearray = piece, begun: int = begun) -> None:
            piece.extend(data)
            tell(begun + len(piece))

        try:
            wire = server.wire(command)
            end = await pour(talk, command, wanted, late("+QFTPGET"), take, server.gap, wire)
        finally:
            if piece:
                keep(bytes(piece))
        if len(piece) != wanted or end["err"]:
            raise talk.failed(command, Event("late", end[0], end[0].strip(), command, "+QFTPGET", False))
        start += wanted
