"""The web server of the local cloud, HTTP/1.1 (RFC 9112) as far as a module speaks it; a page that says what it has.

`/` is a page, `/status/<n>` answers with a number, `/bytes/<n>` has so many bytes and takes ranges, `/moved` leads
to `/`. What is sent with POST or PUT comes back, wherever it is sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage, parse_headers
from typing import NamedTuple

from atbench.clock import Clock
from atbench.port.port import moment
from atbench.virtual.backends.names import Address, Refuses
from atbench.virtual.far_end.certificate import server_context

PAGE = b"<html><body><h1>local cloud</h1><p>This page is on the web server inside atbench.</p></body></html>\r\n"
LONGEST_HEAD = 1 << 16
MOST = 64 << 20  # bytes of a body
_END = b"\r\n\r\n"


class Request(NamedTuple):
    """A request that arrived: its body byte by byte; names of headers are lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    time: float


class Reply(NamedTuple):
    status: int
    body: bytes = b""
    kind: str = "text/html"
    more: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class WebMoods:
    """Switches, thrown at any time from any thread.

    `status` is answered instead of what was asked for. `slow`: seconds of the clock before each answer. `hang_up`:
    no answer, the connection is closed; `cut`: closed in the middle of the body. `mute`: nothing happens at all.
    `lengths`: whether the length of the body is told.
    """

    status: int = 0
    slow: float = 0
    hang_up: bool = False
    cut: bool = False
    mute: bool = False
    lengths: bool = True


class Web:
    """`on_change` hears of each request. Everything but `moods` belongs to the loop of the host."""

    def __init__(self, clock: Clock, on_change: Callable[[], None], old_tls: bool = False) -> None:
        self.moods = WebMoods()
        self.requests: list[Request] = []
        self._clock, self._on_change, self._old_tls = clock, on_change, old_tls
        self._doors: dict[bool, asyncio.Server] = {}
        self._visits: set[asyncio.StreamWriter] = set()

    async def address(self, secured: bool) -> Address:
        """Raises `Refuses` where the library that makes certificates is not installed."""
        if secured not in self._doors:
            context = server_context(old=self._old_tls) if secured else None
            if secured and context is None:
                raise Refuses(443)
            self._doors[secured] = await asyncio.start_server(
                self._visit, "127.0.0.1", 0, ssl=context, limit=LONGEST_HEAD
            )
        address: Address = self._doors[secured].sockets[0].getsockname()[:2]
        return address

    def drop(self) -> None:
        """Closes every connection from this side."""
        for visit in list(self._visits):
            visit.transport.abort()

    async def close(self) -> None:
        for door in self._doors.values():
            door.close()
        self.drop()

    async def _visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._visits.add(writer)
        try:
            while await self._exchange(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, HTTPException, ValueError):
            pass  # gone, or no HTTP: it is hung up on
        finally:
            self._visits.discard(writer)
            writer.transport.abort() if self.moods.cut else writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; whether the connection stays."""
        line, _, rest = (await reader.readuntil(_END)).partition(b"\r\n")
        method, target, _version = line.decode("latin-1").split(" ")
        headers = parse_headers(io.BytesIO(rest))
        body = await reader.readexactly(min(int(headers.get("Content-Length", "0")), MOST))
        told = {name.lower(): value for name, value in headers.items()}
        self.requests.append(Request(method, target, told, body, moment()))
        self._on_change()
        await self._clock.sleep(self.moods.slow)
        while self.moods.mute:
            await self._clock.sleep(1)
        if self.moods.hang_up:
            return False
        reply = Reply(self.moods.status, b"") if self.moods.status else answer(method, target, headers, body)
        return await self._send(writer, reply, method == "HEAD", headers.get("Connection", "").lower() == "close")

    async def _send(self, writer: asyncio.StreamWriter, reply: Reply, headless: bool, last: bool) -> bool:
        last = last or self.moods.cut or not self.moods.lengths
        head = [f"HTTP/1.1 {reply.status} {_phrase(reply.status)}", "Server: local cloud"]
        head += [f"Content-Type: {reply.kind}", *(f"{name}: {value}" for name, value in reply.more)]
        if self.moods.lengths:
            head.append(f"Content-Length: {len(reply.body)}")
        head.append(f"Connection: {'close' if last else 'keep-alive'}")
        writer.write("\r\n".join(head).encode() + _END)
        writer.write(reply.body[: len(reply.body) // 2 if self.moods.cut else None] if not headless else b"")
        await writer.drain()
        with contextlib.suppress(OSError, NotImplementedError):
            if last and not self.moods.cut and writer.can_write_eof():
                writer.write_eof()
        return not last


def answer(method: str, target: str, headers: HTTPMessage, body: bytes) -> Reply:
    """What the pages of this server are."""
    if method in ("POST", "PUT"):
        return Reply(200, body, headers.get("Content-Type", "application/octet-stream"))
    if method not in ("GET", "HEAD"):
        return Reply(405)
    path = target.partition("?")[0]
    if match := re.fullmatch(r"/status/(\d{3})", path):
        return Reply(int(match[1]))
    if match := re.fullmatch(r"/bytes/(\d{1,8})", path):
        return _part(bytes(place * 7 % 256 for place in range(min(int(match[1]), MOST))), headers.get("Range", ""))
    if path == "/moved":
        return Reply(302, more=(("Location", "/"),))
    return _part(PAGE, headers.get("Range", ""), "text/html") if path == "/" else Reply(404)


def _part(data: bytes, wanted: str, kind: str = "application/octet-stream") -> Reply:
    match = re.fullmatch(r"bytes=(\d+)-(\d*)", wanted.strip())
    if not match:
        return Reply(200, data, kind)
    first, last = int(match[1]), min(int(match[2] or len(data)), len(data) - 1)
    if first > last:
        return Reply(416)
    told = (("Content-Range", f"bytes {first}-{last}/{len(data)}"),)
    return Reply(206, data[first : last + 1], kind, told)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
