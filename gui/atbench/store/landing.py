"""The place where read bytes land: memory that is a file, so that they outlive a killed program.

Between reading a port and writing the capture a program can be killed, and what it had read would be lost. A port that
reads straight into `space` has one system call for both: when the bytes are out of the port, they are in the file.
From there they go into the capture, and the place is made empty again.

The file `PATH.new.idx` is there while a capture is open, and stays behind only when the program was killed: where in
the capture its bytes belong (8 bytes), then the bytes, filled up with a byte that text does not end with. What of them
the capture already has is told by its size, so no byte is ever there twice. A capture that was killed between a read
and the next write and whose last bytes are such filling bytes loses these: nothing else can tell them from the filling.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path

SIZE = 1 << 16
_HEAD = struct.Struct("=Q")
_PAGE = 4096
_FILL = b"\xc1"  # starts no character of UTF-8, and of GB 18030 only rare ones
_EMPTY = _FILL * SIZE


class Landing:
    """Room for `SIZE` bytes. One thread uses it. Without a file, or where the system has none to give, it is memory
    and no more: then only what is written is safe.
    """

    def __init__(self, path: Path | None, offset: int) -> None:
        """`offset` is the size of the capture now."""
        self.path = path
        self._handle = -1
        self._memory: mmap.mmap | None = None
        if path:
            with suppress(OSError, ValueError):
                self._open(path, offset)
        self.space = memoryview(self._memory or bytearray(SIZE + _HEAD.size))[_HEAD.size :]

    def _open(self, path: Path, offset: int) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._handle = os.open(path, flags, 0o600)
        # Written, not stretched: the disk has this room now, and storing into the memory cannot fail later.
        size = os.write(self._handle, _HEAD.pack(offset) + _EMPTY)
        if size == _HEAD.size + SIZE:
            self._memory = mmap.mmap(self._handle, size)

    def empty(self, size: int, offset: int) -> None:
        """The first `size` bytes are in the capture, which has `offset` bytes now."""
        if self._memory is None:
            return
        try:
            # By the system, not by storing: a file system that cannot, says so and does not kill the program.
            if _HEAD.size + size <= _PAGE:  # one page is written whole, even when the program is killed
                _write(self._handle, _HEAD.pack(offset) + _EMPTY[:size], 0)
            else:
                _write(self._handle, _EMPTY[:size], _HEAD.size)
                _write(self._handle, _HEAD.pack(offset), 0)
        except OSError:
            self.leave()

    def leave(self) -> None:
        """Goes on in memory that is no file: the disk fails."""
        if self._memory is not None:
            self._memory = None
            self.space = memoryview(bytearray(SIZE))

    def close(self) -> None:
        """Everything that landed is in the capture: the file goes."""
        self.leave()
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
            if self.path:
                self.path.unlink(missing_ok=True)


def landing_path(path: Path) -> Path:
    """The landing of a capture."""
    return Path(f"{path}.new.idx")


def landed(path: Path, size: int) -> bytes:
    """What landed for a capture behind its first `size` bytes, and did not get into it because of a kill."""
    try:
        data = landing_path(path).read_bytes()
        known = size - _HEAD.unpack_from(data)[0]
    except (OSError, struct.error):
        return b""
    return data[_HEAD.size + known :].rstrip(_FILL) if known >= 0 else b""


if sys.platform != "win32":
    _write = os.pwrite
else:  # no port of Windows lands

    def _write(handle: int, data: bytes, offset: int) -> int:
        os.lseek(handle, offset, os.SEEK_SET)
        return os.write(handle, data)
