"""The twelve sockets of a Quectel module: what each remembers, and the real connection behind it.

Source: Quectel TCP/IP note V1.2, 2.2.4 to 2.2.8. Everything runs in the loop of the host.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from atbench.virtual.backends.names import Address

MOST = 12
INITIAL, OPENING, CONNECTED, LISTENING, CLOSING = range(5)  # <socket_state>
BUFFER, DIRECT, TRANSPARENT = range(3)  # <access_mode>
TCP, UDP, LISTENER, SERVICE, INCOMING = "TCP", "UDP", "TCP LISTENER", "UDP SERVICE", "TCP INCOMING"
FULL = 1 << 16  # bytes that wait to be sent: more get SEND FAIL; or to be read: more wait in the network


class TcpPipe(asyncio.Protocol):
    """A TCP connection. `on_data` gets what comes, `on_end` hears that it is over, unless `close` or `cut` ended it."""

    def __init__(self) -> None:
        self.on_data: Callable[[bytes, Address], None] = lambda data, sender: None
        self.on_end: Callable[[], None] = lambda: None
        self.ended = asyncio.get_running_loop().create_future()
        self.peer: Address = ("", 0)
        self.own = 0
        self._ours = False
        self._link: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._link = transport
        self.peer = tuple(transport.get_extra_info("peername")[:2])
        self.own = transport.get_extra_info("sockname")[1]

    def data_received(self, data: bytes) -> None:
        self.on_data(data, self.peer)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_result(None)
        if not self._ours:
            self.on_end()

    def send(self, data: bytes, _to: Address | None = None) -> None:
        if self._link:
            self._link.write(data)

    def listen(self, on: bool) -> None:
        """Takes what comes, or leaves it in the network for a while."""
        if self._link and not self._link.is_closing():
            (self._link.resume_reading if on else self._link.pause_reading)()

    @property
    def waiting(self) -> int:
        """Bytes that have not left yet."""
        return self._link.get_write_buffer_size() if self._link else 0

    async def close(self) -> None:
        """Sends what waits, then ends; wait for it with a limit, then `cut`."""
        self._ours = True
        if self._link:
            self._link.close()
            await asyncio.shield(self.ended)

    def cut(self) -> None:
        self._ours = True
        if self._link:
            self._link.abort()


class UdpPipe(asyncio.DatagramProtocol):
    """A UDP socket, in the same shape; nobody on the other side can end it."""

    def __init__(self) -> None:
        self.on_data: Callable[[bytes, Address], None] = lambda data, sender: None
        self.on_end: Callable[[], None] = lambda: None
        self.peer: Address = ("", 0)
        self.own = 0
        self.waiting = 0
        self._link: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._link = cast(asyncio.DatagramTransport, transport)  # in 3.11 its class does not say so
        self.peer = tuple((transport.get_extra_info("peername") or ("", 0))[:2])
        self.own = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, addr: Address) -> None:
        self.on_data(data, (addr[0], addr[1]))

    def error_received(self, exc: Exception) -> None:
        """Nobody listens there: a sender of UDP does not learn it."""

    def send(self, data: bytes, to: Address | None = None) -> None:
        if self._link:
            self._link.sendto(data, to)

    def listen(self, on: bool) -> None:
        pass

    async def close(self) -> None:
        self.cut()

    def cut(self) -> None:
        if self._link:
            self._link.abort()


Pipe = TcpPipe | UdpPipe


async def connect(address: Address, udp: bool) -> Pipe:
    """Raises OSError."""
    loop = asyncio.get_running_loop()
    if udp:
        return (await loop.create_datagram_endpoint(UdpPipe, remote_addr=address))[1]
    return (await loop.create_connection(TcpPipe, *address))[1]


async def serve_udp(address: Address) -> UdpPipe:
    """Raises OSError where the port is taken."""
    _link, pipe = await asyncio.get_running_loop().create_datagram_endpoint(UdpPipe, local_addr=address)
    return pipe


async def serve_tcp(port: int, on_client: Callable[[TcpPipe], None]) -> asyncio.Server:
    """Raises OSError where the port is taken. It listens on this computer alone."""

    class Visitor(TcpPipe):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)
            on_client(self)

    return await asyncio.get_running_loop().create_server(Visitor, "127.0.0.1", port)


@dataclass(slots=True)
class Socket:
    """`number` is <connectID>, `server` that of the listener which took it, else its own.

    `packets` wait to be read, each with its sender; those of TCP are one stream. `told`: the host knows of them.
    """

    number: int
    kind: str
    context: int
    host: str
    port: int
    local_port: int
    mode: int
    server: int
    state: int = OPENING
    pipe: Pipe | None = None
    listener: asyncio.Server | None = None
    packets: deque[tuple[bytes, Address]] = field(default_factory=deque)
    told: bool = False
    sent: int = 0
    received: int = 0
    lost: asyncio.Future[None] | None = None  # in transparent mode: done when the connection is gone

    @property
    def udp(self) -> bool:
        return self.kind in (UDP, SERVICE)

    @property
    def unread(self) -> int:
        return sum(len(data) for data, _sender in self.packets)

    def take(self, most: int, stream: bool) -> tuple[bytes, Address]:
        """What comes first, at most so many bytes: of a `stream` from all packets, else from one."""
        taken, sender = bytearray(), self.packets[0][1]
        while self.packets and len(taken) < most:
            data, sender = self.packets.popleft()
            room = most - len(taken)
            taken += data[:room]
            if data[room:]:
                self.packets.appendleft((data[room:], sender))
            if not stream:
                break
        return bytes(taken), sender

    def shut(self) -> None:
        """The connection is gone, without a word."""
        self.state = CLOSING
        if self.lost and not self.lost.done():
            self.lost.set_result(None)
        if self.pipe:
            self.pipe.cut()
        if self.listener:
            self.listener.close()


@dataclass(slots=True)
class Sockets:
    """All of them by number, and the settings of AT+QICFG, AT+QISDE and AT+QIDNSCFG. A restart forgets them.

    `online` is the socket that was in transparent mode last, for ATO.
    """

    open: dict[int, Socket] = field(default_factory=dict)
    settings: dict[str, tuple[int, ...]] = field(
        default_factory=lambda: {
            "transpktsize": (1024,),
            "transwaittm": (2,),
            "dataformat": (0, 0),
            "viewmode": (0,),
            "passiveclosed": (0,),
            "udp/readmode": (0,),
            "udp/sendmode": (0,),
            "tcp/keepalive": (0,),
            "recvind": (0,),
            "tcp/accept": (1,),
        }
    )
    echo: bool = True
    dns: dict[int, tuple[str, str]] = field(default_factory=dict)
    online: Socket | None = None
    resolving: bool = False
    pinging: bool = False
    clock_server: tuple[str, int] | None = None  # the one that is being asked for the time

    def free(self) -> int | None:
        """A number that nobody has."""
        return next((number for number in range(MOST) if number not in self.open), None)

    def lose(self, context: int) -> None:
        """The context is gone: its sockets stay closed until somebody frees their numbers."""
        for socket in self.open.values():
            if socket.context == context:
                socket.shut()

    def forget(self, context: int) -> None:
        """The context was switched off: its sockets are gone, and their numbers free."""
        self.lose(context)
        self.open = {number: socket for number, socket in self.open.items() if socket.context != context}

    def shut(self) -> None:
        for socket in self.open.values():
            socket.shut()
        self.open.clear()
