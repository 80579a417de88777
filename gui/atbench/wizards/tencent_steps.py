"""The steps of the Tencent wizard. Tencent Cloud IoT MQTT AT commands V3.0.3, chapters 2 to 4.

Real firmware differs in blanks and in whether a result stands before OK or behind it: both are taken.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from pathlib import Path

from atbench.files import write_whole
from atbench.texts import _
from atbench.wizards.storage import read_file
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import StepFailed

ESP8266 = "tencent-esp8266"
PIECE = 2048  # bytes of firmware that are read at once; the firmware's own limit is 4096


async def join(talk: Talk) -> str:
    """Joins the network where the module is not on it. The ESP8266 has the commands of its maker for that."""
    values = talk.values
    answer = await talk.ask("AT+TCREGNET?")
    if any(re.match(rf"\+TCREGNET:\s*{values['network']},1", event.text) for event in answer.lines):
        return _("was on the network")
    if values["network"] == "1":
        name, password = values["ssid"], values.get("wifi_password", "")
        await talk.do(f'AT+TCREGNET=1,"{name}","{password}"' if answer.ok else f'AT+CWJAP="{name}","{password}"')
        return _("joined")
    try:
        await talk.do(f'AT+TCREGNET=0,"{values["apn"]}"')
    except StepFailed:  # later firmware, the M6315's too, wants to know whether to join or to leave
        await talk.do(f'AT+TCREGNET=0,1,"{values["apn"]}"')
    return _("joined")


async def certificates(talk: Talk) -> str:
    """Looks at the files before they are added: a wrong one is found here, not by a failed sign-in."""
    name = Path(talk.values["certificate"]).stem
    parts = []
    for field, ending, words in (("certificate", "crt", "CERTIFICATE"), ("key", "key", "PRIVATE KEY")):
        data = read_file(talk.values[field])
        if f"{words}-----".encode() not in data or not data.startswith(b"-----BEGIN"):
            raise StepFailed(
                _("{path} is no {kind} in PEM form").format(path=talk.values[field], kind=ending),
                (_("It is in DER form, or another file"),),
                (_("Take the file that the cloud's console gave for this device"),),
            )
        if len(data) > 4096:
            raise StepFailed(
                _("{path} has {size} bytes, 4096 are allowed").format(path=talk.values[field], size=len(data))
            )
        await talk.data(f'AT+TCCERTADD="{name}.{ending}",{len(data)}', data)
        parts.append(f"{name}.{ending}")
    talk.values["certname"] = f"{name}.crt"
    return ", ".join(parts)


async def device(talk: Talk) -> str:
    values = talk.values
    last = values.get("certname", "") if values["mode"] == "2" else values["secret"]
    if values["mode"] != "2":
        try:
            base64.b64decode(last, validate=True)
        except binascii.Error:
            raise StepFailed(
                _("The secret of the device is not Base64"),
                (_("A letter is missing, or a blank was copied with it"),),
                (_("Copy it again from the cloud's console"),),
            ) from None
    if (await talk.lines("AT+TCMQTTSTATE?"))[-1:] and talk.session.status.get("tencent") == "connected":
        await talk.do("AT+TCMQTTDISCONN")
    await talk.do(f'AT+TCDEVINFOSET={values["mode"]},"{values["product"]}","{values["device"]}","{last}"')
    return f"{values['product']}/{values['device']}"


async def connect(talk: Talk) -> str:
    values = talk.values
    talk.undo.append(_leave)
    event = await talk.do(
        f"AT+TCMQTTCONN={values['mode']},5000,{values['keepalive']},{values['clean']},{values['reconnect']}"
    )
    return talk.explain(event).note


async def _leave(talk: Talk) -> None:
    if talk.session.status.get("tencent") == "connected":
        await talk.ask("AT+TCMQTTDISCONN")


async def subscribe(talk: Talk) -> str:
    topics = [line for line in talk.values["subscribe"].splitlines() if line]
    for topic in topics:
        await talk.do(f'AT+TCMQTTSUB="{topic}",{talk.values["qos"]}')
    return _("{count} topics").format(count=len(topics))


async def publish(talk: Talk) -> str:
    values = talk.values
    payload = values["message"].encode()
    # The firmware of the ESP8266 wants a line end behind the bytes that were announced, and refuses them without.
    end = b"\r\n" if talk.knowledge.profile == ESP8266 else b""
    await talk.data(f'AT+TCMQTTPUBL="{values["topic"]}",{values["qos"]},{len(payload)}', payload + end)
    return _("{length} bytes").format(length=len(payload))


async def version(talk: Talk) -> str:
    """Reports the version and waits for an offer: the module downloads by itself and says when it is done."""
    wanted = ("UPDATESUCCESS", "UPDATEFAIL")
    with talk.session.expect(lambda event: any(word in event.text for word in wanted)) as told:
        await talk.do(f'AT+TCOTASET=1,"{talk.values["version"]}"')
        if not talk.values.get("save"):
            return _("reported")
        event = await told.wait(float(talk.values["wait"]))
    if "UPDATEFAIL" in event.text:
        raise talk.failed("AT+TCOTASET", event)
    return _("reported; the module has loaded a new firmware")


async def firmware(talk: Talk) -> str:
    """Reads the firmware that the module has loaded, piece by piece, and compares size and MD5."""
    with talk.session.expect(lambda event: event.line.startswith(b"+TCFWINFO")) as told:
        await talk.ask("AT+TCFWINFO?")
        line = (await told.wait(10.0)).text
    found = re.match(r'\+TCFWINFO:\s*"([^"]*)",\s*(\d+),\s*"([0-9A-Fa-f]{32})"', line)
    if not found:
        raise StepFailed(_("The module has no firmware to read: {line}").format(line=line))
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
            ("AT+TCFWINFO?",),
        )
    _keep(talk.values["save"], bytes(data))
    return _("version {name}, {size} bytes, MD5 right").format(name=name, size=size)


async def _piece(talk: Talk, size: int) -> bytes:
    command = f"AT+TCREADFWDATA={size}"
    with talk.session.expect(lambda event: event.line.startswith(b"+TCREADFWDATA:")) as told:
        answer = await talk.ask(command)
        if not answer.ok:
            raise talk.failed(command, answer.final)
        event = await told.wait(20.0)
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
    return _("signed off")
