"""MQTT for Aliyun on a Gosuncn ME3630: ME3630 Aliyun MQTT manual V1.6, chapter 1; codes of a sister, Neoway N58.

Nothing is quoted: each command takes the rest of its line. Inferred: which mistake is a plain ERROR and which one of
the codes; that AT+CLOUDAUTH asks the cloud and leaves again, since the device is online only after AT+CLOUDCONN.
"""

from __future__ import annotations

import re
from collections.abc import Coroutine
from typing import Any

from atbench.virtual.backends import aliyun, packets
from atbench.virtual.backends.aliyun import Device
from atbench.virtual.backends.mqtt import Client
from atbench.virtual.backends.names import Unknown
from atbench.virtual.backends.packets import Hello
from atbench.virtual.commands.cloud_messages import (
    NO_ACK,
    NO_DEVICE,
    given,
    publish,
    received,
    refusal,
    subscribe,
    unsubscribe,
)
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

FIRST = "AL_ME3630C1CV1.0B01"
"""The first firmware with these commands; others than those for Aliyun have none (inferred)."""
_VERSION = re.compile(r"AL_.*V(\d+)\.(\d+)B(\d+)", re.IGNORECASE)

LONGEST = 64
PORT = 1883
KEEP_ALIVE, SECONDS = 120, 10  # inferred: the manual names neither
NO_NETWORK = 30  # +CME ERROR


def known(revision: str) -> bool:
    """Whether this firmware has the CLOUD commands (manual, section 1)."""
    return _number(revision) >= _number(FIRST)


def _number(revision: str) -> tuple[int, ...]:
    found = _VERSION.search(revision)
    return tuple(map(int, found.groups())) if found else ()


def _authorise(unit: Unit, values: Values) -> Lines | Coroutine[Any, Any, Lines]:
    fields = given(values)
    if len(fields) != 3 or not all(0 < len(field) <= LONGEST for field in fields):
        raise Refused
    if unit.cloud.client or unit.cloud.busy:
        raise Refused
    device = Device(*fields)
    if unit.profile.option("auth") == "first":
        return _at_once(unit, device)
    unit.cloud.busy = True
    unit.tasks.start(_later(unit, device), "+CLOUDAUTH")
    return ()


async def _at_once(unit: Unit, device: Device) -> Lines:
    """As the example of chapter 2 shows it: the verdict before OK."""
    return (await _verdict(unit, device),)


async def _later(unit: Unit, device: Device) -> None:
    try:
        line = await _verdict(unit, device)
    finally:
        unit.cloud.busy = False
    unit.urc(line)


async def _verdict(unit: Unit, device: Device) -> str:
    unit.cloud.device = None
    client = Client(unit.clock, unit.tasks, lambda message: None, lambda: None)
    try:
        code = await _sign_in(unit, device, client)
    except (Unknown, OSError):
        return f"+CME ERROR: {NO_NETWORK}"
    finally:
        client.close(packets.pack(packets.DISCONNECT))
    unit.cloud.device = None if code else device
    return f"+ALIAUTH: {'FAIL' if code else 'OK'}"


async def _sign_in(unit: Unit, device: Device, client: Client) -> int:
    """The code of CONNACK. Raises `Unknown` and OSError."""
    if not unit.cloud.dialled:
        raise Unknown(device.key)
    host = f"{device.key}.iot-as-mqtt.cn-shanghai.aliyuncs.com".lower()
    who = aliyun.credentials(device.name, device)
    async with unit.clock.timeout(SECONDS):
        await client.open(*await unit.names.find(host, PORT))
    name, user, password = (text.encode("latin-1") for text in who)
    return await client.connect(Hello(name, user, password, keepalive=KEEP_ALIVE), SECONDS)


async def _connect(unit: Unit, values: Values) -> Lines:
    cloud = unit.cloud
    if cloud.client:
        raise Refused
    if cloud.device is None or cloud.busy:
        raise refusal(NO_DEVICE)
    client = Client(unit.clock, unit.tasks, lambda message: received(unit, message), lambda: _gone(unit, client))
    try:
        code = await _sign_in(unit, cloud.device, client)
    except TimeoutError:
        client.close()
        raise refusal(NO_ACK) from None
    except (Unknown, OSError):
        code = packets.NO_SERVER
    if code:
        client.close()
        raise refusal(NO_DEVICE)
    cloud.client = client
    client.keep_alive(KEEP_ALIVE, SECONDS, client.lose)
    return ()


def _gone(unit: Unit, client: Client) -> None:
    """The server has gone, without a word: the manual has no line for it. AT+CLOUDCONN connects again."""
    if unit.cloud.client is client:
        unit.cloud.client = None


def _disconnect(unit: Unit, values: Values) -> Lines:
    """1.6: afterwards AT+CLOUDAUTH and AT+CLOUDCONN are needed again."""
    if unit.cloud.client is None and unit.cloud.device is None:
        raise refusal(NO_DEVICE)
    unit.cloud.shut(packets.pack(packets.DISCONNECT))
    unit.cloud.device = None
    return ()


COMMANDS = {
    "+CLOUDAUTH": Command(None, write=_authorise, raw=True),
    "+CLOUDCONN": Command(None, execute=_connect, raw=True, blocks=True),
    "+CLOUDSUB": Command(None, write=subscribe, raw=True),
    "+CLOUDPUB": Command(None, write=publish, raw=True),
    "+CLOUDUNSUB": Command(None, write=unsubscribe, raw=True),
    "+CLOUDDISCONN": Command(None, execute=_disconnect, raw=True),
}
