"""Signing in and off, folders, and all that needs no data connection: Quectel FTP(S) note V1.2, chapter 2.

OK comes at once, the result later as a line of its own: 0 and what was asked for, or <err>,<protocol_error>. What is
wrong from the start is a +CME ERROR with the numbers of chapter 5.
"""

from __future__ import annotations

import ftplib
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from atbench.virtual.backends import tls
from atbench.virtual.backends.ftp import Client
from atbench.virtual.backends.ftp_codes import (
    BUSY,
    NO_NAME,
    NO_NETWORK,
    NO_SESSION,
    NO_TLS,
    NOT_OPENED,
    NOT_SIGNED_IN,
    TIME_OUT,
    WRONG,
    Failed,
)
from atbench.virtual.backends.ftp_control import Control, Way
from atbench.virtual.backends.ftp_session import CLOSED, CLOSING, IDLE, OPENING
from atbench.virtual.backends.names import Unknown
from atbench.virtual.commands.ftp_config import LONGEST
from atbench.virtual.commands.ssl import tls_context
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

LONGEST_PATH = 128  # 2.3
T = TypeVar("T")


def ready(unit: Unit) -> Client:
    """The session, when it is open and does nothing."""
    session = unit.ftp
    session.look()
    if session.state == CLOSED:
        raise Refused(NO_SESSION if session.lost else NOT_SIGNED_IN)
    if session.state != IDLE or session.busy or session.stuck:
        raise Refused(BUSY)
    assert session.client
    return session.client


def later(unit: Unit, name: str, work: Coroutine[Any, Any, str]) -> Lines:
    """The session is busy until `work` has ended, and its result is told."""
    unit.ftp.busy = True
    task = unit.tasks.start(_telling(unit, name, work), "ftp")
    task.add_done_callback(lambda _task: work.close())  # a module that ends now never came to it
    return ()


async def _telling(unit: Unit, name: str, work: Awaitable[str]) -> None:
    unit.urc(f"{name}: {await outcome(unit, work)}")


async def outcome(unit: Unit, work: Awaitable[str]) -> str:
    """What the late line says, once the session has found its state again."""
    session, client = unit.ftp, unit.ftp.client
    try:
        result = f"0,{await work}"
    except TimeoutError:
        result = f"{TIME_OUT},0"
    except Failed as failed:
        result = f"{failed.err},{failed.reply}"
        session.stuck = unit.profile.habits.ftp.sticks and failed.err == NOT_OPENED
    if client and session.client is client:
        session.busy = False
        if client.ended:
            session.shut(lost=True)
        else:
            session.state = IDLE
    return result


async def do(unit: Unit, work: Callable[[Control], T]) -> T:
    """Within rsptimeout. A part of a file that waits for the next one is the last one then."""
    async with unit.clock.timeout(unit.ftp.number("rsptimeout")):
        await close_part(unit)
        assert unit.ftp.client
        return await unit.ftp.client.do(work)


async def close_part(unit: Unit) -> None:
    part, unit.ftp.part = unit.ftp.part, None
    if part and part.upload:
        await part.upload.finish()


def _open(unit: Unit, values: Values) -> Lines:
    values.count(1, 2)
    host, port, session = values.text(0, 1, LONGEST), values.number(1, 1, 65535, 21), unit.ftp
    session.look()
    if session.state != CLOSED:
        raise Refused(BUSY)
    if session.number("ssltype") and not session.number("transmode"):
        raise Refused(WRONG)
    if not unit.contexts[session.number("contextid")].active:
        raise Refused(NO_NETWORK)
    session.client, session.state, session.lost = Client(session.jobs), OPENING, False
    return later(unit, "+QFTPOPEN", _opening(unit, session.client, host, port))


async def _opening(unit: Unit, client: Client, host: str, port: int) -> str:
    try:
        async with unit.clock.timeout(unit.ftp.number("rsptimeout")):
            await unit.clock.sleep(0.3)
            await client.open(await _way(unit, host, port))
    except (TimeoutError, Failed):
        if unit.ftp.client is client:
            unit.ftp.shut()
        raise
    return "0"


async def _way(unit: Unit, host: str, port: int) -> Way:
    session = unit.ftp
    try:
        secure = tls_context(unit, session.number("sslctxid")) if session.number("ssltype") else None
        where = await unit.names.find(host, port)
    except (tls.Unfit, tls.Failed) as error:
        raise Failed(NO_TLS) from error
    except Unknown as error:
        raise Failed(NO_NAME) from error
    except OSError as error:
        raise Failed(NO_NETWORK) from error
    return Way(
        where,
        host,
        session.text("account"),
        session.text("account", 1),
        session.number("ssltype"),
        secure,
        (secure.seconds if secure else 300) / unit.clock.speed,
    )


def _close(unit: Unit, values: Values) -> Lines:
    if not unit.ftp.stuck:
        ready(unit)
    unit.ftp.state = CLOSING
    return later(unit, "+QFTPCLOSE", _closing(unit))


async def _closing(unit: Unit) -> str:
    try:
        await do(unit, _quit)
    except Failed:
        pass  # it went before we did
    finally:
        unit.ftp.shut()
    return "0"


def _quit(control: Control) -> str:
    return control.voidcmd("QUIT")


def _state(unit: Unit, values: Values) -> Lines:
    """2.17. It always answers; the note shows its line behind OK in the table and before OK in 3.6."""
    unit.ftp.look()
    unit.urc(f"+QFTPSTAT: 0,{unit.ftp.state}")
    return ()


def _length(unit: Unit, values: Values) -> Lines:
    """2.16. Made for use while a transfer runs."""
    unit.urc(f"+QFTPLEN: 0,{unit.ftp.length}")
    return ()


def _folder(unit: Unit, values: Values) -> Lines:
    ready(unit)
    mark = '"' if unit.profile.habits.ftp.quotes_path else ""

    def ask(control: Control) -> str:
        return f"{mark}{ftplib.parse257(control.voidcmd('PWD'))}{mark}"

    return later(unit, "+QFTPPWD", do(unit, ask))


@dataclass(frozen=True, slots=True)
class _Plain:
    """A command with a few names for the server: the names for the test form, and what becomes of them."""

    names: str
    work: Callable[..., str]
    longest: int = LONGEST

    def command(self, name: str) -> Command:
        def write(unit: Unit, values: Values) -> Lines:
            values.count(self.names.count(",") + 1)
            texts = [values.text(place, 1, self.longest) for place in range(len(values))]
            ready(unit)
            return later(unit, name, do(unit, lambda control: self.work(control, *texts)))

        return Command((f"{name}: {self.names}",), write=write, code=WRONG)


def _says(verb: str) -> Callable[[Control, str], str]:
    def work(control: Control, name: str) -> str:
        control.voidcmd(f"{verb} {name}")
        return "0"

    return work


def _size(control: Control, name: str) -> str:
    control.voidcmd("TYPE I")  # many servers tell no size of a text
    return control.voidcmd(f"SIZE {name}")[4:].strip()


def _time(control: Control, name: str) -> str:
    return f'"{control.voidcmd(f"MDTM {name}")[4:].strip()}"'


def _rename(control: Control, old: str, new: str) -> str:
    control.rename(old, new)
    return "0"


_PLAIN = {
    "+QFTPCWD": _Plain("<path_name>", _says("CWD"), LONGEST_PATH),
    "+QFTPSIZE": _Plain("<file_name>", _size),
    "+QFTPDEL": _Plain("<file_name>", _says("DELE")),
    "+QFTPMKDIR": _Plain("<folder_name>", _says("MKD")),
    "+QFTPRMDIR": _Plain("<folder_name>", _says("RMD")),
    "+QFTPMDTM": _Plain("<file_name>", _time),
    "+QFTPRENAME": _Plain("<old_name>,<new_name>", _rename),
}

COMMANDS = {
    "+QFTPOPEN": Command(("+QFTPOPEN: <hostname>,<port>",), write=_open, code=WRONG),
    "+QFTPCLOSE": Command((), execute=_close),
    "+QFTPPWD": Command((), execute=_folder),
    "+QFTPSTAT": Command((), execute=_state),
    "+QFTPLEN": Command((), execute=_length),
    **{name: plain.command(name) for name, plain in _PLAIN.items()},
}
