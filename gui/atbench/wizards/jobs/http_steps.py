"""The steps of the web wizard. Quectel HTTP(S) note V1.0, 2.2."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from atbench.at.events import Event
from atbench.texts import _, ngettext
from atbench.wizards.moving import storage
from atbench.wizards.plans import downloading, file_size
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import StepFailed, Values

INPUT = 80  # seconds for what follows CONNECT
READ_SECONDS = 600.0  # for a whole answer
STORED = "UFS:atbench_http.tmp"  # the file on the module that carries the answer
DELETE = f'AT+QFDEL="{STORED}"'


async def freed(talk: Talk) -> str:
    """Gives up a request that somebody left, and an answer that nobody read."""
    answer = await talk.ask("AT+QHTTPSTOP")
    return _("was under way, given up now") if answer.ok else _("free")


def url_limit(values: Values) -> str:
    if re.match(r"https?://[^/]", values.get("url", ""), re.IGNORECASE) and _split(values["url"]):
        return ""
    return _("The address begins with http:// or https://, and names a server")


def url_plan(values: Values) -> list[str]:
    return [f"AT+QHTTPURL={len(values['url'].encode())},{INPUT}"]


async def url(talk: Talk) -> str:
    [command] = url_plan(talk.values)
    await talk.data(command, talk.values["url"].encode())
    return talk.values["url"]


def body_limit(values: Values) -> str:
    if values.get("method") != "POST" or values.get("body") or values.get("body_file"):
        return ""
    return _("A POST needs something to send: a text or a file")


def request_plan(values: Values) -> list[str]:
    """Sizes are looked at, files not read."""
    timeout, length = values["timeout"], 0
    if values["method"] == "POST":
        length = len(values.get("body", "").encode()) + (file_size(values["body_file"]) if _file(values) else 0)
    size = length + (len(_head(values, length)) if values.get("headers") else 0)
    if values["method"] == "POST":
        return [f"AT+QHTTPPOST={size},{INPUT},{timeout}"]
    return [f"AT+QHTTPGET={timeout},{size},{INPUT}" if size else f"AT+QHTTPGET={timeout}"]


def _file(values: Values) -> str:
    return values.get("body_file", "")


async def requested(talk: Talk) -> str:
    """Sends the request; its late result has the server's number."""
    values, seconds = talk.values, float(talk.values["timeout"])
    data = _data(values)
    talk.undo.append(_stop)
    values["answered"] = "1"
    [command] = request_plan(values)
    if values["method"] == "GET" and not data:
        event = await talk.do(command, late=seconds + 130)
    else:
        event = await talk.data(command, data, late=seconds + 10)
    found = re.search(r":\s*0,(\d{3})", event.text)
    values["status"] = found[1] if found else ""
    return talk.meaning(event)


def _data(values: Values) -> bytes:
    """What follows CONNECT: the body, or the whole request where headers are the user's. b"" for a plain GET."""
    body = b""
    if values["method"] == "POST":
        body = values.get("body", "").encode()
        body += storage.read_file(_file(values)) if _file(values) else b""
    return _head(values, len(body)) + body if values.get("headers") else body


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # half an IPv6 address
        return None


def _head(values: Values, length: int) -> bytes:
    """RFC 9112, 3: the request line, Host, the user's lines, and the length where there is a body."""
    parts = _split(values["url"]) or SplitResult("", "", "/", "", "")
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
    """Reads the answer and saves it. An error page is saved, too, and yet the request did not do what it should."""
    data = await (_through_file if talk.values["way"] == "file" else _through_port)(talk)
    talk.values["answered"] = ""
    text, name = ngettext("{size} byte", "{size} bytes", len(data)).format(size=len(data)), talk.values.get("save")
    if name:
        storage.save(name, data)
        text = ngettext("{size} byte, saved as {path}", "{size} bytes, saved as {path}", len(data))
        text = text.format(size=len(data), path=name)
    if (status := talk.values.get("status", "")) >= "400":
        raise _not_served(status, text)
    return text


def _not_served(status: str, text: str) -> StepFailed:
    """The server's own word that it did not do it (RFC 9110, 15.5 and 15.6)."""
    causes = {
        "401": _("The server wants a user and a password"),
        "403": _("The server does not let everybody do this"),
        "404": _("There is nothing at this address"),
        "405": _("The address does not take this method"),
    }
    cause = causes.get(status) or (
        _("Something went wrong in the server itself") if status >= "500" else _("The server does not like the request")
    )
    return StepFailed(
        _("The server answered {status}; its page has {text}").format(status=status, text=text),
        (cause,),
        (_("Look at the address, the method and the headers; what the server says is in its page"),),
    )


def read_plan(values: Values) -> list[str]:
    if values["way"] == "port":
        return [_read_port(values)]
    return [_read_file(values), *downloading(STORED), DELETE]


def _read_port(values: Values) -> str:
    return f"AT+QHTTPREAD={values['timeout']}"


def _read_file(values: Values) -> str:
    return f'AT+QHTTPREADFILE="{STORED}",{values["timeout"]}'


async def _through_file(talk: Talk) -> bytes:
    talk.undo.append(_tidy)
    await talk.do(_read_file(talk.values), late=READ_SECONDS)
    data = await storage.download(talk, STORED)
    await talk.ask(DELETE)
    talk.undo.remove(_tidy)
    return data


async def _tidy(talk: Talk) -> None:
    """The file goes, once nobody writes it any more."""
    await talk.ask("AT+QHTTPSTOP")
    await talk.ask(DELETE)


async def _through_port(talk: Talk) -> bytes:
    """What stands between CONNECT and OK, without the line end that belongs to OK."""
    command, parts = _read_port(talk.values), bytearray()

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
            event = await talk.late(told, command, READ_SECONDS)
    finally:
        stop()
    if not re.match(r"\+QHTTPREAD:\s*0\b", event.text):
        raise talk.failed(command, event)
    return bytes(parts).removesuffix(b"OK\r\n").removesuffix(b"\r\n")


async def _stop(talk: Talk) -> None:
    if talk.values.get("answered"):
        await talk.ask("AT+QHTTPSTOP")
        talk.values["answered"] = ""
