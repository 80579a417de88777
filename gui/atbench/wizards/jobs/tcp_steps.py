"""The steps of the TCP wizard: bytes through a socket of a Quectel module, in each access mode."""

from __future__ import annotations

import re
from collections.abc import Callable

from atbench.at.events import Event
from atbench.session.answers import TimedOut
from atbench.texts import _
from atbench.wizards.leaving import leave_data
from atbench.wizards.moving.storage import read_file, save
from atbench.wizards.outflow import flow
from atbench.wizards.plans import file_size
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed, Values, filled

MOST_SENT, MOST_READ = 1460, 1500  # bytes: 2.2.7, 2.2.8
OPEN_SECONDS = 150.0  # 2.2.4
TRANSPARENT = "2"
OPEN = 'AT+QIOPEN={context},{socket},"{service}","{host}",{port},0,{mode}'
_SHOWN = 60  # bytes of what was received that stand in the note
_GONE = b"NO CARRIER"


async def freed(talk: Talk) -> str:
    """Closes the socket where somebody left it open."""
    socket = talk.values["socket"]
    if not await _there(talk, socket):
        return _("free")
    await talk.do(f"AT+QICLOSE={socket}")
    return _("was open, closed now")


async def _there(talk: Talk, socket: str) -> bool:
    answer = await talk.ask(f"AT+QISTATE=1,{socket}")
    return any(re.match(rf"\+QISTATE:\s*{socket},", event.text) for event in answer.lines)


def free_plan(values: Values) -> list[str]:
    return [f"AT+QISTATE=1,{values['socket']}"]


async def opened(talk: Talk) -> str:
    """Opens the socket; it is closed when the wizard is undone."""
    values = talk.values
    talk.undo.append(_leave)
    command = filled(OPEN, values)
    if values["mode"] != TRANSPARENT:
        return talk.meaning(await talk.do(command))
    answer = await talk.ask(command, OPEN_SECONDS)
    if not answer.ok:
        raise await _reason(talk, command, answer.final)
    talk.transparent = True
    return _("open, in data mode")


async def _reason(talk: Talk, command: str, final: Event | None) -> StepFailed:
    """A plain ERROR: only AT+QIGETERROR knows more."""
    answer = await talk.ask("AT+QIGETERROR")
    return talk.failed(command, answer.lines[0] if answer.lines else final)


async def exchanged(talk: Talk) -> str:
    """Sends all, then receives until it is silent."""
    values = talk.values
    data = values.get("message", "").encode() + (read_file(values["file"]) if values.get("file") else b"")
    work = {"0": _buffered, "1": _pushed, TRANSPARENT: _transparent}[values["mode"]]
    received = await work(talk, data, float(values["wait"]))
    if values.get("save"):
        save(values["save"], received)
    shown = received[:_SHOWN].decode(errors="replace") + ("…" if len(received) > _SHOWN else "")
    text = _("{sent} bytes sent, {received} received: {text}")
    return text.format(sent=len(data), received=len(received), text=shown)


def exchange_plan(values: Values) -> list[str]:
    """Sends all, then looks once for what came; how often it must look again the server says."""
    size = len(values.get("message", "").encode()) + (file_size(values["file"]) if values.get("file") else 0)
    sends = [] if values["mode"] == TRANSPARENT else _sends(values, size)
    return [*sends, _reading(values)] if values["mode"] == "0" else sends


def _sends(values: Values, size: int) -> list[str]:
    return [f"AT+QISEND={values['socket']},{min(MOST_SENT, size - at)}" for at in range(0, size, MOST_SENT)]


def _reading(values: Values) -> str:
    return f"AT+QIRD={values['socket']},{MOST_READ}"


async def _send(talk: Talk, data: bytes) -> None:
    for number, command in enumerate(_sends(talk.values, len(data))):
        start = number * MOST_SENT
        piece = data[start : start + MOST_SENT]
        await talk.data(command, piece)
        talk.count(start + len(piece), len(data), _("bytes"))


async def _buffered(talk: Talk, data: bytes, silence: float) -> bytes:
    socket, received = talk.values["socket"], bytearray()
    await _send(talk, data)
    while True:
        with talk.session.expect(_told(socket)) as told:
            if piece := await _read(talk, _reading(talk.values)):
                received += piece
                talk.count(len(received), 0, _("bytes"))
                continue
            try:
                await told.wait(silence)
            except TimedOut:
                return bytes(received)
            if told.event.result().text.startswith('+QIURC: "closed"'):
                return bytes(received)


def _told(socket: str) -> Callable[[Event], bool]:
    return lambda event: bool(re.match(rf'\+QIURC:\s*"(recv|closed)",{socket}\b', event.text))


async def _read(talk: Talk, command: str) -> bytes:
    parts = bytearray()

    def hear(event: Event, _time: float) -> None:
        if event.kind == "data" and event.command == command:
            parts.extend(event.raw)

    stop = talk.session.listen(hear)
    try:
        answer = await talk.ask(command)
    finally:
        stop()
    if not answer.ok:
        raise await _reason(talk, command, answer.final)
    return bytes(parts)


async def _pushed(talk: Talk, data: bytes, silence: float) -> bytes:
    received, wanted = bytearray(), re.compile(rf'\+QIURC:\s*"recv",{talk.values["socket"]},\d+')
    ours = False

    def hear(event: Event, _time: float) -> None:
        nonlocal ours
        if event.kind == "data" and ours:
            received.extend(event.raw)
        elif event.kind != "data":
            ours = bool(wanted.match(event.text))

    stop = talk.session.listen(hear)
    try:
        await _send(talk, data)
        await _silent(talk, silence)
    finally:
        stop()
    return bytes(received)


async def _transparent(talk: Talk, data: bytes, silence: float) -> bytes:
    """Everything that comes belongs to it, whatever it looks like; then `+++` ends it with OK."""
    heard = bytearray()
    stop = talk.session.listen(lambda event, _time: heard.extend(event.raw))
    try:
        await flow(talk, data, lambda: heard.rstrip().endswith(_GONE))
        await _silent(talk, silence)
        received = bytes(heard)
        lost = received.rstrip().endswith(_GONE)
        if not lost:
            await _offline(talk)
            received = bytes(heard)
    finally:
        stop()
    talk.transparent = False
    for end in (b"\r\nOK\r\n", b"\r\n" + _GONE + b"\r\n"):
        received = received.removesuffix(end)
    return received


async def _silent(talk: Talk, seconds: float) -> None:
    """Until nothing has come for so long."""
    while True:
        with talk.session.expect(lambda event: True) as told:
            try:
                await told.wait(seconds)
            except TimedOut:
                return


async def _offline(talk: Talk) -> None:
    """Out of data mode; where the connection broke meanwhile it has ended by itself, and there is no OK."""
    with talk.session.expect(lambda event: event.kind == "final") as told:
        await talk.session.escape()
        try:
            await told.wait(5.0)
        except TimedOut:
            if await leave_data(talk) == "silent":
                raise StepFailed(
                    _("Data mode does not end"),
                    (_("Something was sent less than a second before or after +++"), _("The module hangs")),
                    (_("Send +++ again, or let DTR fall"), _("Restart the module")),
                ) from None
    talk.transparent = False


async def closed(talk: Talk) -> str:
    if talk.transparent:
        await _offline(talk)
    await talk.do(f"AT+QICLOSE={talk.values['socket']}")
    return _("closed")


async def _leave(talk: Talk) -> None:
    """Whatever stage it is in: no data mode, no open socket."""
    if talk.transparent:
        await _offline(talk)
    if await _there(talk, talk.values["socket"]):
        await talk.do(f"AT+QICLOSE={talk.values['socket']}")
