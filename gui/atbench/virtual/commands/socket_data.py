"""Data through sockets: Quectel TCP/IP note V1.2, 1.2, 2.2.7 to 2.2.10 and 2.3.

Where the note says nothing it is inferred: Esc at the prompt is ERROR with 571, a prompt without a length takes 1460
bytes at most, hexadecimal data count by their digits, DTR with AT&D2 closes the socket.
"""

from __future__ import annotations

import asyncio
import inspect
import math
import sys
from collections.abc import Callable
from ipaddress import AddressValueError, IPv4Address

from atbench.virtual.backends import socket_codes as codes
from atbench.virtual.backends.names import Address, Unknown
from atbench.virtual.backends.sockets import (
    BUFFER,
    CLOSING,
    CONNECTED,
    DIRECT,
    FULL,
    LISTENER,
    MOST,
    SERVICE,
    TRANSPARENT,
    Socket,
)
from atbench.virtual.intake import End
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Handler, Lines, Unit

MOST_SENT, MOST_READ, MOST_HEX = 1460, 1500, 512
_CTRL_Z, _ESC = b"\x1a", b"\x1b"


def fail(unit: Unit, code: int) -> Refused:
    """A plain ERROR, and what AT+QIGETERROR says of it."""
    unit.tcp_error = code
    return Refused()


def noted(work: Handler) -> Handler:
    """Keeps for AT+QIGETERROR how a command went: what its values raise is 552."""

    async def run(unit: Unit, values: Values) -> Lines:
        unit.tcp_error = codes.WRONG
        lines = work(unit, values)
        found: Lines = await lines if inspect.isawaitable(lines) else lines
        unit.tcp_error = 0
        return found

    return run


def _final(unit: Unit, word: bytes, code: int = 0) -> Refused:
    """Another final result than OK."""
    unit.tcp_error = code
    return Refused(word=word)


def socket_of(unit: Unit, values: Values, *states: int) -> Socket:
    """The socket that the first value names, in one of the states (none: in any)."""
    socket = unit.sockets.open.get(values.number(0, 0, MOST - 1))
    if socket is None or (states and socket.state not in states):
        raise fail(unit, codes.CLOSED)
    return socket


# what comes


def arrived(unit: Unit, socket: Socket, data: bytes, sender: Address) -> None:
    socket.received += len(data)
    if socket.mode == TRANSPARENT:
        unit.port.out(data)
    elif socket.mode == DIRECT:
        for start in range(0, len(data), MOST_SENT) or (0,):
            _push(unit, socket, data[start : start + MOST_SENT], sender)
    else:
        _keep(unit, socket, data, sender)


def _push(unit: Unit, socket: Socket, data: bytes, sender: Address) -> None:
    shown, mark = _shown(unit, data)
    who = f',"{sender[0]}",{sender[1]}' if socket.kind == SERVICE else ""
    unit.urc(f'+QIURC: "recv",{socket.number},{len(shown)}{who}'.encode() + mark + shown)


def _keep(unit: Unit, socket: Socket, data: bytes, sender: Address) -> None:
    """Buffer mode: no second word of it until all has been read."""
    socket.packets.append((data, sender))
    if socket.pipe and socket.unread > FULL:
        socket.pipe.listen(False)
    if not socket.told:
        socket.told = True
        length = f",{socket.unread}" if unit.sockets.settings["recvind"][0] else ""
        unit.urc(f'+QIURC: "recv",{socket.number}{length}')


def ended(unit: Unit, socket: Socket) -> None:
    """The other side, or the network, closed the connection."""
    socket.state = CLOSING
    if socket.lost:  # transparent mode says NO CARRIER
        if not socket.lost.done():
            socket.lost.set_result(None)
        return
    unit.urc(f'+QIURC: "closed",{socket.number}')
    if unit.sockets.settings["passiveclosed"][0]:
        unit.sockets.open.pop(socket.number, None)


def _shown(unit: Unit, data: bytes) -> tuple[bytes, bytes]:
    """Data as AT+QICFG wants them, and what stands before them."""
    settings = unit.sockets.settings
    shown = data.hex().upper().encode() if settings["dataformat"][1] else data
    return shown, b"," if settings["viewmode"][0] else b"\r\n"


def _read(unit: Unit, values: Values) -> Lines:
    values.count(1, 2)
    socket, length = socket_of(unit, values), values.number(1, 0, MOST_READ, MOST_READ)
    if not length:
        return (f"+QIRD: {socket.received},{socket.received - socket.unread},{socket.unread}",)
    if not socket.packets:
        return ("+QIRD: 0",)
    stream = not socket.udp or (bool(unit.sockets.settings["udp/readmode"][0]) and socket.kind != SERVICE)
    data, sender = socket.take(length, stream)
    if not socket.packets:
        socket.told = False
    if socket.pipe and socket.unread <= FULL:
        socket.pipe.listen(True)
    shown, mark = _shown(unit, data)
    who = f',"{sender[0]}",{sender[1]}' if socket.kind == SERVICE else ""
    return (f"+QIRD: {len(shown)}{who}".encode() + mark + shown,)


# what goes


async def _send(unit: Unit, values: Values) -> Lines:
    values.count(1, 2, 4)
    socket = socket_of(unit, values, CONNECTED)
    length = values.number(1, 0, MOST_SENT, MOST_SENT)
    if len(values) == 2 and not length:
        waiting = socket.pipe.waiting if socket.pipe else 0
        return (f"+QISEND: {socket.sent},{socket.sent - waiting},{waiting}",)
    if (socket.kind == SERVICE) != (len(values) == 4) or not length:
        raise fail(unit, codes.WRONG)
    to = await _receiver(unit, values) if len(values) == 4 else None
    data = await _typed_data(unit, length, len(values) > 1)
    if unit.sockets.settings["dataformat"][0]:
        data = _from_hex(unit, data)
    return _sent(unit, socket, data, to)


async def _receiver(unit: Unit, values: Values) -> Address:
    """2.2.7: it must be an address by number."""
    host, port = values.text(2, 1, 50), values.number(3, 1, 65535)
    try:
        return await unit.names.find(str(IPv4Address(host)), port, service="udp")
    except (AddressValueError, Unknown) as error:
        raise fail(unit, codes.WRONG) from error


async def _typed_data(unit: Unit, length: int, counted: bool) -> bytes:
    echo = unit.sockets.echo
    if counted:
        return await unit.port.payload(length, echo)
    heard = 0

    def hear(data: bytes) -> bool:
        """Echoes what is new. Esc gives up."""
        nonlocal heard
        if echo and unit.terminal.echo:
            unit.port.out(data[heard:])
        heard = len(data)
        return _ESC in data

    data = await unit.port.prompted(b"\r\n> ", length, math.inf, _CTRL_Z, hear)
    if hear(data):
        raise fail(unit, codes.GIVEN_UP)
    return data


def _send_hex(unit: Unit, values: Values) -> Lines:
    values.count(2)
    socket, text = socket_of(unit, values, CONNECTED), values.data(1, 2, MOST_HEX)
    if socket.kind in (SERVICE, LISTENER):
        raise fail(unit, codes.UNSUPPORTED)
    return _sent(unit, socket, _from_hex(unit, text))


def _from_hex(unit: Unit, text: bytes) -> bytes:
    try:
        return bytes.fromhex(text.decode("ascii"))
    except ValueError as error:
        raise fail(unit, codes.WRONG) from error


def _sent(unit: Unit, socket: Socket, data: bytes, to: Address | None = None) -> Lines:
    if socket.state != CONNECTED or not socket.pipe:  # it went while the data were typed
        raise fail(unit, codes.CLOSED)
    if socket.pipe.waiting + len(data) > FULL:
        raise _final(unit, b"SEND FAIL", codes.NOT_WRITTEN)
    socket.pipe.send(data, to)
    socket.sent += len(data)
    raise _final(unit, b"SEND OK")


# transparent mode


async def _switch(unit: Unit, values: Values) -> Lines:
    values.count(2)
    socket, mode = socket_of(unit, values, CONNECTED), values.number(1, BUFFER, TRANSPARENT)
    if mode == TRANSPARENT:
        if socket.kind == SERVICE:
            raise fail(unit, codes.UNSUPPORTED)
        return await transparent(unit, socket)
    socket.mode = mode
    return ()


async def transparent(unit: Unit, socket: Socket) -> Lines:
    """CONNECT, and both sides talk, until `+++` or DTR end it with OK, or the connection goes: NO CARRIER."""
    socket.mode, socket.lost = TRANSPARENT, asyncio.get_running_loop().create_future()
    unit.sockets.online = socket
    unit.port.connect()
    while socket.packets:
        unit.port.out(socket.packets.popleft()[0])
    socket.told = False
    size = unit.sockets.settings["transpktsize"][0]

    def send(data: bytes) -> None:
        for start in range(0, len(data), size):
            if socket.pipe:
                socket.pipe.send(data[start : start + size])
        socket.sent += len(data)

    try:
        how = await _listen(unit, send, socket.lost)
    finally:
        socket.mode, socket.lost = BUFFER, None
    if how == "dropped" and unit.terminal.numbers["&D"] == 2:
        socket.shut()
    if socket.state != CONNECTED:
        raise _final(unit, b"NO CARRIER", codes.CLOSED)
    return ()


async def _listen(unit: Unit, send: Callable[[bytes], None], lost: asyncio.Future[None]) -> End | None:
    """How data mode ends; None where the connection is gone before."""
    how: list[End] = []

    async def listen() -> None:
        how.append(await unit.port.typed(sys.maxsize, math.inf, send))

    listening = unit.tasks.start(listen(), "transparent mode")
    try:
        await asyncio.wait({listening, lost}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        listening.cancel()
    return how[0] if how and not lost.done() else None


_ONE = f"(0-{MOST - 1})"

COMMANDS = {
    "+QISEND": Command((f"+QISEND: {_ONE},(0-{MOST_SENT})",), write=noted(_send)),
    "+QIRD": Command((f"+QIRD: {_ONE},(0-{MOST_READ})",), write=noted(_read)),
    "+QISENDEX": Command((f"+QISENDEX: {_ONE},<hex_string>",), write=noted(_send_hex)),
    "+QISWTMD": Command((f"+QISWTMD: {_ONE},(0-2)",), write=noted(_switch)),
}
