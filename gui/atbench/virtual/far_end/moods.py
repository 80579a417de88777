"""How the mail server of the local cloud is disposed: what it says instead of yes, and how slowly."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Step = Literal["connect", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"]

HANG_UP = "hang up"  # no answer: it closes the connection

LOGIN_REFUSED: tuple[Step, str] = ("AUTH", "535 5.7.8 Authentication credentials invalid")
MAILBOX_REFUSED: tuple[Step, str] = ("RCPT", "550 5.1.1 Mailbox unavailable")
QUOTA_FULL: tuple[Step, str] = ("DATA", "552 5.2.2 Mailbox full")
TOO_OFTEN: tuple[Step, str] = ("MAIL", "530 5.7.0 Access denied: too many mails")
CLOSED: tuple[Step, str] = ("connect", "421 4.3.2 Service not available")
DROPPED: tuple[Step, str] = ("DATA", HANG_UP)

MALFORMED = "553 5.1.3 Malformed address"
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+")


@dataclass(slots=True)
class Moods:
    """Switches, thrown at any time from any thread. `replies` has the answer to a step; DATA is the end of the mail.

    `unknown` are recipients that it refuses with 550, as it does all under .invalid (RFC 6761). `slow` are seconds of
    the clock before each answer.
    """

    replies: dict[Step, str] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    slow: float = 0

    def set(self, mood: tuple[Step, str], on: bool = True) -> None:
        """Throws one of the switches above."""
        step, reply = mood
        if on:
            self.replies[step] = reply
        else:
            self.replies.pop(step, None)

    def refuses(self, address: str) -> str | None:
        """The answer to a recipient; None takes it."""
        if not _ADDRESS.fullmatch(address):
            return MALFORMED
        if address in self.unknown or address.lower().endswith(".invalid"):
            return MAILBOX_REFUSED[1]
        return self.replies.get("RCPT")
