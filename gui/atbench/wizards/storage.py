"""Files on a Quectel module, for the wizards that need one there: upload with checksum, list, delete, space.

Quectel EC200x&EC600S&EG912Y FILE note V1.0: 2.2.1 QFLDS, 2.2.2 QFLST, 2.2.3 QFUPL, 2.2.5 QFDEL, 3.1 the checksum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from atbench.at.events import Event
from atbench.files import write_whole
from atbench.texts import _
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import StepFailed

LONGEST = 80  # bytes of a name


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
    command = f'AT+QFUPL="{name}",{len(data)}'
    with talk.session.expect(lambda event: event.line.startswith(b"+QFUPL:")) as told:
        await talk.data(command, data, timeout=30.0 + len(data) / 5000)
        found = re.match(r"\+QFUPL:\s*(\d+),([0-9A-Fa-f]+)", (await told.wait(5.0)).text)
    if not found or int(found[1]) != len(data) or int(found[2], 16) != checksum(data):
        raise StepFailed(
            _("{name} did not arrive whole").format(name=name),
            (_("Bytes were lost on the line: no flow control, or too fast"),),
            (_("Use a lower baud rate or RTS/CTS, then repeat"),),
        )
    if not keep:
        talk.undo.append(f'AT+QFDEL="{name}"')
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
    return (int(found[1]), int(found[2])) if found else (0, 0)


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
    command, parts = f'AT+QFDWL="{name}"', bytearray()
    total = next((stored.size for stored in await listed(talk, name)), 0)

    def hear(event: Event, _time: float) -> None:
        if event.kind == "data" and event.command == command:
            parts.extend(event.raw)
            talk.tell(Progress(min(len(parts), total or len(parts)), total, _("bytes")))

    stop = talk.session.listen(hear)
    try:
        with talk.session.expect(lambda event: event.line.startswith(b"+QFDWL:")) as told:
            answer = await talk.ask(command)
            if not answer.ok:
                raise talk.failed(command, answer.final)
            event = await told.wait(30.0 + total / 5000)
    finally:
        stop()
    found = re.match(r"\+QFDWL:\s*(\d+),([0-9A-Fa-f]+)", event.text)
    data = bytes(parts[: int(found[1])]) if found else b""
    if not found or len(data) != int(found[1]) or checksum(data) != int(found[2], 16):
        raise StepFailed(_("{name} did not come whole").format(name=name), (), (_("Repeat it, more slowly"),))
    return data
