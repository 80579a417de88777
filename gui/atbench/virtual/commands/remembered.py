"""Settings that a virtual module only remembers: nothing it does depends on them.

Source: Quectel AT manual V1.1, 2.24, 3.3, 3.4, 5.10, 6.6, 6.7, 8.2 and 10.3.
"""

from __future__ import annotations

from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Handler, Lines, Unit

_RATES = ("4800", "9600", "19200", "38400", "57600", "115200", "230400", "460800", "921600")

# What each value may be, the default first where the second table names none.
_ALLOWED: dict[str, tuple[tuple[str, ...], ...]] = {
    "+CSCS": (('"GSM"', '"IRA"', '"UCS2"'),),
    "+IPR": (_RATES,),
    "+IFC": (("0", "2"), ("0", "2")),
    "+CTZU": (("0", "1", "3"),),
    "+CTZR": (("0", "1", "2"),),
    "+CMGF": (("0", "1"),),
    "+QSCLK": (("0", "1"),),
    "+QSIMDET": (("0", "1"), ("0", "1")),
}
_DEFAULTS = {"+IPR": "115200", "+IFC": "0,0", "+QSIMDET": "0,0"}


def _read(name: str) -> Handler:
    first = _DEFAULTS.get(name, _ALLOWED[name][0][0])

    def read(unit: Unit, values: Values) -> Lines:
        return (f"{name}: {unit.remembered.get(name, first)}",)

    return read


def _write(name: str) -> Handler:
    def write(unit: Unit, values: Values) -> Lines:
        given = [f'"{text}"' if quoted else text for text, quoted in values.values]
        allowed = _ALLOWED[name]
        if len(given) != len(allowed) or any(text not in these for text, these in zip(given, allowed, strict=True)):
            raise Refused
        unit.remembered[name] = ",".join(given)
        return ()

    return write


COMMANDS = {
    name: Command((f"{name}: " + ",".join(f"({','.join(these)})" for these in allowed),), _read(name), _write(name))
    for name, allowed in _ALLOWED.items()
}
