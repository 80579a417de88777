"""MQTT 3.1 and 3.1.1 on the wire (OASIS MQTT 3.1.1, chapters 2 and 3), for the module's client and the local cloud.

Why no client library: `AT+QMTOPEN` opens the connection and `AT+QMTCONN` sends CONNECT later, the packet identifiers
are the ones the user types, SUBACK answers and repeats are reported one by one, and time runs on the module's clock.
Libraries join the first two, choose identifiers themselves and keep the rest to themselves.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

CONNECT, CONNACK, PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP = range(1, 8)
SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK, PINGREQ, PINGRESP, DISCONNECT = range(8, 15)

# 3.2.2.3: what CONNACK says.
ACCEPTED, BAD_VERSION, BAD_CLIENT, NO_SERVER, BAD_PASSWORD, NOT_ALLOWED = range(6)

# 2.2.2: these carry the flags 0010, whatever else.
_FLAGS = {PUBREL: 2, SUBSCRIBE: 2, UNSUBSCRIBE: 2}
LONGEST = 262144


class Broken(Exception):
    """The other side sent what is no MQTT."""


@dataclass(frozen=True, slots=True)
class Packet:
    type: int
    flags: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A PUBLISH (3.3). `id` is 0 with QoS 0."""

    topic: bytes
    payload: bytes
    qos: int = 0
    retain: bool = False
    id: int = 0

    def pack(self, again: bool = False) -> bytes:
        id_ = short(self.id) if self.qos else b""
        flags = again << 3 | self.qos << 1 | self.retain
        return pack(PUBLISH, string(self.topic) + id_ + self.payload, flags)

    @classmethod
    def unpack(cls, packet: Packet) -> Message:
        fields, qos = Fields(packet.body), packet.flags >> 1 & 3
        topic = fields.string()
        id_ = fields.short() if qos else 0
        if qos == 3 or (qos and not id_):
            raise Broken
        return cls(topic, fields.rest(), qos, bool(packet.flags & 1), id_)


@dataclass(frozen=True, slots=True)
class Hello:
    """A CONNECT (3.1). `version` is 3 (MQTT 3.1) or 4 (3.1.1), `keepalive` seconds, 0 for none."""

    client: bytes
    user: bytes | None = None
    password: bytes | None = None
    version: int = 4
    clean: bool = True
    keepalive: int = 0
    will: Message | None = None

    def pack(self) -> bytes:
        flags, tail = self.clean << 1, string(self.client)
        if self.will:
            flags |= 4 | self.will.qos << 3 | self.will.retain << 5
            tail += string(self.will.topic) + string(self.will.payload)
        for value, flag in ((self.user, 128), (self.password, 64)):
            if value is not None:
                flags |= flag
                tail += string(value)
        name = b"MQTT" if self.version == 4 else b"MQIsdp"
        return pack(CONNECT, string(name) + bytes([self.version, flags]) + short(self.keepalive) + tail)

    @classmethod
    def unpack(cls, packet: Packet) -> Hello:
        fields = Fields(packet.body)
        name, version, flags, keepalive = fields.string(), fields.byte(), fields.byte(), fields.short()
        if packet.type != CONNECT or name not in (b"MQTT", b"MQIsdp") or flags & 1:
            raise Broken
        client, will = fields.string(), None
        if flags & 4:
            will = Message(fields.string(), fields.string(), flags >> 3 & 3, bool(flags & 32))
        user = fields.string() if flags & 128 else None
        password = fields.string() if flags & 64 else None
        return cls(client, user, password, version, bool(flags & 2), keepalive, will)


class Fields:
    """Reads the body of a packet from front to back; a body that is too short raises `Broken`."""

    def __init__(self, body: bytes) -> None:
        self._body, self._at = body, 0

    def take(self, size: int) -> bytes:
        self._at += size
        if self._at > len(self._body):
            raise Broken
        return self._body[self._at - size : self._at]

    def byte(self) -> int:
        return self.take(1)[0]

    def short(self) -> int:
        return int.from_bytes(self.take(2))

    def string(self) -> bytes:
        return self.take(self.short())

    def rest(self) -> bytes:
        return self.take(len(self._body) - self._at)

    @property
    def more(self) -> bool:
        return self._at < len(self._body)


def short(number: int) -> bytes:
    return number.to_bytes(2)


def string(data: bytes) -> bytes:
    return short(len(data)) + data


def pack(type_: int, body: bytes = b"", flags: int = 0) -> bytes:
    size, length = len(body), bytearray()
    while True:
        length.append(size & 127 | (128 if size > 127 else 0))
        size >>= 7
        if not size:
            return bytes([type_ << 4 | flags | _FLAGS.get(type_, 0)]) + length + body


def ack(type_: int, id_: int) -> bytes:
    return pack(type_, short(id_))


async def read(stream: asyncio.StreamReader) -> Packet:
    """The next packet. Raises EOFError or OSError where the connection ends, `Broken` where it is no MQTT."""
    head = (await stream.readexactly(1))[0]
    size = 0
    for shift in range(0, 28, 7):
        byte = (await stream.readexactly(1))[0]
        size |= (byte & 127) << shift
        if not byte & 128:
            break
    else:
        raise Broken
    if not head >> 4 or size > LONGEST:
        raise Broken
    return Packet(head >> 4, head & 15, await stream.readexactly(size))
