"""Publishing and subscribing at Tencent Cloud: Tencent IoT MQTT AT manual V3.0.3, 3.3 to 3.6 and 5.1."""

from __future__ import annotations

import re

from atbench.virtual.backends import packets
from atbench.virtual.backends.packets import Message
from atbench.virtual.backends.tencent_codes import TOO_LONG, TOO_MANY_TOPICS, WRONG
from atbench.virtual.commands import tencent_updates
from atbench.virtual.commands.tencent import LONGEST_TOPIC, command, connected, counted, later, unloading
from atbench.virtual.commands.tencent_firmware import Firmware, firmware
from atbench.virtual.commands.tencent_mqtt import asked, sent, subscribed
from atbench.virtual.line import Refused, Values, split
from atbench.virtual.unit import Lines, Unit

LONGEST_MESSAGE = 1024
MOST_TOPICS = 10  # inferred: the manual has the code -107 and no number
INPUT_SECONDS = 20  # without a byte
_QUIT = b"+++\r\n"
_PLAIN = re.compile(r' *("[^"]*" *, *[^,"]*) *, *"(.*)" *', re.DOTALL)
_ESCAPED = re.compile(r' *("[^"]*" *, *[^,"]*) *, *"((?:\\.|[^"\\])*)" *', re.DOTALL)


def _publish(unit: Unit, text: Values) -> Lines:
    connected(unit)
    row = firmware(unit)
    head, payload = _taken(row, text.word(0))
    topic, qos = _topic(head), head.number(1, 0, 1)
    if not payload:
        raise Refused(WRONG)
    if len(payload) > LONGEST_MESSAGE:
        raise Refused(TOO_LONG)
    return later(unit, "+TCMQTTPUB", sent(unit, topic, qos, payload))


def _taken(row: Firmware, text: str) -> tuple[Values, bytes]:
    """Topic and QoS, and the message: with quotes as they are, or behind backslashes where the firmware wants that."""
    found = (_ESCAPED if row.escapes else _PLAIN).fullmatch(text)
    if not found:
        counted(split(text), 3)  # plain ERROR, also for quotes that are left open
        raise Refused(WRONG)
    payload = re.sub(f"\\\\([{row.escapes}])", r"\1", found[2]) if row.escapes else found[2]
    return split(found[1], WRONG), payload.encode("latin-1")


def _topic(values: Values) -> bytes:
    return values.data(0, 1, LONGEST_TOPIC)


async def _publish_long(unit: Unit, values: Values) -> Lines:
    connected(unit)
    unloading(unit)
    counted(values, 3)
    row = firmware(unit)
    topic, qos, length = _topic(values), values.number(1, 0, 1), values.number(2, 1, row.longest)
    await unit.port.ok()
    payload = await _typed(unit, row, length)
    if row.twice:
        await unit.port.ok()
    return later(unit, "+TCMQTTPUBL", sent(unit, topic, qos, _unescaped(row, payload)))


async def _typed(unit: Unit, row: Firmware, length: int) -> bytes:
    """Raises `Refused`: nobody types, or CR LF comes at the wrong place where the firmware looks at it."""
    try:
        payload = await unit.port.prompted(row.prompt, length, INPUT_SECONDS, row.stop, _ended if row.tail else _never)
    except TimeoutError:
        raise Refused(row.late) from None
    if row.tail and (len(payload) < length or await unit.port.more(2, 1) != b"\r\n"):
        raise Refused(WRONG)
    if not payload:
        raise Refused(WRONG)
    return payload


def _ended(data: bytes) -> bool:
    return data.endswith(b"\r\n") or _QUIT in data


def _never(data: bytes) -> bool:
    return False


def _unescaped(row: Firmware, payload: bytes) -> bytes:
    """An ESP8266 puts a blank for the backslash, which goes behind every second quote; an M6315 drops it."""
    if not row.escapes:
        return payload
    marks = re.compile(rb'\\([",])' if "," in row.escapes else rb'\\(")')
    if not row.blanks:
        return marks.sub(rb"\1", payload)
    quotes = 0

    def put(found: re.Match[bytes]) -> bytes:
        nonlocal quotes
        quotes += found[1] == b'"'
        return b'" ' if found[1] == b'"' and quotes % 2 == 0 else b" " + found[1]

    return marks.sub(put, payload)


def received(unit: Unit, message: Message) -> None:
    if tencent_updates.heard(unit, message):
        return
    row, station = firmware(unit), unit.station
    head = row.line("+TCMQTTRCVPUB", "").encode()
    line = head + b'"' + message.topic + b'",%d,"' % len(message.payload) + message.payload + b'"'
    if station.busy and station.busy not in row.hasty:
        station.held.append(line)
    else:
        unit.urc(line)


def _topics(unit: Unit, values: Values) -> Lines:
    row = firmware(unit)
    return [row.line("+TCMQTTSUB", f'"{topic}",{qos}') for topic, qos in unit.station.topics.items()]


def _subscribe(unit: Unit, values: Values) -> Lines:
    connected(unit)
    unloading(unit)
    counted(values, 2)
    topic, qos = _topic(values).decode("latin-1"), values.number(1, 0, 1)
    return later(unit, "+TCMQTTSUB", _subscribing(unit, topic, qos))


async def _subscribing(unit: Unit, topic: str, qos: int) -> int:
    topics = unit.station.topics
    if topic not in topics and len(topics) >= MOST_TOPICS:
        return TOO_MANY_TOPICS
    err = await subscribed(unit, topic, qos)
    if not err:
        topics[topic] = qos
    return err


def _left(unit: Unit, values: Values) -> Lines:
    row, left = firmware(unit), unit.station.left
    return (row.line("+TCMQTTUNSUB", f'"{left}"'),) if left and row.tells_left else ()


def _unsubscribe(unit: Unit, values: Values) -> Lines:
    connected(unit)
    unloading(unit)
    values.count(1)
    return later(unit, "+TCMQTTUNSUB", _unsubscribing(unit, _topic(values).decode("latin-1")))


async def _unsubscribing(unit: Unit, topic: str) -> int:
    station, id_ = unit.station, unit.station.next_id()
    body = packets.short(id_) + packets.string(topic.encode("latin-1"))
    err = await asked(unit, packets.pack(packets.UNSUBSCRIBE, body), packets.UNSUBACK, id_)
    if not err and station.topics.pop(topic, None) is not None:
        station.left = topic
    return err


COMMANDS = {
    "+TCMQTTPUB": command("+TCMQTTPUB", write=_publish, whole=True),
    "+TCMQTTPUBL": command("+TCMQTTPUBL", write=_publish_long),
    "+TCMQTTSUB": command("+TCMQTTSUB", _topics, _subscribe),
    "+TCMQTTUNSUB": command("+TCMQTTUNSUB", _left, _unsubscribe),
}
