"""Parts of files, by the handle of an open one: Quectel FILE note V1.0, 2.2.6 to 2.2.11."""

from __future__ import annotations

from atbench.virtual.commands.files import LONGEST, UPLOAD_SECONDS, UPLOAD_SIZE
from atbench.virtual.line import Refused, Values
from atbench.virtual.storage import INVALID, READ_ONLY, TIME_OUT, ZERO_BYTES, Handle
from atbench.virtual.unit import Command, Lines, Unit


def _open_ones(unit: Unit, values: Values) -> Lines:
    return [f'+QFOPEN: "{handle.name}",{number},{handle.mode}' for number, handle in unit.files.handles.items()]


def _open(unit: Unit, values: Values) -> Lines:
    values.count(1, 2)
    return (f"+QFOPEN: {unit.files.open(values.text(0), values.number(1, 0, 2, 0))}",)


def _handle(unit: Unit, values: Values) -> Handle:
    return unit.files.handle(values.number(0, 0, LONGEST))


def _read(unit: Unit, values: Values) -> Lines:
    values.count(1, 2)
    handle = _handle(unit, values)
    length = values.number(1, 1, LONGEST, len(handle.data))
    data = bytes(handle.data[handle.position : handle.position + length])
    if not data:
        raise Refused(ZERO_BYTES)  # inferred from the text of 402
    handle.position += len(data)
    unit.port.bulk(data, announced=True)
    return ()


async def _write(unit: Unit, values: Values) -> Lines:
    values.count(1, 2, 3)
    handle = _handle(unit, values)
    length, seconds = values.number(1, 1, LONGEST, UPLOAD_SIZE), values.number(2, 1, 65535, UPLOAD_SECONDS)
    if handle.mode == 2:
        raise Refused(READ_ONLY)
    unit.files.room(handle, length)
    data = await unit.port.data(length, seconds)
    if not data:
        raise Refused(TIME_OUT)  # inferred, as for AT+QFUPL
    handle.data[handle.position : handle.position + len(data)] = data
    handle.position += len(data)
    return (f"+QFWRITE: {len(data)},{len(handle.data)}",)


def _seek(unit: Unit, values: Values) -> Lines:
    """2.2.9: from the start, from here, or back from the end; a place outside the file is a plain ERROR."""
    values.count(2, 3)
    handle, offset = _handle(unit, values), values.number(1, 0, LONGEST)
    size = len(handle.data)
    places = (offset, handle.position + offset, size - offset)
    place = places[values.number(2, 0, 2, 0)]
    if not 0 <= place <= size:
        raise Refused
    handle.position = place
    return ()


def _position(unit: Unit, values: Values) -> Lines:
    values.count(1)
    return (f"+QFPOSITION: {_handle(unit, values).position}",)


def _close(unit: Unit, values: Values) -> Lines:
    values.count(1)
    unit.files.close(values.number(0, 0, LONGEST))
    return ()


COMMANDS = {
    "+QFOPEN": Command(("+QFOPEN: <filename>[,(0-2)]",), _open_ones, _open, code=INVALID),
    "+QFREAD": Command(("+QFREAD: <filehandle>[,<length>]",), write=_read, code=INVALID),
    "+QFWRITE": Command(("+QFWRITE: <filehandle>[,<length>[,<timeout>]]",), write=_write, code=INVALID),
    "+QFSEEK": Command(("+QFSEEK: <filehandle>,<offset>[,<position>]",), write=_seek, code=INVALID),
    "+QFPOSITION": Command(("+QFPOSITION: <filehandle>",), write=_position, code=INVALID),
    "+QFCLOSE": Command(("+QFCLOSE: <filehandle>",), write=_close, code=INVALID),
}
