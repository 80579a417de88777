"""The capture: what a port said and was told, on disk before anybody looks at it.

Two append-only files. `PATH` holds exactly the received bytes and nothing else. `PATH.idx` holds records: when how
many bytes were received, what was sent (with its bytes), and notes (opened, lost, closed). A record is written after
its bytes, each in one system call: bytes without a record are received bytes of an unknown moment. A port that can
reads into the `Landing` beside them; so a program killed at any moment loses nothing that was read.

Record: one byte kind ("R" received, "T" sent, "N" note), the time as a double (seconds since 1970), the size as an
unsigned 32-bit number; for "T" and "N" that many bytes follow.
"""

from __future__ import annotations

import os
import struct
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from atbench.store.landing import Landing, landed, landing_path

MAGIC = b"atbench capture 1\n"
_RECORD = struct.Struct("<cdI")


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that happened: `kind` "R", "T" or "N", its moment, and its bytes (notes are UTF-8)."""

    kind: str
    time: float
    data: bytes


def new_path(folder: Path, port: str, now: datetime) -> Path:
    """`port_YYYY-MM-DD_HH-MM-SS` in `folder`, with a number behind it where that name is taken."""
    plain = "".join(c if c.isalnum() or c in "-." else "-" for c in port.rpartition("/")[2]).strip("-") or "port"
    name = f"{plain}_{now:%Y-%m-%d_%H-%M-%S}"
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{name}_{number}"
    return path


class Capture:
    """Writes one capture; any thread may call it.

    A full or broken disk never stops the terminal: `on_problem` is told once, and what comes later is kept in memory.
    """

    def __init__(self, path: Path | None, on_problem: Callable[[str], None] | None = None) -> None:
        """Makes the files of `path` (mode 0600), or with None a nameless one that ends with the program.

        Raises OSError where they cannot be made.
        """
        self.path = path
        self.problem = ""
        self.size = 0
        self._on_problem = on_problem
        self._lock = threading.Lock()
        self._kept = bytearray()  # received after the disk failed
        self._on_disk = 0
        self._landing: Landing | None = None
        if path is None:
            self._file = _nameless()
            self._index = _nameless()
        else:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = _create(path)
            self._index = _create(index_path(path))
        os.write(self._index, MAGIC)

    def space(self) -> memoryview:
        """Where a port may read into: bytes that stand there are safe. `landed` tells how many they are."""
        if self._landing is None:
            path = None if self.problem or self.path is None else landing_path(self.path)
            self._landing = Landing(path, self._on_disk)
        return self._landing.space

    def landed(self, size: int, time: float) -> bytes:
        """Keeps the first `size` bytes of `space`, which were just read, and returns them."""
        data = bytes(self.space()[:size])
        self.received(data, time)
        with self._lock:
            if self._landing and self.problem:
                self._landing.leave()
            elif self._landing:
                self._landing.empty(size, self._on_disk)
        return data

    def received(self, data: bytes, time: float) -> None:
        """Keeps bytes that were just read; returns when the system has them."""
        with self._lock:
            if not self.problem:
                try:
                    _write_all(self._file, data)
                    self._on_disk += len(data)
                    _write_all(self._index, _RECORD.pack(b"R", time, len(data)))
                except OSError as error:
                    self._fail(error)
            if self._on_disk < self.size + len(data):
                self._kept += data[self._on_disk + len(self._kept) - self.size :]
            self.size += len(data)

    def sent(self, data: bytes, time: float) -> None:
        self._add(b"T", time, data)

    def note(self, text: str, time: float) -> None:
        self._add(b"N", time, text.encode())

    def read(self, offset: int, size: int) -> bytes:
        """Received bytes, from disk or, after a failure, from memory."""
        if offset + size <= self._on_disk:
            return _read(self._file, size, offset)
        head = _read(self._file, max(0, self._on_disk - offset), offset) if offset < self._on_disk else b""
        start = max(0, offset - self._on_disk)
        return head + bytes(self._kept[start : start + size - len(head)])

    def close(self) -> None:
        with self._lock:
            if self._index >= 0:
                os.close(self._index)
                self._index = -1
                self.problem = self.problem or "closed"
            if self._landing:
                self._landing.close()

    def discard(self) -> None:
        """Removes a capture into which nothing was written, because its port did not open."""
        self.close()
        if self.path:
            for path in files_of(self.path):
                path.unlink(missing_ok=True)

    def __del__(self) -> None:
        # Lines stay readable until nobody shows them any more, so the data file is closed here.
        if landing := getattr(self, "_landing", None):
            landing.close()
        for handle in (getattr(self, "_file", -1), getattr(self, "_index", -1)):
            if handle >= 0:
                os.close(handle)

    def _add(self, kind: bytes, time: float, data: bytes) -> None:
        with self._lock:
            if self.problem:
                return
            try:
                _write_all(self._index, _RECORD.pack(kind, time, len(data)) + data)
            except OSError as error:
                self._fail(error)

    def _fail(self, error: OSError) -> None:
        self.problem = error.strerror or str(error)
        if self._on_problem:
            self._on_problem(self.problem)


def index_path(path: Path) -> Path:
    return Path(f"{path}.idx")  # with_name cannot take "." and "/"


def files_of(path: Path) -> tuple[Path, ...]:
    """All files that a capture can consist of."""
    return path, index_path(path), landing_path(path)


def is_whole(path: Path) -> bool:
    """Whether the index of a capture is there and undamaged, so that it tells all that was sent."""
    try:
        with index_path(path).open("rb") as index:
            if index.read(len(MAGIC)) != MAGIC:
                return False
            for kind, _time, size in _heads(index):
                if kind != "R":
                    index.seek(size, os.SEEK_CUR)
            return index.tell() == index_path(path).stat().st_size
    except OSError:
        return False


def records(path: Path) -> Iterator[Record]:
    """All records of a saved capture in their order; a file without an index is one received record.

    Raises OSError where PATH cannot be read. A torn last record of a killed program is left out, its received bytes
    are not.
    """
    with path.open("rb") as file:
        try:
            index = index_path(path).open("rb")
        except FileNotFoundError:
            index = None
        last = path.stat().st_mtime
        if index:
            with index:
                if index.read(len(MAGIC)) == MAGIC:
                    for kind, time, size in _heads(index):
                        data = file.read(size) if kind == "R" else index.read(size)
                        last = time
                        if len(data) == size:
                            yield Record(kind, time, data)
        while rest := file.read(1 << 20):
            yield Record("R", last, rest)
        if rest := landed(path, file.tell()):
            yield Record("R", last, rest)


def _heads(index: object) -> Iterator[tuple[str, float, int]]:
    read = index.read  # type: ignore[attr-defined]
    while len(head := read(_RECORD.size)) == _RECORD.size:
        kind, time, size = _RECORD.unpack(head)
        if kind not in (b"R", b"T", b"N"):
            return
        yield kind.decode(), time, size


def _create(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, 0o600)


def _nameless() -> int:
    with tempfile.TemporaryFile() as file:  # its name is gone, and the copy of its handle lives on
        return os.dup(file.fileno())


def _write_all(handle: int, data: bytes) -> None:
    written = os.write(handle, data)
    while written < len(data):  # a nearly full disk takes a part
        written += os.write(handle, data[written:])


if sys.platform != "win32":

    def _read(handle: int, size: int, offset: int) -> bytes:
        return os.pread(handle, size, offset)

else:  # Windows: O_APPEND writes go to the end wherever the position is

    def _read(handle: int, size: int, offset: int) -> bytes:
        os.lseek(handle, offset, os.SEEK_SET)
        return os.read(handle, size)
