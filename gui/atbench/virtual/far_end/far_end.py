"""What the user sees of the other side: the messages that arrived, the clients that are there, and a way to push."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from atbench.clock import Clock
from atbench.port.port import moment
from atbench.virtual.backends import packets
from atbench.virtual.backends.names import Address, Refuses
from atbench.virtual.far_end.broker import Broker, matches
from atbench.virtual.far_end.certificate import Certificates, certificates, server_context
from atbench.virtual.far_end.doors import door

MUTUAL = 8884  # the port that asks for a device's certificate, as public test brokers have it
TLS_PORTS = (8883, MUTUAL, 443)
PORTS = (1883, *TLS_PORTS)  # 1883 speaks both, as Aliyun's does


class Arrived(NamedTuple):
    """A message that a module sent: `payload` byte by byte as typed, `time` in seconds since the epoch."""

    topic: str
    payload: bytes
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
        self._broker = Broker(clock, self._arrived, self._changed)
        self._news = threading.Condition()
        self._listeners: list[Callable[[Arrived], None]] = []
        self.messages: list[Arrived] = []
        self.clients: tuple[Visitor, ...] = ()

    def push(self, topic: str, payload: bytes, qos: int = 0) -> int:
        """Sends a message to all who subscribed to its topic. Returns how many clients that are."""
        message = packets.Message(topic.encode(), payload, qos)
        self._call(lambda: self._broker.publish(message))
        return sum(any(matches(wanted, topic) for wanted in client.topics) for client in self.clients)

    def listen(self, heard: Callable[[Arrived], None]) -> Callable[[], None]:
        """Calls `heard` for every message, in the module's thread; returns the function that ends this."""
        with self._news:
            self._listeners.append(heard)

        def stop() -> None:
            with self._news:
                if heard in self._listeners:
                    self._listeners.remove(heard)

        return stop

    def wait(self, count: int, seconds: float) -> bool:
        """Waits, in real seconds, until `count` messages have arrived in all; whether they have."""
        with self._news:
            return self._news.wait_for(lambda: len(self.messages) >= count, seconds)

    def wait_for(self, true: Callable[[FarEnd], bool], seconds: float) -> bool:
        """Waits, in real seconds, until something is true of messages or clients."""
        with self._news:
            return self._news.wait_for(lambda: true(self), seconds)

    def drop(self) -> None:
        """Closes all connections from the cloud's side."""
        self._call(self._broker.drop)

    @property
    def mute(self) -> bool:
        """While true the cloud takes everything and answers nothing."""
        return self._broker.mute

    @mute.setter
    def mute(self, on: bool) -> None:
        self._broker.mute = on

    @property
    def certificates(self) -> Certificates | None:
        """The cloud's authority and a device's certificate with its key; None without the extra `demo`."""
        return certificates()

    async def address(self, host: str, port: int, tls: bool) -> Address:
        """Where a host name leads inside the local cloud, which starts with the first name. For the module only."""
        tls = tls or port in TLS_PORTS
        context = server_context(port == MUTUAL, self._old_tls) if tls else None
        if port not in PORTS or (tls and not context):
            raise Refuses(port)
        return "127.0.0.1", await self._broker.serve(door(host), context)

    async def close(self) -> None:
        await self._broker.close()

    def _call(self, work: Callable[[], object]) -> None:
        with contextlib.suppress(RuntimeError):  # the module is closed, and with it the cloud
            self._loop.call_soon_threadsafe(work)

    def _arrived(self, message: packets.Message) -> None:
        arrived = Arrived(message.topic.decode(errors="replace"), message.payload, moment())
        with self._news:
            self.messages.append(arrived)
            listeners = list(self._listeners)
            self._news.notify_all()
        for heard in listeners:
            heard(arrived)

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
