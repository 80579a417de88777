"""Opening, connecting, disconnecting, closing: Quectel MQTT note V1.0, 3.2.2 to 3.2.5 and chapter 4.

OK comes at once, the result later as a line of its own. Every mistake is a plain ERROR.
"""

from __future__ import annotations

from atbench.virtual.backends import packets
from atbench.virtual.backends.mqtt import Client
from atbench.virtual.backends.names import Unknown
from atbench.virtual.backends.packets import Hello
from atbench.virtual.backends.slot import CONNECTED, CONNECTING, INITIALISING, LEAVING, Slot
from atbench.virtual.backends.tls import Failed, Unfit
from atbench.virtual.commands.mqtt_hello import hello_of
from atbench.virtual.commands.mqtt_messages import later, received, slot_of
from atbench.virtual.commands.ssl import tls_of
from atbench.virtual.line import Values
from atbench.virtual.unit import Command, Lines, Unit

# 3.2.2 <result>. The note only names them:
# -1 came from EC25, BG95 and BG96 modules when TLS could not be made (another one by a switch of its profile);
# 1, "wrong parameter", has no known cause, since wrong values are an ERROR at once: inferred, TLS settings that lack a
# certificate which their security level needs;
# 5 is a connection that is refused, lost or not made within 120 s.
OPENED, WRONG, BUSY, NO_CONTEXT, NO_NAME, NO_NETWORK = range(6)
OPEN_SECONDS = 120
# 4.1 <err_code>
GONE, NO_CONNACK = 1, 4


def _opened(unit: Unit, values: Values) -> Lines:
    return [f'+QMTOPEN: {slot.index},"{slot.host}",{slot.port}' for slot in unit.clients if slot.state]


def _open(unit: Unit, values: Values) -> Lines:
    values.count(3)
    slot, host, port = slot_of(unit, values), values.text(1, 1, 100), values.number(2, 1, 65535)
    if slot.used:
        unit.urc(f"+QMTOPEN: {slot.index},{BUSY}")
        return ()
    slot.opening = True
    return later(unit, slot, _opening(unit, slot, host, port))


async def _opening(unit: Unit, slot: Slot, host: str, port: int) -> None:
    number = slot.settings.number("pdpcid")
    await unit.clock.sleep(0.3 if unit.contexts[number].active else 1)
    result = await _reach(unit, slot, host, port) if unit.contexts[number].active else NO_CONTEXT
    slot.opening = False
    if result == OPENED:
        slot.state, slot.host, slot.port = INITIALISING, host, port
    else:
        slot.shut()
    unit.urc(f"+QMTOPEN: {slot.index},{result}")


async def _reach(unit: Unit, slot: Slot, host: str, port: int) -> int:
    client = Client(
        unit.clock, unit.tasks, lambda message: received(unit, slot, message), lambda: _gone(unit, slot, GONE)
    )
    slot.client = client
    try:
        async with unit.clock.timeout(OPEN_SECONDS):
            tls = tls_of(unit, slot)
            if tls and unit.profile.habits.mqtt.opens_aloud:
                unit.urc(f'+QMTOPEN: {slot.index},"{host}",{port}')
            await client.open(*await unit.names.find(host, port, tls is not None), tls, host)
    except Unfit:
        return WRONG
    except Unknown:
        return NO_NAME
    except Failed:
        return unit.profile.habits.mqtt.no_tls
    except OSError:  # TimeoutError is one of them
        return NO_NETWORK
    if slot.client is not client:  # the context went down meanwhile
        client.close()
        return NO_NETWORK
    return OPENED


def _gone(unit: Unit, slot: Slot, code: int) -> None:
    """The connection ended and nobody here wanted it; one that is still opening tells so itself."""
    opened = slot.state
    slot.shut()
    if opened:
        unit.urc(f"+QMTSTAT: {slot.index},{code}")


def _states(unit: Unit, values: Values) -> Lines:
    return [f"+QMTCONN: {slot.index},{slot.state}" for slot in unit.clients if slot.state]


def _connect(unit: Unit, values: Values) -> Lines:
    values.count(2, 4)
    slot = slot_of(unit, values, INITIALISING)
    client = values.text(1, 0, 256)
    user, password = (values.text(place, 0, 512) if len(values) == 4 else "" for place in (2, 3))
    hello = hello_of(slot, client, user, password)
    slot.state = CONNECTING
    return later(unit, slot, _connecting(unit, slot, hello))


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
        # 3.2.1: "qmtping" is the interval of pings, "keepalive" what the server is told (0: it never closes) and
        # the longest silence that it suffers. Other Quectel notes give "qmtping" another meaning.
        every = min(settings.number("qmtping"), settings.number("keepalive"))
        client.keep_alive(every, settings.number("timeout"), lambda: _ping_failed(unit, slot))


def _ping_failed(unit: Unit, slot: Slot) -> None:
    slot.shut()
    unit.urc(f"+QMTPING: {slot.index},1")


def _disconnect(unit: Unit, values: Values) -> Lines:
    values.count(1)
    slot = slot_of(unit, values, CONNECTED)
    slot.state = LEAVING
    return later(unit, slot, _leaving(unit, slot, "+QMTDISC", packets.pack(packets.DISCONNECT)))


def _close(unit: Unit, values: Values) -> Lines:
    values.count(1)
    slot = slot_of(unit, values, INITIALISING, CONNECTING, CONNECTED)
    slot.state = LEAVING
    return later(unit, slot, _leaving(unit, slot, "+QMTCLOSE", b""))


async def _leaving(unit: Unit, slot: Slot, name: str, last: bytes) -> None:
    client, slot.client = slot.client, None
    if client:
        client.close(last)
    await unit.clock.sleep(0.1)
    slot.shut()
    unit.urc(f"{name}: {slot.index},0")


_ONE = "(0-5)"

COMMANDS = {
    "+QMTOPEN": Command((f'+QMTOPEN: {_ONE},"hostname",(1-65535)',), _opened, _open),
    "+QMTCLOSE": Command((f"+QMTCLOSE: {_ONE}",), write=_close),
    "+QMTCONN": Command((f'+QMTCONN: {_ONE},"clientid","username","password"',), _states, _connect),
    "+QMTDISC": Command((f"+QMTDISC: {_ONE}",), write=_disconnect),
}
