"""What the modules with a cloud in their firmware keep of it: Tencent's commands, and Gosuncn's for Aliyun."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field

from atbench.virtual.backends.aliyun import Device
from atbench.virtual.backends.mqtt import Client

DIRECT, KEY, CERTIFICATE = range(3)  # <tlsmode>


@dataclass(frozen=True, slots=True)
class Info:
    """AT+TCDEVINFOSET. `secret` is Base64 text, or the name of a certificate where `mode` is `CERTIFICATE`."""

    mode: int
    product: str
    device: str
    secret: str
    region: str = "ap-guangzhou"

    @property
    def client(self) -> str:
        return self.product + self.device


@dataclass(frozen=True, slots=True)
class Image:
    """A firmware for the device behind the module, as it was downloaded."""

    version: str
    data: bytes

    @property
    def md5(self) -> str:
        return hashlib.md5(self.data, usedforsecurity=False).hexdigest()


@dataclass(slots=True)
class Wishes:
    """AT+TCMQTTCONN: `timeout` in ms, `keepalive` in s."""

    mode: int = DIRECT
    timeout: int = 5000
    keepalive: int = 240
    clean: int = 1
    again: int = 0


@dataclass(slots=True)
class Updates:
    """AT+TCOTASET and what follows. `answer` is what the cloud says to the report of the version."""

    on: bool = False
    version: str = ""
    loading: bool = False
    read: int = 0
    answer: asyncio.Future[int] | None = None
    task: asyncio.Task[None] | None = None


@dataclass(slots=True)
class Station:
    """A module with Tencent's commands. Device data, certificates and firmware lie in its flash.

    `busy`: the command that still waits for its result; `held` are messages that came meanwhile. `running`: from
    AT+TCMQTTCONN until nobody tries any more, `connected` while there is a connection. `network` are the values of
    AT+TCREGNET, `joined` says whether they got it anywhere.
    """

    info: Info | None = None
    certificates: dict[str, bytes] = field(default_factory=dict)
    image: Image | None = None
    network: tuple[int, str, str] = (0, "", "")
    joined: bool = False
    wishes: Wishes = field(default_factory=Wishes)
    busy: str = ""
    held: list[bytes] = field(default_factory=list)
    running: bool = False
    connected: bool = False
    client: Client | None = None
    trying: asyncio.Task[None] | None = None
    topics: dict[str, int] = field(default_factory=dict)
    left: str = ""
    last_id: int = 0
    updates: Updates = field(default_factory=Updates)

    def next_id(self) -> int:
        self.last_id = self.last_id % 65535 + 1
        return self.last_id

    def restarted(self) -> Station:
        return Station(self.info, self.certificates, self.image)

    def shut(self, last: bytes = b"") -> None:
        """Ends connection and attempts without a word; the server gets `last`."""
        client, self.client = self.client, None
        trying, self.trying = self.trying, None
        self.running = self.connected = False
        self.topics.clear()
        if trying:
            trying.cancel()
        if client:
            client.close(last)


@dataclass(slots=True)
class CloudClient:
    """A module with the CLOUD commands; a restart forgets all of it. `device` is who was let in by AT+CLOUDAUTH."""

    dialled: bool = False
    device: Device | None = None
    client: Client | None = None
    busy: bool = False
    last_id: int = 0

    def next_id(self) -> int:
        self.last_id = self.last_id % 65535 + 1
        return self.last_id

    def shut(self, last: bytes = b"") -> None:
        client, self.client = self.client, None
        if client:
            client.close(last)
