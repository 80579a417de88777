"""The mail that a module has in hand, and how it would send it. A restart forgets all of it.

Source: Quectel SMTP note V1.0, 2.2.1 to 2.2.6.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

MOST_RECIPIENTS = 20
MOST_FILES = 10

Value = int | str


@dataclass(slots=True)
class Outbox:
    """`settings` are those of AT+QSMTPCFG by key; `subject` is as it was typed, hex digits where a charset asks.

    `sending`: AT+QSMTPPUT runs; `limit` is its time-out while it is under way.
    """

    settings: dict[str, tuple[Value, ...]] = field(
        default_factory=lambda: {
            "account": ("", ""),
            "sender": ("", ""),
            "smtpserver": ("", 25),
            "contextid": (1,),
            "sslctxid": (1,),
            "ssltype": (0,),
            "bodyoriginal": (0,),
        }
    )
    recipients: list[tuple[int, str]] = field(default_factory=list)
    subject: tuple[int, str] = (0, "")
    body: tuple[int, bytes] = (0, b"")
    files: dict[int, tuple[str, int]] = field(default_factory=dict)  # name and size by number
    sending: bool = False
    limit: asyncio.Timeout | None = None

    def clear(self) -> None:
        """AT+QSMTPCLR: the settings stay."""
        self.recipients.clear()
        self.subject, self.body = (0, ""), (0, b"")
        self.files.clear()

    def number(self, key: str, place: int = 0) -> int:
        value = self.settings[key][place]
        assert isinstance(value, int)
        return value

    def text(self, key: str, place: int = 0) -> str:
        value = self.settings[key][place]
        assert isinstance(value, str)
        return value

    def cut(self) -> None:
        """What is under way ends now, as if its time were over."""
        if self.limit and not self.limit.expired():
            self.limit.reschedule(asyncio.get_running_loop().time())
