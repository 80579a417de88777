"""Identity, error format, power: Quectel AT manual V1.1 chapters 2 and 10."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from atbench.port.port import moment
from atbench.virtual.line import Refused, Values
from atbench.virtual.state import Profile
from atbench.virtual.unit import Command, Lines, Unit

_TIME = re.compile(r"(\d\d/\d\d/\d\d,\d\d:\d\d:\d\d)([+-]\d\d)")


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


def _clock(unit: Unit, values: Values) -> Lines:
    """The network's time, in the zone of its operator (10.1, +CCLK): eight hours before UTC are 32 quarters."""
    now = datetime.fromtimestamp(moment() + unit.terminal.clock, timezone(timedelta(hours=8)))
    return (f'+CCLK: "{now:%y/%m/%d,%H:%M:%S}+32"',)


def _set_clock(unit: Unit, values: Values) -> Lines:
    values.count(1)
    found = _TIME.fullmatch(values.text(0))
    if not found:
        raise Refused
    try:
        zone = timezone(timedelta(minutes=15 * int(found[2])))
        wanted = datetime.strptime(found[1], "%y/%m/%d,%H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        raise Refused from None
    unit.terminal.clock = wanted.timestamp() - moment()
    return ()


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
    "+CCLK": Command((), _clock, _set_clock),
    "+QPOWD": Command(("+QPOWD: (0,1)",), write=_power_down_now, execute=_power_down),
}
