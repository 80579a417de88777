"""What the user sees of the other side: messages and mails that arrived, the clients that are there, a way to push."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from atbench.clock import Clock
from atbench.port.port import moment
from atbench.virtual.backends import packets
from atbench.virtual.backends.names import Address, Refuses, Service
from atbench.virtual.far_end.broker import Broker, matches
from atbench.virtual.far_end.certificate import Certificates, certificates, server_context
from atbench.virtual.far_end.doors import door
from atbench.virtual.far_end.echo import Conversation
from atbench.virtual.far_end.file_moods import FileMoods
from atbench.virtual.far_end.files import PORTS as FILE_PORTS
from atbench.virtual.far_end.files import FileServer
from atbench.virtual.far_end.firmware import HOST as FIRMWARE_HOST
from atbench.virtual.far_end.firmware import Depot, Offer
from atbench.virtual.far_end.mail import PORTS as MAIL_PORTS
from atbench.virtual.far_end.mail import Post
from atbench.virtual.far_end.mails import Mail
from atbench.virtual.far_end.moods import Moods
from atbench.virtual.far_end.services import Services
from atbench.virtual.far_end.web import Request, WebMoods

MUTUAL = 8884  # the port that asks for a device's certificate, as public test brokers have it
TLS_PORTS = (8883, MUTUAL, 443)
TURNS = 3  # of the loop until a connection that was just made has its handler
PORTS = (1883, *TLS_PORTS)  # 1883 speaks both, as Aliyun's does


T = TypeVar("T")


class Arrived(NamedTuple):
    """A message that a module sent: `payload` byte by byte as typed, `time` in seconds since the epoch."""

    topic: str
    payload: bytes
    time: float


class Received(NamedTuple):
    """A file that came over FTP: all its bytes, those of earlier parts too; `time` in seconds since the epoch."""

    path: str
    data: bytes
    time: float


@dataclass(frozen=True, slots=True)
class Visitor:
    """A client that is connected to the local cloud now."""

    client: str
    user: str
    topics: tuple[str, ...]


class FarEnd:
    """The cloud side of one module; every function may be called from any thread.

    It knows only the local cloud: with real addresses nothing arrives here. `old_tls`: it takes TLS 1.0 and 1.1 too.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, clock: Clock, old_tls: bool = False) -> None:
        self._loop, self._old_tls = loop, old_tls
        self._clock = clock
        self._broker = Broker(clock, self._arrived, self._changed)
        self._depot = Depot(clock, self._broker.publish)
        self._post = Post(clock, self._mail_arrived, old_tls)
        self._files = FileServer(self._file_arrived, old_tls)
        self._services = Services(clock, self._happened, old_tls)
        self._news = threading.Condition()
        self._listeners: list[Callable[[Arrived], None]] = []
        self._readers: list[Callable[[Mail], None]] = []
        self.messages: list[Arrived] = []
        self.mails: list[Mail] = []
        self.files: tuple[Received, ...] = ()  # each path once, with what it holds now; the newest last
        self.clients: tuple[Visitor, ...] = ()

    def push(self, topic: str, payload: bytes, qos: int = 0) -> int:
        """Sends a message to all who subscribed to its topic. Returns how many clients that are."""
        message = packets.Message(topic.encode(), payload, qos)
        self._call(lambda: self._broker.publish(message))
        return sum(any(matches(wanted, topic) for wanted in client.topics) for client in self.clients)

    def offer_firmware(self, version: str, data: bytes, seconds: float = 2.0, md5: str = "") -> None:
        """A firmware waits for the Tencent device: it is told as soon as it reports another version.

        The download takes `seconds` of the clock; a wrong `md5` makes it fail.
        """
        offer = Offer(version, data, seconds, md5)
        self._call(lambda: self._depot.offer(offer))

    def listen(self, heard: Callable[[Arrived], None]) -> Callable[[], None]:
        """Calls `heard` for every message, in the module's thread; returns the function that ends this."""
        return self._add(self._listeners, heard)

    def listen_mails(self, read: Callable[[Mail], None]) -> Callable[[], None]:
        """The same for mails."""
        return self._add(self._readers, read)

    def wait(self, count: int, seconds: float) -> bool:
        """Waits, in real seconds, until `count` messages have arrived in all; whether they have."""
        with self._news:
            return self._news.wait_for(lambda: len(self.messages) >= count, seconds)

    def wait_for(self, true: Callable[[FarEnd], bool], seconds: float) -> bool:
        """Waits, in real seconds, until something is true of messages, mails, files or clients."""
        with self._news:
            return self._news.wait_for(lambda: true(self), seconds)

    def drop(self) -> None:
        """Closes all connections from the cloud's side."""
        self._call(self._broker.drop)
        self._call(self._post.drop)
        self._call(self._services.drop)
        self._files.drop()

    def say(self, data: bytes) -> None:
        """Sends bytes to every plain socket that is connected."""
        self._call(lambda: self._services.echo.say(data))

    @property
    def conversations(self) -> list[Conversation]:
        """What came over plain sockets, TCP and UDP."""
        return self._services.echo.conversations

    @property
    def requests(self) -> list[Request]:
        """The web requests that arrived."""
        return self._services.web.requests

    @property
    def web_moods(self) -> WebMoods:
        """Switches of the web server."""
        return self._services.web.moods

    @property
    def broker(self) -> Broker:
        """The MQTT broker, for its switches."""
        return self._broker

    @property
    def moods(self) -> Moods:
        """Switches of the mail server."""
        return self._post.moods

    @property
    def file_moods(self) -> FileMoods:
        """Switches of the FTP server."""
        return self._files.moods

    @property
    def file_home(self) -> Path:
        """The folder with the files of the FTP server."""
        return self._files.home

    @property
    def mute(self) -> bool:
        """While true the cloud takes everything and answers nothing."""
        return self._broker.mute

    @mute.setter
    def mute(self, on: bool) -> None:
        self._broker.mute = self._files.moods.mute = on
        self._services.mute(on)

    @property
    def certificates(self) -> Certificates | None:
        """The cloud's authority and a device's certificate with its key; None without the extra `demo`."""
        return certificates()

    async def address(self, host: str, port: int, tls: bool) -> Address:
        """Where a host name leads inside the local cloud, which starts with the first name. For the module only."""
        if port in MAIL_PORTS:
            return await self._post.address(port, tls)
        if port in FILE_PORTS:
            return await self._files.address(port)
        tls = tls or port in TLS_PORTS
        if host == FIRMWARE_HOST:
            return await self._depot.address()
        behind = door(host, tls)
        context = server_context(port == MUTUAL or behind.mutual, self._old_tls) if tls else None
        if port not in PORTS or (tls and not context):
            raise Refuses(port)
        return "127.0.0.1", await self._broker.serve(behind, context)

    async def service(self, service: Service, port: int) -> Address:
        """The same for what is called by its kind."""
        return await self._services.address(service, port)

    async def close(self) -> None:
        # Who has just come in is let in first: Python forgets their socket where the server is closed before.
        for _turn in range(TURNS):
            await self._clock.sleep(0)
        await self._services.close()
        await self._broker.close()
        await self._depot.close()
        await self._post.close()
        await self._files.close()

    def _call(self, work: Callable[[], object]) -> None:
        with contextlib.suppress(RuntimeError):  # the module is closed, and with it the cloud
            self._loop.call_soon_threadsafe(work)

    def _arrived(self, message: packets.Message) -> None:
        self._depot.heard(message)
        arrived = Arrived(message.topic.decode(errors="replace"), message.payload, moment())
        with self._news:
            self.messages.append(arrived)
            listeners = list(self._listeners)
            self._news.notify_all()
        for heard in listeners:
            heard(arrived)

    def _mail_arrived(self, mail: Mail) -> None:
        with self._news:
            self.mails.append(mail)
            readers = list(self._readers)
            self._news.notify_all()
        for read in readers:
            read(mail)

    def _file_arrived(self, path: str, data: bytes) -> None:
        with self._news:
            others = tuple(file for file in self.files if file.path != path)
            self.files = (*others, Received(path, data, moment()))
            self._news.notify_all()

    def _happened(self) -> None:
        with self._news:
            self._news.notify_all()

    def _add(self, listeners: list[Callable[[T], None]], heard: Callable[[T], None]) -> Callable[[], None]:
        with self._news:
            listeners.append(heard)

        def stop() -> None:
            with self._news:
                if heard in listeners:
                    listeners.remove(heard)

        return stop

    def _changed(self) -> None:
        with self._news:
            self.clients = tuple(
                Visitor(
                    session.hello.client.decode(errors="replace"),
                    (session.hello.user or b"").decode(errors="replace"),
                    tuple(session.filters),
                )
                for session in self._broker.sessions.values()
                if session.writer
            )
            self._news.notify_all()
