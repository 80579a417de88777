"""Subscribing, publishing, receiving: Quectel MQTT note V1.0, 3.2.6 to 3.2.9 and 4.2.

OK comes at once, the result later as a line of its own. Every mistake is a plain ERROR.
"""

from __future__ import annotations

import math
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from atbench.virtual.backends import packets
from atbench.virtual.backends.packets import Message
from atbench.virtual.backends.slot import CONNECTED, WINDOW, Slot
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

LONGEST_PAYLOAD = 1500
_CTRL_Z = b"\x1a"


def slot_of(unit: Unit, values: Values, *states: int) -> Slot:
    slot = unit.clients[values.number(0, 0, 5)]
    if states and slot.state not in states:
        raise Refused
    return slot


def later(unit: Unit, slot: Slot, work: Coroutine[Any, Any, None]) -> Lines:
    unit.tasks.start(work, f"mqtt {slot.index}")
    return ()


def _subscribe(unit: Unit, values: Values) -> Lines:
    slot, id_ = slot_of(unit, values, CONNECTED), values.number(1, 1, 65535)
    if len(values) < 4 or len(values) % 2:
        raise Refused
    body = packets.short(id_)
    for place in range(2, len(values), 2):
        body += packets.string(values.data(place, 1)) + bytes([values.number(place + 1, 0, 2)])
    return later(unit, slot, _asking(unit, slot, "+QMTSUB", id_, packets.pack(packets.SUBSCRIBE, body)))


def _unsubscribe(unit: Unit, values: Values) -> Lines:
    slot, id_ = slot_of(unit, values, CONNECTED), values.number(1, 1, 65535)
    if len(values) < 3:
        raise Refused
    body = packets.short(id_) + b"".join(packets.string(values.data(place, 1)) for place in range(2, len(values)))
    return later(unit, slot, _asking(unit, slot, "+QMTUNS", id_, packets.pack(packets.UNSUBSCRIBE, body)))


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
    slot, message = _head(unit, values)
    length = values.number(5, 1, LONGEST_PAYLOAD)
    payload = await unit.port.payload(length, bool(slot.settings.number("view/mode")))
    return _send(unit, slot, "+QMTPUBEX", replace(message, payload=payload))


async def _publish_text(unit: Unit, values: Values) -> Lines:
    """The older command, which no manual at hand has: Ctrl+Z ends the message, or its length where one is given."""
    values.count(5, 6)
    slot, message = _head(unit, values)
    length = values.number(5, 1, LONGEST_PAYLOAD, 0)
    heard = 0

    def hear(data: bytes) -> bool:
        """Echoes what is new."""
        nonlocal heard
        if unit.terminal.echo:
            unit.port.out(data[heard:])
        heard = len(data)
        return False

    prompt = b"\r\n>" if unit.profile.habits.mqtt.glued else b"\r\n> "
    stop = b"" if length else _CTRL_Z
    payload = await unit.port.prompted(prompt, length or LONGEST_PAYLOAD, math.inf, stop, hear)
    hear(payload)
    return _send(unit, slot, "+QMTPUB", replace(message, payload=payload))


def _head(unit: Unit, values: Values) -> tuple[Slot, Message]:
    """All of a message but its bytes."""
    slot, id_, qos = slot_of(unit, values, CONNECTED), values.number(1, 0, 65535), values.number(2, 0, 2)
    if (id_ == 0) != (qos == 0) or id_ in slot.flying or (qos and len(slot.flying) >= WINDOW):
        raise Refused
    return slot, Message(values.data(4, 1), b"", qos, bool(values.number(3, 0, 1)), id_)


def _send(unit: Unit, slot: Slot, name: str, message: Message) -> Lines:
    if slot.state != CONNECTED:
        raise Refused
    if slot.settings.number("send/mode") or slot.settings.number("dataformat", 0):
        message = replace(message, payload=_from_hex(message.payload))
    if message.qos:
        slot.flying.add(message.id)
    return later(unit, slot, _publishing(unit, slot, name, message))


def _from_hex(payload: bytes) -> bytes:
    try:
        return bytes.fromhex(payload.decode("ascii"))
    except ValueError as error:
        raise Refused from error


async def _publishing(unit: Unit, slot: Slot, name: str, message: Message) -> None:
    head = f"{name}: {slot.index},{message.id}"
    try:
        await _deliver(unit, slot, name, message)
    except TimeoutError:
        unit.urc(f"{head},2")
    except ConnectionError:
        return
    else:
        unit.urc(f"{head},0")
    finally:
        slot.flying.discard(message.id)


async def _deliver(unit: Unit, slot: Slot, name: str, message: Message) -> None:
    if message.qos == 0 and slot.client:
        slot.client.send(message.pack())
        return
    first = packets.PUBACK if message.qos == 1 else packets.PUBREC
    again = message.pack(again=True)
    await _request(unit, slot, name, message.id, message.pack(), first, again)
    if message.qos == 2:
        release = packets.ack(packets.PUBREL, message.id)
        await _request(unit, slot, name, message.id, release, packets.PUBCOMP)


def received(unit: Unit, slot: Slot, message: Message) -> None:
    if not slot.settings.number("recv/mode"):
        unit.urc(_told(unit, slot, message))
    elif (place := slot.store(message)) is not None:
        unit.urc(f"+QMTRECV: {slot.index},{place}")


def _told(unit: Unit, slot: Slot, message: Message) -> bytes:
    payload = message.payload
    if slot.settings.number("dataformat", 1):
        payload = payload.hex().upper().encode()
    length = f"{len(payload)}," if slot.settings.number("recv/mode", 1) else ""
    head = f"+QMTRECV: {slot.index},{message.id},".encode()
    start = b"\r\n" if unit.profile.habits.mqtt.below else b'"'
    end = b"" if unit.profile.habits.mqtt.below else b'"'
    return head + b'"' + message.topic + b'",' + length.encode() + start + payload + end


def _waiting(unit: Unit, values: Values) -> Lines:
    return [
        f"+QMTRECV: {slot.index}," + ",".join(str(int(message is not None)) for message in slot.stored)
        for slot in unit.clients
        if slot.state == CONNECTED
    ]


def _fetch(unit: Unit, values: Values) -> Lines:
    values.count(1, 2)
    slot = slot_of(unit, values, CONNECTED)
    places = [values.number(1, 0, 4)] if len(values) == 2 else range(len(slot.stored))
    lines: list[bytes] = []
    for place in places:
        if message := slot.stored[place]:
            lines.append(_told(unit, slot, message))
            slot.stored[place] = None
    return lines


_ONE = "(0-5)"

COMMANDS = {
    "+QMTSUB": Command((f'+QMTSUB: {_ONE},<msgid>,list of ["topic",qos]',), write=_subscribe),
    "+QMTUNS": Command((f'+QMTUNS: {_ONE},<msgid>,list of ["topic"]',), write=_unsubscribe),
    "+QMTPUBEX": Command((f'+QMTPUBEX: {_ONE},<msgid>,(0-2),(0,1),"topic","length"',), write=_publish),
    "+QMTRECV": Command((), _waiting, _fetch),
}
TEXT = {"+QMTPUB": Command((f'+QMTPUB: {_ONE},<msgid>,(0-2),(0,1),"topic"',), write=_publish_text)}
