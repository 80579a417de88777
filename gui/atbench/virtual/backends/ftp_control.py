"""A session with a real FTP server, as `ftplib` speaks it: it waits, so it belongs into a worker thread.

TLS comes from the start, after AUTH (RFC 4217), or not at all. Data connections are handed out instead of being used
up, because a module may keep one for the next part of a file.
"""

from __future__ import annotations

import contextlib
import ftplib
import selectors
import socket
import ssl
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from atbench.virtual.backends.ftp_codes import NO_SESSION, NO_TLS, NOT_OPENED, Failed, refusal
from atbench.virtual.backends.names import Address
from atbench.virtual.backends.tls import Tls

PLAIN, IMPLICIT, EXPLICIT = range(3)  # <SSL_type>
TOLD, SAME, SAME_FIRST = range(3)  # <data_address_type>
_RESET = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
_FAREWELL = 5.0  # real seconds for the last words of TLS


@dataclass(frozen=True, slots=True)
class Way:
    """How to get there. `name` is the host's for TLS, `handshake` real seconds for it."""

    address: Address
    name: str
    user: str = ""
    password: str = ""
    kind: int = PLAIN
    tls: Tls | None = None
    handshake: float = 300


@dataclass(frozen=True, slots=True)
class Links:
    """How data connections are made, and closed: `reset` with RST.

    In real seconds `patience` for one, and `detour` until its other address is tried.
    """

    passive: bool = True
    data_address: int = TOLD
    reset: bool = False
    patience: float = 90
    detour: float = 25


class Control(ftplib.FTP):
    """`cut` may be called from any thread, at any time; everything else runs in one worker thread after the other.

    Raises what `ftplib` raises, and `Failed`.
    """

    def __init__(self, connection: socket.socket, way: Way) -> None:
        super().__init__(encoding="latin-1")  # what was typed goes out as it is
        self._way, self._links, self._ended = way, Links(), False
        self._open: set[socket.socket] = {connection}
        self.sock, self.af = connection, connection.family

    def enter(self) -> None:
        """Greeting, TLS, sign-in."""
        if self._way.kind == IMPLICIT:
            self._secure()
        self._read_lines()
        self.welcome = self.getresp()
        if self._way.kind == EXPLICIT:
            self.voidcmd("AUTH TLS")
            self._secure()
            self._read_lines()
        self.login(self._way.user, self._way.password)
        if self._way.kind:
            self.voidcmd("PBSZ 0")
            self.voidcmd("PROT P")

    def begin(self, command: str, type_: str, links: Links, start: int = 0) -> socket.socket:
        """The data connection of a command that the server has accepted."""
        self._links = links
        self.voidcmd(f"TYPE {type_}")
        first = self._reach() if links.passive else self._listen()
        link = first
        try:
            if start:
                self.sendcmd(f"REST {start}")
            answer = self.sendcmd(command)
            if not answer.startswith("1"):
                raise refusal(answer)
            if not links.passive:
                link = self._keep(first.accept()[0])
        except BaseException:
            self._drop(first)
            raise
        if link is not first:
            self._drop(first)
        return self._wrapped(link)

    def finish(self, link: socket.socket, sent: bool) -> None:
        """Everything has come or, where `sent`, gone: closes the data connection and hears what the server says."""
        if isinstance(link, ssl.SSLSocket):
            link.settimeout(_FAREWELL)
            with contextlib.suppress(OSError, ValueError):  # many a server just goes
                link.unwrap()
        elif sent:
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_WR)
        # RST drops what is still on its way, so what was sent must have come: the server says so first.
        if sent:
            if not self._links.reset:
                self._drop(link)
            self.voidresp()
        self._drop(link, self._links.reset)
        if not sent:
            self.voidresp()

    def leave(self, link: socket.socket) -> None:
        """Enough has come: closes the data connection; whether the server minds is all the same."""
        self._drop(link, self._links.reset)
        self.getmultiline()

    def verdict(self, link: socket.socket) -> Failed | None:
        """The data connection broke: what the server says to that; None where it finds nothing wrong."""
        self._drop(link)
        try:
            self.voidresp()
        except ftplib.Error as error:
            return refusal(str(error))
        except (EOFError, OSError, ValueError):
            return Failed(NO_SESSION)
        return None

    def gone(self) -> bool:
        """Whether the server has hung up, or says out of the blue that it will (421). Returns at once."""
        sock = self.sock
        if sock is None or self._ended:
            return True
        sock.settimeout(0)
        try:
            sock.recv(4096)
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        except (OSError, ValueError):
            return True
        finally:
            with contextlib.suppress(OSError):
                sock.settimeout(None)
        return True

    def cut(self) -> None:
        """Ends all connections; who waits in another thread is freed. The sockets stay until `dispose`."""
        self._ended = True
        for connection in list(self._open):
            shut(connection)

    def dispose(self) -> None:
        """Gives everything back; when no thread works with it any more."""
        with contextlib.suppress(OSError):
            self.close()
        for connection in list(self._open):
            self._drop(connection)

    def _read_lines(self) -> None:
        assert self.sock
        if self.file:
            self.file.close()
        self.file = self.sock.makefile("r", encoding=self.encoding)

    def _secure(self) -> None:
        assert self.sock
        self._open.discard(self.sock)
        self.sock = self._handshake(self.sock)

    def _wrapped(self, link: socket.socket) -> socket.socket:
        if not self._way.kind:
            link.settimeout(None)
            return link
        self._open.discard(link)
        return self._handshake(link)

    def _handshake(self, plain: socket.socket) -> ssl.SSLSocket:
        """TLS on a connection; that for data goes on with the session of the first one, as some servers demand."""
        tls, session = self._way.tls, self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        assert tls
        if self._ended:
            self._drop(plain)
            raise Failed(NO_TLS)
        try:
            plain.settimeout(self._way.handshake)
            secure = tls.context.wrap_socket(
                plain,
                server_hostname=self._way.name if tls.names_host else None,
                session=session,
                do_handshake_on_connect=False,
            )
            self._keep(secure)
            secure.do_handshake()
            secure.settimeout(None)
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError; ValueError: a name for no SNI
            raise Failed(NO_TLS) from error
        return secure

    def _reach(self) -> socket.socket:
        """A passive data connection: PASV, or EPSV over IPv6 (RFC 2428)."""
        assert self.sock
        here = self.sock.getpeername()[0]
        if self.af == socket.AF_INET:
            told, port = ftplib.parse227(self.sendcmd("PASV"))
        else:
            told, port = ftplib.parse229(self.sendcmd("EPSV"), self.sock.getpeername())
        places: dict[int, Iterable[tuple[str, float]]] = {
            TOLD: ((told, self._links.patience),),
            SAME: ((here, self._links.patience),),
            SAME_FIRST: ((here, self._links.detour), (told, self._links.patience)),
        }
        for host, seconds in places[self._links.data_address]:
            link = self._keep(socket.socket(self.af, socket.SOCK_STREAM))
            link.settimeout(seconds)
            try:
                link.connect((host, port))
            except OSError:
                self._drop(link)
            else:
                return link
        raise Failed(NOT_OPENED)

    def _listen(self) -> socket.socket:
        """Where the server is to bring an active data connection: PORT, or EPRT over IPv6."""
        assert self.sock
        host = self.sock.getsockname()[0]
        listener = self._keep(socket.create_server((host, 0), family=self.af, backlog=1))
        listener.settimeout(self._links.patience)
        try:
            (self.sendport if self.af == socket.AF_INET else self.sendeprt)(host, listener.getsockname()[1])
        except BaseException:
            self._drop(listener)
            raise
        return listener

    def _keep(self, connection: socket.socket) -> socket.socket:
        self._open.add(connection)
        if self._ended:  # `cut` came before it could see this one
            shut(connection)
        return connection

    def _drop(self, connection: socket.socket, reset: bool = False) -> None:
        self._open.discard(connection)
        with contextlib.suppress(OSError):
            if reset:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            connection.close()


def hung_up(link: socket.socket) -> bool:
    """Whether the other side has closed a connection on which it never says anything. Returns at once."""
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(link, selectors.EVENT_READ)
            return bool(selector.select(0)) and not socket.socket.recv(link, 1, socket.MSG_PEEK)
    except (OSError, ValueError):
        return True


def shut(connection: socket.socket) -> None:
    """Whoever waits for this connection in another thread is freed; it stays to be closed."""
    with contextlib.suppress(OSError):  # it is closed already, or was never open
        socket.socket.shutdown(connection, socket.SHUT_RDWR)  # that of TLS would wait for the other thread
