"""PDP contexts: Quectel TCP/IP note V1.2 2.2.1 to 2.2.3 and 2.2.17, Quectel AT manual V1.1 9.2, 9.7 and 9.9."""

from __future__ import annotations

from atbench.virtual import radio
from atbench.virtual.backends.socket_codes import NO_CONTEXT, NOT_ALLOWED, TEXTS
from atbench.virtual.line import Refused, Values
from atbench.virtual.state import Context
from atbench.virtual.unit import Command, Lines, Unit

MOST_ACTIVE = 3
_KINDS = ("IP", "IPV6", "IPV4V6")


def address(number: int) -> str:
    """The invented address that the network gives to a context."""
    return f"10.83.{20 + number}.107"


def _fail(unit: Unit, code: int) -> Refused:
    unit.tcp_error = code
    return Refused()


def _setting(unit: Unit, values: Values) -> Lines:
    number = values.number(0, 1, 15)
    context = unit.contexts[number]
    if len(values) == 1:
        head = f'{context.kind},"{context.apn}","{context.user}","{context.password}"'
        return (f"+QICSGP: {head},{context.auth}",)
    values.count(3, 5, 6, 7)
    new = Context(
        kind=values.number(1, 1, 3),
        apn=values.text(2, 0, 100),
        user=values.text(3, 0, 127, default=context.user),
        password=values.text(4, 0, 127, default=context.password),
        auth=values.number(5, 0, 2, default=context.auth),
        active=context.active,
    )
    values.number(6, 0, 1, default=0)
    unit.contexts[number] = new
    return ()


def _active(unit: Unit, values: Values) -> Lines:
    return [
        f'+QIACT: {number},1,{context.kind},"{address(number)}"'
        for number, context in unit.contexts.items()
        if context.active
    ]


async def _activate(unit: Unit, values: Values) -> Lines:
    values.count(1)
    number = values.number(0, 1, 15)
    if unit.contexts[number].active:
        if unit.profile.habits.reactivates:
            return ()
        raise _fail(unit, NOT_ALLOWED)
    return await _bring_up(unit, number)


async def _bring_up(unit: Unit, number: int) -> Lines:
    if sum(other.active for other in unit.contexts.values()) >= MOST_ACTIVE:
        raise _fail(unit, NO_CONTEXT)
    await unit.clock.sleep(0.8)
    if not unit.network.attached:
        raise _fail(unit, NO_CONTEXT)
    unit.contexts[number].active = True
    unit.tcp_error = 0
    return ()


async def _deactivate(unit: Unit, values: Values) -> Lines:
    values.count(1)
    return await _bring_down(unit, values.number(0, 1, 15))


async def _bring_down(unit: Unit, number: int) -> Lines:
    if unit.contexts[number].active:
        await unit.clock.sleep(0.3)
        radio.context_down(unit, number)
    unit.sockets.forget(number)
    unit.tcp_error = 0
    return ()


def _last_error(unit: Unit, values: Values) -> Lines:
    return (f"+QIGETERROR: {unit.tcp_error},{TEXTS[unit.tcp_error]}",)


def _definitions(unit: Unit, values: Values) -> Lines:
    return [
        f'+CGDCONT: {number},"{_KINDS[context.kind - 1]}","{context.apn}","",0,0'
        for number, context in unit.contexts.items()
        if context.apn or context.active
    ]


def _define(unit: Unit, values: Values) -> Lines:
    number = values.number(0, 1, 15)
    if unit.contexts[number].active or not 1 <= len(values) <= 10:
        raise Refused
    kind = values.text(1, 1, 6, default="IP").upper()
    if kind not in _KINDS:
        raise Refused
    apn = values.text(2, 0, 100, default="")
    unit.contexts[number] = Context(_KINDS.index(kind) + 1, apn)
    return ()


def _states(unit: Unit, values: Values) -> Lines:
    return [
        f"+CGACT: {number},{int(context.active)}"
        for number, context in unit.contexts.items()
        if context.apn or context.active
    ]


async def _set_state(unit: Unit, values: Values) -> Lines:
    """Unlike AT+QIACT it takes a context that is in the wanted state already (QA 9.7)."""
    values.count(2)
    wanted, number = values.number(0, 0, 1), values.number(1, 1, 15)
    if wanted == unit.contexts[number].active:
        return ()
    return await (_bring_up if wanted else _bring_down)(unit, number)


def _addresses(unit: Unit, values: Values) -> Lines:
    asked = 0 if values.values == (("", False),) else len(values)  # without values: all of them (QA 9.9)
    wanted = [values.number(place, 1, 15) for place in range(asked)] or list(unit.contexts)
    return [
        f'+CGPADDR: {number},"{address(number)}"' if unit.contexts[number].active else f"+CGPADDR: {number}"
        for number in wanted
        if unit.contexts[number].apn or unit.contexts[number].active
    ]


def _calls(unit: Unit, values: Values) -> Lines:
    """27.007 7.18. There are no calls here, but some modules count contexts among them: <mode> 1 stands for data."""
    if not unit.profile.habits.lists_contexts:
        return ()
    return [f'+CLCC: {number},0,0,1,0,"",128' for number, context in unit.contexts.items() if context.active]


COMMANDS = {
    "+CLCC": Command(execute=_calls),
    "+QICSGP": Command(("+QICSGP: (1-15),(1-3),<APN>,<username>,<password>,(0-2),(0,1)",), write=_setting),
    "+QIACT": Command(("+QIACT: (1-15)",), _active, _activate, blocks=True),
    "+QIDEACT": Command(("+QIDEACT: (1-15)",), write=_deactivate, blocks=True),
    "+QIGETERROR": Command(execute=_last_error),
    "+CGDCONT": Command(tuple(f'+CGDCONT: (1-15),"{kind}",,,(0-2),(0-4)' for kind in _KINDS), _definitions, _define),
    "+CGACT": Command(("+CGACT: (0,1)",), _states, _set_state, code=50, blocks=True),
    "+CGPADDR": Command(("+CGPADDR: (1-15)",), write=_addresses, execute=_addresses),
}
