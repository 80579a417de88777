"""What a module remembers: small plain records. Numbers and names are invented; nothing here exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Registration = Literal["creg", "cgreg", "cereg"]


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of module. Serial numbers carry the test prefixes 00 (IMEI) and 001-01 (network).

    `storages` are the places for files with their bytes (FILE note V1.0, 2.2.1 for the flash; EC200T alone has SD).
    """

    name: str
    maker: str
    model: str
    revision: str
    imei: str = "004999010640000"
    imsi: str = "001010123456789"
    iccid: str = "89860000000000000001"
    storages: Mapping[str, int] = field(default_factory=lambda: {"UFS": 917503})


PROFILES = {
    "ec600s": Profile("ec600s", "Quectel", "EC600S", "EC600SCNDR00A00M00"),
}


@dataclass(slots=True)
class Terminal:
    """How lines look (V.250 6.2). `registers` are S3, S4 and S5 and those that only remember."""

    echo: bool = True
    quiet: bool = False
    verbose: bool = True
    errors: int = 1
    numbers: dict[str, int] = field(default_factory=lambda: {"X": 4, "&C": 1, "&D": 2})
    registers: dict[int, int] = field(default_factory=lambda: {0: 0, 3: 13, 4: 10, 5: 8, 6: 2, 7: 0, 8: 2, 10: 15})


@dataclass(slots=True)
class Sim:
    """`asks` is its PIN ("" for none), `pin` the one it still waits for; `ready` comes a moment after boot."""

    inserted: bool = True
    asks: str = ""
    pin: str = ""
    ready: bool = False
    tries: int = 3
    initialised: int = 0


@dataclass(slots=True)
class Network:
    """`reports` are the <n> of CREG, CGREG and CEREG. `full` is <fun> of CFUN."""

    full: int = 1
    registered: bool = False
    searching: bool = False
    attached: bool = False
    manual: int = 0
    style: int = 0
    names: tuple[str, str, str] = ("CHINA MOBILE", "CMCC", "46000")
    signal: int = 28
    area: str = "1A2B"
    cell: str = "0C3D4E5"
    access: int = 7  # <Act>: E-UTRAN
    reports: dict[Registration, int] = field(default_factory=lambda: {"creg": 0, "cgreg": 0, "cereg": 0})

    @property
    def status(self) -> int:
        """<stat>: 0 not registered, 1 at home, 2 searching."""
        return 1 if self.registered else 2 if self.searching else 0

    @property
    def place(self) -> str:
        """The fields behind <stat> where <n> is 2 and the module has a cell."""
        return f',"{self.area}","{self.cell}",{self.access}' if self.registered else ""


@dataclass(slots=True)
class Context:
    """A PDP context: what AT+QICSGP set, and whether it is active."""

    kind: int = 1
    apn: str = ""
    user: str = ""
    password: str = ""
    auth: int = 0
    active: bool = False


def contexts() -> dict[int, Context]:
    """All fifteen. The first one carries what an earlier use left in the module, as chapter 4 of the blog shows."""
    return {1: Context(apn="CMNET", auth=1)} | {number: Context() for number in range(2, 16)}
