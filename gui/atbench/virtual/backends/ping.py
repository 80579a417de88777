"""One ping to a real host (RFC 792), with the socket for it that Linux and macOS give to every user."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
import time

_REQUEST = 8
_TTL = getattr(socket, "IP_RECVTTL", 12)  # Python has no name for it before 3.14; 12 is Linux


async def ping(address: str, turn: int, seconds: float, size: int) -> tuple[int, int] | None:
    """Milliseconds until the answer and its TTL; None where none comes. Raises OSError where it is not allowed."""
    if sys.platform == "win32":
        raise OSError  # only an administrator may have such a socket there
    loop, link = asyncio.get_running_loop(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP)
    came: asyncio.Future[None] = loop.create_future()
    with link:
        link.setblocking(False)
        link.setsockopt(socket.IPPROTO_IP, _TTL, 1)
        begun = time.perf_counter()
        link.sendto(_packet(turn, size), (address, 0))
        loop.add_reader(link, _arrived, came)
        try:
            async with asyncio.timeout(seconds):
                await came
        except TimeoutError:
            return None
        finally:
            loop.remove_reader(link)
        _data, extra, _flags, _sender = link.recvmsg(size + 128, 256)
        hops = next((data[0] for _level, _kind, data in extra), 0)
        return round((time.perf_counter() - begun) * 1000), hops


def _arrived(came: asyncio.Future[None]) -> None:
    if not came.done():
        came.set_result(None)


def _packet(turn: int, size: int) -> bytes:
    body = bytes(place & 0xFF for place in range(size))
    head = struct.pack("!BBHHH", _REQUEST, 0, 0, 0, turn)
    words = struct.unpack(f"!{(len(head) + len(body)) // 2}H", head + body)
    total = sum(words)
    total = (total >> 16) + (total & 0xFFFF)
    return struct.pack("!BBHHH", _REQUEST, 0, ~(total + (total >> 16)) & 0xFFFF, 0, turn) + body
