"""An FTP server that outlives its modules, and a module that is signed in there as the wizard's steps leave it."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tests.virtual import vsftpd
from tests.wizards import hurry
from tests.wizards.hurry import HurriedClock

from atbench.clock import Clock
from atbench.files import Home
from atbench.virtual import VirtualPort
from atbench.virtual.far_end.devices import FTP_PASSWORD, FTP_USER
from atbench.virtual.far_end.file_moods import FileMoods
from atbench.virtual.far_end.files import FTP, FTPS, FileServer
from atbench.wizards.jobs.ftp import WIZARD
from atbench.wizards.run import Run
from atbench.wizards.talk import Progress, Talk
from atbench.workbench import Workbench

T = TypeVar("T")
HOST = "ftp.files.example"
BIG = random.Random(5).randbytes(5_000_000)
BY_PORT, BY_FLASH = "ec200s", "ec20"  # what 5 MB do not fit into, and what they fit into


@dataclass
class Shore:
    """`heard` are the commands that the server got: ("STOR", "/home/name")."""

    home: Path
    moods: FileMoods
    drop: Callable[[], None]
    ports: tuple[int, ...]
    heard: list[tuple[str, str]] = field(default_factory=list)
    log: Path | None = None

    def starts(self, verb: str) -> list[int]:
        """Where in the file each transfer began: the REST before it."""
        found, start, heard = [], 0, self.heard
        if self.log:
            lines = self.log.read_text(errors="replace").splitlines()
            heard = [(one[1], one[2]) for one in (re.search(r'"([A-Z]{4}) ([^"]*)"', line) for line in lines) if one]
        for command, value in heard:
            if command == "REST":
                start = int(value)
            elif command in ("STOR", "RETR"):
                found += [start] if command == verb else []
                start = 0
        return found


@contextmanager
def shore() -> Iterator[Shore]:
    """By kind of security: none, TLS from the start, TLS after AUTH."""
    import pyftpdlib.ioloop  # first: only it passes over the warnings of the old asyncore

    from atbench.virtual.far_end import file_server

    assert pyftpdlib.ioloop
    server, heard = FileServer(lambda path, data: None), []
    plain = file_server._Control.process_command

    def listening(self: Any, cmd: str, *args: Any, **kwargs: Any) -> None:
        heard.append((cmd, str(args[0]) if args else ""))
        plain(self, cmd, *args, **kwargs)

    file_server._Control.process_command = listening  # type: ignore[method-assign]
    try:
        ports = asyncio.run(_ports(server))
        server.home.joinpath("readme.txt").unlink()
        yield Shore(server.home.resolve(), server.moods, server.drop, ports, heard)
    finally:
        file_server._Control.process_command = plain  # type: ignore[method-assign]
        asyncio.run(server.close())


@contextmanager
def debian() -> Iterator[Shore]:
    """vsftpd, where anybody may do everything."""
    with vsftpd.running() as server:
        yield Shore(server.home, FileMoods(), lambda: None, server.ports, log=server.log)


async def _ports(server: FileServer) -> tuple[int, int, int]:
    plain, secure = (await server.address(FTP))[1], (await server.address(FTPS))[1]
    return plain, secure, plain


@dataclass
class Spy:
    """The port as the session sees it."""

    port: VirtualPort
    clock: Clock
    sent: list[tuple[str, float]] = field(default_factory=list)

    def write(self, data: bytes) -> None:
        if data.startswith(b"AT") and data.endswith(b"\r"):
            self.sent.append((data.decode(errors="replace").strip(), self.clock.now()))
        self.port.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.port, name)


@dataclass
class Ferry:
    """One session. `told` is all progress, `seen` is called with each; `sent` has all commands with their times."""

    talk: Talk
    run: Run
    port: VirtualPort
    sent: list[tuple[str, float]]
    told: list[Progress] = field(default_factory=list)
    seen: Callable[[Progress], None] = lambda progress: None

    def tell(self, progress: Progress) -> None:
        self.told.append(progress)
        self.seen(progress)

    def at(self, done: int, act: Callable[[], Any]) -> None:
        """Does something once, as soon as so many bytes are through."""

        def seen(progress: Progress) -> None:
            if progress.done >= done:
                self.seen = lambda progress: None
                act()

        self.seen = seen

    async def sign_in(self) -> None:
        """All steps up to the file manager."""
        for step in WIZARD.steps:
            if step.name == "manage":
                break
            assert await self.run.step(step), self.run.results[step.name]


@asynccontextmanager
async def signed_in(home: Path, server: Shore, profile: str, speed: float = 0, **values: str) -> AsyncIterator[Ferry]:
    bench = Workbench(Home(home), Clock(speed) if speed else HurriedClock(), profile)
    kind = int(values.get("security", "0"))
    session = await bench.open(f"virtual://{profile}?boot=0&host={HOST}=127.0.0.1:{server.ports[kind]}")
    port = bench.port
    assert isinstance(port, VirtualPort)
    spy = Spy(port, bench.clock)
    session.attach(spy)
    given = {"server": HOST, "user": FTP_USER, "password": FTP_PASSWORD, **values}
    talk = Talk(session, bench.knowledge, bench.clock, {**WIZARD.defaults(bench.knowledge), **given})
    ferry = Ferry(talk, Run(WIZARD, talk), port, spy.sent)
    talk.tell = ferry.tell
    try:
        await ferry.sign_in()
        yield ferry
        await ferry.run.undo()
        assert talk.undo == []
    finally:
        await bench.close()


def play(
    home: Path,
    server: Shore,
    scene: Callable[[Ferry], Awaitable[T]],
    profile: str = BY_PORT,
    speed: float = 0,
    **values: str,
) -> T:
    async def work() -> T:
        async with asyncio.timeout(60), signed_in(home, server, profile, speed, **values) as ferry:
            return await scene(ferry)

    return hurry.run(work())


def tree(folder: Path) -> dict[str, bytes | None]:
    """All in a folder; None for a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
