"""Names, pings and the time: Quectel TCP/IP note V1.2, 2.2.11 to 2.2.14.

In the local cloud every host answers a ping, after times that are invented; real hosts are really asked.
"""

from __future__ import annotations

import asyncio
import ipaddress
import struct
from datetime import UTC, datetime, timedelta

from atbench.port.port import moment
from atbench.texts import _
from atbench.virtual.backends import ping
from atbench.virtual.backends import socket_codes as codes
from atbench.virtual.backends.names import Unknown
from atbench.virtual.backends.sockets import connect
from atbench.virtual.commands.socket_data import fail, noted
from atbench.virtual.line import Values
from atbench.virtual.unit import Command, Lines, Unit

SERVERS = ("10.83.0.53", "10.83.0.54")  # of the invented network
NONE = "0.0.0.0"  # stands for no name server
NAME_SECONDS, TIME_SECONDS, TRY = 60, 125, 5
HOLDS = 600  # <DNS_ttl> of the local cloud
PING_SIZE, HOPS = 32, 57
TIME_PORT = 123
ZONE = 32  # quarters of an hour: the network is in China
SINCE_1900 = 2_208_988_800  # seconds until 1970 (RFC 4330)


def _active(unit: Unit, values: Values) -> int:
    """The context that the first value names."""
    number = values.number(0, 1, 15)
    if not unit.contexts[number].active:
        raise fail(unit, codes.NOT_ALLOWED)
    return number


async def resolve(unit: Unit, context: int, host: str) -> list[str]:
    """Addresses of a host, by the name servers of the context. Raises `Unknown`."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if set(unit.sockets.dns.get(context, SERVERS)) == {NONE}:
            raise Unknown(host) from None
    return await unit.names.numbers(host)


def _name_servers(unit: Unit, values: Values) -> Lines:
    values.count(1, 2, 3)
    context = _active(unit, values)
    known = unit.sockets.dns.get(context, SERVERS)
    if len(values) == 1:
        return (f'+QIDNSCFG: {context},"{known[0]}","{known[1]}"',)
    first, second = values.text(1, 7, 45), values.text(2, 7, 45, known[1])
    try:
        for server in (first, second):
            ipaddress.ip_address(server)
    except ValueError as error:
        raise fail(unit, codes.WRONG) from error
    unit.sockets.dns[context] = (first, second)
    return ()


def _find(unit: Unit, values: Values) -> Lines:
    values.count(2)
    context, host = _active(unit, values), values.text(1, 1, 100)
    if unit.sockets.resolving:
        raise fail(unit, codes.DNS_BUSY)
    unit.sockets.resolving = True
    unit.tasks.start(_finding(unit, context, host), "name")
    return ()


async def _finding(unit: Unit, context: int, host: str) -> None:
    try:
        async with unit.clock.timeout(NAME_SECONDS):
            await unit.clock.sleep(0.2)
            found = await resolve(unit, context, host)
    except (Unknown, TimeoutError):
        unit.tcp_error = codes.NO_NAME
        unit.urc(f'+QIURC: "dnsgip",{codes.NO_NAME}')
        return
    finally:
        unit.sockets.resolving = False
    unit.urc(f'+QIURC: "dnsgip",0,{len(found)},{HOLDS}')
    for number in found:
        unit.urc(f'+QIURC: "dnsgip","{number}"')


def _ping(unit: Unit, values: Values) -> Lines:
    values.count(2, 3, 4)
    context, host = _active(unit, values), values.text(1, 1, 100)
    seconds, count = values.number(2, 1, 255, 4), values.number(3, 1, 10, 4)
    if unit.sockets.pinging:
        raise fail(unit, codes.BUSY)
    unit.sockets.pinging = True
    unit.tasks.start(_pinging(unit, context, host, seconds, count), "ping")
    return ()


async def _pinging(unit: Unit, context: int, host: str, seconds: int, count: int) -> None:
    times: list[int] = []
    try:
        address = (await resolve(unit, context, host))[0]
        for turn in range(count):
            if answer := await _one(unit, address, seconds, turn):
                times.append(answer[0])
                unit.urc(f'+QPING: 0,"{address}",{PING_SIZE},{answer[0]},{answer[1]}')
            else:
                unit.urc(f"+QPING: {codes.TIME_OUT}")
    except Unknown:
        unit.urc(f"+QPING: {codes.NO_NAME}")
        return
    except OSError as error:
        unit.note(_("This computer lets no program ping ({reason}); the module says 555.").format(reason=error))
        unit.urc(f"+QPING: {codes.UNSUPPORTED}")
        return
    finally:
        unit.sockets.pinging = False
    low, high, middle = (min(times), max(times), sum(times) // len(times)) if times else (0, 0, 0)
    unit.urc(f"+QPING: 0,{count},{len(times)},{count - len(times)},{low},{high},{middle}")


async def _one(unit: Unit, address: str, seconds: int, turn: int) -> tuple[int, int] | None:
    """Milliseconds and hops left; None without an answer. Raises OSError."""
    if unit.names.inside(address):
        milliseconds = 60 + 7 * turn
        await unit.clock.sleep(milliseconds / 1000)
        return milliseconds, HOPS
    return await ping.ping(address, turn, seconds / unit.clock.speed, PING_SIZE)


def _asked(unit: Unit, values: Values) -> Lines:
    server = unit.sockets.clock_server
    return (f'+QNTP: "{server[0]}",{server[1]}',) if server else ()


def _ask_time(unit: Unit, values: Values) -> Lines:
    values.count(2, 3, 4)
    context, host = _active(unit, values), values.text(1, 1, 100)
    port, keep = values.number(2, 1, 65535, TIME_PORT), values.number(3, 0, 1, 1)
    if unit.sockets.clock_server:
        raise fail(unit, codes.BUSY)
    unit.sockets.clock_server = (host, port)
    unit.tasks.start(_asking(unit, context, host, port, bool(keep)), "time")
    return ()


async def _asking(unit: Unit, context: int, host: str, port: int, keep: bool) -> None:
    try:
        async with unit.clock.timeout(TIME_SECONDS):
            await resolve(unit, context, host)
            now = await _time_of(unit, host, port)
    except Unknown:
        unit.urc(f"+QNTP: {codes.NO_NAME}")
        return
    except OSError:  # TimeoutError is one of them
        unit.urc(f"+QNTP: {codes.TIME_OUT}")
        return
    finally:
        unit.sockets.clock_server = None
    if keep:
        unit.terminal.clock = now - moment()
    unit.urc(f'+QNTP: 0,"{_written(now, unit.profile.habits.universal)}"')


async def _time_of(unit: Unit, host: str, port: int) -> float:
    """Seconds since 1970, as the server says (RFC 4330). Raises OSError."""
    pipe = await connect(await unit.names.find(host, port, service="udp"), udp=True)
    told: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
    pipe.on_data = lambda data, _sender: None if told.done() or len(data) < 48 else told.set_result(data)
    try:
        while True:
            pipe.send(b"\x23" + bytes(47))
            try:
                async with unit.clock.timeout(TRY):
                    answer = await asyncio.shield(told)
                break
            except TimeoutError:
                continue
    finally:
        pipe.cut()
        told.cancel()
    seconds, parts = struct.unpack("!II", answer[40:48])
    return float(seconds - SINCE_1900 + parts / 2**32)


def _written(seconds: float, universal: bool) -> str:
    """With the mark of the zone, whether the digits are those of the zone or `universal`."""
    local = datetime.fromtimestamp(seconds, UTC) + timedelta(minutes=0 if universal else 15 * ZONE)
    return f"{local:%Y/%m/%d,%H:%M:%S}{ZONE:+03}"


COMMANDS = {
    "+QIDNSCFG": Command(("+QIDNSCFG: (1-15),<pridnsaddr>,<secdnsaddr>",), write=noted(_name_servers)),
    "+QIDNSGIP": Command(("+QIDNSGIP: (1-15),<hostname>",), write=noted(_find)),
    "+QPING": Command(("+QPING: (1-15),<host>,(1-255),(1-10)",), write=noted(_ping)),
    "+QNTP": Command(("+QNTP: (1-15),<server>,(1-65535),(0,1)",), _asked, noted(_ask_time)),
}
