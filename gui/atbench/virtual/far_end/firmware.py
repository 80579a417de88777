"""Firmware that the local cloud has for Tencent's devices: what is said about it by MQTT, and a server to load it from.

Source: Tencent's public C SDK (MIT), its OTA messages.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from atbench.clock import Clock
from atbench.virtual.backends.names import Address
from atbench.virtual.backends.packets import Message

HOST = "firmware.cloud.example"
_REPORT, _UPDATE = "$ota/report/", "$ota/update/"
_PARTS = 16  # in which it goes out, with pauses between


@dataclass(frozen=True, slots=True)
class Offer:
    """A firmware; its download takes `seconds`. `wrong` is told in place of its MD5."""

    version: str
    data: bytes
    seconds: float = 2.0
    wrong: str = ""

    @property
    def md5(self) -> str:
        return self.wrong or hashlib.md5(self.data, usedforsecurity=False).hexdigest()


class Depot:
    """`publish` sends to the devices. Everything runs in the loop of the host."""

    def __init__(self, clock: Clock, publish: Callable[[Message], object]) -> None:
        self._clock, self._publish = clock, publish
        self._offer: Offer | None = None
        self._versions: dict[str, str] = {}  # what each device reported last, by its path
        self._server: asyncio.Server | None = None
        self._visits: dict[asyncio.StreamWriter, asyncio.Task[None] | None] = {}

    def offer(self, offer: Offer) -> None:
        """The newest one counts; devices that are there hear of it at once."""
        self._offer = offer
        for device in self._versions:
            self._tell_offer(device)

    def heard(self, message: Message) -> None:
        """What a device says about firmware; everything else is passed over."""
        topic = message.topic.decode(errors="replace")
        if not topic.startswith(_REPORT):
            return
        device = topic.removeprefix(_REPORT)
        try:
            told = json.loads(message.payload)
            kind, version = told["type"], str(told["report"]["version"])
        except (ValueError, KeyError, TypeError):
            return
        if kind != "report_version":
            return
        self._versions[device] = version
        self._say(device, {"type": "report_version_rsp", "result_code": 0, "result_msg": "success"})
        self._tell_offer(device)

    def _tell_offer(self, device: str) -> None:
        offer = self._offer
        if offer is None or self._versions[device] == offer.version:
            return
        told = {"type": "update_firmware", "version": offer.version, "url": f"http://{HOST}/{offer.version}"}
        self._say(device, told | {"md5sum": offer.md5, "file_size": len(offer.data)})

    def _say(self, device: str, told: dict[str, Any]) -> None:
        payload = json.dumps(told, separators=(",", ":")).encode()
        self._publish(Message((_UPDATE + device).encode(), payload, 1))

    async def address(self) -> Address:
        """Where firmware is loaded from; the server starts when it is first asked for."""
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()[:2]
        return str(host), int(port)

    async def close(self) -> None:
        if self._server:
            self._server.close()
        for writer in list(self._visits):
            writer.close()
        await asyncio.gather(*filter(None, self._visits.values()), return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._visits[writer] = asyncio.current_task()
        try:
            await reader.readuntil(b"\r\n\r\n")
            offer = self._offer
            if offer is None:
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                return
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(offer.data))
            size = len(offer.data) // _PARTS + 1
            for start in range(0, len(offer.data), size):
                writer.write(offer.data[start : start + size])
                await writer.drain()
                await self._clock.sleep(offer.seconds / _PARTS)
        except (OSError, EOFError, asyncio.LimitOverrunError):
            pass  # the module has gone
        finally:
            writer.close()
            del self._visits[writer]
