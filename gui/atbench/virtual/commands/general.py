"""Identity, error format, power: Quectel AT manual V1.1 chapters 2 and 10."""

from __future__ import annotations

from collections.abc import Callable

from atbench.virtual.line import Refused, Values
from atbench.virtual.state import Profile
from atbench.virtual.unit import Command, Lines, Unit


def _tell(what: Callable[[Profile], str]) -> Command:
    def tell(unit: Unit, values: Values) -> Lines:
        return (what(unit.profile),)

    return Command(execute=tell)


def _errors(unit: Unit, values: Values) -> Lines:
    return (f"+CMEE: {unit.terminal.errors}",)


def _set_errors(unit: Unit, values: Values) -> Lines:
    values.count(1)
    unit.terminal.errors = values.number(0, 0, 2)
    return ()


def _power_down(unit: Unit, values: Values) -> Lines:
    values.number(0, 0, 1, default=1)
    unit.port.restart(off=True)
    return ()


def _power_down_now(unit: Unit, values: Values) -> Lines:
    if len(values) != 1:
        raise Refused
    return _power_down(unit, values)


_MAKER = _tell(lambda profile: profile.maker)
_MODEL = _tell(lambda profile: profile.model)
_REVISION = _tell(lambda profile: profile.revision)
_IMEI = _tell(lambda profile: profile.imei)

COMMANDS = {
    "+GMI": _MAKER,
    "+CGMI": _MAKER,
    "+GMM": _MODEL,
    "+CGMM": _MODEL,
    "+GMR": _REVISION,
    "+CGMR": _REVISION,
    "+GSN": _IMEI,
    "+CGSN": _IMEI,
    "+CMEE": Command(("+CMEE: (0,1,2)",), _errors, _set_errors),
    "+QPOWD": Command(("+QPOWD: (0,1)",), write=_power_down_now, execute=_power_down),
}
