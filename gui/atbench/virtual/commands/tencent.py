"""What all of Tencent's commands share, the device data, and AT+TCMODULE. Tencent IoT MQTT AT manual V3.0.3, 1.2, 2.2.

OK says that the input is legal, the result comes later as a line of its own; until then every command of this family is
refused with 200. Which mistake gets which code is that of Tencent's own firmware.
"""

from __future__ import annotations

import functools
import inspect
import operator
import re
from collections.abc import Coroutine
from typing import Any

from atbench.virtual.backends.station import CERTIFICATE, Info
from atbench.virtual.backends.tencent_codes import BUSY, STATE, WRONG
from atbench.virtual.commands.tencent_firmware import firmware
from atbench.virtual.line import Refused, Values, split
from atbench.virtual.unit import Command, Handler, Lines, Unit

LONGEST_TOPIC = 128


def command(
    name: str,
    read: Handler | None = None,
    write: Handler | None = None,
    execute: Handler | None = None,
    whole: bool = False,
) -> Command:
    """`whole`: the text behind the `=` is handed over as it stands."""

    def tests(unit: Unit, values: Values) -> Lines:
        return firmware(unit).tests.get(name, ())

    def checked(handler: Handler | None) -> Handler | None:
        return _checked(name, handler, whole) if handler else None

    return Command(checked(tests), checked(read), checked(write), checked(execute), raw=True)


def _checked(name: str, handler: Handler, whole: bool) -> Handler:
    async def run(unit: Unit, text: Values) -> Lines:
        try:
            if unit.station.busy:
                raise Refused(BUSY)
            found = handler(unit, text if whole else split(text.word(0), WRONG))
            return await found if inspect.isawaitable(found) else found
        except Refused as refused:
            if refused.code is None:
                raise
            raise Refused(refused.code, line=firmware(unit).spelled(name)) from refused

    return run


def later(unit: Unit, name: str, work: Coroutine[Any, Any, int]) -> Lines:
    """OK now; the result is what `work` returns, 0 for good. Meanwhile the family is busy."""
    unit.station.busy = name
    unit.tasks.start(_result(unit, name, work), name)
    return ()


async def _result(unit: Unit, name: str, work: Coroutine[Any, Any, int]) -> None:
    station = unit.station
    try:
        err = await work
    finally:
        station.busy = ""
    unit.urc(firmware(unit).result(name, err))
    held, station.held = station.held, []
    for line in held:
        unit.urc(line)


def counted(values: Values, *allowed: int) -> None:
    """A wrong number of values is a plain ERROR where the firmware looks at it first."""
    if len(values) not in allowed:
        raise Refused


def first_number(values: Values, allowed: tuple[int, ...]) -> int:
    """The first value: what is no number at all is a plain ERROR, another number is 204."""
    text, quoted = values.values[0]
    if quoted or not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise Refused
    if int(text) not in allowed:
        raise Refused(WRONG)
    return int(text)


def idle(unit: Unit) -> None:
    """Raises 208 while MQTT is in use and 200 while a firmware is loaded."""
    if unit.station.running:
        raise Refused(STATE)
    unloading(unit)


def unloading(unit: Unit) -> None:
    if unit.station.updates.loading:
        raise Refused(BUSY)


def connected(unit: Unit) -> None:
    if not unit.station.connected:
        raise Refused(STATE)


def checksum(text: str) -> int:
    """BCC, 1.2 rule 5: all bytes exclusively or-ed."""
    return functools.reduce(operator.xor, text.encode("latin-1"), 0)


def _device(unit: Unit, values: Values) -> Lines:
    info, row = unit.station.info, firmware(unit)
    unloading(unit)
    if info is None:
        raise Refused(row.unset)
    last = f'"{info.secret}"' if info.mode == CERTIFICATE else str(checksum(info.secret))
    region = f',"{info.region}"' if row.tells_region else ""
    return (row.line("+TCDEVINFOSET", f'{info.mode},"{info.product}","{info.device}",{last}{region}'),)


def _set_device(unit: Unit, values: Values) -> Lines:
    idle(unit)
    row = firmware(unit)
    mode = first_number(values, row.modes)
    values.count(*((4, 5) if row.tells_region else (4,)))
    secret = values.text(3, 1, 64 if mode == CERTIFICATE else row.longest_secret)
    region = values.text(4, 1, 24, default="ap-guangzhou")
    info = Info(mode, values.text(1, 1, 10), values.text(2, 1, 48), secret, region)
    if mode == CERTIFICATE and secret not in unit.station.certificates:
        raise Refused(WRONG)  # 2.2: the command looks whether the certificate is there
    return later(unit, "+TCDEVINFOSET", _keep(unit, info))


async def _keep(unit: Unit, info: Info) -> int:
    await unit.clock.sleep(0.05)
    unit.station.info = info
    return 0


def _module(unit: Unit, values: Values) -> Lines:
    profile = unit.profile
    return (
        f"Module HW name: {profile.model}",
        f"Module FW version: {profile.revision}",
        "Module FW compiled time: Jan  1 2020 00:00:00",
        "Module Flash size: 4MB",
    )


COMMANDS = {"+TCDEVINFOSET": command("+TCDEVINFOSET", _device, _set_device)}
MODULE = {"+TCMODULE": command("+TCMODULE", execute=_module)}
