"""A serial port on pyserial: the only file that knows it.

One plain thread opens nothing and reads everything, a second one writes. The reader alone closes, because closing a
pyserial port under a running read leaves a handle that the system may give to another file. Whatever goes wrong
after the order to close means closed; before it, lost (pyserial tells a loss in four different ways).
"""

from __future__ import annotations

import os
import queue
import re
import sys
import threading
from contextlib import suppress
from typing import Any

import serial

from atbench.port.port import Landing, OnBytes, OnClosed, PortSettings, moment
from atbench.texts import N_, _

# A reader asks for this many bytes at once; a pty gives at most 4095, USB adapters up to 64 kB.
PIECE = 65536
# Bytes handed to the driver at a time, and seconds between two looks whether it takes more.
WRITTEN = 4096
PATIENCE = 0.2
# Chunks that may wait for a port that does not take them (flow control, a stuck driver).
WAITING = 1024
# Seconds after which a driver that does not let go is left alone.
DEADLINE = 2.0

_LOST: tuple[type[BaseException], ...] = (OSError, serial.SerialException, TypeError, AttributeError, ValueError)
if sys.platform != "win32":
    from atbench.port import posix

    _LOST = (*_LOST, posix.GONE)


class SerialPort:
    """COM7, /dev/ttyUSB2 and pyserial's own URLs (`loop://`, `spy://`, ...)."""

    def __init__(
        self,
        url: str,
        settings: PortSettings,
        on_bytes: OnBytes,
        on_closed: OnClosed,
        landing: Landing | None = None,
    ) -> None:
        """Opens the port and starts its threads. Raises OSError with a text for the user, ValueError for a bad URL."""
        self.name = url
        self._on_bytes = on_bytes
        self._on_closed = on_closed
        self._landing = landing
        self._closing = threading.Event()
        self._serial = _open(url, settings)
        self._out: queue.Queue[bytes | None] = queue.Queue(WAITING)
        self._lock = threading.Lock()
        self._unsent = 0  # bytes that wait for the writing thread
        self._wake = os.pipe() if self._has_handle else None
        self._reader = threading.Thread(target=self._read_all, name=f"read {url}", daemon=True)
        self._writer = threading.Thread(target=self._write_all, name=f"write {url}", daemon=True)
        self._reader.start()
        self._writer.start()

    def write(self, data: bytes) -> None:
        """Writes what the port takes at once, and hands the rest to the writing thread.

        Raises BlockingIOError where the port has taken nothing for too long.
        """
        with self._lock:
            data = data if self._unsent else self._write_now(data)
            self._unsent += len(data)
        if not data:
            return
        try:
            self._out.put_nowait(data)
        except queue.Full:
            with self._lock:
                self._unsent -= len(data)
            raise BlockingIOError(
                _("{port} takes no more bytes: is flow control on, or the module off?").format(port=self.name)
            ) from None

    @property
    def waiting(self) -> int:
        """What the writing thread has, and what the driver has where it says so: a pseudo terminal does not."""
        with suppress(*_LOST):
            return self._unsent + int(getattr(self._serial, "out_waiting", 0))
        return self._unsent

    def drop(self) -> None:
        with self._lock, suppress(queue.Empty):
            while (data := self._out.get_nowait()) is not None:
                self._unsent -= len(data)
            self._out.put_nowait(None)  # it closes
        with suppress(*_LOST):
            self._serial.reset_output_buffer()

    @property
    def rate(self) -> int:
        """A network port has a rate in name only."""
        return int(self._serial.baudrate) if isinstance(self._serial, serial.Serial) else 0

    @rate.setter
    def rate(self, baud: int) -> None:
        if self.rate:
            with suppress(*_LOST):
                self._serial.baudrate = baud

    def lines(self, dtr: bool | None = None, rts: bool | None = None) -> None:
        """Sets the control lines; a pty has none."""
        with suppress(*_LOST):
            if dtr is not None:
                self._serial.dtr = dtr
            if rts is not None:
                self._serial.rts = rts

    @property
    def dsr(self) -> bool | None:
        """Whether the other side holds its DTR, where the two are wired so; None for a port without such lines."""
        with self._lock, suppress(*_LOST):
            return bool(self._serial.dsr)
        return None

    def close(self) -> None:
        """Closes; `on_closed("")` follows. A driver that hangs is left behind after two seconds."""
        if self._closing.is_set():
            return
        self._closing.set()
        with suppress(queue.Full):
            self._out.put_nowait(None)
        if self._wake:
            os.write(self._wake[1], b"x")
        elif cancel := getattr(self._serial, "cancel_read", None):
            with suppress(*_LOST):
                cancel()
        if threading.current_thread() is not self._reader:
            self._reader.join(DEADLINE)

    @property
    def _has_handle(self) -> bool:
        return sys.platform != "win32" and isinstance(self._serial, serial.Serial)

    def _read_all(self) -> None:
        reason = ""
        try:
            while not self._closing.is_set():
                if sys.platform != "win32" and self._wake and self._landing:
                    self._land(self._landing, self._wake[0])
                elif data := self._read():
                    self._on_bytes(data, moment())
        except _LOST as error:
            reason = "" if self._closing.is_set() else _reason(error)
        self._end(reason)

    if sys.platform != "win32":

        def _land(self, landing: Landing, wake: int) -> None:
            if (read := posix.read_into(self._serial.fd, wake, landing.space())) is not None:
                if not read.size:
                    raise OSError(_("the device is gone"))
                landing.landed(read.size, read.time)

    def _read(self) -> bytes | None:
        if sys.platform != "win32" and self._wake:
            data = posix.read(self._serial.fd, self._wake[0], PIECE)
            if data == b"":
                raise OSError(_("the device is gone"))
            return data
        # One byte with the port's time-out, then all that is there: a big read would wait for its time-out.
        data = self._serial.read(1)
        return bytes(data + self._serial.read(self._serial.in_waiting)) if data else None

    def _write_all(self) -> None:
        while (data := self._out.get()) is not None:
            rest = memoryview(data)
            while rest and not self._closing.is_set():
                try:
                    rest = rest[self._write(rest[:WRITTEN]) :]
                except _LOST:
                    return  # the reader finds out, and tells
            with self._lock:
                self._unsent -= len(data)

    def _write_now(self, data: bytes) -> bytes:
        """What is left after the port took what it could without waiting: a thread less between key and wire."""
        if sys.platform != "win32" and self._has_handle and not self._closing.is_set():
            with suppress(*_LOST):
                return data[posix.write(self._serial.fd, memoryview(data), 0) :]
        return data

    def _write(self, data: memoryview) -> int:
        """Writes what the port takes; returns how much that was."""
        if sys.platform != "win32" and self._has_handle:
            # Not by pyserial: after its time-out nobody knows how much went out.
            return posix.write(self._serial.fd, data, PATIENCE)
        self._serial.write(data)
        return len(data)

    def _end(self, reason: str) -> None:
        self._closing.set()
        with suppress(queue.Full):
            self._out.put_nowait(None)
        # Nobody may write any more when the handle goes: the system may give its number to another file.
        self._writer.join(DEADLINE)
        with self._lock, suppress(*_LOST):
            if self._wake and sys.platform != "win32":
                posix.give_back(self._serial.fd)
            self._serial.close()
        for handle in self._wake or ():
            os.close(handle)
        self._on_closed(reason)


def _open(url: str, settings: PortSettings) -> Any:
    try:
        port: Any = serial.serial_for_url(url, do_not_open=True)
    except ValueError:
        text = _("{port} is no port. Use a name like COM7 or /dev/ttyUSB2, loop:// or virtual://ec600s.")
        raise ValueError(text.format(port=url)) from None
    is_device = isinstance(port, serial.Serial)
    port.baudrate = settings.baud
    port.bytesize = settings.bits
    port.parity = settings.parity
    port.stopbits = settings.stop
    port.rtscts = settings.flow == "rts/cts"
    port.xonxoff = settings.flow == "xon/xoff"
    port.timeout = 0.2
    with suppress(*_LOST):  # set before opening, so that they do not jump
        port.dtr, port.rts = settings.dtr, settings.rts
    if is_device:
        port.exclusive = True if sys.platform != "win32" else None
    try:
        port.open()
    except (OSError, serial.SerialException, OverflowError, ValueError) as error:
        raise OSError(_open_problem(url, error)) from error
    if sys.platform != "win32" and is_device:
        posix.take_exclusively(port.fileno())
    elif hasattr(port, "set_buffer_size"):
        port.set_buffer_size(1 << 20)  # Windows keeps 4 kB by itself: 13 ms at 300 kB/s
    return port


_PROBLEMS = (
    (
        "no such file|filenotfound|could not find",
        N_("There is no port {port}. Is the module plugged in and switched on?"),
    ),
    (
        "permission denied|errno 13",
        N_("No right to open {port}. Join the group dialout: sudo usermod -aG dialout $USER, then log in again."),
    ),
    (
        "busy|exclusively lock|accessdenied|permissionerror|access is denied",
        N_("{port} is in use by {holder}. Close that program, or choose another port."),
    ),
    (
        "not a serial|inappropriate ioctl|not a tty|is a directory|could not configure",
        N_("{port} is no serial port. Choose another one."),
    ),
)


def _open_problem(url: str, error: Exception) -> str:
    said = str(error).lower()
    for pattern, text in _PROBLEMS:
        if re.search(pattern, said):
            return _(text).format(port=url, holder=_holder(url) or _("another program"))
    return _("{port} cannot be opened: {why}. Check the cable and the driver.").format(port=url, why=error)


def _holder(url: str) -> str:
    if sys.platform != "win32":
        return posix.holder(url)
    return ""


def _reason(error: BaseException) -> str:
    said = getattr(error, "strerror", None) or str(error)
    return _("the device is gone") if "readiness" in said or "Input/output" in said else str(said)
