"""One of the six MQTT clients of a Quectel module, as `<client_idx>` names it: settings, state, stored messages.

Source: Quectel EC200x&EC600S&EG912Y MQTT Application Note V1.0, 3.2.1.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from atbench.virtual.backends.mqtt import Client
from atbench.virtual.backends.packets import Message

STORED = 5  # messages that wait for AT+QMTRECV
WINDOW = 5  # publications without an answer
CLOSED, INITIALISING, CONNECTING, CONNECTED, LEAVING = range(5)  # <state> of 3.2.4; a closed client is not listed


@dataclass(slots=True)
class Settings:
    """The values of AT+QMTCFG by key; a module forgets them when it goes off."""

    values: dict[str, tuple[int | str | bytes, ...]] = field(
        default_factory=lambda: {
            "version": (4,),  # the note names no default; 3.1.1 is what today's brokers speak
            "pdpcid": (1,),
            "ssl": (0,),
            "keepalive": (120,),
            "session": (1,),
            "timeout": (5, 3, 0),
            "will": (0,),
            "willex": (0,),
            "recv/mode": (0, 0),
            "aliauth": ("", "", ""),
            "qmtping": (5,),
            "send/mode": (0,),
            "onenet": ("", ""),
            "hwauth": ("", ""),
            "hwprodid": ("", "", ""),
            "dataformat": (0, 0),
            "view/mode": (1,),  # inferred: chapter 4 of the blog shows the echo of a payload without having set it
        }
    )
    cloud: str = ""  # the key of the cloud that was set last: it makes what AT+QMTCONN leaves out

    def number(self, key: str, place: int = 0) -> int:
        value = self.values[key][place]
        assert isinstance(value, int)
        return value


@dataclass(slots=True)
class Slot:
    """`state` is one of the above; `opening` while the connection is on its way."""

    index: int
    settings: Settings = field(default_factory=Settings)
    client: Client | None = None
    opening: bool = False
    state: int = CLOSED
    host: str = ""
    port: int = 0
    flying: set[int] = field(default_factory=set)
    stored: list[Message | None] = field(default_factory=lambda: [None] * STORED)

    @property
    def used(self) -> bool:
        return self.opening or self.state != CLOSED

    def store(self, message: Message) -> int | None:
        """The place where the message now waits, None where all are taken and it is lost."""
        if None not in self.stored:
            return None
        place = self.stored.index(None)
        self.stored[place] = message
        return place

    def shut(self) -> None:
        """Forgets the connection; the settings stay."""
        client, self.client = self.client, None
        self.state, self.opening = CLOSED, False
        self.flying.clear()
        self.stored = [None] * STORED
        if client:
            client.close()
