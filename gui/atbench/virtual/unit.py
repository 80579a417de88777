"""What the commands of a module work with: its state, its clock, and the ways to say something."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from atbench.clock import Clock
from atbench.virtual.backends import ftp_codes, http_codes, smtp_codes, tencent_codes
from atbench.virtual.backends.ftp_session import FtpSession
from atbench.virtual.backends.names import Names
from atbench.virtual.backends.outbox import Outbox
from atbench.virtual.backends.slot import Slot
from atbench.virtual.backends.sockets import Sockets
from atbench.virtual.backends.station import CloudClient, Station
from atbench.virtual.backends.web_session import WebSession
from atbench.virtual.host import Tasks
from atbench.virtual.intake import End, never
from atbench.virtual.line import Values
from atbench.virtual.state import Context, Network, Profile, Sim, Terminal, Wifi, contexts
from atbench.virtual.storage import Files


@dataclass(slots=True)
class Unit:
    """One module without its power supply and its serial port, which `Module` adds."""

    profile: Profile
    clock: Clock
    tasks: Tasks
    names: Names
    port: SerialSide
    sim: Sim = field(default_factory=Sim)
    terminal: Terminal = field(default_factory=Terminal)
    stored: Terminal = field(default_factory=Terminal)
    network: Network = field(default_factory=Network)
    wifi: Wifi = field(default_factory=Wifi)
    contexts: dict[int, Context] = field(default_factory=contexts)
    tcp_error: int = 0
    remembered: dict[str, str] = field(default_factory=dict)
    tls: dict[int, dict[str, str]] = field(default_factory=dict)
    clients: tuple[Slot, ...] = field(default_factory=lambda: tuple(Slot(index) for index in range(6)))
    outbox: Outbox = field(default_factory=Outbox)
    ftp: FtpSession = field(default_factory=FtpSession)
    station: Station = field(default_factory=Station)
    cloud: CloudClient = field(default_factory=CloudClient)
    sockets: Sockets = field(default_factory=Sockets)
    web: WebSession = field(default_factory=WebSession)
    files: Files = field(init=False)
    no_cell: bool = False  # faults: nowhere to register, and no secure connection
    bad_tls: bool = False

    def __post_init__(self) -> None:
        self.files = Files(self.profile.storages)

    def cut(self) -> None:
        """Power is gone: every connection ends without a word."""
        for slot in self.clients:
            slot.shut()
        self.ftp.shut()
        self.sockets.shut()
        self.web.shut()
        self.station.shut()
        self.cloud.shut()

    def urc(self, line: str | bytes) -> None:
        """Says a line of its own; while a command runs, after its final result."""
        self.port.urc(line)

    def note(self, text: str) -> None:
        """Tells the user, not over the serial line, what this program cannot do as a real module would."""
        self.port.note(text)


class SerialSide(Protocol):
    """What a command can do at the serial port."""

    def urc(self, line: str | bytes) -> None: ...

    def note(self, text: str) -> None: ...

    async def ok(self) -> None:
        """OK before the command is at its end: what it has to say comes behind, and no other OK."""

    async def prompted(
        self, prompt: bytes, length: int, seconds: float, stop: bytes = b"", enough: Callable[[bytes], bool] = never
    ) -> bytes:
        """Bytes behind a `prompt`, not echoed, until there are `length`, one is `stop`, or what came is `enough`.

        What was typed before the prompt is lost. Raises TimeoutError when no byte comes for `seconds`.
        """

    async def more(self, length: int, seconds: float) -> bytes:
        """As many bytes as come within `seconds`, at most `length`."""

    async def payload(self, length: int, echo: bool = True) -> bytes:
        """Opens the prompt and takes exactly `length` bytes; what follows until the final result is dropped.

        They are echoed where ATE1 and `echo` say so.
        """

    async def data(self, length: int, seconds: float, acknowledge: bool = False, in_all: bool = False) -> bytes:
        """CONNECT, then data mode until `length` bytes are there, none come for `seconds`, or `+++` or DTR end it.

        `acknowledge`: the letter A after each full 1024 bytes. `in_all`: `seconds` from CONNECT on, whatever comes.
        """

    def connect(self) -> None:
        """CONNECT: data mode begins, for `typed` and `out`."""

    async def typed(self, length: int, seconds: float, take: Callable[[bytes], None]) -> End:
        """As `data` without CONNECT, each piece given to `take` at once. Returns how data mode ended."""

    def out(self, data: bytes) -> None:
        """Bytes as they are."""

    def bulk(self, data: bytes, announced: bool = False) -> None:
        """CONNECT, with the number of bytes where they are `announced`, and the bytes as they are."""

    def restart(self, off: bool = False) -> None:
        """After the final result: starts anew, or goes off."""


Lines = Iterable[str | bytes]
Handler = Callable[[Unit, Values], Lines | Awaitable[Lines]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: a handler for each form it has; for the test form mostly just its lines (None: it has none).

    `code` is the CME error for wrong values, None for plain ERROR. `blocks`: what is typed while it runs is lost.
    `sim`: it needs a SIM card that is ready. `raw`: it takes the rest of the line as one value, with all that stands
    there.
    """

    test: tuple[str, ...] | Handler | None = ()
    read: Handler | None = None
    write: Handler | None = None
    execute: Handler | None = None
    code: int | None = None
    blocks: bool = False
    sim: bool = False
    raw: bool = False


# 27.007 9.2, as far as a module without faults needs it; the texts are those of the standard.
CME = {
    3: "Operation not allowed",
    4: "Operation not supported",
    10: "SIM not inserted",
    11: "SIM PIN required",
    12: "SIM PUK required",
    13: "SIM failure",
    14: "SIM busy",
    16: "Incorrect password",
    30: "No network service",
    50: "Incorrect parameters",
    # Quectel FILE note V1.0, chapter 4.
    400: "Invalid input value",
    401: "Larger than the size of the file",
    402: "Read zero byte",
    403: "Drive full",
    405: "File not found",
    406: "Invalid file name",
    407: "File already exists",
    409: "Fail to write the file",
    410: "Fail to open the file",
    411: "Fail to read the file",
    413: "Reach the max number of file allowed to be opened",
    414: "The file read-only",
    416: "Invalid file descriptor",
    417: "Fail to list the file",
    418: "Fail to delete the file",
    419: "Fail to get disk info",
    420: "No space",
    421: "Time out",
    423: "File too large",
    425: "Invalid parameter",
    426: "File already opened",
    **ftp_codes.TEXTS,
    **http_codes.TEXTS,
    **smtp_codes.TEXTS,
    **tencent_codes.TEXTS,
}
