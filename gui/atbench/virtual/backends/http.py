"""The web client of a module: one request to a real server, its answer read piece by piece.

The connection is made in the loop, where it can be given up at any moment; `http.client` then speaks in a worker
thread and is freed by shutting its socket down.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from atbench.virtual.backends.http_codes import BAD_URL, CLOSED, NO_RESPONSE, NOT_CONNECTED, NOT_WRITTEN, Failed
from atbench.virtual.backends.names import Address
from atbench.virtual.backends.tls import Tls

PIECE = 4096  # bytes of a body that are read together
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Url:
    """The parts of an address; `target` is path and query."""

    secured: bool
    host: str
    port: int
    target: str


def parse(text: str) -> Url:
    """2.2.2: http:// or https://, in any case. Raises `Failed`."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise Failed(BAD_URL) from error
    secured = parts.scheme.lower() == "https"
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or any(sign <= " " for sign in text):
        raise Failed(BAD_URL)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Url(secured, parts.hostname, port or (443 if secured else 80), target)


@dataclass(frozen=True, slots=True)
class Head:
    """The server's answer without its body; `length` is what it tells of it, None where it does not."""

    status: int
    length: int | None
    text: bytes


class Exchange:
    """One request and its answer, one call after the other, in the loop of the host. All raise `Failed`."""

    def __init__(self, url: Url) -> None:
        self.ended = False
        self._url = url
        self._socket: socket.socket | None = None
        self._connection = http.client.HTTPConnection(url.host, url.port)
        self._connection.default_port = 443 if url.secured else 80  # it does not stand in the header
        self._running = False
        self._response: http.client.HTTPResponse | None = None
        self._method = "GET"

    async def open(self, address: Address, tls: Tls | None) -> None:
        """Connects, with the handshake where there is TLS."""
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self._socket = connection = socket.socket(family, socket.SOCK_STREAM)
        connection.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(connection, address)
        except BaseException as error:
            self.cut()
            if isinstance(error, OSError):
                raise Failed(NOT_CONNECTED) from error
            raise
        connection.setblocking(True)
        if tls:
            await self._do(lambda: self._secure(tls), NOT_CONNECTED)
        self._connection.sock = self._socket

    async def ask(self, method: str, headers: dict[str, str]) -> None:
        """Sends the head of a request that the module writes itself; a body follows with `send`."""
        self._method = method
        await self._do(lambda: self._put_head(method, headers), NOT_WRITTEN)

    async def send(self, data: bytes) -> None:
        """Sends bytes as they are: a body, or a whole request that the user wrote."""
        if data[:5].upper() == b"HEAD ":
            self._method = "HEAD"
        await self._do(lambda: self._send(data), NOT_WRITTEN)

    async def head(self) -> Head:
        """Waits for the server's answer."""
        return await self._do(self._begin, NO_RESPONSE)

    async def read(self) -> bytes:
        """The next piece of the body, b"" at its end."""
        return await self._do(self._read, CLOSED)

    def cut(self) -> None:
        """Ends it now; what runs fails."""
        self.ended = True
        if self._socket:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
        if not self._running:
            self._tidy()

    async def _do(self, work: Callable[[], T], code: int) -> T:
        """In a worker thread. Cancelled, it ends the connection and waits for the thread."""
        if self.ended:
            raise Failed(CLOSED)
        self._running = True
        job = asyncio.get_running_loop().run_in_executor(None, work)
        try:
            return await asyncio.shield(job)
        except asyncio.CancelledError:
            self.cut()
            await asyncio.gather(job, return_exceptions=True)
            raise
        except (OSError, http.client.HTTPException, ValueError, EOFError) as error:
            self.ended = True
            raise Failed(code) from error
        finally:
            self._running = False
            if self.ended:
                self._tidy()

    def _secure(self, tls: Tls) -> None:
        assert self._socket
        name = self._url.host if tls.names_host else None
        wrapped = tls.context.wrap_socket(self._socket, server_hostname=name, do_handshake_on_connect=False)
        self._socket = wrapped  # `cut` finds it there
        try:
            wrapped.do_handshake()
        except ssl.SSLError:
            wrapped.close()
            raise

    def _put_head(self, method: str, headers: dict[str, str]) -> None:
        self._connection.putrequest(method, self._url.target, skip_accept_encoding=True)
        for name, value in headers.items():
            self._connection.putheader(name, value)
        self._connection.endheaders()

    def _send(self, data: bytes) -> None:
        assert self._socket
        self._socket.sendall(data)

    def _begin(self) -> Head:
        assert self._socket
        response = self._response = http.client.HTTPResponse(self._socket, method=self._method)
        response.begin()
        version = "HTTP/1.1" if response.version == 11 else "HTTP/1.0"
        lines = [f"{version} {response.status} {response.reason}", *(f"{n}: {v}" for n, v in response.getheaders())]
        told = response.getheader("Content-Length")
        length = int(told) if told and told.isdecimal() else None
        return Head(response.status, length, "\r\n".join((*lines, "", "")).encode("latin-1"))

    def _read(self) -> bytes:
        assert self._response
        data = self._response.read1(PIECE)
        if not data and self._response.length:  # `read1` does not mind a body that is too short
            raise http.client.IncompleteRead(b"", self._response.length)
        return data

    def _tidy(self) -> None:
        if self._response:
            self._response.close()
        self._connection.close()
        if self._socket:
            self._socket.close()
