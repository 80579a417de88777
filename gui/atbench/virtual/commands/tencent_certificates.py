"""Certificates and keys in a Tencent module: Tencent IoT MQTT AT manual V3.0.3, 2.3 to 2.5.

Bytes count as they are sent, CR and LF among them; the LF behind the command's own CR does not.
"""

from __future__ import annotations

import re

from atbench.virtual.backends import tls
from atbench.virtual.backends.tencent_codes import BUSY, STATE, TIME_OUT, UNFIT, WRONG
from atbench.virtual.commands.tencent import command, later, unloading
from atbench.virtual.commands.tencent_firmware import firmware
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Lines, Unit

LONGEST, LONGEST_NAME = 4096, 64  # the latter is inferred
MOST = 10  # inferred
SECONDS = 20  # without a byte
_PEM = re.compile(rb"-----BEGIN ([A-Z ]+)-----\r?\n[\sA-Za-z0-9+/=]+-----END \1-----\s*", re.DOTALL)
_KINDS = {".crt": b"CERTIFICATE", ".key": b"PRIVATE KEY"}


def _sizes(unit: Unit, values: Values) -> Lines:
    row = firmware(unit)
    return [row.line("+TCCERTADD", f'"{name}",{len(data)}') for name, data in unit.station.certificates.items()]


async def _add(unit: Unit, values: Values) -> Lines:
    values.count(2)
    name, size = values.text(0, 1, LONGEST_NAME), values.number(1, 1, LONGEST)
    unloading(unit)
    known = unit.station.certificates
    if len(known) >= MOST and name not in known:
        raise Refused(STATE)
    row = firmware(unit)
    await unit.port.ok()
    try:
        data = await unit.port.prompted(row.prompt, size, SECONDS, row.stop)
    except TimeoutError:
        raise Refused(TIME_OUT) from None
    return later(unit, "+TCCERTADD", _keep(unit, name, data))


async def _keep(unit: Unit, name: str, data: bytes) -> int:
    await unit.clock.sleep(0.1)
    unit.station.certificates[name] = data
    return 0


def _names(name: str, unit: Unit) -> Lines:
    return [firmware(unit).line(name, f'"{known}"') for known in unit.station.certificates]


def _known(unit: Unit, values: Values) -> str:
    values.count(1)
    name = values.text(0, 1, LONGEST_NAME)
    if name not in unit.station.certificates:
        raise Refused(WRONG)
    return name


def _check(unit: Unit, values: Values) -> Lines:
    return later(unit, "+TCCERTCHECK", _checking(unit, _known(unit, values)))


async def _checking(unit: Unit, name: str) -> int:
    await unit.clock.sleep(0.1)
    return 0 if fits(unit.station.certificates, name) else UNFIT


def fits(known: dict[str, bytes], name: str) -> bool:
    """Whether it is what its ending says, and belongs to its other half where that is there already."""
    base, dot, ending = name.rpartition(".")
    found = _PEM.fullmatch(known[name].strip())
    if not found or not found[1].endswith(_KINDS.get(dot + ending, b"")):
        return False
    pair = [known.get(base + other) for other in _KINDS]
    if None in pair:
        return True
    try:
        tls.present(pair[0] or b"", pair[1] or b"", 1)
    except tls.Failed:
        return False
    return True


def _delete(unit: Unit, values: Values) -> Lines:
    name = _known(unit, values)
    info = unit.station.info
    if unit.station.running and info and info.secret == name:
        raise Refused(BUSY)  # inferred: it is in use
    return later(unit, "+TCCERTDEL", _deleting(unit, name))


async def _deleting(unit: Unit, name: str) -> int:
    await unit.clock.sleep(0.05)
    unit.station.certificates.pop(name, None)
    return 0


COMMANDS = {
    "+TCCERTADD": command("+TCCERTADD", _sizes, _add),
    "+TCCERTCHECK": command("+TCCERTCHECK", lambda unit, values: _names("+TCCERTCHECK", unit), _check),
    "+TCCERTDEL": command("+TCCERTDEL", lambda unit, values: _names("+TCCERTDEL", unit), _delete),
}
