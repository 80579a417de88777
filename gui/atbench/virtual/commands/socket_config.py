"""AT+QICFG and AT+QISDE: Quectel TCP/IP note V1.2, 2.2.15 and 2.2.16. What is only remembered has no effect here."""

from __future__ import annotations

from atbench.virtual.backends import socket_codes as codes
from atbench.virtual.commands.socket_data import fail, noted
from atbench.virtual.line import Values
from atbench.virtual.unit import Command, Lines, Unit

# Key: the lowest and highest of each value. "transwaittm", "udp/sendmode" and "tcp/keepalive" are only remembered.
KEYS = {
    "transpktsize": ((1, 1460),),
    "transwaittm": ((0, 20),),
    "dataformat": ((0, 1), (0, 1)),
    "viewmode": ((0, 1),),
    "passiveclosed": ((0, 1),),
    "udp/readmode": ((0, 1),),
    "udp/sendmode": ((0, 1),),
    "tcp/keepalive": ((0, 1), (1, 1800), (25, 100), (3, 10)),
    "recvind": ((0, 1),),
    "tcp/accept": ((0, 1),),
}


def _configure(unit: Unit, values: Values) -> Lines:
    key = values.text(0, 1, 20).lower()
    if key not in KEYS:
        raise fail(unit, codes.WRONG)
    if len(values) == 1:
        return (f'+QICFG: "{key}",{",".join(map(str, unit.sockets.settings[key]))}',)
    values.count(*((2, 5) if key == "tcp/keepalive" else (len(KEYS[key]) + 1,)))
    limits = KEYS[key][: len(values) - 1]
    unit.sockets.settings[key] = tuple(values.number(place, *limit) for place, limit in enumerate(limits, 1))
    return ()


def _echo(unit: Unit, values: Values) -> Lines:
    return (f"+QISDE: {int(unit.sockets.echo)}",)


def _set_echo(unit: Unit, values: Values) -> Lines:
    values.count(1)
    unit.sockets.echo = bool(values.number(0, 0, 1))
    return ()


def _range(low: int, high: int) -> str:
    return f"({low},{high})" if high == low + 1 else f"({low}-{high})"


_TEST = tuple(f'+QICFG: "{key}",{",".join(_range(*limit) for limit in limits)}' for key, limits in KEYS.items())

COMMANDS = {
    "+QICFG": Command(_TEST, write=noted(_configure)),
    "+QISDE": Command(("+QISDE: (0,1)",), _echo, noted(_set_echo)),
}
