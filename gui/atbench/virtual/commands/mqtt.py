"""The MQTT commands that talk to a server: Quectel MQTT note V1.0, 3.2.2 to 3.2.9 and chapter 4.

OK comes at once, the result later as a line of its own. Every mistake is a plain ERROR.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from atbench.virtual.backends import aliyun, packets
from atbench.virtual.backends.aliyun import Device
from atbench.virtual.backends.mqtt import Client
from atbench.virtual.backends.names import Unknown
from atbench.virtual.backends.packets import Hello, Message
from atbench.virtual.backends.slot import WINDOW, Slot
from atbench.virtual.commands.ssl import tls_context
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

# 3.2.2 <result>
OPENED, BUSY, NO_CONTEXT, NO_NAME, NO_NETWORK = 0, 2, 3, 4, 5
OPEN_SECONDS = 120
# 4.1 <err_code>
GONE, PING_FAILED, NO_CONNACK = 1, 2, 4
INITIALISING, CONNECTING, CONNECTED, LEAVING = 1, 2, 3, 4
LONGEST_PAYLOAD = 1500


def _slot(unit: Unit, values: Values, *states: int) -> Slot:
    slot = unit.clients[values.number(0, 0, 5)]
    if states and slot.state not in states:
        raise Refused
    return slot


def _later(unit: Unit, slot: Slot, work: Coroutine[Any, Any, None]) -> Lines:
    unit.tasks.start(work, f"mqtt {slot.index}")
    return ()


def _opened(unit: Unit, values: Values) -> Lines:
    return [f'+QMTOPEN: {slot.index},"{slot.host}",{slot.port}' for slot in unit.clients if slot.state]


def _open(unit: Unit, values: Values) -> Lines:
    values.count(3)
    slot, host, port = _slot(unit, values), values.text(1, 1, 100), values.number(2, 1, 65535)
    if slot.used:
        unit.urc(f"+QMTOPEN: {slot.index},{BUSY}")
        return ()
    slot.opening = True
    return _later(unit, slot, _opening(unit, slot, host, port))


async def _opening(unit: Unit, slot: Slot, host: str, port: int) -> None:
    context = unit.contexts[slot.settings.number("pdpcid")]
    await unit.clock.sleep(0.3 if context.active else 1)
    result = await _reach(unit, slot, host, port) if context.active else NO_CONTEXT
    if not slot.opening:  # the context went down meanwhile
        result = NO_NETWORK
    slot.opening = False
    if result == OPENED:
        slot.state, slot.host, slot.port = INITIALISING, host, port
    else:
        slot.shut()
    unit.urc(f"+QMTOPEN: {slot.index},{result}")


async def _reach(unit: Unit, slot: Slot, host: str, port: int) -> int:
    client = Client(
        unit.clock, unit.tasks, lambda message: _received(unit, slot, message), lambda: _gone(unit, slot, GONE)
    )
    slot.client = client
    try:
        async with unit.clock.timeout(OPEN_SECONDS):
            tls = tls_context(unit, slot)
            await client.open(*await unit.names.find(host, port, tls is not None), tls)
    except Unknown:
        return NO_NAME
    except OSError:  # TimeoutError is one of them
        return NO_NETWORK
    return OPENED


def _gone(unit: Unit, slot: Slot, code: int) -> None:
    """The connection ended and nobody here wanted it."""
    slot.shut()
    unit.urc(f"+QMTSTAT: {slot.index},{code}")


def _states(unit: Unit, values: Values) -> Lines:
    return [f"+QMTCONN: {slot.index},{slot.state}" for slot in unit.clients if slot.state]


def _connect(unit: Unit, values: Values) -> Lines:
    values.count(2, 4)
    slot = _slot(unit, values, INITIALISING)
    client = values.text(1, 0, 256)
    user, password = (values.text(place, 0, 512) if len(values) == 4 else "" for place in (2, 3))
    slot.state = CONNECTING
    return _later(unit, slot, _connecting(unit, slot, _hello(slot, client, user, password)))


def _hello(slot: Slot, client: str, user: str, password: str) -> Hello:
    settings = slot.settings
    key, name, secret = map(str, settings.values["aliauth"])
    if key and not user:
        client, user, password = aliyun.credentials(client, Device(key, name, secret), bool(settings.number("ssl")))
    return Hello(
        client.encode("latin-1"),
        user.encode("latin-1") if user else None,
        password.encode("latin-1") if user else None,
        settings.number("version"),
        bool(settings.number("session")),
        settings.number("keepalive"),
        _will(slot),
    )


def _will(slot: Slot) -> Message | None:
    for key in ("will", "willex"):
        match slot.settings.values[key]:
            case (1, int(qos), int(retain), str(topic), str(payload)):
                return Message(topic.encode("latin-1"), payload.encode("latin-1"), qos, bool(retain))
    return None


async def _connecting(unit: Unit, slot: Slot, hello: Hello) -> None:
    client, settings = slot.client, slot.settings
    assert client
    try:
        code = await client.connect(hello, settings.number("timeout"))
    except ConnectionError:
        return  # _gone has told it
    except TimeoutError:
        slot.shut()
        unit.urc(f"+QMTCONN: {slot.index},2")
        unit.urc(f"+QMTSTAT: {slot.index},{NO_CONNACK}")
        return
    slot.state = INITIALISING if code else CONNECTED
    unit.urc(f"+QMTCONN: {slot.index},0,{code}")
    if not code:
        client.keep_alive(settings.number("keepalive"), settings.number("qmtping"), lambda: _ping_failed(unit, slot))


def _ping_failed(unit: Unit, slot: Slot) -> None:
    slot.shut()
    unit.urc(f"+QMTPING: {slot.index},1")


def _disconnect(unit: Unit, values: Values) -> Lines:
    values.count(1)
    slot = _slot(unit, values, CONNECTED)
    slot.state = LEAVING
    return _later(unit, slot, _leaving(unit, slot, "+QMTDISC", packets.pack(packets.DISCONNECT)))


def _close(unit: Unit, values: Values) -> Lines:
    values.count(1)
    slot = _slot(unit, values, INITIALISING, CONNECTING, CONNECTED)
    slot.state = LEAVING
    return _later(unit, slot, _leaving(unit, slot, "+QMTCLOSE", b""))


async def _leaving(unit: Unit, slot: Slot, name: str, last: bytes) -> None:
    client, slot.client = slot.client, None
    if client:
        client.close(last)
    await unit.clock.sleep(0.1)
    slot.shut()
    unit.urc(f"{name}: {slot.index},0")


def _subscribe(unit: Unit, values: Values) -> Lines:
    slot, id_ = _slot(unit, values, CONNECTED), values.number(1, 1, 65535)
    if len(values) < 4 or len(values) % 2:
        raise Refused
    body = packets.short(id_)
    for place in range(2, len(values), 2):
        body += packets.string(values.data(place, 1)) + bytes([values.number(place + 1, 0, 2)])
    return _later(unit, slot, _asking(unit, slot, "+QMTSUB", id_, packets.pack(packets.SUBSCRIBE, body)))


def _unsubscribe(unit: Unit, values: Values) -> Lines:
    slot, id_ = _slot(unit, values, CONNECTED), values.number(1, 1, 65535)
    if len(values) < 3:
        raise Refused
    body = packets.short(id_) + b"".join(packets.string(values.data(place, 1)) for place in range(2, len(values)))
    return _later(unit, slot, _asking(unit, slot, "+QMTUNS", id_, packets.pack(packets.UNSUBSCRIBE, body)))


async def _asking(unit: Unit, slot: Slot, name: str, id_: int, data: bytes) -> None:
    answer = packets.SUBACK if name == "+QMTSUB" else packets.UNSUBACK
    try:
        body = await _request(unit, slot, name, id_, data, answer)
    except TimeoutError:
        unit.urc(f"{name}: {slot.index},{id_},2")
    except ConnectionError:
        return
    else:
        granted = "".join(f",{code}" for code in body[2:])
        unit.urc(f"{name}: {slot.index},{id_},0{granted}")


async def _request(unit: Unit, slot: Slot, name: str, id_: int, data: bytes, answer: int, again: bytes = b"") -> bytes:
    """Sends with the repeats of "timeout": the last one is waited for too, so that all ends in <pkt> x <retry>."""
    client, (seconds, times, notice) = slot.client, slot.settings.values["timeout"]
    if client is None:
        raise ConnectionError
    assert isinstance(seconds, int) and isinstance(times, int)

    def repeated(turn: int) -> None:
        if notice:
            unit.urc(f"{name}: {slot.index},{id_},1,{turn}")

    return (await client.request(data, answer, id_, seconds, times, repeated, again)).body


async def _publish(unit: Unit, values: Values) -> Lines:
    values.count(6)
    slot, id_, qos = _slot(unit, values, CONNECTED), values.number(1, 0, 65535), values.number(2, 0, 2)
    retain, topic, length = values.number(3, 0, 1), values.data(4, 1), values.number(5, 1, LONGEST_PAYLOAD)
    if (id_ == 0) != (qos == 0) or id_ in slot.flying or (qos and len(slot.flying) >= WINDOW):
        raise Refused
    payload = await unit.port.payload(length)
    if slot.state != CONNECTED:
        raise Refused
    if slot.settings.number("send/mode") or slot.settings.number("dataformat", 0):
        payload = _from_hex(payload)
    message = Message(topic, payload, qos, bool(retain), id_)
    if qos:
        slot.flying.add(id_)
    return _later(unit, slot, _publishing(unit, slot, message))


def _from_hex(payload: bytes) -> bytes:
    try:
        return bytes.fromhex(payload.decode("ascii"))
    except ValueError as error:
        raise Refused from error


async def _publishing(unit: Unit, slot: Slot, message: Message) -> None:
    head = f"+QMTPUBEX: {slot.index},{message.id}"
    try:
        await _deliver(unit, slot, message)
    except TimeoutError:
        unit.urc(f"{head},2")
    except ConnectionError:
        return
    else:
        unit.urc(f"{head},0")
    finally:
        slot.flying.discard(message.id)


async def _deliver(unit: Unit, slot: Slot, message: Message) -> None:
    if message.qos == 0 and slot.client:
        slot.client.send(message.pack())
        return
    first = packets.PUBACK if message.qos == 1 else packets.PUBREC
    again = message.pack(again=True)
    await _request(unit, slot, "+QMTPUBEX", message.id, message.pack(), first, again)
    if message.qos == 2:
        release = packets.ack(packets.PUBREL, message.id)
        await _request(unit, slot, "+QMTPUBEX", message.id, release, packets.PUBCOMP)


def _received(unit: Unit, slot: Slot, message: Message) -> None:
    if not slot.settings.number("recv/mode"):
        unit.urc(_told(slot, message))
    elif (place := slot.store(message)) is not None:
        unit.urc(f"+QMTRECV: {slot.index},{place}")


def _told(slot: Slot, message: Message) -> bytes:
    payload = message.payload
    if slot.settings.number("dataformat", 1):
        payload = payload.hex().upper().encode()
    length = f"{len(payload)}," if slot.settings.number("recv/mode", 1) else ""
    head = f"+QMTRECV: {slot.index},{message.id},".encode()
    return head + b'"' + message.topic + b'",' + length.encode() + b'"' + payload + b'"'


def _waiting(unit: Unit, values: Values) -> Lines:
    return [
        f"+QMTRECV: {slot.index}," + ",".join(str(int(message is not None)) for message in slot.stored)
        for slot in unit.clients
        if slot.state == CONNECTED
    ]


def _fetch(unit: Unit, values: Values) -> Lines:
    values.count(1, 2)
    slot = _slot(unit, values, CONNECTED)
    places = [values.number(1, 0, 4)] if len(values) == 2 else range(len(slot.stored))
    lines: list[bytes] = []
    for place in places:
        if message := slot.stored[place]:
            lines.append(_told(slot, message))
            slot.stored[place] = None
    return lines


_ONE = "(0-5)"

COMMANDS = {
    "+QMTOPEN": Command((f'+QMTOPEN: {_ONE},"hostname",(1-65535)',), _opened, _open),
    "+QMTCLOSE": Command((f"+QMTCLOSE: {_ONE}",), write=_close),
    "+QMTCONN": Command((f'+QMTCONN: {_ONE},"clientid","username","password"',), _states, _connect),
    "+QMTDISC": Command((f"+QMTDISC: {_ONE}",), write=_disconnect),
    "+QMTSUB": Command((f'+QMTSUB: {_ONE},<msgid>,list of ["topic",qos]',), write=_subscribe),
    "+QMTUNS": Command((f'+QMTUNS: {_ONE},<msgid>,list of ["topic"]',), write=_unsubscribe),
    "+QMTPUBEX": Command((f'+QMTPUBEX: {_ONE},<msgid>,(0-2),(0,1),"topic","length"',), write=_publish),
    "+QMTRECV": Command((), _waiting, _fetch),
}
