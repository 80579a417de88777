"""The shape that every port has, and its settings."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

OnBytes = Callable[[bytes, float], None]
OnClosed = Callable[[str], None]


class PortLost(Exception):
    """The port went away or was closed; the text says why, for the user."""


@dataclass(frozen=True, slots=True)
class PortSettings:
    """The line settings: any `baud` rate in bits a second, `stop` 1, 1.5 or 2; `dtr` and `rts` from the opening on."""

    baud: int = 115200
    bits: Literal[5, 6, 7, 8] = 8
    parity: Literal["N", "E", "O", "M", "S"] = "N"
    stop: float = 1
    flow: Literal["none", "rts/cts", "xon/xoff"] = "none"
    dtr: bool = True
    rts: bool = True

    @property
    def short(self) -> str:
        """`8N1`"""
        return f"{self.bits}{self.parity}{self.stop:g}"


class Landing(Protocol):
    """Where a port may read straight into, so that a killed program loses nothing that it has read.

    Only ports that can do it use it, in place of `on_bytes`; both are called from the port's own thread.
    """

    def space(self) -> memoryview:
        """Room for bytes; ask again before each read."""

    def landed(self, size: int, time: float) -> None:
        """The first `size` bytes of it were read, the first of them at `time`."""


class Port(Protocol):
    """An open port.

    It calls `on_bytes(data, time)` for what arrives (time in seconds since 1970, monotonic) and once, at the end,
    `on_closed("")` where we closed it or `on_closed(reason)` where it was lost: both from a thread of its own.
    `write` and `close` return at once.
    """

    name: str

    def write(self, data: bytes) -> None: ...

    @property
    def waiting(self) -> int:
        """Bytes that were written and are not on the line yet, as far as the system tells."""

    def drop(self) -> None:
        """Throws away what is waiting, as far as it can be caught."""

    rate: int
    """Bits a second, and can be changed while it is open; 0 where the port has no such thing."""

    def lines(self, dtr: bool | None = None, rts: bool | None = None) -> None: ...

    def close(self) -> None: ...


Opener = Callable[[str, PortSettings, OnBytes, OnClosed], Port]

# One anchor for the whole program: moments grow steadily even when the computer's clock is set.
_ANCHOR = time.time() - time.monotonic()


def moment() -> float:
    """Now, in seconds since 1970, never going back."""
    return _ANCHOR + time.monotonic()
