"""Opening, closing, looking: Quectel TCP/IP note V1.2, 2.2.4 to 2.2.6 and 2.3.

A client's own port is only told: behind an operator's network no server sees it as the module chose it. Servers
listen on this computer alone. Which number a mistake gets is mostly inferred from the texts of chapter 4.
"""

from __future__ import annotations

import inspect

from atbench.virtual.backends import socket_codes as codes
from atbench.virtual.backends.names import Unknown
from atbench.virtual.backends.sockets import (
    BUFFER,
    CONNECTED,
    INCOMING,
    LISTENER,
    LISTENING,
    MOST,
    SERVICE,
    TCP,
    TRANSPARENT,
    UDP,
    Pipe,
    Socket,
    TcpPipe,
    connect,
    serve_tcp,
    serve_udp,
)
from atbench.virtual.commands.context import address
from atbench.virtual.commands.ftp_get import COMMANDS as FTP
from atbench.virtual.commands.name_service import resolve
from atbench.virtual.commands.socket_data import arrived, ended, fail, noted, transparent
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

OPEN_SECONDS = 150
CLOSE_SECONDS = 10
LONGEST_HOST = 150  # inferred
HERE = "127.0.0.1"
PORT = "uart1"


async def _open(unit: Unit, values: Values) -> Lines:
    values.count(5, 6, 7)
    socket = _wanted(values)
    server = socket.kind in (LISTENER, SERVICE)
    if socket.kind not in (TCP, UDP, LISTENER, SERVICE) or not (socket.local_port if server else socket.port):
        raise fail(unit, codes.WRONG)
    if not unit.contexts[socket.context].active:
        raise fail(unit, codes.NOT_ALLOWED)
    online = socket.mode == TRANSPARENT and not server
    if socket.number in unit.sockets.open:
        return _told(unit, socket.number, codes.USED, online)
    unit.sockets.open[socket.number] = socket
    if not online:
        unit.tasks.start(_opening(unit, socket), "socket")
        return ()
    if code := await _reach(unit, socket):
        unit.sockets.open.pop(socket.number, None)
        raise fail(unit, code)
    return await transparent(unit, socket)


def _wanted(values: Values) -> Socket:
    number = values.number(1, 0, MOST - 1)
    mode = values.number(6, BUFFER, TRANSPARENT, BUFFER)
    return Socket(
        number,
        values.text(2, 1, 20).upper(),
        values.number(0, 1, 15),
        values.text(3, 1, LONGEST_HOST),
        values.number(4, 0, 65535),
        values.number(5, 0, 65535, 0),
        mode,
        number,
    )


def _told(unit: Unit, number: int, code: int, at_once: bool) -> Lines:
    if at_once:
        raise fail(unit, code)
    unit.urc(f"+QIOPEN: {number},{code}")
    return ()


async def _opening(unit: Unit, socket: Socket) -> None:
    code = await _reach(unit, socket)
    if unit.sockets.open.get(socket.number) is not socket:
        return  # closed meanwhile
    if code:
        del unit.sockets.open[socket.number]
    unit.tcp_error = code
    unit.urc(f"+QIOPEN: {socket.number},{code}")


async def _reach(unit: Unit, socket: Socket) -> int:
    """Makes the connection; returns the number of what went wrong, or 0."""
    try:
        async with unit.clock.timeout(OPEN_SECONDS):
            await unit.clock.sleep(0.2)
            await _make(unit, socket)
    except codes.Failed as failed:
        return failed.code
    except Unknown:
        return codes.NO_NAME
    except TimeoutError:
        return codes.TIME_OUT
    except OSError:
        return codes.NOT_CONNECTED
    if unit.sockets.open.get(socket.number) is not socket or not unit.contexts[socket.context].active:
        socket.shut()
        return codes.BROKEN
    socket.state = LISTENING if socket.kind == LISTENER else CONNECTED
    return 0


async def _make(unit: Unit, socket: Socket) -> None:
    """Raises `Failed`, `Unknown` and OSError."""
    if socket.kind == LISTENER:
        await _listen(unit, socket)
        return
    if socket.kind == SERVICE:
        own = HERE if unit.names.inside("any.example") else ""
        try:
            pipe: Pipe = await serve_udp((own or "0.0.0.0", socket.local_port))
        except OSError as error:
            raise codes.Failed(codes.NO_BIND) from error
        socket.host, socket.port = address(socket.context), 0
    else:
        name, socket.host = socket.host, (await resolve(unit, socket.context, socket.host))[0]
        where = await unit.names.find(name, socket.port, service="udp" if socket.kind == UDP else "tcp")
        pipe = await connect(where, socket.kind == UDP)
        socket.local_port = socket.local_port or pipe.own
    _join(unit, socket, pipe)


def _join(unit: Unit, socket: Socket, pipe: Pipe) -> None:
    socket.pipe = pipe
    pipe.on_data = lambda data, sender: arrived(unit, socket, data, sender)
    pipe.on_end = lambda: ended(unit, socket)


async def _listen(unit: Unit, server: Socket) -> None:
    def visit(pipe: TcpPipe) -> None:
        number = unit.sockets.free()
        if number is None:
            unit.urc('+QIURC: "incoming full"')
        if number is None or not unit.sockets.settings["tcp/accept"][0]:
            pipe.cut()
            return
        mode = server.mode if server.mode != TRANSPARENT else BUFFER
        host, port = pipe.peer
        socket = Socket(number, INCOMING, server.context, host, port, server.local_port, mode, server.number, CONNECTED)
        _join(unit, socket, pipe)
        unit.sockets.open[number] = socket
        unit.urc(f'+QIURC: "incoming",{number},{server.number},"{host}",{port}')

    try:
        server.listener = await serve_tcp(server.local_port, visit)
    except OSError as error:
        raise codes.Failed(codes.NO_BIND) from error
    server.host, server.port = address(server.context), 0


async def _close(unit: Unit, values: Values) -> Lines:
    values.count(1, 2)
    number, seconds = values.number(0, 0, MOST - 1), values.number(1, 0, 65535, CLOSE_SECONDS)
    socket = unit.sockets.open.get(number)
    if socket is None:
        raise fail(unit, codes.CLOSED)
    await unit.clock.sleep(0.1)
    if socket.pipe and socket.state == CONNECTED:
        try:
            async with unit.clock.timeout(seconds):
                await socket.pipe.close()
        except TimeoutError:
            pass  # then by force
    socket.shut()
    unit.sockets.open.pop(number, None)
    return ()


def _states(unit: Unit, values: Values) -> Lines:
    return [_state(socket) for socket in _sorted(unit)]


def _some_states(unit: Unit, values: Values) -> Lines:
    values.count(2)
    if values.number(0, 0, 1):
        number = values.number(1, 0, MOST - 1)
        return [_state(socket) for socket in _sorted(unit) if socket.number == number]
    context = values.number(1, 1, 15)
    return [_state(socket) for socket in _sorted(unit) if socket.context == context]


def _sorted(unit: Unit) -> list[Socket]:
    return [socket for _number, socket in sorted(unit.sockets.open.items())]


def _state(socket: Socket) -> str:
    who = f'{socket.number},"{socket.kind}","{socket.host}",{socket.port},{socket.local_port},{socket.state}'
    return f'+QISTATE: {who},{socket.context},{socket.server},{socket.mode},"{PORT}"'


async def _online(unit: Unit, values: Values) -> Lines:
    """ATO: back to an FTP download that waits, or to the socket that was in transparent mode last."""
    values.number(0, 0, 0, default=0)
    socket = unit.sockets.online
    if unit.ftp.pause is None and socket and socket.state == CONNECTED:
        return await transparent(unit, socket)
    download = FTP["O"].execute
    if unit.ftp.pause is None or download is None:
        raise Refused(word=b"NO CARRIER")
    lines = download(unit, values)
    found: Lines = await lines if inspect.isawaitable(lines) else lines
    return found


_KINDS = "TCP/UDP/TCP LISTENER/UDP SERVICE"
_ONE = f"(0-{MOST - 1})"

COMMANDS = {
    "+QIOPEN": Command(
        (f'+QIOPEN: (1-15),{_ONE},"{_KINDS}","<IP_address>/<domain_name>",<remote_port>,<local_port>,(0-2)',),
        write=noted(_open),
    ),
    "+QICLOSE": Command((f"+QICLOSE: {_ONE},(0-65535)",), write=noted(_close), blocks=True),
    "+QISTATE": Command((), read=_states, write=noted(_some_states), execute=_states),
    "O": Command(execute=_online),
}
