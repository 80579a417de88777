"""Which address a host name leads to: mapped by hand, the local cloud, or the real one."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal

Address = tuple[str, int]
Service = Literal["tcp", "udp", "http", "https"]
_INVENTED = "198.18.{}.{}"  # RFC 2544: addresses that no network has


class Unknown(Exception):
    """No address belongs to the name."""


class Refuses(OSError):
    """The host is there and does not answer at this port."""


async def _never(by_name: bool, connects: bool) -> None:
    """Before each step: nothing is in the way. Another one may raise `Unknown` and `Refuses`, or wait."""


class Names:
    """`mapped` holds lower-case names and the address given by hand; `local` finds a place in the local cloud.

    `services` does so for those that are called by their kind.
    """

    def __init__(
        self,
        mapped: Mapping[str, Address],
        local: Callable[[str, int, bool], Awaitable[Address]] | None,
        services: Callable[[Service, int], Awaitable[Address]] | None = None,
    ) -> None:
        self._mapped, self._local, self._services = mapped, local, services
        self.hinder = _never  # set from outside
        self._numbers: dict[str, str] = {}  # the addresses that were told for names of the local cloud

    def inside(self, host: str) -> bool:
        """Whether the name leads into the local cloud."""
        host = self._named(host)
        return self._local is not None and host not in self._mapped and not _is_here(host)

    async def find(self, host: str, port: int, tls: bool = False, service: Service | None = None) -> Address:
        """Raises `Unknown` for a name without address and `Refuses` for a port that nobody serves."""
        await self.hinder(not _is_here(host), True)
        host = self._named(host)
        if host in self._mapped:
            return self._mapped[host]
        if self._local and self.inside(host):
            if not _is_name(host):
                raise Unknown(host)
            if service and self._services:
                return await self._services(service, port)
            return await self._local(host, port, tls)
        return (await _real(host))[0], port

    async def numbers(self, host: str) -> list[str]:
        """The addresses that a name service tells; those of the local cloud are invented. Raises `Unknown`."""
        await self.hinder(not _is_here(host), False)
        host = self._named(host)
        if host in self._mapped:
            host = self._mapped[host][0]
        if not self.inside(host):
            return await _real(host)
        if not _is_name(host):
            raise Unknown(host)
        if host not in self._numbers.values():
            count = len(self._numbers) + 1
            self._numbers[_INVENTED.format(count >> 8 & 255, count & 255)] = host
        return [number for number, name in self._numbers.items() if name == host]

    def _named(self, host: str) -> str:
        host = host.lower().rstrip(".")
        return self._numbers.get(host, host)


async def _real(host: str) -> list[str]:
    """Raises `Unknown`."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unknown(host) from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))


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
