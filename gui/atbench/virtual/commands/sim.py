"""The SIM card: Quectel AT manual V1.1 chapter 5."""

from __future__ import annotations

from atbench.virtual import radio
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit


def _pin_wanted(unit: Unit, values: Values) -> Lines:
    try:
        radio.need_card(unit)
    except Refused as refused:
        if refused.code in (11, 12):
            return ("+CPIN: SIM PIN" if unit.sim.tries else "+CPIN: SIM PUK",)
        raise
    return ("+CPIN: READY",)


def _enter_pin(unit: Unit, values: Values) -> Lines:
    values.count(1, 2)
    if not unit.sim.inserted:
        raise Refused(10)
    if not unit.sim.pin:
        raise Refused(3)  # nothing is asked for
    if not unit.sim.tries:
        raise Refused(12)
    if values.word(0) != unit.sim.pin:
        unit.sim.tries -= 1
        raise Refused(16)
    unit.sim.pin, unit.sim.tries = "", 3
    unit.tasks.start(radio.sim_opened(unit), "sim")
    return ()


def _imsi(unit: Unit, values: Values) -> Lines:
    return (unit.profile.imsi,)


def _iccid(unit: Unit, values: Values) -> Lines:
    if not unit.sim.inserted or unit.network.full == 0:
        raise Refused
    return (f"+QCCID: {unit.profile.iccid}",)


def _initialised(unit: Unit, values: Values) -> Lines:
    return (f"+QINISTAT: {unit.sim.initialised}",)


def _counters(unit: Unit, values: Values) -> Lines:
    return (f'+QPINC: "SC",{unit.sim.tries},10', '+QPINC: "P2",3,10')


def _inserted(unit: Unit, values: Values) -> Lines:
    return (f"+QSIMSTAT: 0,{int(unit.sim.inserted)}",)


COMMANDS = {
    "+CPIN": Command((), _pin_wanted, _enter_pin, code=50),
    "+CIMI": Command(execute=_imsi, sim=True),
    "+QCCID": Command(execute=_iccid),
    "+QINISTAT": Command(("+QINISTAT: (0-7)",), execute=_initialised),
    "+QPINC": Command(('+QPINC: ("SC","P2")',), read=_counters),
    "+QSIMSTAT": Command(("+QSIMSTAT: (0,1)",), read=_inserted),
}
