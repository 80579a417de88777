"""The file system of a module: storages by name, files with their bytes, and the handles of AT+QFOPEN.

Sources: Quectel EC200x&EC600S&EG912Y FILE note V1.0, chapters 1, 2 and 4. Which of the error numbers of chapter 4 a
mistake gets is not said there; where the text of a number names the mistake it is taken, and such choices are marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from atbench.virtual.line import Refused

# Chapter 4.
INVALID, ZERO_BYTES, NOT_FOUND, BAD_NAME, EXISTS, READ_ONLY = 400, 402, 405, 406, 407, 414
TOO_MANY, NO_HANDLE, NO_DISK, NO_SPACE, TIME_OUT, OPENED = 413, 416, 419, 420, 421, 426

LONGEST_NAME = 80
MOST_OPEN = 10  # inferred: the note names error 413 and no number
FLASH = "UFS"  # where a name without a storage lies; it alone outlives a restart
CARD = "SD"
_FLEETING = "RAM"
_FIRST = {FLASH: 1, CARD: 20}  # 2.2.6: handles of a card count from 20; its example shows 1 for the flash
_NOT_IN_NAMES = set('*?<>|":\\/')  # inferred: the note only recommends 8.3 names


@dataclass(slots=True)
class Handle:
    """An open file. `data` is the file itself; `mode` is <mode> of AT+QFOPEN, 2 for reading only."""

    name: str
    data: bytearray
    mode: int
    position: int = 0


@dataclass(slots=True)
class Files:
    """`sizes` are the storages that the module has, in bytes. Every mistake raises `Refused` with its number."""

    sizes: Mapping[str, int]
    handles: dict[int, Handle] = field(default_factory=dict)
    _files: dict[str, dict[str, bytearray]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._files = {storage: {} for storage in self.sizes}

    def restart(self) -> None:
        """What a restart leaves: flash and card, nothing open."""
        self.handles.clear()
        if _FLEETING in self._files:
            self._files[_FLEETING].clear()

    def kept(self) -> dict[str, dict[str, bytes]]:
        """What outlives a restart: storage, name, bytes."""
        return {
            storage: {name: bytes(data) for name, data in files.items()}
            for storage, files in self._files.items()
            if storage != _FLEETING
        }

    def fill(self, kept: Mapping[str, Mapping[str, bytes]]) -> None:
        """Puts back what was kept."""
        for storage, files in kept.items():
            if storage in self._files:
                self._files[storage] = {name: bytearray(data) for name, data in files.items()}

    def space(self, storage: str) -> tuple[int, int]:
        """Free and total bytes."""
        storage = storage.upper().rstrip(":")
        if storage not in self._files:
            raise Refused(NO_DISK)
        return self.sizes[storage] - sum(map(len, self._files[storage].values())), self.sizes[storage]

    def count(self, storage: str) -> tuple[int, int]:
        """Bytes in use, and number of files."""
        files = self._files[storage]
        return sum(map(len, files.values())), len(files)

    def listed(self, pattern: str) -> list[tuple[str, int]]:
        """Full names and sizes: all files of a storage for `*`, else the one of this name."""
        storage, name = self._split(pattern)
        files = self._files[storage]
        names = sorted(files) if name == "*" else [self._known(storage, name)]
        return [(f"{storage}:{one}", len(files[one])) for one in names]

    def read(self, full: str) -> bytes:
        storage, name = self._split(full)
        return bytes(self._files[storage][self._known(storage, name)])

    def check(self, full: str, size: int) -> None:
        """Whether a new file of this name and size may come."""
        storage, name = self._place(full)
        if name in self._files[storage]:
            raise Refused(EXISTS)
        self._fits(storage, size)

    def add(self, full: str, data: bytes) -> None:
        """Keeps a file, in the place of an older one of this name."""
        storage, name = self._place(full)
        self._files[storage][name] = bytearray(data)

    def remove(self, pattern: str) -> None:
        storage, name = self._split(pattern)
        files = self._files[storage]
        names = list(files) if name == "*" else [self._known(storage, name)]
        if any(handle.data is files[one] for handle in self.handles.values() for one in names):
            raise Refused(OPENED)  # inferred
        for one in names:
            del files[one]

    def open(self, full: str, mode: int) -> int:
        """The handle of a file that is opened, and made where the mode says so."""
        storage, name = self._place(full)
        files = self._files[storage]
        if name not in files and mode == 2:
            raise Refused(NOT_FOUND)
        if any(handle.data is files.get(name) for handle in self.handles.values()):
            raise Refused(OPENED)
        if len(self.handles) >= MOST_OPEN:
            raise Refused(TOO_MANY)
        data = files.setdefault(name, bytearray())
        if mode == 1:
            data.clear()
        number = next(number for number in _from(_FIRST.get(storage, 1)) if number not in self.handles)
        self.handles[number] = Handle(f"{storage}:{name}", data, mode)
        return number

    def handle(self, number: int) -> Handle:
        if number not in self.handles:
            raise Refused(NO_HANDLE)
        return self.handles[number]

    def close(self, number: int) -> None:
        self.handle(number)
        del self.handles[number]

    def room(self, handle: Handle, length: int) -> None:
        """Whether `length` bytes may be written at the place of the handle."""
        grows = handle.position + length - len(handle.data)
        self._fits(handle.name.partition(":")[0], max(0, grows))

    def _fits(self, storage: str, size: int) -> None:
        if size > self.space(storage)[0]:
            raise Refused(NO_SPACE)

    def _known(self, storage: str, name: str) -> str:
        if name not in self._files[storage]:
            raise Refused(NOT_FOUND)
        return name

    def _split(self, full: str) -> tuple[str, str]:
        """Storage and name. A storage that the module does not have is an invalid value (inferred)."""
        storage, colon, name = full.partition(":")
        if not colon:
            storage, name = FLASH, full
        storage = storage.strip().upper()
        if storage not in self._files:
            raise Refused(INVALID)
        return storage, name.strip()

    def _place(self, full: str) -> tuple[str, str]:
        """Storage and name of a file that may be new: then the name must be one."""
        storage, name = self._split(full)
        if not name or len(full) > LONGEST_NAME or _NOT_IN_NAMES & set(name):
            raise Refused(BAD_NAME)
        return storage, name


def checksum(data: bytes) -> str:
    """2.2.4: 16 bits, all pairs of bytes exclusively or-ed, the first one high; an odd last byte is a high one."""
    even = data + b"\0" * (len(data) % 2)
    result = 0
    for place in range(0, len(even), 2):
        result ^= even[place] << 8 | even[place + 1]
    return f"{result:x}"


def _from(number: int) -> Iterator[int]:
    while True:
        yield number
        number += 1
