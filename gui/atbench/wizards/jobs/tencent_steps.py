"""The steps of the Tencent wizard. Tencent Cloud IoT MQTT AT commands V3.0.3, chapters 2 to 4.

Real firmware differs in blanks and in whether a result stands before OK or behind it: both are taken.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from atbench.at.events import Event
from atbench.files import write_whole
from atbench.session.answers import TimedOut, Told
from atbench.texts import _, ngettext
from atbench.wizards.cloud.pem import LARGEST, lines
from atbench.wizards.moving.storage import read_file
from atbench.wizards.network.joining import idle
from atbench.wizards.plans import file_size
from atbench.wizards.silence import unbroken
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import Refused, StepFailed, Values

ESP8266 = "tencent-esp8266"
CONNECTING = 20.0  # s: the time-out of 5 s holds for name, connection and sign-in each
INFO = "AT+TCFWINFO?"
CERTIFICATES = (("certificate", "crt"), ("key", "key"))
LONGEST = 4096  # bytes of a certificate (2.3)
PIECE = 2048  # bytes of firmware that are read at once; the firmware's own limit is 4096


async def certificates(talk: Talk) -> str:
    """Both files under one name: the endings tell the module what they are."""
    files = [lines(read_file(talk.values[field])) for field, _ending in CERTIFICATES]
    for command, data in zip(certificates_plan(talk.values), files, strict=True):
        await talk.data(command, data)
    return ", ".join(_stored(talk.values, ending) for _field, ending in CERTIFICATES)


def certificates_plan(values: Values) -> list[str]:
    if any(file_size(values[field]) > LARGEST for field, _ending in CERTIFICATES):
        raise StepFailed(_("This is no certificate: it is too large"))
    sizes = {ending: len(lines(read_file(values[field]))) for field, ending in CERTIFICATES}
    return [f'AT+TCCERTADD="{_stored(values, ending)}",{size}' for ending, size in sizes.items()]


def _stored(values: Values, ending: str) -> str:
    """The name of a file on the module."""
    return f"{Path(values.get('certificate', '')).stem}.{ending}"


def secret_limit(values: Values) -> str:
    try:
        base64.b64decode(values.get("secret", ""), validate=True)
    except ValueError:  # not ASCII, or not in groups of four
        return _("The secret of the device is not Base64: a letter is missing, or a blank was copied with it")
    return ""


def device_plan(values: Values) -> list[str]:
    last = _stored(values, "crt") if values["mode"] == "2" else values["secret"]
    return [f'AT+TCDEVINFOSET={values["mode"]},"{values["product"]}","{values["device"]}","{last}"']


async def device(talk: Talk) -> str:
    values = talk.values
    [command] = device_plan(values)
    try:
        await talk.do(command)
    except Refused:  # it is connected, or tries to: the state tells nothing of that
        if not (await talk.ask("AT+TCMQTTDISCONN")).ok:
            raise
        await talk.do(command)
    return f"{values['product']}/{values['device']}"


async def connect(talk: Talk) -> str:
    values = talk.values
    talk.undo.append(_leave)
    values["signed_on"] = "1"
    [command] = connect_plan(values)
    return talk.meaning(await talk.do(command, late=CONNECTING))


def connect_plan(values: Values) -> list[str]:
    return [f"AT+TCMQTTCONN={values['mode']},5000,{values['keepalive']},{values['clean']},{values['reconnect']}"]


async def _leave(talk: Talk) -> None:
    """Also where it still tries to connect."""
    if talk.values.get("signed_on"):
        await idle(talk, "AT+TCMQTTDISCONN")
        talk.values["signed_on"] = ""


async def subscribe(talk: Talk) -> str:
    commands = subscribe_plan(talk.values)
    for command in commands:
        await talk.do(command)
    return ngettext("{count} topic", "{count} topics", len(commands)).format(count=len(commands))


def subscribe_plan(values: Values) -> list[str]:
    return [f'AT+TCMQTTSUB="{topic}",{values["qos"]}' for topic in values["subscribe"].splitlines() if topic]


async def publish(talk: Talk) -> str:
    values = talk.values
    payload = values["message"].encode()
    # The firmware of the ESP8266 wants a line end behind the bytes that were announced, and refuses them without.
    end = b"\r\n" if talk.knowledge.profile == ESP8266 else b""
    [command] = publish_plan(values)
    await talk.data(command, payload + end)
    return ngettext("{length} byte", "{length} bytes", len(payload)).format(length=len(payload))


def publish_plan(values: Values) -> list[str]:
    return [f'AT+TCMQTTPUBL="{values["topic"]}",{values["qos"]},{len(values["message"].encode())}']


async def version(talk: Talk) -> str:
    """Reports the version and waits for an offer: the module downloads by itself and says when it is done."""
    wanted = ("UPDATESUCCESS", "UPDATEFAIL")
    with talk.session.expect(lambda event: any(word in event.text for word in wanted)) as told:
        command = f'AT+TCOTASET=1,"{talk.values["version"]}"'
        await talk.do(command)
        if not talk.values.get("save"):
            return _("reported")
        event = await _offered(talk, told, command)
    if "UPDATEFAIL" in event.text:
        failed = talk.failed(command, event)
        raise StepFailed(
            str(failed),
            failed.causes or (_("The file could not be loaded, or its MD5 is another one"),),
            failed.tries or (_("Look at signal and network, then report the version again"),),
        )
    return _("reported; the module has loaded a new firmware")


async def _offered(talk: Talk, told: Told, command: str) -> Event:
    """Nothing else comes where the cloud has no other version than the one that was reported."""
    seconds = float(talk.values["wait"])
    try:
        async with unbroken(talk, command):
            return await told.wait(seconds)
    except TimedOut:
        raise StepFailed(
            _("The cloud offered no firmware within {seconds:g} s").format(seconds=seconds),
            (
                _("The cloud's console has no update for this device, or the same version"),
                _("The download takes longer than this"),
            ),
            (_("Release an update in the cloud's console, then report the version again"), _("Wait longer")),
        ) from None


def firmware_plan(values: Values) -> list[str]:
    """Read in pieces until all of it is there."""
    return [INFO, f"AT+TCREADFWDATA={PIECE}"]


async def firmware(talk: Talk) -> str:
    """Reads the firmware that the module has loaded, piece by piece, and compares size and MD5."""
    with talk.session.expect(lambda event: event.line.startswith(b"+TCFWINFO")) as told:
        await talk.ask(INFO)
        line = (await talk.late(told, INFO, 10.0)).text
    found = re.match(r'\+TCFWINFO:\s*"([^"]*)",\s*(\d+),\s*"([0-9A-Fa-f]{32})"', line)
    if not found:
        raise StepFailed(
            _("The module has no firmware to read: {line}").format(line=line),
            (_("No firmware was loaded"), _("The line was damaged on its way")),
            (_("Ask again; if there is none, report the version first"),),
            (INFO,),
        )
    name, size, digest = found[1], int(found[2]), found[3].lower()
    data = bytearray()
    while len(data) < size:
        piece = await _piece(talk, min(PIECE, size - len(data)))
        if not piece:
            break
        data += piece
        talk.tell(Progress(len(data), size, _("bytes")))
    if len(data) != size or hashlib.md5(data).hexdigest() != digest:
        raise StepFailed(
            _("The firmware did not come whole: {got} of {size} bytes, or another MD5").format(
                got=len(data), size=size
            ),
            (),
            (_("Ask for its data again, which starts at the beginning, and read anew"),),
            (INFO,),
        )
    _keep(talk.values["save"], bytes(data))
    return _("version {name}, {size} bytes, MD5 right").format(name=name, size=size)


async def _piece(talk: Talk, size: int) -> bytes:
    command = f"AT+TCREADFWDATA={size}"
    with talk.session.expect(lambda event: event.line.startswith(b"+TCREADFWDATA:")) as told:
        answer = await talk.ask(command)
        if not answer.ok:
            raise talk.failed(command, answer.final)
        event = await talk.late(told, command, 20.0)
    found = re.match(rb"\+TCREADFWDATA:\s*(\d+),", event.line)
    return event.line[found.end() : found.end() + int(found[1])] if found else b""


def _keep(path: str, data: bytes) -> None:
    try:
        write_whole(Path(path).expanduser(), data)
    except OSError as error:
        text = _("{path} cannot be written: {why}")
        raise StepFailed(text.format(path=path, why=error.strerror or error)) from None


async def disconnect(talk: Talk) -> str:
    await talk.do("AT+TCMQTTDISCONN")
    talk.values["signed_on"] = ""
    return _("signed off")
