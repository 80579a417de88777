"""The SIM card: Quectel AT manual V1.1 chapter 5."""

from __future__ import annotations

from atbench.virtual import radio
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

PUK = "00000000"  # of every card here


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
        _unblock(unit, values)
    elif values.word(0) != unit.sim.pin:
        unit.sim.tries -= 1
        raise Refused(16)
    unit.sim.pin, unit.sim.tries = "", 3
    unit.tasks.start(radio.sim_opened(unit), "sim")
    return ()


def _unblock(unit: Unit, values: Values) -> None:
    """5.3: PUK and a new PIN. A wrong PUK is not counted (inferred: nobody wants to lose an invented card)."""
    new = values.word(1)
    if len(values) != 2:
        raise Refused(12)
    if values.word(0) != PUK or not (new.isdecimal() and 4 <= len(new) <= 8):
        raise Refused(16)
    unit.sim.asks = new


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
    return (f"+QSIMSTAT: {int(_reports(unit))},{int(unit.sim.inserted)}",)


def _report(unit: Unit, values: Values) -> Lines:
    values.count(1)
    unit.remembered["+QSIMSTAT"] = str(values.number(0, 0, 1))
    return ()


def _reports(unit: Unit) -> bool:
    return unit.remembered.get("+QSIMSTAT") == "1"


def report(unit: Unit) -> None:
    """5.11: the card came or went, which is told where AT+QSIMDET and AT+QSIMSTAT are on."""
    if _reports(unit) and unit.remembered.get("+QSIMDET", "0").startswith("1"):
        unit.urc(f"+QSIMSTAT: 1,{int(unit.sim.inserted)}")


COMMANDS = {
    "+CPIN": Command((), _pin_wanted, _enter_pin, code=50),
    "+CIMI": Command(execute=_imsi, sim=True),
    "+QCCID": Command(execute=_iccid),
    "+QINISTAT": Command(("+QINISTAT: (0-7)",), execute=_initialised),
    "+QPINC": Command(('+QPINC: ("SC","P2")',), read=_counters),
    "+QSIMSTAT": Command(("+QSIMSTAT: (0,1)",), _inserted, _report),
}
