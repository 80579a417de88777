"""What a module remembers of web requests. A restart forgets all of it. Source: Quectel HTTP(S) note V1.0, 2.2."""

from __future__ import annotations

from dataclasses import dataclass, field

from atbench.virtual.backends.http import Exchange, Head
from atbench.virtual.backends.http_codes import NO_NETWORK


@dataclass(slots=True)
class WebSession:
    """`exchange` is the request under way or the one whose answer (`head`) waits to be read.

    `busy`: a command is at work. `kept`: the file of AT+QHTTPPOSTFILE with mode 1. `why`: what the next failure means.
    """

    settings: dict[str, int] = field(
        default_factory=lambda: {
            "contextid": 1,
            "requestheader": 0,
            "responseheader": 0,
            "sslctxid": 1,
            "contenttype": 0,
            "rspout/auto": 0,
            "closed/ind": 0,
        }
    )
    url: str = ""
    exchange: Exchange | None = None
    head: Head | None = None
    busy: bool = False
    kept: bytes = b""
    why: int | None = None

    def begin(self, exchange: Exchange) -> None:
        """A new request; an answer that nobody read is lost."""
        self.shut()
        self.exchange, self.busy, self.why = exchange, True, None

    def shut(self, why: int | None = None) -> None:
        """The connection is over, and with it what was not read; what runs fails."""
        exchange, self.exchange, self.head = self.exchange, None, None
        self.busy, self.why = False, why
        if exchange:
            exchange.cut()

    def lose(self, context: int) -> None:
        """The context is gone."""
        if self.settings["contextid"] == context:
            self.shut(NO_NETWORK)
