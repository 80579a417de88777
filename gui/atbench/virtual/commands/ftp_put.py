"""AT+QFTPPUT: Quectel FTP(S) note V1.2, 2.5.

From the port it runs in data mode, and the late line follows OK; with a file of the module OK comes first. Where the
note says nothing it is inferred: a file goes from <startpos> on to the same place on the server; a part that is not
the last one becomes it when another command comes.
"""

from __future__ import annotations

import contextlib
import sys

from atbench.virtual.backends.ftp import PIECE, Upload
from atbench.virtual.backends.ftp_codes import NO_PLACE, TIME_OUT, WRONG, Failed
from atbench.virtual.backends.ftp_control import Links
from atbench.virtual.backends.ftp_session import MOVING, Part
from atbench.virtual.commands.ftp import do, later, outcome, ready
from atbench.virtual.commands.ftp_config import LONGEST
from atbench.virtual.commands.ftp_data import MOST, PORT, links_of, never_begun, type_of, typed, within
from atbench.virtual.commands.ftp_local import read
from atbench.virtual.intake import End
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit


async def _put(unit: Unit, values: Values) -> Lines:
    name, local = values.text(0, 1, LONGEST), values.text(1, 1, LONGEST)
    at_port = local.upper() == PORT
    values.count(*(range(2, 6) if at_port else (2, 3)))
    start, most, last = values.number(2, 0, MOST, 0), values.number(3, 1, MOST, 0), values.number(4, 0, 1, 1)
    if not last and not most:
        raise Refused(WRONG)
    ready(unit)
    links = links_of(unit)
    if at_port:
        return await _put_typed(unit, Part(name, start), links, most, bool(last))
    data = read(unit, local)
    if start > len(data):
        raise Refused(NO_PLACE)
    unit.ftp.state = MOVING
    return later(unit, "+QFTPPUT", _put_file(unit, Part(name, start), links, data))


async def _put_file(unit: Unit, part: Part, links: Links, data: bytes) -> str:
    upload = await _upload(unit, part, links)
    for place in range(part.place, len(data), PIECE):
        upload.push(data[place : place + PIECE])
        await within(unit, upload.flush())
    await within(unit, upload.finish())
    return str(upload.length)


async def _put_typed(unit: Unit, part: Part, links: Links, most: int, last: bool) -> Lines:
    begun: list[Upload] = []

    async def begin() -> str:
        begun.append(await _upload(unit, part, links))
        return ""

    result = await outcome(unit, begin())
    if not begun:
        return never_begun(unit, "+QFTPPUT", result)
    (upload,) = begun
    unit.ftp.state = MOVING
    unit.port.connect()
    watching = unit.tasks.start(_watch(unit, upload), "ftp data")
    ended = await typed(unit, most or sys.maxsize, unit.ftp.number("rsptimeout"), upload.push, upload.broken)
    watching.cancel()
    return later(unit, "+QFTPPUT", _sent(unit, upload, ended, None if last else part))


async def _watch(unit: Unit, upload: Upload) -> None:
    while True:
        await unit.clock.sleep(1)
        upload.look()


async def _sent(unit: Unit, upload: Upload, ended: End | None, part: Part | None) -> str:
    if ended == "quiet":
        with contextlib.suppress(Failed):
            await within(unit, upload.finish())
        raise Failed(TIME_OUT)
    await within(unit, upload.flush() if part else upload.finish())
    if part:
        unit.ftp.part = Part(part.name, part.place + upload.length, upload)
    return str(upload.length)


async def _upload(unit: Unit, part: Part, links: Links) -> Upload:
    """The data connection for a file: the one that waits for its next part, or a new one."""
    session = unit.ftp
    before, client = session.part, session.client
    assert client
    if before and before.upload and (before.name, before.place) == (part.name, part.place):
        session.part, before.upload.length = None, 0
        session.moving = before.upload
        return before.upload
    type_ = type_of(unit)
    link = await do(unit, lambda control: control.begin(f"STOR {part.name}", type_, links, part.place))
    session.moving = upload = Upload(client, link)
    return upload


_TEST = ("+QFTPPUT: <file_name>,<local_name>,<startpos>,<uploadlen>,<beof>",)

COMMANDS = {"+QFTPPUT": Command(_TEST, write=_put, code=WRONG)}
