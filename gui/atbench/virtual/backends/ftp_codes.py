"""What goes wrong with FTP, in numbers: Quectel FTP(S) note V1.2, chapters 5 and 6.

<err> is the module's own number. From 614 on they repeat, in the same order, what a server can answer.
"""

from __future__ import annotations

UNKNOWN, REFUSED, BUSY, NO_NAME, NO_NETWORK, NO_SESSION, NO_DATA, CLOSED, TIME_OUT = range(601, 610)
WRONG, NO_FILE, NO_PLACE, FILE_ERROR = range(610, 614)
NOT_OPENED, NOT_SIGNED_IN, NO_TLS = 615, 625, 631
_FIRST = 614
_REPLIES = (421, 425, 426, 450, 451, 452, 500, 501, 502, 503, 504, 530, 532, 550, 551, 552)
_ERRORS = dict(zip(_REPLIES, range(_FIRST, _FIRST + len(_REPLIES)), strict=True)) | {
    553: 627,  # the note has no number for it; firmware sources of BG95 have 630
    554: NO_PLACE,  # RFC 1123, 4.1.3.4: a place to start that the file does not have
}

# With AT+CMEE=2; the words are this program's.
TEXTS = {
    UNKNOWN: "FTP unknown error",
    REFUSED: "FTP server refuses",
    BUSY: "FTP busy",
    NO_NAME: "FTP DNS failed",
    NO_NETWORK: "FTP network error",
    NO_SESSION: "FTP control connection closed",
    NO_DATA: "FTP data connection closed",
    CLOSED: "FTP closed by peer",
    TIME_OUT: "FTP timeout",
    WRONG: "FTP parameter error",
    NO_FILE: "FTP open file failed",
    NO_PLACE: "FTP file position invalid",
    FILE_ERROR: "FTP file error",
    NO_TLS: "FTP SSL failed",
} | {error: f"FTP server error {reply}" for reply, error in _ERRORS.items() if error >= _FIRST}


class Failed(Exception):
    """<err>, and what the server answered (0: nothing)."""

    def __init__(self, err: int, reply: int = 0) -> None:
        super().__init__(err, reply)
        self.err, self.reply = err, reply


def refusal(text: str) -> Failed:
    """What a server's answer comes to, its number standing in front."""
    reply = int(text[:3]) if text[:3].isdecimal() else 0
    return Failed(_ERRORS.get(reply, UNKNOWN), reply)
