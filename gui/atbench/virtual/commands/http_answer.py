"""The server's answer: Quectel HTTP(S) note V1.0, 1.3, 2.2.7 and 2.2.8.

It is read once. With "responseheader" its head stands in front of the body.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from atbench.virtual.backends import http_codes as codes
from atbench.virtual.backends.http_codes import Failed
from atbench.virtual.commands.http_config import MOST_SECONDS, SECONDS, idle
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

LONGEST_NAME = 80


def _waiting(unit: Unit) -> None:
    """An answer must wait that nobody has read."""
    idle(unit)
    if unit.web.head is None or unit.web.settings["rspout/auto"]:
        raise Refused(codes.NO_REQUEST)


async def _pieces(unit: Unit, seconds: int) -> AsyncIterator[bytes]:
    """All of the answer. Raises `Failed`."""
    web, exchange, head = unit.web, unit.web.exchange, unit.web.head
    assert exchange and head
    if web.settings["responseheader"]:
        yield head.text
    while True:
        try:
            async with unit.clock.timeout(seconds):
                piece = await exchange.read()
        except TimeoutError as error:
            raise Failed(codes.READ_TIME_OUT) from error
        if not piece:
            return
        yield piece


def _done(unit: Unit, name: str, code: int) -> None:
    """The connection is used up."""
    unit.web.shut()
    if name:
        unit.urc(f"{name}: {code}")
    if unit.web.settings["closed/ind"]:
        unit.urc('+QHTTPURC: "closed"')


async def _read(unit: Unit, values: Values) -> Lines:
    values.count(1)
    return await _read_within(unit, values.number(0, 1, MOST_SECONDS, SECONDS))


async def _read_plain(unit: Unit, values: Values) -> Lines:
    return await _read_within(unit, SECONDS)


async def _read_within(unit: Unit, seconds: int) -> Lines:
    _waiting(unit)
    unit.web.busy = True
    unit.port.connect()
    code = 0
    try:
        async for piece in _pieces(unit, seconds):
            unit.port.out(piece)
    except Failed as failed:
        code = unit.web.why or failed.code
    _done(unit, "+QHTTPREAD", code)
    return ()


def _read_file(unit: Unit, values: Values) -> Lines:
    values.count(1, 2)
    name, seconds = values.text(0, 1, LONGEST_NAME), values.number(1, 1, MOST_SECONDS, SECONDS)
    _waiting(unit)
    try:
        unit.files.add(name, b"")
    except Refused as refused:
        raise Refused(codes.WRONG) from refused
    unit.web.busy = True
    unit.tasks.start(_to_file(unit, name, seconds), "http")
    return ()


async def _to_file(unit: Unit, name: str, seconds: int) -> None:
    """What has come of a broken answer stays in the file."""
    data, code = bytearray(), 0
    free, _total = unit.files.space(name.partition(":")[0] if ":" in name else "UFS")
    try:
        async for piece in _pieces(unit, seconds):
            if len(data) + len(piece) > free:
                raise Failed(codes.NO_MEMORY)
            data += piece
    except Failed as failed:
        code = unit.web.why or failed.code
    unit.files.add(name, bytes(data))
    _done(unit, "+QHTTPREADFILE", code)


async def tell_all(unit: Unit) -> None:
    """With "rspout/auto" the answer comes by itself."""
    unit.web.busy = True
    try:
        async for piece in _pieces(unit, SECONDS):
            unit.urc(piece)
    except Failed:
        pass
    _done(unit, "", 0)


COMMANDS = {
    "+QHTTPREAD": Command((f"+QHTTPREAD: (1-{MOST_SECONDS})",), write=_read, execute=_read_plain, code=codes.WRONG),
    "+QHTTPREADFILE": Command((f"+QHTTPREADFILE: <file_name>,(1-{MOST_SECONDS})",), write=_read_file, code=codes.WRONG),
}
