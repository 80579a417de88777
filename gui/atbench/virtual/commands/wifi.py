"""What a module for Wi-Fi has in place of SIM card and network: ESP-AT user guide, basic and Wi-Fi commands."""

from __future__ import annotations

from atbench.virtual import radio
from atbench.virtual.commands import basic
from atbench.virtual.commands.context import address
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

WRONG_PASSWORD, NO_JOIN = 2, 4
SHORTEST_PASSWORD = 8  # WPA


def _version(unit: Unit, values: Values) -> Lines:
    return ("AT version:1.7.0", "SDK version:3.0.0", f"Bin version:{unit.profile.revision}")


def _restart(unit: Unit, values: Values) -> Lines:
    unit.port.restart()
    return ()


def _mode(unit: Unit, values: Values) -> Lines:
    return (f"+CWMODE:{unit.wifi.mode}",)


def _set_mode(unit: Unit, values: Values) -> Lines:
    values.count(1)
    unit.wifi.mode = values.number(0, 0, 3)
    if unit.wifi.mode in (0, 2):  # no station any more
        _leave(unit)
    return ()


def _network(unit: Unit, values: Values) -> Lines:
    if not unit.wifi.joined:
        return ("No AP",)
    return (f'+CWJAP:"{unit.wifi.ssid}","02:00:00:00:00:01",6,-52',)


async def _join(unit: Unit, values: Values) -> Lines:
    values.count(2)
    ssid, password = values.text(0, 1, 32), values.text(1, 0, 64)
    if unit.wifi.mode in (0, 2):
        raise Refused
    _leave(unit)
    await unit.clock.sleep(1.5)
    if password and len(password) < SHORTEST_PASSWORD:
        raise Refused(word=f"+CWJAP:{WRONG_PASSWORD}\r\nFAIL".encode())
    unit.wifi.ssid, unit.wifi.password = ssid, password
    radio.join_wifi(unit)
    return ()


def _addresses(unit: Unit, values: Values) -> Lines:
    own = address(1) if unit.wifi.joined else "0.0.0.0"
    return (f'+CIFSR:STAIP,"{own}"', '+CIFSR:STAMAC,"02:00:00:00:00:02"')


def _quit(unit: Unit, values: Values) -> Lines:
    _leave(unit)
    unit.wifi.ssid = ""
    return ()


def _leave(unit: Unit) -> None:
    if unit.wifi.joined:
        unit.wifi.joined = False
        unit.urc("WIFI DISCONNECT")
        radio.drop_clouds(unit)


COMMANDS = {
    "E": basic.COMMANDS["E"],
    "+GMR": Command(execute=_version),
    "+RST": Command(execute=_restart),
    "+CWMODE": Command(("+CWMODE:(0-3)",), _mode, _set_mode),
    "+CWJAP": Command((), _network, _join, blocks=True),
    "+CIFSR": Command(execute=_addresses),
    "+CWQAP": Command(execute=_quit),
}
