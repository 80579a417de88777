"""What only POSIX has: reading a serial port in big pieces, exclusive use, pseudo terminals."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import sys
import termios
import tty
from pathlib import Path
from typing import NamedTuple

from atbench.port.port import moment
from atbench.texts import _

assert sys.platform != "win32"

GONE = termios.error  # what a lost terminal raises beside OSError

# A read of so many bytes is followed by more at once: it is waited for so many seconds, and gathered for so many.
FLOOD = 2048
PAUSE = 0.0005
GATHER = 0.002


class Read(NamedTuple):
    """So many bytes were read, the first of them at `time` (seconds since 1970)."""

    size: int
    time: float


def take_exclusively(handle: int) -> None:
    """Keeps others from opening the port too; pyserial's own flock stops only other pyserials."""
    with contextlib.suppress(OSError):
        fcntl.ioctl(handle, termios.TIOCEXCL)


def give_back(handle: int) -> None:
    with contextlib.suppress(OSError):
        fcntl.ioctl(handle, termios.TIOCNXCL)


def read(handle: int, wake: int, size: int) -> bytes | None:
    """What has arrived, waiting for the first byte; None when `wake` became readable. b"" means: hung up."""
    with contextlib.suppress(BlockingIOError):
        if data := os.read(handle, size):  # while it floods, no time goes into asking whether there is something
            return data
    ready, _, _ = select.select([handle, wake], [], [])
    if wake in ready:
        return None
    return os.read(handle, size)


def read_into(handle: int, wake: int, space: memoryview) -> Read | None:
    """Like `read`, straight into `space`; 0 bytes mean: hung up.

    While it floods it goes on for two milliseconds: the fewer pieces, the less the threads wait for each other.
    """
    size = _now(handle, space)
    if not size:
        ready, _, _ = select.select([handle, wake], [], [])
        if wake in ready:
            return None
        size = os.readv(handle, [space])
    time = moment()
    while FLOOD <= size < len(space) and moment() < time + GATHER:
        if not (more := _now(handle, space[size:])):
            ready, _, _ = select.select([handle, wake], [], [], PAUSE)
            if handle not in ready or not (more := _now(handle, space[size:])):
                break
        size += more
    return Read(size, time)


def _now(handle: int, space: memoryview) -> int:
    """Reads what is there; 0 for nothing, and where it is hung up."""
    try:
        return os.readv(handle, [space])
    except BlockingIOError:
        return 0


def write(handle: int, data: memoryview, patience: float) -> int:
    """Writes what the port takes now; 0 where it takes nothing for `patience` seconds."""
    _, writable, _ = select.select([], [handle], [], patience)
    return os.write(handle, data) if writable else 0


def open_pty(link: Path) -> tuple[int, int]:
    """A pseudo terminal with a symbolic link to its other side: (our side, the other side kept open).

    Raises OSError where `link` exists and is no link or leads to a terminal in use, or cannot be made.
    """
    if link.is_symlink() and link.exists() and (name := holder(str(link))):
        raise FileExistsError(17, _("it is in use by {holder}").format(holder=name))
    master, slave = os.openpty()
    tty.setraw(slave)
    try:
        if link.is_symlink():
            link.unlink()
        link.symlink_to(os.ttyname(slave))
    except OSError:
        os.close(master)
        os.close(slave)
        raise
    return master, slave


def holder(path: str) -> str:
    """The name of a program that holds the device, as far as /proc lets us see; "" where it does not."""
    real = os.path.realpath(path)
    for process in Path("/proc").glob("[0-9]*"):
        try:
            for handle in (process / "fd").iterdir():
                if str(handle.readlink()) == real and int(process.name) != os.getpid():
                    return (process / "comm").read_text().strip()
        except OSError:
            continue
    return ""
