"""Joining the network: Tencent IoT MQTT AT manual V3.0.3, 2.1; with an <action> as V3.1.3 and an M6315 have it."""

from __future__ import annotations

from atbench.virtual import radio
from atbench.virtual.backends.tencent_codes import NO_CONNECTION, WRONG
from atbench.virtual.commands.context import address
from atbench.virtual.commands.tencent import command, first_number, later
from atbench.virtual.commands.tencent_firmware import firmware
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Lines, Unit

CELLULAR, WIFI = 0, 1
LONGEST = 48  # bytes of name and password of a Wi-Fi network
SHORTEST_PASSWORD = 8  # WPA

Network = tuple[int, str, str]


def _state(unit: Unit, values: Values) -> Lines:
    station = unit.station
    kind, name, password = station.network
    place = address(1) if station.joined else "0.0.0.0"
    signal = unit.network.signal if unit.network.registered else 99
    tail = f'"{name}","{password}"' if kind == WIFI else str(signal)
    return (firmware(unit).line("+TCREGNET", f'{kind},{int(station.joined)},"{place}",{tail}'),)


def _join(unit: Unit, values: Values) -> Lines:
    row = firmware(unit)
    kind = first_number(values, row.kinds)
    if row.acts:
        return _act(unit, values)
    network = _wifi(values) if kind == WIFI else _cellular(values, 1)
    return later(unit, "+TCREGNET", _joining(unit, network))


def _wifi(values: Values) -> Network:
    values.count(3)
    name, password = values.text(1, 1, LONGEST), values.text(2, 0, LONGEST)
    if not (name + password).isascii():
        raise Refused(WRONG)
    return WIFI, name, password


def _cellular(values: Values, place: int) -> Network:
    """The access point comes with quotes; an M6315 was seen to take it without."""
    values.count(place, place + 1)
    apn = values.word(place)
    if len(apn) > 100:
        raise Refused(WRONG)
    return CELLULAR, apn, ""


def _act(unit: Unit, values: Values) -> Lines:
    if not values.number(1, 0, 1):
        values.count(2)
        unit.tasks.start(_leaving(unit), "+TCREGNET")
        return ()
    network = _cellular(values, 2)
    unit.station.busy = "+TCREGNET"
    unit.tasks.start(_acting(unit, network), "+TCREGNET")
    return ()


async def _acting(unit: Unit, network: Network) -> None:
    try:
        err = await _joining(unit, network)
    finally:
        unit.station.busy = ""
    unit.urc(firmware(unit).line("+TCREGNET", f"0,NET_FAIL,{err}" if err else "0,NET_OK"))


async def _leaving(unit: Unit) -> None:
    await unit.clock.sleep(0.2)
    radio.drop_clouds(unit)
    unit.urc(firmware(unit).line("+TCREGNET", "0,NET_CLOSE"))


async def _joining(unit: Unit, network: Network) -> int:
    kind, _name, password = network
    unit.station.network = network
    await unit.clock.sleep(1)
    there = not password or len(password) >= SHORTEST_PASSWORD if kind == WIFI else unit.network.attached
    unit.station.joined = there
    return 0 if there else NO_CONNECTION


COMMANDS = {"+TCREGNET": command("+TCREGNET", _state, _join)}
