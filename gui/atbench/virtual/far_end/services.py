"""What of the local cloud is called by a service and not by a port alone: plain sockets, and the web."""

from __future__ import annotations

from collections.abc import Callable

from atbench.clock import Clock
from atbench.virtual.backends.names import Address, Refuses, Service
from atbench.virtual.far_end.echo import WELL_KNOWN, Echo
from atbench.virtual.far_end.web import Web

HTTP, HTTPS = 80, 443


class Services:
    """Starts each server when it is first asked for. It belongs to the loop of the host."""

    def __init__(self, clock: Clock, on_change: Callable[[], None], old_tls: bool = False) -> None:
        self.echo, self.web = Echo(on_change), Web(clock, on_change, old_tls)

    async def address(self, service: Service, port: int) -> Address:
        """Raises `Refuses`. A bare socket at port 80 finds the web server, too."""
        if service in ("http", "https") and port < WELL_KNOWN and port not in (HTTP, HTTPS):
            raise Refuses(port)
        if service in ("http", "https") or (service == "tcp" and port == HTTP):
            return await self.web.address(service == "https")
        return await self.echo.address(port, service == "udp")

    def mute(self, on: bool) -> None:
        self.echo.mute = self.web.moods.mute = on

    def drop(self) -> None:
        self.echo.drop()
        self.web.drop()

    async def close(self) -> None:
        await self.echo.close()
        await self.web.close()
