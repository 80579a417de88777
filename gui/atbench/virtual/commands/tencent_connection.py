"""Connecting to Tencent Cloud, losing it, trying again: Tencent IoT MQTT AT manual V3.0.3, 3.1, 3.2, 3.7, 5."""

from __future__ import annotations

import asyncio

from atbench.port.port import moment
from atbench.texts import _
from atbench.virtual.backends import packets, psk, tencent, tls
from atbench.virtual.backends.mqtt import Client
from atbench.virtual.backends.names import Unknown
from atbench.virtual.backends.packets import Hello
from atbench.virtual.backends.sign_in import Credentials
from atbench.virtual.backends.station import CERTIFICATE, DIRECT, KEY, Info, Wishes
from atbench.virtual.backends.tencent_codes import (
    BAD_CERTIFICATE,
    BUSY,
    HUNG_UP,
    NO_HOST,
    NO_TCP,
    NO_TLS,
    REFUSED,
    STATE,
    WRONG,
)
from atbench.virtual.backends.tls import Tls
from atbench.virtual.commands.tencent import command, first_number, idle, later
from atbench.virtual.commands.tencent_firmware import Why, firmware
from atbench.virtual.commands.tencent_messages import received
from atbench.virtual.commands.tencent_mqtt import subscribed
from atbench.virtual.commands.tencent_updates import cancel
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Lines, Unit

PLAIN_PORT, TLS_PORT = 1883, 8883
PAUSES = (1, 2, 4, 8, 16, 32)  # seconds between the attempts to connect again; those of the C SDK
FITTING = {DIRECT: (DIRECT,), KEY: (DIRECT, KEY), CERTIFICATE: (CERTIFICATE,)}


def _wishes(unit: Unit, values: Values) -> Lines:
    it, row = unit.station.wishes, firmware(unit)
    mode = it.mode if it.mode in row.modes else row.modes[0]
    return (row.line("+TCMQTTCONN", f"{mode},{it.timeout},{it.keepalive},{it.clean},{it.again}"),)


def _connect(unit: Unit, values: Values) -> Lines:
    idle(unit)
    station, row = unit.station, firmware(unit)
    mode = first_number(values, row.modes)
    values.count(5)
    wishes = Wishes(
        mode,
        values.number(1, *row.timeouts),
        values.number(2, 60, 690),
        values.number(3, 0, 1),
        values.number(4, 0, 1),
    )
    if station.info is None and not row.unset_later:
        raise Refused(row.unset)
    if station.info and mode not in FITTING[station.info.mode]:
        raise Refused(WRONG)
    station.wishes = wishes
    return later(unit, "+TCMQTTCONN", _connecting(unit, station.info))


async def _connecting(unit: Unit, info: Info | None) -> int:
    station = unit.station
    if info is None:
        return firmware(unit).unset
    station.running = True
    err = await _sign_in(unit, info)
    station.running = station.connected = not err
    return err


async def _sign_in(unit: Unit, info: Info) -> int:
    """0, or why it failed."""
    station = unit.station
    if not station.joined:
        return NO_HOST
    client = Client(unit.clock, unit.tasks, lambda message: received(unit, message), lambda: _lost(unit, client))
    try:
        err = await _reach(unit, info, client)
    except TimeoutError:
        err = firmware(unit).no_answer
    except asyncio.CancelledError:
        client.close()
        raise
    if err:
        client.close()
        return err
    station.client = client
    seconds = station.wishes.timeout / 1000
    client.keep_alive(station.wishes.keepalive, seconds, client.lose)
    return 0


async def _reach(unit: Unit, info: Info, client: Client) -> int:
    wishes, host = unit.station.wishes, tencent.host(info.product)
    seconds = wishes.timeout / 1000
    try:
        secured = _tls(unit, info, seconds)
        secured = tls.spoilt(secured) if secured and unit.bad_tls else secured
        async with unit.clock.timeout(seconds):
            address = await unit.names.find(host, TLS_PORT if secured else PLAIN_PORT, secured is not None)
            await client.open(*address, secured, host)
    except _NoCertificate:
        return BAD_CERTIFICATE
    except Unknown:
        return NO_HOST
    except tls.Failed:
        return NO_TLS
    except TimeoutError:
        raise
    except OSError:
        return NO_TCP
    try:
        code = await client.connect(_hello(info, wishes, secured is not None), seconds)
    except ConnectionError:
        return HUNG_UP
    return REFUSED - code if code else 0


class _NoCertificate(Exception):
    """The certificate, or its key, is not in the module."""


def _tls(unit: Unit, info: Info, seconds: float) -> Tls | None:
    """What this mode needs. Raises `_NoCertificate` and `tls.Failed`."""
    mode = unit.station.wishes.mode
    if mode == CERTIFICATE:
        known, base = unit.station.certificates, info.secret.rpartition(".")[0]
        if info.secret not in known or f"{base}.key" not in known:
            raise _NoCertificate
        try:
            return tls.present(known[info.secret], known[f"{base}.key"], seconds)
        except tls.Failed as error:
            raise _NoCertificate from error
    if mode == DIRECT:
        return None
    if not psk.AVAILABLE and unit.names.inside(tencent.host(info.product)):
        unit.note(_("TLS with a key needs Python 3.13. The virtual module went to the local cloud without TLS."))
        return None
    return psk.client(info.client, tencent.key_of(info.secret), seconds)


def _hello(info: Info, wishes: Wishes, secured: bool) -> Hello:
    """Over TLS the certificate or the key stands for the password."""
    now = moment()
    who = (
        Credentials(info.client, tencent.user(info.client, now), "")
        if secured
        else tencent.credentials(info.client, info.secret, now)
    )
    texts = (text.encode("latin-1") for text in who)
    client, user, password = texts
    return Hello(client, user, password or None, clean=bool(wishes.clean), keepalive=wishes.keepalive)


def _lost(unit: Unit, client: Client) -> None:
    """The connection ended and nobody here wanted it. One that is still signing in tells so itself."""
    station = unit.station
    if station.client is not client:
        return
    station.client, station.connected = None, False
    _gone(unit, "server" if station.joined else "network")
    if station.wishes.again:
        station.trying = unit.tasks.start(_again(unit), "+TCMQTTRECONNECTING")
    else:
        station.shut()


def _gone(unit: Unit, why: Why) -> None:
    if reason := firmware(unit).gone[why]:
        unit.urc(f"+TCMQTTDISCON{reason}")


async def _again(unit: Unit) -> None:
    station = unit.station
    for pause in PAUSES:
        unit.urc("+TCMQTTRECONNECTING")
        await unit.clock.sleep(pause)
        if station.info and not await _sign_in(unit, station.info):
            station.trying, station.connected = None, True
            await _back(unit)
            return
    station.trying = None
    station.shut()
    _gone(unit, "gave up")


async def _back(unit: Unit) -> None:
    """The module subscribes again by itself; an M6315 tells each topic."""
    row = firmware(unit)
    unit.urc("+TCMQTTRECONNECTED")
    for topic, qos in list(unit.station.topics.items()):
        err = await subscribed(unit, topic, qos)
        if row.subscribes_aloud:
            unit.urc(row.result("+TCMQTTSUB", err))


async def _disconnect(unit: Unit, values: Values) -> Lines:
    station, row = unit.station, firmware(unit)
    if not station.running:
        raise Refused(STATE)
    if station.updates.loading and not row.cancels:
        raise Refused(BUSY)
    cancel(unit)
    station.shut(packets.pack(packets.DISCONNECT))
    await unit.clock.sleep(0.2)
    reason = row.gone["left"]
    return (f"+TCMQTTDISCON{reason}",) if reason else ()


def _connected(unit: Unit, values: Values) -> Lines:
    return (firmware(unit).line("+TCMQTTSTATE", str(int(unit.station.connected))),)


COMMANDS = {
    "+TCMQTTCONN": command("+TCMQTTCONN", _wishes, _connect),
    "+TCMQTTDISCONN": command("+TCMQTTDISCONN", execute=_disconnect),
    "+TCMQTTSTATE": command("+TCMQTTSTATE", _connected),
}
