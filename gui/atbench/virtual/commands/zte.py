"""Network and data call of a Gosuncn ME3630, which are ZTE's commands: ME3630 Aliyun MQTT manual V1.6, chapter 2.

Addresses as read back were seen on a real module; what a refusal looks like is inferred.
"""

from __future__ import annotations

from atbench.virtual import radio
from atbench.virtual.commands.context import address
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

NO_SERVICE = 30
_SERVERS = "10.83.0.1, 10.83.0.2"


def _service(unit: Unit, values: Values) -> Lines:
    return ('+ZPAS: "LTE","CS_PS","FDD"' if unit.network.registered else '+ZPAS: "No Service","No Service"',)


def _call(unit: Unit, values: Values) -> Lines:
    if not unit.cloud.dialled:
        return ("+ZECMCALL: DISCONNECT",)
    own = address(1)
    gateway = own.rpartition(".")[0] + ".1"
    return (f"+ZECMCALL: IPV4, {own}, {gateway}, {_SERVERS}",)


async def _dial(unit: Unit, values: Values) -> Lines:
    values.count(1)
    up = bool(values.number(0, 0, 1))
    if not up:
        _hang_up(unit)
        return ("+ZECMCALL: DISCONNECT",)
    if unit.cloud.dialled:
        raise Refused
    await unit.clock.sleep(1.5)
    if not unit.network.attached:
        raise Refused(NO_SERVICE)
    unit.cloud.dialled = True
    return ("+ZECMCALL: CONNECT",)


def _hang_up(unit: Unit) -> None:
    radio.drop_clouds(unit)


COMMANDS = {
    "+ZPAS": Command((), _service, sim=True),
    "+ZECMCALL": Command(("+ZECMCALL: (0,1)",), _call, _dial, blocks=True, sim=True),
}
