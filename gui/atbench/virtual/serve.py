"""A virtual module for other programs and machines.

On a pseudo terminal, on a TCP port for one client after the other, or at a serial port with somebody's firmware behind.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from atbench.port.port import OnBytes, OnClosed, Port, PortSettings
from atbench.port.serial_port import SerialPort
from atbench.texts import _
from atbench.virtual.backends.names import Address

MOST_HELD = 1024  # bytes that wait for a paced line before no more are taken
LOOK = 0.02  # seconds between two looks whether it takes more, and at DTR, which is held down for 100 ms or more
APART = 0.002  # seconds between bytes that are to be read one by one
MOST_UNREAD = 1 << 20  # what nobody reads is lost beyond this, as on a serial line

Start = Callable[[OnBytes, OnClosed], Port]
Ready = Callable[[str], None]


class Server:
    """Serves until `stop` is called or the module is lost; `reason` then tells why ("" for stopped).

    `start` switches the module on. One thread runs `pty`, `tcp` or `serial`, any thread may call `stop`.
    """

    def __init__(self, start: Start) -> None:
        self.reason = ""
        self._start = start
        self._stopped, self._gone = threading.Event(), threading.Event()
        self._lock, self._unread = threading.Lock(), bytearray()
        self._wake, self._waker = socket.socketpair()
        self._wake.setblocking(False)
        self._waker.setblocking(False)
        self._port: Port | None = None

    def pty(self, link: Path, ready: Ready) -> None:
        """On a pseudo terminal with a symbolic link, which is removed at the end. Raises OSError where that fails."""
        if sys.platform == "win32":
            raise OSError(_("Windows has no pseudo terminals. Use --listen 127.0.0.1:PORT."))
        from atbench.port import posix

        with contextlib.closing(self):
            self._pty(*posix.open_pty(link), link, ready)

    def _pty(self, master: int, slave: int, link: Path, ready: Ready) -> None:
        if sys.platform == "win32":
            return
        device = os.ttyname(slave)
        os.set_blocking(master, False)
        try:
            self._switch_on()
            ready(str(link))
            self._carry(master, lambda: os.read(master, 65536), lambda data: os.write(master, data))
        finally:
            with contextlib.suppress(OSError):  # it is gone, or somebody else's by now
                if str(link.readlink()) == device:
                    link.unlink()
            os.close(master)
            os.close(slave)

    def tcp(self, address: Address, ready: Ready) -> None:
        """On a TCP port; the module is switched on when the first client comes. Raises OSError where that fails."""
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        with contextlib.closing(self), socket.create_server(address, family=family) as listener:
            host, port = listener.getsockname()[:2]
            ready(f"socket://[{host}]:{port}" if ":" in host else f"socket://{host}:{port}")
            while self._wait(listener.fileno()):
                self._client(listener.accept()[0])

    def _client(self, client: socket.socket) -> None:
        with client:
            client.setblocking(False)
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._switch_on()
            self._carry(client.fileno(), lambda: client.recv(65536), client.send)

    def serial(self, device: str, settings: PortSettings, ready: Ready) -> None:
        """At a real serial port. Raises OSError and ValueError where it cannot be opened."""
        with contextlib.closing(self):
            line = SerialPort(device, settings, self._typed, self._line_lost)
            try:
                self._port = self._start(lambda data, time: _write(line, data), self._lost)
                ready(device)
                self._watch(line)
            finally:
                line.close()

    def _watch(self, line: SerialPort) -> None:
        """Until it is time to stop. The firmware's DTR comes in as DSR; without that wire it never changes."""
        high = line.dsr
        while not self._stopped.wait(LOOK if high is not None else None):
            was, high = high, line.dsr
            if self._port and was != high:
                self._port.lines(dtr=high)

    def stop(self) -> None:
        self._stopped.set()
        self._ring()

    def _typed(self, data: bytes, time: float) -> None:
        if self._port:
            self._port.write(data)

    def _line_lost(self, reason: str) -> None:
        self.reason = self.reason or reason
        self.stop()

    def _switch_on(self) -> None:
        if self._port is None:
            self._port = self._start(self._said, self._lost)
        with self._lock:
            self._unread.clear()

    def close(self) -> None:
        """Switches the module off; `pty` and `tcp` do so themselves at their end."""
        self._stopped.set()
        if self._port:
            self._port.close()
            self._gone.wait(2)
        self._wake.close()
        self._waker.close()

    def _said(self, data: bytes, time: float) -> None:
        with self._lock:
            self._unread += data[: max(0, MOST_UNREAD - len(self._unread))]
        self._ring()

    def _lost(self, reason: str) -> None:
        self.reason = self.reason or reason
        self._gone.set()
        self.stop()

    def _ring(self) -> None:
        with contextlib.suppress(OSError):  # full: somebody rang already; closed: nobody listens any more
            self._waker.send(b"\0")

    def _wait(self, handle: int) -> bool:
        """Until `handle` can be read; False when it is time to stop."""
        while not self._stopped.is_set():
            readable, _, _ = select.select([handle, self._wake.fileno()], [], [])
            self._calm(readable)
            if handle in readable:
                return True
        return False

    def _carry(self, handle: int, read: Callable[[], bytes], write: Callable[[bytes], int]) -> None:
        """Bytes both ways, until the client goes or it is time to stop."""
        assert self._port
        while not self._stopped.is_set():
            writing = [handle] if self._unread else []
            # A paced line takes no more than it carries: who writes is held back, as at a real port.
            taking = self._port.waiting < MOST_HELD
            reading = [handle, self._wake.fileno()] if taking else [self._wake.fileno()]
            readable, writable, _ = select.select(reading, writing, [], None if taking else LOOK)
            self._calm(readable)
            try:
                if handle in readable:
                    data = read()
                    if not data:
                        return
                    self._port.write(data)
                if writable:
                    single = self._single()
                    with self._lock:
                        del self._unread[: write(bytes(self._unread[: 1 if single else 65536]))]
                    if single:
                        self._stopped.wait(APART)
            except BlockingIOError:
                continue
            except OSError:
                return

    def _single(self) -> bool:
        """A fault: each byte arrives in a read of its own, as far as the reader is fast enough."""
        faults = getattr(self._port, "faults", None)
        return faults is not None and bool(faults.on("one_byte"))

    def _calm(self, readable: list[int]) -> None:
        if self._wake.fileno() in readable:
            with contextlib.suppress(BlockingIOError):
                self._wake.recv(4096)


def _write(line: SerialPort, data: bytes) -> None:
    with contextlib.suppress(BlockingIOError):  # what the other side does not take is lost, as on any serial line
        line.write(data)
