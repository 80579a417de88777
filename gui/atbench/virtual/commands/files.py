"""Files as a whole: Quectel FILE note V1.0, 2.2.1 to 2.2.5. Mistakes are +CME ERROR with the numbers of chapter 4."""

from __future__ import annotations

from atbench.virtual.line import Refused, Values
from atbench.virtual.storage import FLASH, INVALID, TIME_OUT, checksum
from atbench.virtual.unit import Command, Lines, Unit

UPLOAD_SIZE, UPLOAD_SECONDS = 10240, 5  # 2.2.4
LONGEST = 999_999_999


def _space(unit: Unit, values: Values) -> Lines:
    values.count(1)
    free, total = unit.files.space(values.text(0, 1, 16))
    return (f"+QFLDS: {free},{total}",)


def _used(unit: Unit, values: Values) -> Lines:
    size, number = unit.files.count(FLASH)
    return (f"+QFLDS: {size},{number}",)


def _list(unit: Unit, values: Values) -> Lines:
    values.count(1)
    return [f'+QFLST: "{name}",{size}' for name, size in unit.files.listed(values.text(0))]


def _list_all(unit: Unit, values: Values) -> Lines:
    return [f'+QFLST: "{name}",{size}' for name, size in unit.files.listed("*")]


def _delete(unit: Unit, values: Values) -> Lines:
    values.count(1)
    unit.files.remove(values.text(0))
    return ()


def _upload_form(unit: Unit, values: Values) -> Lines:
    free, _total = unit.files.space(FLASH)
    return (f"+QFUPL: <filename>[,(1-{free})[,(1-65535)[,(0,1)]]]",)


async def _upload(unit: Unit, values: Values) -> Lines:
    values.count(1, 2, 3, 4)
    name, size = values.text(0), values.number(1, 1, LONGEST, UPLOAD_SIZE)
    seconds, acknowledge = values.number(2, 1, 65535, UPLOAD_SECONDS), values.number(3, 0, 1, 0)
    unit.files.check(name, size)
    data = await unit.port.data(size, seconds, bool(acknowledge))
    if not data:
        raise Refused(TIME_OUT)  # inferred: the note tells only of uploads that brought something
    unit.files.add(name, data)
    return (f"+QFUPL: {len(data)},{checksum(data)}",)


def _download(unit: Unit, values: Values) -> Lines:
    values.count(1)
    data = unit.files.read(values.text(0))
    unit.port.bulk(data)
    return (f"+QFDWL: {len(data)},{checksum(data)}",)


COMMANDS = {
    "+QFLDS": Command((), write=_space, execute=_used, code=INVALID),
    "+QFLST": Command((), write=_list, execute=_list_all, code=INVALID),
    "+QFDEL": Command(("+QFDEL: <filename>",), write=_delete, code=INVALID),
    "+QFUPL": Command(_upload_form, write=_upload, code=INVALID),
    "+QFDWL": Command(("+QFDWL: <filename>",), write=_download, code=INVALID),
}
