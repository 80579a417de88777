"""The mail server of the local cloud: aiosmtpd with sign-in and with moods.

It needs the extra `demo`; nobody but `mail` imports it, and only when the first mail goes.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import ssl
from collections.abc import Callable
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword, Session
from aiosmtpd.smtp import Envelope as Received

from atbench.clock import Clock
from atbench.port.port import moment
from atbench.virtual.far_end.devices import MAIL_PASSWORD, MAIL_USER
from atbench.virtual.far_end.mails import Envelope
from atbench.virtual.far_end.moods import HANG_UP, Moods

IDLE = 300.0  # seconds without a command after which it hangs up (RFC 5321, 4.5.3.2.7)
_NOBODY = "530 5.7.0 Authentication required"
_NOT_OWN = "553 5.7.1 The sender must be the account's own address"
_TAKEN = "250 2.0.0 OK: queued"

logging.getLogger("mail.log").setLevel(logging.ERROR)  # it warns of what it does itself

OnMail = Callable[[bytes, Envelope], None]


class Server(SMTP):
    """One connection. `tls` is offered as STARTTLS, and nothing is done without it where `tls_first` says so.

    `secured`: TLS is there from the start. `on_mail` gets what was taken, `on_change` tells that it came or went.
    """

    def __init__(
        self,
        moods: Moods,
        clock: Clock,
        on_mail: OnMail,
        on_change: Callable[[Server, bool], None],
        tls: ssl.SSLContext | None = None,
        tls_first: bool = False,
        secured: bool = False,
    ) -> None:
        super().__init__(
            _Desk(moods, on_mail, secured),
            hostname="mail.local.cloud",
            ident="ready",
            tls_context=tls,
            require_starttls=tls_first,
            timeout=IDLE / clock.speed,
            auth_require_tls=False,
            authenticator=lambda server, session, received, way, who: _let_in(moods, who),
            loop=asyncio.get_running_loop(),
        )
        self._moods, self._clock, self._on_change = moods, clock, on_change
        self._greeted = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._on_change(self, True)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._on_change(self, False)

    def hang_up(self) -> None:
        if self.transport:
            self.transport.close()

    async def push(self, status: Any) -> None:
        """Every answer goes out here. The one that ends the service also ends the connection (RFC 5321, 3.8)."""
        if not self._greeted:
            self._greeted = True
            status = self._moods.replies.get("connect", status)
        await self._clock.sleep(self._moods.slow)
        if status != HANG_UP:
            await super().push(status)
        if status == HANG_UP or status[:3] in ("421", b"421"):
            self.hang_up()


class _Desk:
    """What aiosmtpd asks at each step; the names of the methods are its own."""

    def __init__(self, moods: Moods, on_mail: OnMail, secured: bool) -> None:
        self._moods, self._on_mail, self._secured = moods, on_mail, secured

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, received: Received, name: str, replies: list[str]
    ) -> list[str]:
        reply = self._moods.replies.get("EHLO")
        if reply is not None:
            return [reply]
        session.host_name = name
        return replies

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, received: Received, address: str, options: list[str]
    ) -> str:
        reply = self._moods.replies.get("MAIL")
        if reply is None and not session.authenticated:
            reply = _NOBODY
        if reply is None and not _own(address):
            reply = _NOT_OWN
        if reply is None:
            received.mail_from = address
        return "250 2.1.0 OK" if reply is None else reply

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, received: Received, address: str, options: list[str]
    ) -> str:
        reply = self._moods.refuses(address)
        if reply is None:
            received.rcpt_tos.append(address)
        return "250 2.1.5 OK" if reply is None else reply

    async def handle_DATA(self, server: SMTP, session: Session, received: Received) -> str:  # noqa: N802
        reply = self._moods.replies.get("DATA")
        if reply is None:
            who = session.auth_data
            user = who.login.decode(errors="replace") if isinstance(who, LoginPassword) else ""
            secure = self._secured or session.ssl is not None
            envelope = Envelope(received.mail_from or "", tuple(received.rcpt_tos), user, secure, moment())
            self._on_mail(received.original_content or b"", envelope)
        return _TAKEN if reply is None else reply


def _let_in(moods: Moods, who: Any) -> AuthResult:
    refused = moods.replies.get("AUTH")
    if refused is not None:
        return AuthResult(success=False, handled=False, message=refused)
    right = isinstance(who, LoginPassword) and _own(who.login.decode(errors="replace"))
    right = right and hmac.compare_digest(who.password, MAIL_PASSWORD.encode())
    return AuthResult(success=right, handled=False, auth_data=who)


def _own(address: str) -> bool:
    """The account goes by its name alone, or with any domain: whose server it is is the caller's choice."""
    return address.partition("@")[0].lower() == MAIL_USER
