"""ATE, ATV, ATQ and their sisters: V.250 6.1 and 6.2, Quectel AT manual V1.1 2.1 to 2.21.

Their values come as one number without `=`; none stands for 0. S registers come as number and value.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

from atbench.virtual.line import Refused, Values
from atbench.virtual.state import Terminal
from atbench.virtual.unit import Command, Handler, Lines, Unit


def _switch(name: str) -> Handler:
    def set_(unit: Unit, values: Values) -> Lines:
        setattr(unit.terminal, name, bool(values.number(0, 0, 1, default=0)))
        return ()

    return set_


def _number(name: str, high: int) -> Handler:
    def set_(unit: Unit, values: Values) -> Lines:
        unit.terminal.numbers[name] = values.number(0, 0, high, default=0)
        return ()

    return set_


def _profile(use: Callable[[Unit], None]) -> Handler:
    def run(unit: Unit, values: Values) -> Lines:
        values.number(0, 0, 0, default=0)
        use(unit)
        return ()

    return run


def _defaults(unit: Unit) -> None:
    unit.terminal = Terminal()
    unit.network.reports = {"creg": 0, "cgreg": 0, "cereg": 0}


def _restore(unit: Unit) -> None:
    unit.terminal = replace(deepcopy(unit.stored), errors=unit.terminal.errors)


def _store(unit: Unit) -> None:
    unit.stored = deepcopy(unit.terminal)


def _identity(unit: Unit, values: Values) -> Lines:
    values.number(0, 0, 9, default=0)
    return tuple(line.format(unit.profile) for line in unit.profile.identity)


def _view(unit: Unit, values: Values) -> Lines:
    terminal = unit.terminal
    flags = {"E": terminal.echo, "Q": terminal.quiet, "V": terminal.verbose}
    numbers = {"&C": terminal.numbers["&C"], "&D": terminal.numbers["&D"], "&F": 0, "&W": 0}
    numbers |= {name: int(on) for name, on in flags.items()} | {"X": terminal.numbers["X"], "Z": 0}
    numbers |= {f"S{register}": value for register, value in sorted(terminal.registers.items())}
    return tuple(f"{name}: {value}" for name, value in numbers.items())


def _read_register(unit: Unit, values: Values) -> Lines:
    register = values.number(0, 0, 255)
    if register not in unit.terminal.registers:
        raise Refused
    return (f"{unit.terminal.registers[register]:03}",)


def _write_register(unit: Unit, values: Values) -> Lines:
    register = values.number(0, 0, 255)
    if register not in unit.terminal.registers:
        raise Refused
    unit.terminal.registers[register] = values.number(1, 0, 127 if register in (3, 4, 5) else 255)
    return ()


COMMANDS = {
    "E": Command(execute=_switch("echo")),
    "V": Command(execute=_switch("verbose")),
    "Q": Command(execute=_switch("quiet")),
    "X": Command(execute=_number("X", 4)),
    "&C": Command(execute=_number("&C", 1)),
    "&D": Command(execute=_number("&D", 2)),
    "I": Command(execute=_identity),
    "&F": Command(execute=_profile(_defaults)),
    "&W": Command(execute=_profile(_store)),
    "&V": Command(execute=_view),
    "Z": Command(execute=_profile(_restore)),
    "S": Command(read=_read_register, write=_write_register),
}
