"""Files on a Quectel module, for the wizards that need one there: upload with checksum, list, delete, space.

Quectel EC200x&EC600S&EG912Y FILE note V1.0: 2.2.1 QFLDS, 2.2.2 QFLST, 2.2.3 QFUPL, 2.2.5 QFDEL, 3.1 the checksum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from atbench.files import write_whole
from atbench.texts import _
from atbench.wizards.moving.stream import pour
from atbench.wizards.plans import downloading, uploading
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import StepFailed

LONGEST = 80  # bytes of a name
GAP = 30.0  # s of silence within a file
_READ = re.compile(rb"(?:\A|\r\n)\+QFDWL: *(?P<n>\d+),(?P<sum>[0-9A-Fa-f]+)\r\n(?:\s*\+[^\r\n]*\r\n)*\s*OK\r\n")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file on the module, `size` in bytes."""

    name: str
    size: int


def checksum(data: bytes) -> int:
    """16-bit XOR of big-endian pairs of bytes; an odd last byte is the high half of a pair."""
    even = data + b"\0" if len(data) % 2 else data
    high = low = 0
    for byte in even[::2]:
        high ^= byte
    for byte in even[1::2]:
        low ^= byte
    return high << 8 | low


async def upload(talk: Talk, name: str, data: bytes, keep: bool = False) -> str:
    """Puts a file on the module, in the place of one of the same name, and compares the checksum.

    It is deleted when the wizard is undone, unless `keep`. Raises StepFailed.
    """
    if await listed(talk, name):  # it may be listed with its place: UFS:name
        await talk.do(f'AT+QFDEL="{name}"')
    command, away = uploading(name, len(data))[-1], f'AT+QFDEL="{name}"'
    if not keep and away not in talk.undo:
        talk.undo.append(away)  # before it is there: an upload may be stopped
    with talk.session.expect(lambda event: event.line.startswith(b"+QFUPL:")) as told:
        await talk.data(command, data, timeout=30.0 + len(data) / 5000)
        found = re.match(r"\+QFUPL:\s*(\d+),([0-9A-Fa-f]+)", (await talk.late(told, command, 5.0)).text)
    if not found or int(found[1]) != len(data) or int(found[2], 16) != checksum(data):
        raise StepFailed(
            _("{name} did not arrive whole").format(name=name),
            (_("Bytes were lost on the line: no flow control, or too fast"),),
            (_("Use a lower baud rate or RTS/CTS, then repeat"),),
        )
    return _("{name}: {size} bytes, checksum right").format(name=name, size=len(data))


async def listed(talk: Talk, pattern: str = "*") -> list[Stored]:
    """The files whose names fit; a module without any says an error."""
    answer = await talk.ask(f'AT+QFLST="{pattern}"')
    found = (re.match(r'\+QFLST:\s*"?([^",]+)"?,(\d+)', event.text) for event in answer.lines)
    return [Stored(one[1], int(one[2])) for one in found if one]


async def space(talk: Talk, storage: str = "UFS") -> tuple[int, int]:
    """Free and total bytes of a place for files."""
    lines = await talk.lines(f'AT+QFLDS="{storage}"')
    found = re.match(r"\+QFLDS:\s*(\d+),(\d+)", lines[0] if lines else "")
    if not found:
        raise StepFailed(
            _("The module did not tell its free space"),
            (_("The line was damaged on its way"), _("This module has no such place")),
            (_("Repeat the step"),),
        )
    return int(found[1]), int(found[2])


def read_file(path: str) -> bytes:
    """A file of this computer. Raises StepFailed with what to do."""
    try:
        return Path(path).expanduser().read_bytes()
    except OSError as error:
        text = _("{path} cannot be read: {why}")
        raise StepFailed(text.format(path=path, why=error.strerror or error), (), (_("Choose another file"),)) from None


def save(path: str, data: bytes) -> None:
    """Writes a file of this computer. Raises StepFailed with what to do."""
    try:
        write_whole(Path(path).expanduser(), data)
    except OSError as error:
        text = _("{path} cannot be written: {why}")
        raise StepFailed(text.format(path=path, why=error.strerror or error), (), (_("Choose another file"),)) from None


async def download(talk: Talk, name: str) -> bytes:
    """Reads a file of the module and compares its checksum. Raises StepFailed."""
    command, data = downloading(name)[-1], bytearray()
    total = next((stored.size for stored in await listed(talk, name)), 0)

    def take(piece: bytes) -> None:
        data.extend(piece)
        talk.tell(Progress(len(data), total, _("bytes")))

    found = await pour(talk, command, total or None, _READ, take, GAP)
    if len(data) != int(found["n"]) or checksum(bytes(data)) != int(found["sum"], 16):
        raise StepFailed(_("{name} did not come whole").format(name=name), (), (_("Repeat it, more slowly"),))
    return bytes(data)
