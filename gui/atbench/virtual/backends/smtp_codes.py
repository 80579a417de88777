"""What goes wrong with a mail, in numbers: Quectel SMTP note V1.0, chapters 5 and 6.

<err> is the module's own number. Its last 17 repeat, in the same order, what a server can answer.
"""

from __future__ import annotations

UNKNOWN, BUSY, NO_NAME, NO_NETWORK, NO_SIGN_IN, CLOSED, NO_CONTEXT, TIME_OUT = range(651, 659)
NO_RECIPIENT, NOT_SENT, NO_FILE, _NO_MEMORY, _NOT_SAVED, WRONG, NO_TLS = range(659, 666)
_FIRST = 666
_REPLIES = (421, 450, 451, 452, 500, 501, 502, 503, 504, 521, 530, 535, 550, 551, 552, 553, 554)

# With AT+CMEE=2; the words are this program's.
TEXTS = dict(
    enumerate(
        (
            "SMTP unknown error",
            "SMTP busy",
            "SMTP DNS failed",
            "SMTP network error",
            "SMTP authentication type not supported",
            "SMTP closed by peer",
            "SMTP context deactivated",
            "SMTP timeout",
            "SMTP no recipient",
            "SMTP send failed",
            "SMTP open file failed",
            "SMTP no memory",
            "SMTP save file failed",
            "SMTP parameter error",
            "SMTP SSL failed",
        ),
        UNKNOWN,
    )
)


class Failed(Exception):
    """A mail does not go: <err>, and what the server answered (0: nothing)."""

    def __init__(self, err: int, reply: int = 0) -> None:
        super().__init__(err, reply)
        self.err, self.reply = err, reply


def refusal(reply: int, otherwise: int = NOT_SENT) -> Failed:
    """For an answer of the server; `otherwise` is <err> where the note has no number for it (inferred)."""
    if reply in _REPLIES:
        return Failed(_FIRST + _REPLIES.index(reply), reply)
    return Failed(otherwise, max(reply, 0))  # -1: the other side does not speak SMTP
