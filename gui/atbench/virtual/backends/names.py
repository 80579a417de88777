"""Which address a host name leads to: mapped by hand, the local cloud, or the real one."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Mapping

Address = tuple[str, int]


class Unknown(Exception):
    """No address belongs to the name."""


class Refuses(OSError):
    """The host is there and does not answer at this port."""


class Names:
    """`mapped` holds lower-case names and the address given by hand; `local` finds a place in the local cloud."""

    def __init__(
        self, mapped: Mapping[str, Address], local: Callable[[str, int, bool], Awaitable[Address]] | None
    ) -> None:
        self._mapped, self._local = mapped, local

    async def find(self, host: str, port: int, tls: bool = False) -> Address:
        """Raises `Unknown` for a name without address and `Refuses` for a port that nobody serves."""
        host = host.lower().rstrip(".")
        if host in self._mapped:
            return self._mapped[host]
        if self._local and not _is_here(host):
            if not _is_name(host):
                raise Unknown(host)
            return await self._local(host, port, tls)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unknown(host) from error
        return str(found[0][4][0]), port


def _is_here(host: str) -> bool:
    """Real even with a local cloud: an address by number, and this machine."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return True


def _is_name(host: str) -> bool:
    """Letters, digits, hyphens and dots; names under .invalid never exist (RFC 6761 6.4)."""
    labels = host.split(".")
    return labels[-1] != "invalid" and all(
        label and label.isascii() and label.replace("-", "").replace("_", "").isalnum() for label in labels
    )
