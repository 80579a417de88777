"""The mail side of the local cloud: the doors of its server, the mails that came, the moods it is in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from atbench.clock import Clock
from atbench.virtual.backends.names import Address, Refuses
from atbench.virtual.far_end.certificate import server_context
from atbench.virtual.far_end.mails import Envelope, Mail, parse
from atbench.virtual.far_end.moods import Moods

if TYPE_CHECKING:
    from atbench.virtual.far_end.mail_server import Server

RELAY, SUBMISSION, SECURE = 25, 587, 465
PORTS = (RELAY, SUBMISSION, SECURE)
HANDSHAKE = 30.0  # seconds until a client that speaks no TLS is sent away


class Post:
    """`on_mail` gets every mail that was taken. Everything but `moods` belongs to the loop of the host."""

    def __init__(self, clock: Clock, on_mail: Callable[[Mail], None], old_tls: bool = False) -> None:
        self._clock, self._on_mail, self._old_tls = clock, on_mail, old_tls
        self.moods = Moods()
        self._doors: dict[tuple[int, bool], asyncio.Server] = {}
        self._visits: set[Server] = set()

    async def address(self, port: int, tls: bool) -> Address:
        """Where a mail server listens, opened when first asked for. `tls`: the client begins with TLS.

        25 is plain and offers STARTTLS, 587 wants STARTTLS or TLS from the start, 465 only the latter. Raises `Refuses`
        for other ports, and where the libraries of the extra `demo` are not installed.
        """
        key = port, (tls and port == SUBMISSION) or port == SECURE
        if key not in self._doors:
            self._doors[key] = await self._open(*key)
        return "127.0.0.1", self._doors[key].sockets[0].getsockname()[1]

    def drop(self) -> None:
        """Closes every connection from this side."""
        for visit in list(self._visits):
            visit.hang_up()

    async def close(self) -> None:
        for door in self._doors.values():
            door.close()
        self.drop()

    async def _open(self, port: int, secured: bool) -> asyncio.Server:
        try:
            from atbench.virtual.far_end.mail_server import Server
        except ImportError as error:
            raise Refuses(port) from error
        context = server_context(old=self._old_tls)
        if port not in PORTS or (context is None and port != RELAY):
            raise Refuses(port)

        def enter() -> Server:
            offered = None if secured else context
            tls_first = port == SUBMISSION and not secured
            return Server(self.moods, self._clock, self._came, self._changed, offered, tls_first, secured)

        return await asyncio.get_running_loop().create_server(
            enter,
            "127.0.0.1",
            0,
            ssl=context if secured else None,
            ssl_handshake_timeout=HANDSHAKE / self._clock.speed if secured else None,
        )

    def _came(self, data: bytes, envelope: Envelope) -> None:
        self._on_mail(parse(data, envelope))

    def _changed(self, visit: Server, here: bool) -> None:
        if here:
            self._visits.add(visit)
        else:
            self._visits.discard(visit)
