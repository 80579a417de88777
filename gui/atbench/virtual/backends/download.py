"""Fetching a file by HTTP or HTTPS, as a module does it for a firmware. Nothing is followed, nothing is resumed."""

from __future__ import annotations

import asyncio
import ssl
from urllib.parse import urlsplit

from atbench.virtual.backends.names import Names, Unknown

LONGEST_HEAD = 16384


class Failed(Exception):
    """The file did not come, or not whole."""


async def fetch(url: str, names: Names, most: int) -> bytes:
    """Raises `Failed`, also for more than `most` bytes. It takes as long as the server does."""
    writer: asyncio.StreamWriter | None = None
    try:
        parts = urlsplit(url)
        tls = parts.scheme == "https"
        host, port = parts.hostname or "", parts.port or (443 if tls else 80)
        address = await names.find(host, port, tls)
        context = ssl.create_default_context() if tls else None
        reader, writer = await asyncio.open_connection(*address, ssl=context, server_hostname=host if tls else None)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        size = _size(await reader.readuntil(b"\r\n\r\n"))
        if size > most:
            raise Failed(url)
        return await reader.readexactly(size)
    except (Unknown, OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
        raise Failed(url) from error
    finally:
        if writer:
            writer.close()


def _size(head: bytes) -> int:
    """The length that a good answer announces. Raises ValueError for any other."""
    first, *fields = head.decode("latin-1").split("\r\n")
    values = {name.strip().lower(): value.strip() for name, _colon, value in (field.partition(":") for field in fields)}
    if first.split(" ")[1:2] != ["200"]:
        raise ValueError(first)
    return int(values.get("content-length", ""))
