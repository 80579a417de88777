"""Registration, signal, operator: Quectel AT manual V1.1 chapters 2.22, 6 and 9."""

from __future__ import annotations

from atbench.virtual import radio
from atbench.virtual.line import Refused, Values
from atbench.virtual.state import Registration
from atbench.virtual.unit import Command, Lines, Unit


def _registration(name: Registration) -> Command:
    prefix = f"+{name.upper()}:"

    def read(unit: Unit, values: Values) -> Lines:
        return (f"{prefix} {unit.network.reports[name]},{unit.network.told(name)}",)

    def write(unit: Unit, values: Values) -> Lines:
        values.count(1)
        unit.network.reports[name] = values.number(0, 0, 2)
        return ()

    def execute(unit: Unit, values: Values) -> Lines:
        unit.network.reports[name] = 0
        return ()

    return Command((f"{prefix} (0-2)",), read, write, execute)


def _signal(unit: Unit, values: Values) -> Lines:
    heard = unit.network.full == 1
    return (f"+CSQ: {unit.network.signal if heard else 99},99",)


def _function(unit: Unit, values: Values) -> Lines:
    return (f"+CFUN: {unit.network.full}",)


async def _set_function(unit: Unit, values: Values) -> Lines:
    values.count(1, 2)
    wanted, again = values.number(0, 0, 5), values.number(1, 0, 1, default=0)
    if wanted == 2 or (again and wanted != 1):
        raise Refused(50)
    if again:
        unit.port.restart()
        return ()
    if wanted != unit.network.full:
        await unit.clock.sleep(0.4)
        await radio.function(unit, wanted)
    return ()


def _operator(unit: Unit, values: Values) -> Lines:
    network = unit.network
    if network.full:  # without radio and card it answers all the same (QA 2.22)
        radio.need_card(unit)
    tail = f',{network.style},"{network.names[network.style]}",{network.access}' if network.registered else ""
    return (f"+COPS: {network.manual}{tail}",)


async def _operators(unit: Unit, values: Values) -> Lines:
    radio.need_card(unit)
    if unit.network.full != 1:
        raise Refused(30)
    await unit.clock.sleep(12)  # a scan of the bands takes its time: documented limit 180 s
    long, short, number = unit.network.names
    return (
        f'+COPS: (2,"{long}","{short}","{number}",7),(1,"{long}","{short}","{number}",0),'
        '(3,"CHN-UNICOM","UNICOM","46001",7),(3,"CHN-CT","CT","46011",7),,(0-4),(0-2)',
    )


async def _choose_operator(unit: Unit, values: Values) -> Lines:
    radio.need_card(unit)
    values.count(1, 2, 3, 4)
    mode = values.number(0, 0, 4)
    style = values.number(1, 0, 2, default=unit.network.style)
    if mode == 3:
        values.count(2)
        unit.network.style = style
        return ()
    wanted = values.text(2, 1, 16) if mode in (1, 4) else ""
    if mode == 2:
        radio.leave(unit)
    elif mode == 1 and wanted != unit.network.names[style]:
        await unit.clock.sleep(5)  # it searches before it gives up
        raise Refused(30)
    unit.network.manual = 0 if mode == 4 else mode
    if mode != 2:
        await radio.register(unit)
    return ()


def _attached(unit: Unit, values: Values) -> Lines:
    return (f"+CGATT: {int(unit.network.attached)}",)


async def _attach(unit: Unit, values: Values) -> Lines:
    values.count(1)
    wanted = bool(values.number(0, 0, 1))
    if wanted and not unit.network.registered:
        raise Refused(30)
    if wanted != unit.network.attached:
        await unit.clock.sleep(0.6)
        unit.network.attached = wanted
        radio.report(unit, "cgreg")
        if not wanted:
            radio.drop_contexts(unit)
    return ()


def _network(unit: Unit, values: Values) -> Lines:
    if not unit.network.registered:
        return ("+QNWINFO: No Service",)
    return (f'+QNWINFO: "FDD LTE",{unit.network.names[2]},"LTE BAND 3",1300',)


COMMANDS = {
    "+CFUN": Command(("+CFUN: (0,1,3,4,5),(0,1)",), _function, _set_function, code=50, blocks=True),
    "+CREG": _registration("creg"),
    "+CGREG": _registration("cgreg"),
    "+CEREG": _registration("cereg"),
    "+CSQ": Command(("+CSQ: (0-31,99),(0-7,99)",), execute=_signal, code=50),
    "+COPS": Command(_operators, _operator, _choose_operator, code=50, blocks=True),
    "+CGATT": Command(("+CGATT: (0,1)",), _attached, _attach, code=50, blocks=True, sim=True),
    "+QNWINFO": Command(execute=_network),
}
