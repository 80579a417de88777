"""A mail on its way to a real server, and what the server said.

The connection is made in the loop, where it can be given up at any moment; `smtplib` then speaks in a worker thread
and is freed by shutting its socket down.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import smtplib
import socket
from dataclasses import dataclass

from atbench.virtual.backends.names import Address
from atbench.virtual.backends.smtp_codes import CLOSED, NO_NETWORK, NO_SIGN_IN, NO_TLS, Failed, refusal
from atbench.virtual.backends.tls import Tls

PLAIN, SSL, STARTTLS = range(3)  # <SSL_type>
_GOOD = range(200, 300)
_MORE = range(300, 400)


@dataclass(frozen=True, slots=True)
class Mail:
    """`data` is the mail itself; `hello` is how the module calls itself, `user` "" signs nobody in."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    hello: str
    user: bytes = b""
    password: bytes = b""


@dataclass(frozen=True, slots=True)
class Way:
    """`name` is the host's for TLS, `patience` the real seconds for a handshake."""

    address: Address
    name: str
    kind: int = PLAIN
    tls: Tls | None = None
    patience: float = 300


async def send(mail: Mail, way: Way) -> None:
    """Raises `Failed`. When it is cancelled the connection ends, and with it the thread."""
    client = _Client(await _connect(way.address), mail, way)
    work = asyncio.get_running_loop().run_in_executor(None, client.deliver)
    try:
        await asyncio.shield(work)
    finally:
        client.cut()
        await asyncio.gather(work, return_exceptions=True)


async def _connect(address: Address) -> socket.socket:
    connection = socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET, socket.SOCK_STREAM)
    connection.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(connection, address)
    except OSError as error:
        connection.close()
        raise Failed(NO_NETWORK) from error
    except BaseException:
        connection.close()
        raise
    connection.setblocking(True)
    return connection


class _Client(smtplib.SMTP):
    """One delivery. `deliver` runs in a worker thread, `cut` anywhere else."""

    command_encoding = "latin-1"  # what was typed goes out as it is: the server decides

    def __init__(self, connection: socket.socket, mail: Mail, way: Way) -> None:
        super().__init__(local_hostname=mail.hello)
        self._mail, self._way = mail, way
        self.sock: socket.socket | None = connection
        self._ended = False

    def cut(self) -> None:
        self._ended = True
        if connection := self.sock:
            with contextlib.suppress(OSError):  # it is closed already
                socket.socket.shutdown(connection, socket.SHUT_RDWR)  # that of TLS would wait for the thread

    def deliver(self) -> None:
        """Raises `Failed`."""
        try:
            self._deliver()
        except smtplib.SMTPResponseException as error:
            raise refusal(error.smtp_code) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:  # ValueError: the socket went away meanwhile
            raise Failed(CLOSED) from error
        finally:
            self.close()

    def _deliver(self) -> None:
        mail, way = self._mail, self._way
        if way.kind == SSL:
            self._secure()
        self._must(self.getreply())
        self._greet()
        if way.kind == STARTTLS:
            code, _text = self.docmd("STARTTLS")
            if code != 220:
                raise refusal(code, NO_TLS)
            self._secure()
            self._greet()
        if mail.user:
            self._sign_in()
        # Not with mail() and rcpt(), which mend addresses.
        self._must(self.docmd("MAIL", f"FROM:<{mail.sender}>"))
        for recipient in mail.recipients:  # one that is refused ends it all: inferred
            self._must(self.docmd("RCPT", f"TO:<{recipient}>"))
        self._must(self.data(mail.data))
        with contextlib.suppress(smtplib.SMTPException, OSError):  # the mail is there; a rude end changes nothing
            self.quit()

    def _greet(self) -> None:
        reply = self.ehlo()
        self._must(self.helo() if reply[0] in (500, 502) else reply)

    def _secure(self) -> None:
        tls, way = self._way.tls, self._way
        assert tls and self.sock
        try:
            self.sock = tls.context.wrap_socket(
                self.sock, server_hostname=way.name if tls.names_host else None, do_handshake_on_connect=False
            )
            if self._ended:  # it came in between, and met the socket that was
                raise OSError
            self.sock.settimeout(way.patience)
            self.sock.do_handshake()
            self.sock.settimeout(None)
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError; ValueError: a name for no SNI
            raise Failed(NO_TLS) from error
        self.file = None  # what smtplib had read ahead was not secure

    def _sign_in(self) -> None:
        """RFC 4954. Which ways a module knows is not told; these two are offered everywhere."""
        offered = self.esmtp_features.get("auth", "").upper().split()
        user, password = self._mail.user, self._mail.password
        if "LOGIN" in offered:
            self._must(self.docmd("AUTH", "LOGIN"), _MORE)
            self._must(self.docmd(_coded(user)), _MORE)
            self._must(self.docmd(_coded(password)))
        elif "PLAIN" in offered:
            self._must(self.docmd("AUTH", "PLAIN " + _coded(b"\0" + user + b"\0" + password)))
        else:
            raise Failed(NO_SIGN_IN)

    def _must(self, reply: tuple[int, bytes], good: range = _GOOD) -> None:
        if reply[0] not in good:
            raise refusal(reply[0])


def _coded(data: bytes) -> str:
    return base64.b64encode(data).decode()
