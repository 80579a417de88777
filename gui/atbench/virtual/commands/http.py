"""Requests: Quectel HTTP(S) note V1.0, 2.2.3 to 2.2.6 and 2.2.9.

OK comes at once, the result later as a line of its own. Where bytes follow CONNECT the connection is made before it,
and what goes wrong with it is a +CME ERROR. Bytes that stay away are told in place of OK, as the note has it.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass

from atbench.virtual.backends import http, tls
from atbench.virtual.backends import http_codes as codes
from atbench.virtual.backends.http import Exchange, Url
from atbench.virtual.backends.http_codes import Failed
from atbench.virtual.backends.names import Unknown
from atbench.virtual.commands.http_answer import tell_all
from atbench.virtual.commands.http_config import MOST_SECONDS, SECONDS, idle
from atbench.virtual.commands.ssl import tls_context
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

CONNECT_SECONDS = 125
MOST_HEAD, MOST_BODY = 2048, 1024000
LONGEST_NAME = 80
KINDS = ("application/x-www-form-urlencoded", "text/plain", "application/octet-stream", "multipart/form-data")
# What the module says of itself; invented.
HEADERS = {"Accept": "*/*", "User-Agent": "QUECTEL_MODULE", "Connection": "keep-alive"}


@dataclass(frozen=True, slots=True)
class _Request:
    """`name` is the late line's. `method` is "" where the user writes the whole request (`data`)."""

    name: str
    method: str
    data: bytes
    seconds: int
    wanted: tuple[tuple[str, str], ...] = ()


def _ready(unit: Unit, own_header: bool | None = None) -> Url:
    """The address, where a request may go out now with the header written as wanted (None: either way)."""
    idle(unit)
    if own_header is not None and own_header != bool(unit.web.settings["requestheader"]):
        raise Refused(codes.WRONG)
    if not unit.web.url:
        raise Refused(codes.NO_URL)
    if not unit.contexts[unit.web.settings["contextid"]].active:
        raise Refused(codes.NO_NETWORK)
    return http.parse(unit.web.url)


async def _get(unit: Unit, values: Values) -> Lines:
    values.count(1, 2, 3)
    own = len(values) > 1
    seconds = values.number(0, 1, MOST_SECONDS, SECONDS)
    if not own:
        return await _start(unit, _ready(unit, False), _Request("+QHTTPGET", "GET", b"", seconds))
    length, patience = values.number(1, 1, MOST_HEAD), values.number(2, 1, MOST_SECONDS, SECONDS)
    url = _ready(unit, True)
    return await _typed(unit, url, _Request("+QHTTPGET", "", b"", seconds), length, patience)


async def _get_plain(unit: Unit, values: Values) -> Lines:
    return await _start(unit, _ready(unit, False), _Request("+QHTTPGET", "GET", b"", SECONDS))


async def _get_part(unit: Unit, values: Values) -> Lines:
    """2.2.4: its result is told as that of AT+QHTTPGET."""
    values.count(3)
    seconds, start = values.number(0, 1, MOST_SECONDS), values.number(1, 0, 999_999_999)
    wanted = f"bytes={start}-{start + values.number(2, 1, 999_999_999) - 1}"
    return await _start(unit, _ready(unit, False), _Request("+QHTTPGET", "GET", b"", seconds, (("Range", wanted),)))


async def _post(unit: Unit, values: Values) -> Lines:
    values.count(1, 3)
    length = values.number(0, 1, MOST_BODY)
    patience, seconds = values.number(1, 1, MOST_SECONDS, SECONDS), values.number(2, 1, MOST_SECONDS, SECONDS)
    url = _ready(unit)
    method = "" if unit.web.settings["requestheader"] else "POST"
    return await _typed(unit, url, _Request("+QHTTPPOST", method, b"", seconds), length, patience)


async def _post_file(unit: Unit, values: Values) -> Lines:
    values.count(1, 2, 3)
    name, seconds = values.text(0, 1, LONGEST_NAME), values.number(1, 1, MOST_SECONDS, SECONDS)
    mode, url = values.number(2, 0, 2, 0), _ready(unit)
    try:
        data = unit.files.read(name)
    except Refused as refused:
        raise Refused(codes.WRONG) from refused
    if mode == 1:
        unit.web.kept = data
        return ()
    if mode == 2:
        data, unit.web.kept = unit.web.kept + data, b""
    method = "" if unit.web.settings["requestheader"] else "POST"
    return await _start(unit, url, _Request("+QHTTPPOSTFILE", method, data, seconds))


# how a request goes


async def _start(unit: Unit, url: Url, request: _Request) -> Lines:
    """The whole of it after OK; some modules connect before it."""
    exchange, early = Exchange(url), unit.profile.habits.http.early
    unit.web.begin(exchange)
    if early:
        try:
            await _connect(unit, exchange, url)
        except Failed as failed:
            raise Refused(_over(unit, exchange, failed.code)) from failed
    unit.tasks.start(_finish(unit, exchange, request, _go(unit, exchange, request, None if early else url)), "http")
    return ()


async def _go(unit: Unit, exchange: Exchange, request: _Request, url: Url | None) -> None:
    """`url` is None where the connection is there."""
    if url:
        await _connect(unit, exchange, url)
    await _send_head(unit, exchange, request, len(request.data))
    await exchange.send(request.data)


async def _typed(unit: Unit, url: Url, request: _Request, length: int, patience: int) -> Lines:
    """The connection and the head of the request, then CONNECT and `length` bytes."""
    exchange = Exchange(url)
    unit.web.begin(exchange)
    try:
        await _connect(unit, exchange, url)
        await _send_head(unit, exchange, request, length)
    except Failed as failed:
        raise Refused(_over(unit, exchange, failed.code)) from failed
    data = await unit.port.data(length, patience, in_all=True)
    if len(data) < length:
        code = _over(unit, exchange, codes.DATA_TIME_OUT)
        raise Refused(word=f"{request.name}: {_word(unit, code)}".encode())
    unit.tasks.start(_finish(unit, exchange, request, exchange.send(data)), "http")
    return ()


async def _connect(unit: Unit, exchange: Exchange, url: Url) -> None:
    try:
        secure = tls_context(unit, unit.web.settings["sslctxid"]) if url.secured else None
        async with unit.clock.timeout(CONNECT_SECONDS):
            await unit.clock.sleep(0.3)
            where = await unit.names.find(url.host, url.port, service="https" if url.secured else "http")
            await exchange.open(where, secure)
    except TimeoutError as error:
        raise Failed(codes.TIME_OUT) from error
    except Unknown as error:
        raise Failed(unit.profile.habits.http.no_name) from error
    except (tls.Unfit, tls.Failed, OSError) as error:
        raise Failed(codes.NOT_CONNECTED) from error


async def _send_head(unit: Unit, exchange: Exchange, request: _Request, length: int) -> None:
    if not request.method:
        return
    headers = HEADERS | dict(request.wanted)
    if request.method == "POST":
        headers |= {"Content-Type": KINDS[unit.web.settings["contenttype"]], "Content-Length": str(length)}
    await exchange.ask(request.method, headers)


async def _finish(unit: Unit, exchange: Exchange, request: _Request, sending: Awaitable[None]) -> None:
    """Sends, waits for the answer, and tells of it; given up with AT+QHTTPSTOP there is nothing to tell."""
    try:
        await sending
        async with unit.clock.timeout(request.seconds):
            head = await exchange.head()
    except TimeoutError:
        code = _over(unit, exchange, codes.RESPONSE_TIME_OUT)
    except Failed as failed:
        code = _over(unit, exchange, failed.code)
    else:
        if unit.web.exchange is not exchange:
            return
        unit.web.head, unit.web.busy = head, False
        told = head.length is not None and unit.profile.habits.http.tells_length
        length = f",{head.length}" if told else ""
        unit.urc(f"{request.name}: 0,{head.status}{length}")
        if unit.web.settings["rspout/auto"]:
            await tell_all(unit)
        return
    if code:
        unit.urc(f"{request.name}: {_word(unit, code)}")


def _word(unit: Unit, code: int) -> str:
    """A number, or the words of a module that says them."""
    words = unit.profile.habits.http.words
    return words if words and unit.terminal.errors == 2 else str(code)


def _over(unit: Unit, exchange: Exchange, code: int) -> int:
    """The request has failed: why, seen from outside; 0 where nobody wants to know any more."""
    web = unit.web
    exchange.cut()
    if web.exchange is exchange:
        web.shut()
        return code
    why, web.why = web.why, None
    return why or 0


def _stop(unit: Unit, values: Values) -> Lines:
    if unit.web.exchange is None:
        raise Refused(codes.NO_REQUEST)
    unit.web.shut()
    return ()


_TIME = f"(1-{MOST_SECONDS})"

COMMANDS = {
    "+QHTTPGET": Command(
        (f"+QHTTPGET: {_TIME},(1-{MOST_HEAD}),{_TIME}",), write=_get, execute=_get_plain, code=codes.WRONG
    ),
    "+QHTTPGETEX": Command((f"+QHTTPGETEX: {_TIME},<start_position>,<read_len>",), write=_get_part, code=codes.WRONG),
    "+QHTTPPOST": Command((f"+QHTTPPOST: (1-{MOST_BODY}),{_TIME},{_TIME}",), write=_post, code=codes.WRONG),
    "+QHTTPPOSTFILE": Command((f"+QHTTPPOSTFILE: <file_name>,{_TIME},(0-2)",), write=_post_file, code=codes.WRONG),
    "+QHTTPSTOP": Command((), execute=_stop),
}
