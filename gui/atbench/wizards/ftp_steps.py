"""The steps of the FTP wizard. Quectel LTE Standard(A) FTP(S) note V1.0, chapter 2."""

from __future__ import annotations

import re
from pathlib import Path

from atbench.at.decode import decode
from atbench.at.events import Event
from atbench.files import write_whole
from atbench.texts import _
from atbench.wizards import storage
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed, Values

CLOSED = "4"  # what QFTPSTAT says (2.17)
MIDDLE = "atbench_ftp.tmp"  # the file on the module that carries one to or from the server


async def free(talk: Talk) -> str:
    """Closes a session that somebody left open."""
    event = await talk.do("AT+QFTPSTAT")
    if event.text.rstrip().endswith(f",{CLOSED}"):
        return _("none")
    await talk.do("AT+QFTPCLOSE")
    return _("was open, closed now")


async def settings(talk: Talk) -> str:
    values = talk.values
    if values["security"] != "0" and values["mode"] == "0":
        raise StepFailed(_("FTPS works with passive data connections only"), (), (_("Choose passive"),))
    await talk.do(f'AT+QFTPCFG="contextid",{values["context"]}')
    await talk.do(f'AT+QFTPCFG="account","{values["user"]}","{values.get("password", "")}"')
    await talk.do('AT+QFTPCFG="filetype",0')
    await talk.do(f'AT+QFTPCFG="transmode",{values["mode"]}')
    await talk.do(f'AT+QFTPCFG="rsptimeout",{values["timeout"]}')
    await talk.do(f'AT+QFTPCFG="ssltype",{values["security"]}')
    if values["security"] != "0":
        await talk.do(f'AT+QFTPCFG="sslctxid",{values["ssl_context"]}')
    return ""


def port(values: Values) -> str:
    return values.get("port") or ("990" if values["security"] == "1" else "21")


async def opened(talk: Talk) -> str:
    """Signs in; the session is closed when the wizard is undone."""
    talk.undo.append(_leave)
    event = await talk.do(f'AT+QFTPOPEN="{talk.values["server"]}",{port(talk.values)}')
    return talk.explain(event).note


async def _leave(talk: Talk) -> None:
    if talk.session.status.get("ftp"):
        await talk.do("AT+QFTPCLOSE")


async def folder(talk: Talk) -> str:
    event = await talk.do(f'AT+QFTPCWD="{talk.values["folder"]}"')
    return talk.explain(event).note or talk.values["folder"]


async def up(talk: Talk) -> str:
    """Uploads files, and folders with all in them."""
    count = size = 0
    for path, name in _found(talk.values["upload"].splitlines()):
        data = storage.read_file(str(path))
        await _folders(talk, name)
        await storage.upload(talk, MIDDLE, data)
        await talk.do(f'AT+QFTPPUT="{name}","UFS:{MIDDLE}"', late=_patience(talk, len(data)))
        await _gone(talk)
        if (there := await _size(talk, name)) != len(data):
            raise StepFailed(
                _("{name} has {there} bytes on the server, {here} here").format(name=name, there=there, here=len(data)),
                (_("The transfer was cut short"),),
                (_("Upload it again"),),
            )
        count, size = count + 1, size + len(data)
    return _("{count} files, {size} bytes, sizes right").format(count=count, size=size)


async def down(talk: Talk) -> str:
    count = size = 0
    for name in talk.values["download"].splitlines():
        there = await _size(talk, name)
        free_bytes, _total = await storage.space(talk)
        if there > free_bytes:
            text = _("{name} has {size} bytes, the module has room for {free}")
            raise StepFailed(text.format(name=name, size=there, free=free_bytes), (), (_("Delete files on it first"),))
        await talk.do(f'AT+QFTPGET="{name}","UFS:{MIDDLE}"', late=_patience(talk, there))
        data = await storage.download(talk, MIDDLE)
        await talk.do(f'AT+QFDEL="{MIDDLE}"')
        if len(data) != there:
            raise StepFailed(
                _("{name} came with {size} of {whole} bytes").format(name=name, size=len(data), whole=there)
            )
        _keep(talk.values["here"], name, data)
        count, size = count + 1, size + len(data)
    return _("{count} files, {size} bytes, checksums right").format(count=count, size=size)


async def delete(talk: Talk) -> str:
    names = talk.values["delete"].splitlines()
    for name in names:
        await talk.do(f'AT+QFTPDEL="{name}"')
    return _("{count} deleted").format(count=len(names))


async def listing(talk: Talk) -> str:
    """The names in the folder."""
    command = 'AT+QFTPNLST=".","COM:"'
    lines: list[str] = []

    def hear(event: Event, _time: float) -> None:
        if event.kind == "data" and event.command == command:
            lines.extend(line for line in decode(event.raw.strip()).splitlines() if line.strip())

    stop = talk.session.listen(hear)
    try:
        with talk.session.late_of(command) as told:
            answer = await talk.ask(command)
            if not answer.ok:
                raise talk.failed(command, answer.final)
            if told:
                await told.wait(talk.session.late_limit(command))
    finally:
        stop()
    return ", ".join(lines) or _("empty")


async def close(talk: Talk) -> str:
    event = await talk.do("AT+QFTPCLOSE")
    return talk.explain(event).note


# -- below ---------------------------------------------------------------------------------------------------------


def _found(paths: list[str]) -> list[tuple[Path, str]]:
    """The files with their names on the server; of a folder all files in it, with its name before theirs."""
    found: list[tuple[Path, str]] = []
    for text in paths:
        path = Path(text).expanduser()
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file())
            found += [(one, one.relative_to(path.parent).as_posix()) for one in inside]
        else:
            found.append((path, path.name))
    return found


async def _folders(talk: Talk, name: str) -> None:
    """Makes the folders of a name; one that is there already says an error that means nothing."""
    parts = name.split("/")[:-1]
    for place in range(len(parts)):
        path = "/".join(parts[: place + 1])
        if path in talk.values.get("made", "").splitlines():
            continue
        with talk.session.late_of(f'AT+QFTPMKDIR="{path}"') as told:
            answer = await talk.ask(f'AT+QFTPMKDIR="{path}"')
            if answer.ok and told:
                await told.wait(talk.session.late_limit("AT+QFTPMKDIR=1"))
        talk.values["made"] = talk.values.get("made", "") + path + "\n"


async def _size(talk: Talk, name: str) -> int:
    event = await talk.do(f'AT+QFTPSIZE="{name}"')
    found = re.search(r"0,\s*(\d+)", event.text)
    return int(found[1]) if found else -1


async def _gone(talk: Talk) -> None:
    """Deletes the file that carried one."""
    command = f'AT+QFDEL="{MIDDLE}"'
    await talk.do(command)
    if command in talk.undo:
        talk.undo.remove(command)


def _patience(talk: Talk, size: int) -> float:
    """Seconds for a transfer: the longest silence, and a slow network's time."""
    return float(talk.values["timeout"]) + size / 2000


def _keep(place: str, name: str, data: bytes) -> None:
    path = Path(place).expanduser() / Path(name).name
    try:
        write_whole(path, data)
    except OSError as error:
        text = _("{path} cannot be written: {why}")
        raise StepFailed(text.format(path=path, why=error.strerror or error)) from None
