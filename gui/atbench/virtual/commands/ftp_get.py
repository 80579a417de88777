"""Downloads and lists, and ATO: Quectel FTP(S) note V1.2, 1.5, 2.6 and 2.11 to 2.13.

To the port they run in data mode, and the late line follows OK; with a file of the module OK comes first. Where the
note says nothing it is inferred: without a data connection there is no CONNECT but OK and the late line; what has come
of a broken download stays in its file.
"""

from __future__ import annotations

import asyncio
import contextlib
import ftplib
import math
import socket
import sys
from collections.abc import Callable

from atbench.virtual.backends.ftp import PIECE, Download
from atbench.virtual.backends.ftp_codes import FILE_ERROR, NO_PLACE, TIME_OUT, WRONG, Failed
from atbench.virtual.backends.ftp_control import Control
from atbench.virtual.backends.ftp_session import MOVING, Pause
from atbench.virtual.commands.ftp import do, later, outcome, ready
from atbench.virtual.commands.ftp_config import LONGEST
from atbench.virtual.commands.ftp_data import MOST, PORT, links_of, never_begun, type_of, typed, within
from atbench.virtual.commands.ftp_local import check
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

Begin = Callable[[Control], socket.socket]


async def _get(unit: Unit, values: Values) -> Lines:
    name, local = values.text(0, 1, LONGEST), values.text(1, 1, LONGEST)
    values.count(*(range(2, 5) if local.upper() == PORT else (2, 3)))
    start, most = values.number(2, 0, MOST, 0), values.number(3, 0, MOST, 0)
    type_, links = type_of(unit), links_of(unit)

    def begin(control: Control) -> socket.socket:
        if start and type_ == "I":
            _check_size(control, name, start)
        return control.begin(f"RETR {name}", type_, links, start)

    return await _fetch(unit, "+QFTPGET", begin, local, most)


def _check_size(control: Control, name: str, start: int) -> None:
    """Not every server minds a place behind the end."""
    with contextlib.suppress(ftplib.Error):  # a file that is not there, or a server without SIZE: RETR tells
        control.voidcmd("TYPE I")
        if int(control.voidcmd(f"SIZE {name}")[4:]) < start:
            raise Failed(NO_PLACE)


def _list(name: str, verb: str) -> Command:
    async def write(unit: Unit, values: Values) -> Lines:
        values.count(1, 2)
        folder, local = values.text(0, 1, LONGEST), values.text(1, 1, LONGEST, PORT)
        command, links = verb if folder == "." else f"{verb} {folder}", links_of(unit)
        return await _fetch(unit, name, lambda control: control.begin(command, "A", links), local)

    return Command((f"{name}: <dirname>,<local_name>",), write=write, code=WRONG)


async def _fetch(unit: Unit, name: str, begin: Begin, local: str, most: int = 0) -> Lines:
    ready(unit)
    if local.upper() != PORT:
        check(unit, local)
        unit.ftp.state = MOVING
        return later(unit, name, _to_file(unit, begin, local))
    begun: list[Download] = []

    async def start() -> str:
        begun.append(await _download(unit, begin))
        return ""

    result = await outcome(unit, start())
    if not begun:
        return never_begun(unit, name, result)
    return await _pour(unit, Pause(name, most, begun[0]))


async def _download(unit: Unit, begin: Begin) -> Download:
    client = unit.ftp.client
    assert client
    unit.ftp.moving = download = Download(client, await do(unit, begin))
    return download


async def _to_file(unit: Unit, begin: Begin, local: str) -> str:
    download, data = await _download(unit, begin), bytearray()
    free, _total = unit.files.space(local.partition(":")[0])

    def put(piece: bytes) -> None:
        if len(data) + len(piece) > free:
            raise Failed(FILE_ERROR)
        data.extend(piece)

    try:
        await _move(unit, download, 0, put)
    except Failed as failed:
        if failed.err == FILE_ERROR:
            await within(unit, download.leave())
        raise
    finally:
        unit.files.add(local, bytes(data))
    await within(unit, download.finish())
    return str(download.length)


async def _pour(unit: Unit, work: Pause) -> Lines:
    """CONNECT, and what comes goes to the port, until the end or until data mode is left."""
    session, download = unit.ftp, work.download
    session.state = MOVING
    unit.port.connect()
    moving = unit.tasks.start(_moving(unit, work), "ftp download")
    ended = await typed(unit, sys.maxsize, math.inf, lambda _: None, moving)
    if ended is None:
        return later(unit, work.name, _moved(unit, work))
    moving.cancel()
    if unit.profile.habits.ftp.resumes and not (ended == "dropped" and unit.terminal.numbers["&D"] == 2):
        session.pause = work
        unit.tasks.start(_forget(unit, work), "ftp pause")
    else:  # no late line: so seen on EG800K
        await outcome(unit, _gave_up(unit, download))
    return ()


async def _moving(unit: Unit, work: Pause) -> None:
    try:
        await _move(unit, work.download, work.most, unit.port.out)
    except (Failed, TimeoutError) as error:
        work.problem = error


async def _moved(unit: Unit, work: Pause) -> str:
    if work.problem:
        raise work.problem
    enough = work.most and work.download.length >= work.most
    await within(unit, work.download.leave() if enough else work.download.finish())
    return str(work.download.length)


async def _gave_up(unit: Unit, download: Download) -> str:
    await within(unit, download.leave())
    return ""


async def _forget(unit: Unit, pause: Pause) -> None:
    """Inferred: a pause is a gap between two packets like any other."""
    await unit.clock.sleep(unit.ftp.number("rsptimeout"))
    if unit.ftp.pause is pause:
        unit.ftp.pause = None
        await outcome(unit, _gave_up(unit, pause.download))
        unit.urc(f"{pause.name}: {TIME_OUT},0")


async def _move(unit: Unit, download: Download, most: int, put: Callable[[bytes], None]) -> None:
    """Gives `put` what comes, to the end or to `most` bytes. When it is cancelled nothing is lost."""
    while not most or download.length < most:
        async with unit.clock.timeout(unit.ftp.number("rsptimeout")):
            await asyncio.wait({download.next()})
        piece = await download.take(most - download.length if most else PIECE)
        if not piece:
            return
        put(piece)


async def _online(unit: Unit, values: Values) -> Lines:
    """ATO: back to a download that was left with `+++`; there is nothing else to go back to."""
    values.number(0, 0, 0, default=0)
    pause, unit.ftp.pause = unit.ftp.pause, None
    if pause is None:
        raise Refused(word=b"NO CARRIER")
    return await _pour(unit, pause)


_TEST = ("+QFTPGET: <file_name>,<local_name>,<startpos>,<downloadlen>",)

COMMANDS = {
    "+QFTPGET": Command(_TEST, write=_get, code=WRONG),
    "+QFTPLIST": _list("+QFTPLIST", "LIST"),
    "+QFTPNLST": _list("+QFTPNLST", "NLST"),
    "+QFTPMLSD": _list("+QFTPMLSD", "MLSD"),
    "O": Command(execute=_online),
}
