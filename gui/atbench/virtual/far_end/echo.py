"""The plain servers of the local cloud: TCP and UDP send back what comes, and UDP 123 tells the time (RFC 4330).

Well-known ports stay closed where no server of the local cloud belongs to them, so that refusals can be tried.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from atbench.port.port import moment
from atbench.virtual.backends.names import Address, Refuses

ECHO, TIME = 7, 123
WELL_KNOWN = 1024
SINCE_1900 = 2_208_988_800  # seconds until 1970
_STRATUM = 2


@dataclass(slots=True)
class Conversation:
    """What came over one connection, or from one UDP sender, to a port of the cloud."""

    kind: str  # "tcp" or "udp"
    port: int
    received: bytearray = field(default_factory=bytearray)


class Echo:
    """`on_change` hears of everything that comes. `mute`: nothing is sent back, not even the time."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self.mute = False
        self.conversations: list[Conversation] = []
        self._on_change = on_change
        self._doors: dict[tuple[bool, int], tuple[asyncio.Server | asyncio.DatagramTransport, Address]] = {}
        self._talkers: dict[int, _Tcp | _Udp] = {}

    async def address(self, port: int, udp: bool) -> Address:
        """Where a port of the cloud is; it opens when first asked for. Raises `Refuses`. UDP refuses nothing."""
        if not udp and port != ECHO and port < WELL_KNOWN:
            raise Refuses(port)
        if (udp, port) not in self._doors:
            self._doors[udp, port] = await self._open(port, udp)
        return self._doors[udp, port][1]

    def say(self, data: bytes) -> None:
        """Sends something of the cloud's own to everybody who is there."""
        for talker in list(self._talkers.values()):
            talker.say(data)

    def drop(self) -> None:
        """Closes every connection from this side; UDP knows none."""
        for talker in list(self._talkers.values()):
            talker.drop()

    async def close(self) -> None:
        for talker in list(self._talkers.values()):
            talker.drop(at_once=True)
        for door, _address in self._doors.values():
            door.close()
        self._doors.clear()

    async def _open(self, port: int, udp: bool) -> tuple[asyncio.Server | asyncio.DatagramTransport, tuple[str, int]]:
        loop = asyncio.get_running_loop()
        if udp:
            link, _talker = await loop.create_datagram_endpoint(lambda: _Udp(self, port), ("127.0.0.1", 0))
            return link, link.get_extra_info("sockname")[:2]
        server = await loop.create_server(lambda: _Tcp(self, port), "127.0.0.1", 0)
        return server, server.sockets[0].getsockname()[:2]

    def enter(self, talker: _Tcp | _Udp) -> None:
        self._talkers[id(talker)] = talker

    def leave(self, talker: _Tcp | _Udp) -> None:
        self._talkers.pop(id(talker), None)

    def begin(self, kind: str, port: int) -> Conversation:
        """A conversation that starts now."""
        self.conversations.append(Conversation(kind, port))
        self._on_change()
        return self.conversations[-1]

    def heard(self, conversation: Conversation, data: bytes) -> None:
        conversation.received += data
        self._on_change()


class _Tcp(asyncio.Protocol):
    def __init__(self, echo: Echo, port: int) -> None:
        self._echo, self._talk = echo, echo.begin("tcp", port)
        self._link: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._link = transport
        self._echo.enter(self)

    def data_received(self, data: bytes) -> None:
        self._echo.heard(self._talk, data)
        if not self._echo.mute:
            self.say(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._echo.leave(self)

    def say(self, data: bytes) -> None:
        if self._link:
            self._link.write(data)

    def drop(self, at_once: bool = False) -> None:
        if self._link:
            (self._link.abort if at_once else self._link.close)()


class _Udp(asyncio.DatagramProtocol):
    def __init__(self, echo: Echo, port: int) -> None:
        self._echo, self._port = echo, port
        self._talks: dict[Address, Conversation] = {}
        self._link: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._link = cast(asyncio.DatagramTransport, transport)  # in 3.11 its class does not say so
        self._echo.enter(self)

    def datagram_received(self, data: bytes, addr: Address) -> None:
        assert self._link
        if addr not in self._talks:
            self._talks[addr] = self._echo.begin("udp", self._port)
        self._echo.heard(self._talks[addr], data)
        if not self._echo.mute:
            self._link.sendto(time_of(data) if self._port == TIME else data, addr)

    def say(self, data: bytes) -> None:
        for addr in self._talks:
            if self._link:
                self._link.sendto(data, addr)

    def drop(self, at_once: bool = False) -> None:
        pass


def time_of(question: bytes) -> bytes:
    """The answer of a time server, by the clock of this computer."""
    now = moment() + SINCE_1900
    stamp = struct.pack("!II", int(now), int(now % 1 * 2**32))
    head = struct.pack("!BBbb3I", 0x24, _STRATUM, 6, -20, 0, 0, 0)
    return head + stamp + question[40:48].ljust(8, b"\0") + stamp + stamp
