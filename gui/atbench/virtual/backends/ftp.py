"""The FTP client of a module: a session with a real server, its data connections, and what the server said.

Connections are made in the loop, where they can be given up at any moment; `ftplib` then speaks in a worker thread and
is freed by shutting its sockets down.
"""

from __future__ import annotations

import asyncio
import ftplib
import socket
from collections.abc import Callable
from typing import Any, TypeVar

from atbench.virtual.backends.ftp_codes import CLOSED, NO_DATA, NO_NETWORK, NO_SESSION, Failed, refusal
from atbench.virtual.backends.ftp_control import Control, Way, hung_up, shut

PIECE = 65536  # bytes that are read or written together
T = TypeVar("T")


class Client:
    """One session. Everything runs in the loop of the host, one call after the other, and raises `Failed`.

    A call that is cancelled ends the session. `jobs` has what still runs in other threads.
    """

    def __init__(self, jobs: set[asyncio.Future[Any]] | None = None) -> None:
        self._running = set() if jobs is None else jobs
        self.ended = False
        self._why: int | None = None
        self._control: Control | None = None
        self._jobs = 0

    async def open(self, way: Way) -> None:
        connection = await _connect(way)
        self._control = control = Control(connection, way)
        if self.ended:  # it was cut before it could see this connection
            control.cut()
            self._tidy(control)
        try:
            await self.do(Control.enter)
        except Failed as failed:
            raise Failed(CLOSED) if failed.err == NO_SESSION else failed from failed

    async def do(self, work: Callable[[Control], T]) -> T:
        """Runs `work` with the session."""
        job = self.start(work)
        try:
            return await asyncio.shield(job)
        except asyncio.CancelledError:
            self.cut()
            await asyncio.gather(job, return_exceptions=True)
            raise
        except BaseException as error:
            raise self.judge(error) from error

    def start(self, work: Callable[[Control], T]) -> asyncio.Future[T]:
        """The same without waiting; what goes wrong is for `judge`."""
        control = self._control
        if control is None or self.ended:
            over: asyncio.Future[T] = asyncio.get_running_loop().create_future()
            over.set_exception(EOFError())
            return over
        self._jobs += 1
        job = asyncio.get_running_loop().run_in_executor(None, work, control)
        self._running.add(job)
        job.add_done_callback(self._done)
        return job

    def judge(self, error: BaseException) -> BaseException:
        """What an error of a job means to the user; a slip of this program stays what it is."""
        match error:
            case Failed():
                failed = error
            case ftplib.Error():
                failed = refusal(str(error))
            case EOFError():
                failed = Failed(NO_SESSION)
            case OSError() | ValueError():
                failed = Failed(CLOSED)
            case _:
                return error
        if failed.reply == 421 or failed.err in (CLOSED, NO_SESSION):
            self.cut()
        return Failed(self._why) if self._why else failed

    def gone(self) -> bool:
        """Whether the server has gone, as far as one can know; only while nothing runs."""
        return self.ended or self._control is None or self._control.gone()

    def cut(self, why: int | None = None) -> None:
        """Ends the session now; what runs fails, with `why` where it is given."""
        if not self.ended:
            self.ended, self._why = True, why
            if self._control:
                self._control.cut()
                self._tidy(self._control)

    def _done(self, job: asyncio.Future[T]) -> None:
        self._jobs -= 1
        self._running.discard(job)
        if not job.cancelled():
            job.exception()  # nobody may be waiting any more
        if self.ended and self._control:
            self._tidy(self._control)

    def _tidy(self, control: Control) -> None:
        if not self._jobs:
            control.dispose()


class Download:
    """A file or a list that comes in. `length` counts the bytes that were taken."""

    def __init__(self, client: Client, link: socket.socket) -> None:
        self._client, self._link = client, link
        self._job: asyncio.Future[bytes] | None = None
        self.length = 0

    def next(self) -> asyncio.Future[bytes]:
        """The next piece, asked for once; wait for it without cancelling it, then `take` it."""
        if self._job is None:
            self._job = self._client.start(lambda _: self._link.recv(PIECE))
        return self._job

    async def take(self, most: int) -> bytes:
        """The piece that has come, at most so many bytes; b"" at the end."""
        assert self._job
        try:
            piece = self._job.result()[:most]
        except (OSError, ValueError) as error:
            raise await _broken(self._client, self._link) from error
        self._job = None
        self.length += len(piece)
        return piece

    async def finish(self) -> None:
        await self._client.do(lambda control: control.finish(self._link, sent=False))

    async def leave(self) -> None:
        """No more of it is wanted."""
        if self._job and not self._job.done():
            shut(self._link)
            await asyncio.gather(self._job, return_exceptions=True)
        await self._client.do(lambda control: control.leave(self._link))


class Upload:
    """A file that goes out, as fast as the server takes it. `broken` is done when it does not any more."""

    def __init__(self, client: Client, link: socket.socket) -> None:
        self._client, self._link = client, link
        self._waiting, self._idle = bytearray(), asyncio.Event()
        self._idle.set()
        self.broken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.length = 0

    def push(self, data: bytes) -> None:
        if not self.broken.done():
            self._waiting += data
            if self._idle.is_set():
                self._go_on()

    def look(self) -> None:
        """Notices that the server has closed the data connection while nothing was sent."""
        if self._idle.is_set() and not self.broken.done() and hung_up(self._link):
            self.broken.set_result(None)

    async def flush(self) -> None:
        """Until all of it has gone."""
        await self._idle.wait()
        if self.broken.done():
            raise await _broken(self._client, self._link)

    async def finish(self) -> None:
        await self.flush()
        await self._client.do(lambda control: control.finish(self._link, sent=True))

    def _go_on(self) -> None:
        piece = bytes(self._waiting[:PIECE])
        del self._waiting[:PIECE]
        self._idle.clear()
        job = self._client.start(lambda _: self._link.sendall(piece))
        job.add_done_callback(lambda job: self._gone(job, len(piece)))

    def _gone(self, job: asyncio.Future[None], length: int) -> None:
        if job.cancelled() or job.exception():
            self._idle.set()
            if not self.broken.done():
                self.broken.set_result(None)
            return
        self.length += length
        if self._waiting:
            self._go_on()
        else:
            self._idle.set()


async def _broken(client: Client, link: socket.socket) -> BaseException:
    """A data connection broke: what the server says to that, or that it is closed."""
    try:
        verdict = await client.do(lambda control: control.verdict(link))
    except Failed as failed:
        return failed
    return client.judge(verdict or Failed(NO_DATA))


async def _connect(way: Way) -> socket.socket:
    """Raises `Failed`."""
    connection = socket.socket(socket.AF_INET6 if ":" in way.address[0] else socket.AF_INET, socket.SOCK_STREAM)
    connection.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(connection, way.address)
    except OSError as error:
        connection.close()
        raise Failed(NO_NETWORK) from error
    except BaseException:
        connection.close()
        raise
    connection.setblocking(True)
    return connection
