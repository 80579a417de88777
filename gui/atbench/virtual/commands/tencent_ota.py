"""Firmware for the device behind the module: Tencent IoT MQTT AT manual V3.0.3, chapter 4.

OK comes before the lines here. The bytes are raw, as on real modules; the example of the manual shows hex.
"""

from __future__ import annotations

import re

from atbench.virtual.backends.station import Image
from atbench.virtual.backends.tencent_codes import BUSY, WRONG
from atbench.virtual.commands.tencent import command, connected, later, unloading
from atbench.virtual.commands.tencent_firmware import firmware
from atbench.virtual.commands.tencent_updates import cancel, report
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Lines, Unit


async def _setting(unit: Unit, values: Values) -> Lines:
    updates, row = unit.station.updates, firmware(unit)
    if not row.ota_first:
        await unit.port.ok()
    return (row.line("+TCOTASET", f'{int(updates.on)},"{updates.version}"'),)


def _set(unit: Unit, values: Values) -> Lines:
    station, row = unit.station, firmware(unit)
    on, version = values.number(0, 0, 1), values.text(1, 1, 32)
    values.count(2)
    if not re.fullmatch(row.version, version):
        raise Refused(WRONG)
    if on:
        connected(unit)
    if station.updates.loading and (on or not row.cancels):
        raise Refused(BUSY)
    station.updates.on, station.updates.version = bool(on), version
    if on:
        return later(unit, "+TCOTASET", report(unit))
    cancel(unit)
    return later(unit, "+TCOTASET", _off(unit))


async def _off(unit: Unit) -> int:
    await unit.clock.sleep(0.05)
    return 0


def _image(unit: Unit) -> Image:
    unloading(unit)
    if unit.station.image is None:
        raise Refused(firmware(unit).empty)
    return unit.station.image


async def _about(unit: Unit, values: Values) -> Lines:
    """Reading starts at the beginning again."""
    image, row = _image(unit), firmware(unit)
    unit.station.updates.read = 0
    await unit.port.ok()
    return (row.line("+TCFWINFO", f'"{image.version}",{len(image.data)},"{image.md5}",{row.room}'),)


async def _read(unit: Unit, values: Values) -> Lines:
    """The next bytes; fewer than asked for are the last."""
    image, updates, row = _image(unit), unit.station.updates, firmware(unit)
    if updates.read >= len(image.data):
        raise Refused(row.end)
    values.count(1)
    size = values.number(0, 1, row.most_read)
    piece = image.data[updates.read : updates.read + size]
    updates.read += len(piece)
    await unit.port.ok()
    return (row.line("+TCREADFWDATA", f"{len(piece)},").encode() + piece,)


COMMANDS = {
    "+TCOTASET": command("+TCOTASET", _setting, _set),
    "+TCFWINFO": command("+TCFWINFO", _about),
    "+TCREADFWDATA": command("+TCREADFWDATA", write=_read),
}
