"""The steps of the web wizard. Quectel HTTP(S) note V1.0, 2.2."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from atbench.at.events import Event
from atbench.texts import _
from atbench.wizards import storage
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import StepFailed, Values

INPUT = 80  # seconds for what follows CONNECT
READ_SECONDS = 600.0  # for a whole answer
MIDDLE = "atbench_http.tmp"  # the file on the module that carries the answer


async def freed(talk: Talk) -> str:
    """Gives up a request that somebody left, and an answer that nobody read."""
    answer = await talk.ask("AT+QHTTPSTOP")
    return _("was under way, given up now") if answer.ok else _("free")


async def url(talk: Talk) -> str:
    address = talk.values["url"].encode()
    if not re.match(r"https?://[^/]", talk.values["url"], re.IGNORECASE):
        raise StepFailed(_("The address begins with http:// or https://"), (), (_("Correct the address"),))
    await talk.data(f"AT+QHTTPURL={len(address)},{INPUT}", address)
    return talk.values["url"]


async def requested(talk: Talk) -> str:
    """Sends the request; its late result has the server's number."""
    values, timeout = talk.values, talk.values["timeout"]
    data = _data(values)
    talk.undo.append(_stop)
    if values["method"] == "GET" and not data:
        event = await talk.do(f"AT+QHTTPGET={timeout}", late=float(timeout) + 130)
    else:
        form = f"AT+QHTTPGET={timeout},{len(data)},{INPUT}"
        command = form if values["method"] == "GET" else f"AT+QHTTPPOST={len(data)},{INPUT},{timeout}"
        event = await talk.data(command, data, late=float(timeout) + 10)
    values["answered"] = "1"
    return talk.explain(event).note


def _data(values: Values) -> bytes:
    """What follows CONNECT: the body, or the whole request where headers are the user's. b"" for a plain GET."""
    body = b""
    if values["method"] == "POST":
        body = values.get("body", "").encode()
        body += storage.read_file(values["body_file"]) if values.get("body_file") else b""
        if not body:
            raise StepFailed(_("A POST needs something to send"), (), (_("Enter a text or choose a file"),))
    return _head(values, len(body)) + body if values.get("headers") else body


def _head(values: Values, length: int) -> bytes:
    """RFC 9112, 3: the request line, Host, the user's lines, and the length where there is a body."""
    parts = urlsplit(values["url"])
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"{values['method']} {target} HTTP/1.1"]
    own = [line.strip() for line in values["headers"].splitlines() if line.strip()]
    if not any(line.lower().startswith("host:") for line in own):
        lines.append(f"Host: {parts.netloc.rpartition('@')[2]}")
    lines += own
    if length:
        lines.append(f"Content-Length: {length}")
    return "\r\n".join((*lines, "", "")).encode()


async def read(talk: Talk) -> str:
    """Reads the answer and saves it."""
    data = await (_through_file if talk.values["way"] == "file" else _through_port)(talk)
    talk.values["answered"] = ""
    if not (name := talk.values.get("save")):
        return _("{size} bytes").format(size=len(data))
    storage.save(name, data)
    return _("{size} bytes, saved as {path}").format(size=len(data), path=name)


async def _through_file(talk: Talk) -> bytes:
    name = f"UFS:{MIDDLE}"
    away = f'AT+QFDEL="{name}"'
    talk.undo.append(away)
    await talk.do(f'AT+QHTTPREADFILE="{name}",{talk.values["timeout"]}', late=READ_SECONDS)
    data = await storage.download(talk, name)
    await talk.ask(away)
    talk.undo.remove(away)
    return data


async def _through_port(talk: Talk) -> bytes:
    """What stands between CONNECT and OK, without the line end that belongs to OK."""
    command, parts = f"AT+QHTTPREAD={talk.values['timeout']}", bytearray()

    def hear(event: Event, _time: float) -> None:
        if event.kind == "data" and event.command == command:
            parts.extend(event.raw)
            talk.tell(Progress(len(parts), 0, _("bytes")))
        elif event.kind == "final" and event.command == command and event.line == b"OK" and parts:
            parts.extend(event.raw)

    stop = talk.session.listen(hear)
    try:
        with talk.session.expect(lambda event: event.line.startswith(b"+QHTTPREAD:")) as told:
            answer = await talk.ask(command)
            if not answer.ok:
                raise talk.failed(command, answer.final)
            event = await told.wait(READ_SECONDS)
    finally:
        stop()
    if not re.match(r"\+QHTTPREAD:\s*0\b", event.text):
        raise talk.failed(command, event)
    return bytes(parts).removesuffix(b"OK\r\n").removesuffix(b"\r\n")


async def _stop(talk: Talk) -> None:
    if talk.values.get("answered"):
        await talk.ask("AT+QHTTPSTOP")
        talk.values["answered"] = ""
