"""The steps of the FTP wizard. Quectel LTE Standard(A) FTP(S) note V1.0, chapter 2."""

from __future__ import annotations

from atbench.texts import _
from atbench.wizards.moving.move import move, said
from atbench.wizards.moving.places import Computer, Place, Server
from atbench.wizards.moving.server import settle
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed, Values

STATE = "AT+QFTPSTAT"
CLOSED = "4"  # what QFTPSTAT says (2.17)


async def free(talk: Talk) -> str:
    """Closes a session that somebody left open."""
    event = await talk.do(STATE)
    if event.text.rstrip().endswith(f",{CLOSED}"):
        return _("none")
    await talk.do("AT+QFTPCLOSE")
    return _("was open, closed now")


def mode_limit(values: Values) -> str:
    if values.get("security") != "0" and values.get("mode") == "0":
        return _("FTPS works with passive data connections only")
    return ""


def settings_plan(values: Values) -> list[str]:
    secured = values["security"] != "0"
    return [
        f'AT+QFTPCFG="contextid",{values["context"]}',
        f'AT+QFTPCFG="account","{values["user"]}","{values.get("password", "")}"',
        'AT+QFTPCFG="filetype",0',
        f'AT+QFTPCFG="transmode",{values["mode"]}',
        f'AT+QFTPCFG="rsptimeout",{values["timeout"]}',
        f'AT+QFTPCFG="ssltype",{values["security"]}',
        *([f'AT+QFTPCFG="sslctxid",{values["ssl_context"]}'] if secured else []),
    ]


def usual_port(values: Values) -> str:
    return "990" if values.get("security") == "1" else "21"


def port_doubt(values: Values) -> str:
    """The port of implicit FTPS with anything else, and the other way round."""
    implicit, port = values.get("security") == "1", values.get("port", "")
    if port in ("21", "990") and port != usual_port(values):
        return _("unusual: port {port} mostly goes with {security}").format(
            port=port, security=_("no security, or AUTH TLS") if implicit else _("FTPS from the start (implicit)")
        )
    return ""


async def opened(talk: Talk) -> str:
    """Signs in; the session is closed when the wizard is undone."""
    talk.undo.append(_leave)
    [command] = open_plan(talk.values)
    return talk.meaning(await talk.do(command))


def open_plan(values: Values) -> list[str]:
    return [f'AT+QFTPOPEN="{values["server"]}",{values.get("port") or usual_port(values)}']


async def _leave(talk: Talk) -> None:
    """A transfer that was given up goes on in the module, and nothing but its end lets the session be closed."""
    if talk.session.status.get("ftp"):
        answer = await talk.ask("AT+QFTPSTAT")
        if answer.ok and await settle(talk, Server(talk).gap):
            await talk.do("AT+QFTPCLOSE")


async def folder(talk: Talk) -> str:
    """Goes there, and remembers where that is: a path that begins at the top."""
    event = await talk.do(f'AT+QFTPCWD="{talk.values["folder"]}"')
    told = (await talk.do("AT+QFTPPWD")).text.partition(",")[2].strip().strip('"')
    talk.values["remote"] = told or talk.values["folder"]
    return talk.meaning(event) or talk.values["folder"]


async def make(talk: Talk) -> str:
    """Makes folders, with those above them; what is there already is as it should be."""
    server, names = Server(talk), talk.values["make"].splitlines()
    for name in names:
        await _made(server, server.join(server.start, name.rstrip("/")))
    return _("{count} folders").format(count=len(names))


async def _made(server: Server, path: str) -> None:
    found = await server.look(path)
    if (found and found.folder) or path == "/":
        return
    await _made(server, server.parent(path))
    await server.make(path)


async def rename(talk: Talk) -> str:
    server, lines = Server(talk), talk.values["rename"].splitlines()
    for line in lines:
        old, equals, new = line.partition("=")
        if not (old and equals and new):
            raise StepFailed(
                _("{line}: what is its new name?").format(line=line), (), (_("Write it as OLD=NEW, one a line"),)
            )
        await server.rename(server.join(server.start, old), server.join(server.start, new))
    return _("{count} renamed").format(count=len(lines))


async def up(talk: Talk) -> str:
    """Uploads files, and folders with all in them."""
    here, server = Computer(), Server(talk)
    paths = [here.join(here.start, one) for one in talk.values["upload"].splitlines()]
    chosen = [(path, await _is_folder(here, path)) for path in paths]
    moved = await move(talk, here, chosen, server, server.start)
    return said(moved, _("{count} files, {size} bytes, sizes right"))


async def down(talk: Talk) -> str:
    """Downloads files, and folders with all in them."""
    server = Server(talk)
    paths = [server.join(server.start, one.rstrip("/")) for one in talk.values["download"].splitlines()]
    chosen = [(path, await _is_folder(server, path)) for path in paths]
    moved = await move(talk, server, chosen, Computer(), Computer(talk.values["here"]).start)
    return said(moved, _("{count} files, {size} bytes, checksums right"))


async def delete(talk: Talk) -> str:
    """Deletes files, and folders with all in them."""
    server, names = Server(talk), talk.values["delete"].splitlines()
    for name in names:
        path = server.join(server.start, name.rstrip("/"))
        await server.delete(path, await _is_folder(server, path))
    return _("{count} deleted").format(count=len(names))


async def manage(talk: Talk) -> str:
    """What there is to work with; in the window this is the file manager."""
    server = Server(talk)
    found = await server.list(server.start)
    folders = sum(one.folder for one in found)
    size = sum(one.size for one in found if one.size > 0)
    text = _("{folders} folders, {count} files, {size} bytes")
    return text.format(folders=folders, count=len(found) - folders, size=size)


async def listing(talk: Talk) -> str:
    """What the folder holds."""
    server = Server(talk)
    found = await server.list(server.start)
    return ", ".join(f"{one.name}/" if one.folder else one.name for one in found) or _("empty")


async def close(talk: Talk) -> str:
    event = await talk.do("AT+QFTPCLOSE")
    return talk.meaning(event)


# -- below ---------------------------------------------------------------------------------------------------------


async def _is_folder(place: Place, path: str) -> bool:
    found = await place.look(path)
    if found is None:
        raise StepFailed(_("{name} is not there").format(name=path), (), (_("Look at its name in the list"),))
    return found.folder
