"""Messages of the CLOUD commands: ME3630 Aliyun MQTT manual V1.6, 1.3 to 1.5; codes of a sister, Neoway N58 15.6."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from atbench.virtual.backends import packets
from atbench.virtual.backends.packets import Message
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Lines, Unit

NO_DEVICE, FAILED, NO_ACK, BAD_TOPIC, TOO_BIG = range(-1, -6, -1)
MOST_TOPICS, LONGEST_TOPIC, LONGEST_MESSAGE = 8, 64, 255
LONGEST_COMING = 1024  # inferred: the sister's manual has the code -5 and no number
ACK_SECONDS = 10
INPUT_SECONDS = 30


def refusal(code: int) -> Refused:
    return Refused(word=_error(code).encode())


def _error(code: int) -> str:
    return f"+CMD ERROR: {code}"


def given(values: Values) -> list[str]:
    """The fields of a command, at their commas, as they stand there: quotes and blanks are part of them."""
    return values.word(0).split(",")


def _topic(text: str) -> bytes:
    if not 0 < len(text) <= LONGEST_TOPIC or '"' in text or " " in text:
        raise refusal(BAD_TOPIC)
    return text.encode("latin-1")


def _qos(text: str) -> int:
    if text not in ("0", "1"):
        raise Refused
    return int(text)


def _connected(unit: Unit) -> None:
    if unit.cloud.client is None:
        raise refusal(NO_DEVICE)


def later(unit: Unit, name: str, work: Coroutine[Any, Any, int]) -> Lines:
    """OK now, then `+CLOUD…ACK: <OK>` or the code of the mistake. The angle brackets are what modules print."""
    unit.tasks.start(_result(unit, name, work), name)
    return ()


async def _result(unit: Unit, name: str, work: Coroutine[Any, Any, int]) -> None:
    code = await work
    unit.urc(_error(code) if code else f"{name}: <OK>")


def subscribe(unit: Unit, values: Values) -> Lines:
    _connected(unit)
    fields = given(values)
    if len(fields) % 2 or not 1 <= len(fields) // 2 <= MOST_TOPICS:
        raise Refused
    pairs = [(_topic(topic), _qos(qos)) for topic, qos in zip(fields[::2], fields[1::2], strict=True)]
    id_ = unit.cloud.next_id()
    body = packets.short(id_) + b"".join(packets.string(topic) + bytes([qos]) for topic, qos in pairs)
    data = packets.pack(packets.SUBSCRIBE, body)
    return later(unit, "+CLOUDSUBACK", _asked(unit, data, packets.SUBACK, id_))


def unsubscribe(unit: Unit, values: Values) -> Lines:
    _connected(unit)
    fields = given(values)
    if len(fields) != 1:
        raise Refused
    id_ = unit.cloud.next_id()
    data = packets.pack(packets.UNSUBSCRIBE, packets.short(id_) + packets.string(_topic(fields[0])))
    return later(unit, "+CLOUDUNSUBACK", _asked(unit, data, packets.UNSUBACK, id_))


async def publish(unit: Unit, values: Values) -> Lines:
    """A message may hold commas. A number is the message, or its length where the address of the module says so.

    Whether a prompt comes then is not known. QoS 0 is answered with OK alone, as in the examples.
    """
    _connected(unit)
    fields = values.word(0).split(",", 2)
    if len(fields) != 3 or not fields[2]:
        raise Refused
    topic, qos, payload = _topic(fields[0]), _qos(fields[1]), fields[2].encode("latin-1")
    if payload.isdigit() and unit.profile.option("number") == "length":
        payload = await _typed(unit, int(payload[:6]))
    if len(payload) > LONGEST_MESSAGE:
        raise refusal(TOO_BIG)
    client = unit.cloud.client
    if client is None:
        raise refusal(NO_DEVICE)
    id_ = unit.cloud.next_id() if qos else 0
    message = Message(topic, payload, qos, id=id_)
    if qos:
        return later(unit, "+CLOUDPUBACK", _asked(unit, message.pack(), packets.PUBACK, id_))
    client.send(message.pack())
    return ()


async def _typed(unit: Unit, length: int) -> bytes:
    if not 1 <= length <= LONGEST_MESSAGE:
        raise refusal(TOO_BIG)
    try:
        return await unit.port.prompted(b"\r\n> ", length, INPUT_SECONDS)
    except TimeoutError:
        raise Refused from None


async def _asked(unit: Unit, data: bytes, answer: int, id_: int) -> int:
    """0, or the code of the mistake."""
    client = unit.cloud.client
    if client is None:
        return NO_DEVICE
    try:
        packet = await client.request(data, answer, id_, ACK_SECONDS, 1, lambda turn: None)
    except TimeoutError:
        return NO_ACK
    except ConnectionError:
        return FAILED
    return FAILED if answer == packets.SUBACK and max(packet.body[2:]) > 1 else 0


def received(unit: Unit, message: Message) -> None:
    """A message that is too big ends the connection, as a sister does it."""
    if len(message.payload) > LONGEST_COMING:
        unit.urc(_error(TOO_BIG))
        if unit.cloud.client:
            unit.cloud.client.lose()
        return
    head = b"+CLOUDPUBLISH: %d,%s,%d," % (message.id, message.topic, len(message.payload))
    unit.urc(head + message.payload)
