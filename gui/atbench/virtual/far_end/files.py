"""The files side of the local cloud: its FTP server in a thread of its own, what arrived there, how it is disposed.

The server belongs to the extra `demo`. It keeps its files in a temporary folder, which goes with it.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from atbench.virtual.backends.names import Address, Refuses
from atbench.virtual.far_end.certificate import openssl_context
from atbench.virtual.far_end.file_moods import FileMoods

if TYPE_CHECKING:
    from pyftpdlib.ioloop import IOLoop

FTP, FTPS = 21, 990  # 21 is plain and takes AUTH TLS, 990 is TLS from the start
PORTS = (FTP, FTPS)
POLL = 0.05  # real seconds until the server's thread notices what others want of it
WELCOME = b"This file is on the FTP server inside atbench.\r\n"


class FileServer:
    """`on_file` gets path and bytes of each file that has arrived whole, in the server's thread.

    `address` and `close` are for the loop of the host, everything else for any thread.
    """

    def __init__(self, on_file: Callable[[str, bytes], None], old_tls: bool = False) -> None:
        self.moods = FileMoods()
        self._on_file, self._old_tls = on_file, old_tls
        self._ports: dict[int, int] = {}
        self._lock, self._stop, self._drop = threading.Lock(), threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._home: Path | None = None

    async def address(self, port: int) -> Address:
        """Where it listens; it starts when first asked for. Raises `Refuses`, too where libraries are missing."""
        if self._thread is None:
            await asyncio.to_thread(self._start)
        if port not in self._ports:
            raise Refuses(port)
        return "127.0.0.1", self._ports[port]

    @property
    def home(self) -> Path:
        """The folder with the server's files; before it has started it holds nothing but the welcome."""
        if self._home is None:
            self._home = Path(tempfile.mkdtemp(prefix="atbench-ftp-"))
            (self._home / "readme.txt").write_bytes(WELCOME)
        return self._home

    def drop(self) -> None:
        """Closes every connection from this side."""
        self._drop.set()

    async def close(self) -> None:
        self._stop.set()
        await asyncio.to_thread(self._end)

    def _end(self) -> None:
        with self._lock:
            if self._thread:
                self._thread.join()
            if self._home:
                shutil.rmtree(self._home, ignore_errors=True)

    def _start(self) -> None:
        with self._lock:
            if self._thread is None and not self._stop.is_set():
                self._listen()

    def _listen(self) -> None:
        logger = logging.getLogger("pyftpdlib")
        logger.propagate = False  # what it says is for nobody
        logger.addHandler(logging.NullHandler())
        try:
            from pyftpdlib.ioloop import IOLoop  # first: only it passes over the warnings of the old asyncore

            from atbench.virtual.far_end.file_server import listen
        except ImportError as error:
            raise Refuses(FTP) from error
        loop = IOLoop()
        context = openssl_context(self._old_tls)
        for port in PORTS if context else (FTP,):
            self._ports[port] = listen(loop, self.home, self.moods, self._came, context, port == FTPS)
        self._thread = threading.Thread(target=self._run, args=(loop,), name="ftp server", daemon=True)
        self._thread.start()

    def _run(self, loop: IOLoop) -> None:
        from atbench.virtual.far_end.file_server import hang_up

        while not self._stop.is_set():
            loop.loop(POLL, blocking=False)
            if self._drop.is_set():
                self._drop.clear()
                hang_up(loop)
        loop.close()

    def _came(self, path: Path) -> None:
        self._on_file("/" + PurePosixPath(path.relative_to(self.home.resolve())).as_posix(), path.read_bytes())
