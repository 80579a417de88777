"""What outlives a restart of a virtual module, kept in a file between two runs of the program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from atbench.clock import Clock
from atbench.files import write_whole
from atbench.texts import _
from atbench.virtual.backends.station import Image, Info
from atbench.virtual.state import Context, Terminal, Wifi
from atbench.virtual.unit import Unit

FORMAT = 1
PAUSE = 5.0  # seconds between two looks whether something has changed


@dataclass(slots=True)
class Memory:
    """Flash and card, AT&W, contexts, what is only remembered, the last Wi-Fi, Tencent's device and firmware."""

    profile: str
    format: int = FORMAT
    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    stored: Terminal = field(default_factory=Terminal)
    contexts: dict[int, Context] = field(default_factory=dict)
    remembered: dict[str, str] = field(default_factory=dict)
    wifi: Wifi = field(default_factory=Wifi)
    info: Info | None = None
    certificates: dict[str, bytes] = field(default_factory=dict)
    image: Image | None = None


class Damaged(Exception):
    """The file is none of ours, or not whole."""


def read(path: Path, profile: str) -> Memory | None:
    """None where there is no file yet. Raises `Damaged`, and with a text for the user OSError and ValueError."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        text = _("{file} cannot be read: {error}. Choose another one.")
        raise OSError(text.format(file=path, error=error.strerror)) from error
    try:
        memory = msgspec.json.decode(data, type=Memory)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Damaged(str(error)) from error
    if memory.format != FORMAT:
        raise Damaged(str(memory.format))
    if memory.profile != profile:
        text = _("{file} keeps the state of a module {other}. Choose another file.")
        raise ValueError(text.format(file=path, other=memory.profile))
    return memory


class Keeper:
    """The file of one module. `load` is for any thread, everything else for the loop of the host."""

    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        self._path, self._tell = path, tell
        self._memory: Memory | None = None
        self._saved = b""

    def load(self, profile: str) -> None:
        """Raises OSError and ValueError. A damaged file is set aside, and told."""
        try:
            self._memory = read(self._path, profile)
        except Damaged as damaged:
            aside = self._path.with_name(self._path.name + ".damaged")
            self._path.replace(aside)
            text = _("The state in {file} is damaged ({why}). It is now {aside}; the module starts without it.")
            self._tell(text.format(file=self._path, why=damaged, aside=aside.name))

    def recall(self, unit: Unit) -> None:
        """Puts it into a module that has not been switched on yet."""
        memory = self._memory
        if memory is None:
            return
        unit.files.fill(memory.files)
        unit.stored, unit.terminal = memory.stored, deepcopy(memory.stored)
        for number, context in memory.contexts.items():
            if number in unit.contexts:
                unit.contexts[number] = replace(context, active=False)
        unit.remembered, unit.wifi = memory.remembered, replace(memory.wifi, joined=False)
        unit.station.info, unit.station.image = memory.info, memory.image
        unit.station.certificates = memory.certificates
        self._saved = _encode(unit)

    async def keep(self, unit: Unit, clock: Clock) -> None:
        """Saves what has changed, again and again."""
        while True:
            await clock.sleep(PAUSE)
            await self.save(unit)

    async def save(self, unit: Unit) -> None:
        data = _encode(unit)
        if data == self._saved:
            return
        self._saved = data
        try:
            await asyncio.to_thread(write_whole, self._path, data)
        except OSError as error:
            text = _("The state cannot be written to {file}: {error}. It is lost when the module ends.")
            self._tell(text.format(file=self._path, error=error.strerror))


def _encode(unit: Unit) -> bytes:
    """As JSON; files in Base64. Whether a context is active does not outlive anything."""
    station = unit.station
    return msgspec.json.encode(
        Memory(
            unit.profile.name,
            FORMAT,
            unit.files.kept(),
            unit.stored,
            {number: replace(context, active=False) for number, context in unit.contexts.items()},
            unit.remembered,
            replace(unit.wifi, joined=False),
            station.info,
            station.certificates,
            station.image,
        )
    )
