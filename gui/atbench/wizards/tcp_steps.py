"""The steps of the TCP wizard: bytes through a socket of a Quectel module, in each access mode."""

from __future__ import annotations

import re
from collections.abc import Callable

from atbench.at.events import Event
from atbench.session.answers import TimedOut
from atbench.texts import _
from atbench.wizards.storage import read_file, save
from atbench.wizards.talk import PIECE, Progress, Talk
from atbench.wizards.wizard import StepFailed

MOST_SENT, MOST_READ = 1460, 1500  # bytes: 2.2.7, 2.2.8
OPEN_SECONDS = 150.0  # 2.2.4
TRANSPARENT = "2"
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


async def opened(talk: Talk) -> str:
    """Opens the socket; it is closed when the wizard is undone."""
    values = talk.values
    talk.undo.append(_leave)
    command = f'AT+QIOPEN={values["context"]},{values["socket"]},"{values["service"]}","{values["host"]}"'
    command += f",{values['port']},0,{values['mode']}"
    if values["mode"] != TRANSPARENT:
        return talk.explain(await talk.do(command)).note
    answer = await talk.ask(command, OPEN_SECONDS)
    if not answer.ok:
        raise await _reason(talk, command, answer.final)
    values["online"] = "1"
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


async def _send(talk: Talk, data: bytes) -> None:
    socket = talk.values["socket"]
    for start in range(0, len(data), MOST_SENT):
        piece = data[start : start + MOST_SENT]
        await talk.data(f"AT+QISEND={socket},{len(piece)}", piece)
        talk.tell(Progress(start + len(piece), len(data), _("bytes")))


async def _buffered(talk: Talk, data: bytes, silence: float) -> bytes:
    socket, received = talk.values["socket"], bytearray()
    await _send(talk, data)
    while True:
        with talk.session.expect(_told(socket)) as told:
            if piece := await _read(talk, f"AT+QIRD={socket},{MOST_READ}"):
                received += piece
                talk.tell(Progress(len(received), 0, _("bytes")))
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
        for start in range(0, len(data), PIECE):
            talk.session.send(data[start : start + PIECE])
            talk.tell(Progress(min(start + PIECE, len(data)), len(data), _("bytes")))
            await talk.clock.sleep(0)
        await _silent(talk, silence)
        received = bytes(heard)
        lost = received.rstrip().endswith(_GONE)
        if not lost:
            await _offline(talk)
            received = bytes(heard)
    finally:
        stop()
    talk.values["online"] = ""
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
    with talk.session.expect(lambda event: event.kind == "final") as told:
        await talk.session.escape()
        try:
            await told.wait(5.0)
        except TimedOut:
            raise StepFailed(
                _("Data mode does not end"),
                (_("Something was sent less than a second before or after +++"),),
                (_("Send +++ again, or let DTR fall"),),
            ) from None


async def closed(talk: Talk) -> str:
    await talk.do(f"AT+QICLOSE={talk.values['socket']}")
    return _("closed")


async def _leave(talk: Talk) -> None:
    """Whatever stage it is in: no data mode, no open socket."""
    if talk.values.get("online"):
        await _offline(talk)
        talk.values["online"] = ""
    if await _there(talk, talk.values["socket"]):
        await talk.do(f"AT+QICLOSE={talk.values['socket']}")
