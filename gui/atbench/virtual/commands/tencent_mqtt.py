"""What the Tencent commands say to the cloud by MQTT: one question, one answer, no repeats within <cmdtimeout>."""

from __future__ import annotations

from atbench.virtual.backends import packets
from atbench.virtual.backends.packets import Message
from atbench.virtual.backends.tencent_codes import NO_CONNECTION, NOT_SUBSCRIBED
from atbench.virtual.commands.tencent_firmware import firmware
from atbench.virtual.unit import Unit


async def sent(unit: Unit, topic: bytes, qos: int, payload: bytes) -> int:
    """Publishes; 0, or why it failed."""
    client, id_ = unit.station.client, unit.station.next_id() if qos else 0
    if client is None:
        return NO_CONNECTION
    message = Message(topic, payload, qos, id=id_)
    if not qos:
        client.send(message.pack())
        return 0
    return await asked(unit, message.pack(), packets.PUBACK, id_)


async def asked(unit: Unit, data: bytes, answer: int, id_: int) -> int:
    """0, or why it failed."""
    client, seconds = unit.station.client, unit.station.wishes.timeout / 1000
    if client is None:
        return NO_CONNECTION
    try:
        packet = await client.request(data, answer, id_, seconds, 1, lambda turn: None)
    except TimeoutError:
        return firmware(unit).no_answer
    except ConnectionError:
        return NO_CONNECTION
    return NOT_SUBSCRIBED if answer == packets.SUBACK and packet.body[-1] > 1 else 0


async def subscribed(unit: Unit, topic: str, qos: int) -> int:
    """Subscribes; 0, or why it failed."""
    id_ = unit.station.next_id()
    body = packets.short(id_) + packets.string(topic.encode("latin-1")) + bytes([qos])
    return await asked(unit, packets.pack(packets.SUBSCRIBE, body), packets.SUBACK, id_)
