"""A small MQTT broker on this machine: sign-in, QoS 0 to 2, retained messages, wills, lasting sessions.

It runs on the module's clock, so that keep-alive and the patience with silent clients keep their ratio to the
module's own times; that, the refusals by number and the granted QoS are why it is not a broker from the shelf.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

from atbench.clock import Clock
from atbench.virtual.backends import packets
from atbench.virtual.backends.packets import Fields, Hello, Message, Packet
from atbench.virtual.far_end import doors
from atbench.virtual.far_end.doors import Door

PATIENCE = 5.0  # seconds from the connection to CONNECT, as long as a module's <pkt_timeout>


@dataclass(slots=True, eq=False)
class Session:
    """One client. It outlives its connection where the client asked for that; then messages with QoS wait for it."""

    hello: Hello
    door: Door
    writer: asyncio.StreamWriter | None = None
    filters: dict[str, int] = field(default_factory=dict)
    waiting: list[Message] = field(default_factory=list)
    held: set[int] = field(default_factory=set)
    last_id: int = 0

    def give(self, message: Message, granted: int) -> None:
        qos = min(message.qos, granted)
        if self.writer is None:
            if qos:
                self.waiting.append(message)
            return
        if qos:
            self.last_id = self.last_id % 65535 + 1
        self.send(Message(message.topic, message.payload, qos, message.retain, self.last_id if qos else 0).pack())

    def send(self, data: bytes) -> None:
        if self.writer and not self.writer.is_closing():
            self.writer.write(data)


class Broker:
    """`on_message` gets every message that a client sent, once; `on_change` tells that clients came or went."""

    def __init__(self, clock: Clock, on_message: Callable[[Message], None], on_change: Callable[[], None]) -> None:
        self._clock, self._on_message, self._on_change = clock, on_message, on_change
        self.sessions: dict[bytes, Session] = {}
        self.mute = self.refuse = False  # no answer; nobody is let in
        self.slow = 0.0  # seconds before each answer
        self._kept: dict[bytes, Message] = {}
        self._servers: dict[tuple[int, int], tuple[asyncio.Server, int]] = {}
        self._clients: dict[asyncio.StreamWriter, asyncio.Task[None] | None] = {}

    async def serve(self, door: Door, tls: ssl.SSLContext | None = None) -> int:
        """The port on 127.0.0.1 behind which clients are treated as `door` says; opened when first asked for."""
        key = (id(door), id(tls))
        if key not in self._servers:

            async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                await self._serve(door, reader, writer)

            server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
            self._servers[key] = server, server.sockets[0].getsockname()[1]
        return self._servers[key][1]

    def publish(self, message: Message) -> int:
        """Gives a message to all who subscribed to its topic; the number of those who are there."""
        topic, reached = message.topic.decode(errors="replace"), 0
        for session in self.sessions.values():
            grants = [granted for wanted, granted in session.filters.items() if matches(wanted, topic)]
            if grants:
                session.give(message, max(grants))
                reached += session.writer is not None
        return reached

    def drop(self) -> None:
        """Closes every connection from this side."""
        for writer in list(self._clients):
            writer.close()

    async def close(self) -> None:
        self.drop()
        for server, _ in self._servers.values():
            server.close()
        await asyncio.gather(*filter(None, self._clients.values()), return_exceptions=True)

    async def _serve(self, door: Door, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._clients[writer] = asyncio.current_task()
        session: Session | None = None
        try:
            async with self._clock.timeout(PATIENCE):
                hello = Hello.unpack(await packets.read(reader))
            code = packets.BAD_VERSION if hello.version not in (3, 4) else door.check(hello)
            code = packets.BAD_PASSWORD if self.refuse else code or door.fits(hello, _holder(writer))
            await self._clock.sleep(self.slow)
            if code and not self.mute:
                writer.write(packets.pack(packets.CONNACK, bytes([0, code])))
            if not code:
                session = self._enter(hello, door, writer)
                await self._listen(session, reader)
                session.hello = Hello(hello.client, hello.user, clean=hello.clean)  # DISCONNECT: the will is void
        except (EOFError, OSError, packets.Broken, TimeoutError):
            pass
        finally:
            if session and session.writer is writer:
                self._leave(session)
            writer.close()
            del self._clients[writer]

    def _enter(self, hello: Hello, door: Door, writer: asyncio.StreamWriter) -> Session:
        client = hello.client or f"auto-{id(writer):x}".encode()
        old = self.sessions.get(client)
        if old and old.writer:  # 3.1.4: the same name again, the older connection goes
            old.writer.close()
            self._leave(old)
            old = self.sessions.get(client)
        known = old is not None and not hello.clean
        session = old if old and known else Session(hello, door)
        session.hello, session.door, session.writer = hello, door, writer
        self.sessions[client] = session
        self._on_change()  # before the client hears of it
        if not self.mute:
            session.send(packets.pack(packets.CONNACK, bytes([known, packets.ACCEPTED])))
        waiting, session.waiting = session.waiting, []
        for message in waiting:
            session.give(message, 2)
        return session

    def _leave(self, session: Session) -> None:
        session.writer = None
        if session.hello.clean:
            self.sessions = {client: other for client, other in self.sessions.items() if other is not session}
        if session.hello.will:
            self._arrived(session, session.hello.will)
        self._on_change()

    async def _listen(self, session: Session, reader: asyncio.StreamReader) -> None:
        """Until DISCONNECT. Raises where the client goes without it, or is silent for 1.5 keep-alives (3.1.2.10)."""
        patience = session.hello.keepalive * 1.5 or None
        while True:
            async with self._clock.timeout(patience):
                packet = await packets.read(reader)
            if packet.type == packets.DISCONNECT:
                return
            await self._clock.sleep(self.slow)
            if not self.mute:
                self._take(session, packet)

    def _take(self, session: Session, packet: Packet) -> None:
        match packet.type:
            case packets.PUBLISH:
                self._published(session, Message.unpack(packet))
            case packets.SUBSCRIBE:
                self._subscribe(session, Fields(packet.body))
            case packets.UNSUBSCRIBE:
                self._unsubscribe(session, Fields(packet.body))
            case packets.PUBREL:
                id_ = Fields(packet.body).short()
                session.held.discard(id_)
                session.send(packets.ack(packets.PUBCOMP, id_))
            case packets.PUBREC:
                session.send(packets.ack(packets.PUBREL, Fields(packet.body).short()))
            case packets.PINGREQ:
                session.send(packets.pack(packets.PINGRESP))
            case packets.PUBACK | packets.PUBCOMP:
                pass
            case _:
                raise packets.Broken

    def _published(self, session: Session, message: Message) -> None:
        if not message.topic or b"+" in message.topic or b"#" in message.topic:
            raise packets.Broken  # 3.3.2.1
        if not session.door.takes(session.hello, message):
            return
        if message.qos:
            session.send(packets.ack(packets.PUBACK if message.qos == 1 else packets.PUBREC, message.id))
        if message.qos == 2 and message.id in session.held:
            return
        if message.qos == 2:
            session.held.add(message.id)
        self._arrived(session, message)

    def _arrived(self, session: Session, message: Message) -> None:
        self._on_message(message)
        if not session.door.loops:
            return
        if message.retain:
            self._kept[message.topic] = message
            if not message.payload:
                del self._kept[message.topic]
        self.publish(Message(message.topic, message.payload, message.qos, False, message.id))

    def _subscribe(self, session: Session, fields: Fields) -> None:
        id_, codes = fields.short(), bytearray()
        kept: list[tuple[Message, int]] = []
        while fields.more:
            wanted, asked = fields.string().decode(errors="replace"), fields.byte() & 3
            code = session.door.grant(session.hello, wanted, min(asked, 2)) if valid(wanted) else doors.FAILURE
            codes.append(code)
            if code != doors.FAILURE:
                session.filters[wanted] = code
                kept += [(m, code) for m in self._kept.values() if matches(wanted, m.topic.decode(errors="replace"))]
        self._on_change()
        session.send(packets.pack(packets.SUBACK, packets.short(id_) + codes))
        for message, code in kept:
            session.give(message, code)

    def _unsubscribe(self, session: Session, fields: Fields) -> None:
        id_ = fields.short()
        while fields.more:
            session.filters.pop(fields.string().decode(errors="replace"), None)
        self._on_change()
        session.send(packets.ack(packets.UNSUBACK, id_))


def _holder(writer: asyncio.StreamWriter) -> str:
    """The name in the client's certificate, "" where it showed none."""
    certificate = writer.get_extra_info("peercert") or {}
    names = (pair for part in certificate.get("subject", ()) for pair in part)
    return next((str(value) for key, value in names if key == "commonName"), "")


def valid(wanted: str) -> bool:
    """Whether it is a topic filter (4.7.1): `#` last and alone in its level, `+` alone in its level."""
    levels = wanted.split("/")
    return bool(wanted) and all(
        (level == "+" or "+" not in level) and ("#" not in level or (level == "#" and place == len(levels) - 1))
        for place, level in enumerate(levels)
    )


def matches(wanted: str, topic: str) -> bool:
    """Whether a message on `topic` goes to those who subscribed to `wanted` (4.7)."""
    if topic.startswith("$") and wanted[:1] in ("+", "#"):
        return False
    levels, place = topic.split("/"), -1
    for place, level in enumerate(wanted.split("/")):
        if level == "#":
            return True
        if place >= len(levels) or level not in ("+", levels[place]):
            return False
    return place == len(levels) - 1
