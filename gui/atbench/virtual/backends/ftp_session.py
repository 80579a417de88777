"""What a module remembers of FTP: settings, state, and what is half done. A restart forgets all of it.

Source: Quectel FTP(S) note V1.2, 2.1 and 2.17.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from atbench.virtual.backends.ftp import Client, Download, Upload

OPENING, IDLE, MOVING, CLOSING, CLOSED = range(5)  # <ftpstat>

Value = int | str


@dataclass(slots=True)
class Part:
    """Part of an upload: of the file `name`, from `place` on, with the data connection that waits for it."""

    name: str
    place: int
    upload: Upload | None = None


@dataclass(slots=True)
class Pause:
    """A download to the port, which `+++` may interrupt: the command, the bytes that are wanted (0: all), its end."""

    name: str
    most: int
    download: Download
    problem: Exception | None = None


@dataclass(slots=True)
class FtpSession:
    """`busy`: a command waits for its late line. `stuck`: only AT+QFTPCLOSE helps. `lost`: the server went away.

    Defaults that the note prints underlined have got lost in it: 0 is inferred for those without a number beside them.
    """

    settings: dict[str, tuple[Value, ...]] = field(
        default_factory=lambda: {
            "account": ("", ""),
            "filetype": (0,),
            "transmode": (0,),
            "contextid": (1,),
            "rsptimeout": (90,),
            "ssltype": (0,),
            "sslctxid": (0,),
            "data_address": (0, 25),
            "restenable": (0,),
            "cache": (0,),  # only remembered
        }
    )
    jobs: set[asyncio.Future[Any]] = field(default_factory=set)  # of its clients, in other threads
    state: int = CLOSED
    busy: bool = False
    stuck: bool = False
    lost: bool = False
    client: Client | None = None
    moving: Download | Upload | None = None
    part: Part | None = None
    pause: Pause | None = None

    @property
    def length(self) -> int:
        """Bytes of the transfer under way, or of the last one."""
        return self.moving.length if self.moving else 0

    def number(self, key: str, place: int = 0) -> int:
        value = self.settings[key][place]
        assert isinstance(value, int)
        return value

    def text(self, key: str, place: int = 0) -> str:
        value = self.settings[key][place]
        assert isinstance(value, str)
        return value

    def look(self) -> None:
        """Notices that the server has gone while nothing was asked of it."""
        if self.state == IDLE and not self.busy and not self.part and (self.client is None or self.client.gone()):
            self.shut(lost=True)

    def shut(self, lost: bool = False, why: int | None = None) -> None:
        """The session is over; what runs fails, with `why` where it is given."""
        client, self.client = self.client, None
        if client:
            client.cut(why)
        self.part = self.pause = None
        self.busy = self.stuck = False
        self.state, self.lost = CLOSED, lost
