"""What goes wrong with sockets, in numbers: Quectel TCP/IP note V1.2, chapter 4. The words are this program's."""

from __future__ import annotations

UNKNOWN, BLOCKED, WRONG, NO_MEMORY, NO_SOCKET, UNSUPPORTED, NO_BIND, NO_LISTEN = range(550, 558)
NOT_WRITTEN, NOT_READ, NOT_ACCEPTED, NO_CONTEXT, NOT_CLOSED, USED, DNS_BUSY, NO_NAME = range(558, 566)
NOT_CONNECTED, CLOSED, BUSY, TIME_OUT, BROKEN, GIVEN_UP, NOT_ALLOWED, NO_APN, PORT_BUSY = range(566, 575)

TEXTS = {
    0: "operate successfully",
    UNKNOWN: "unknown error",
    BLOCKED: "operation blocked",
    WRONG: "invalid parameters",
    NO_MEMORY: "memory not enough",
    NO_SOCKET: "create socket failed",
    UNSUPPORTED: "operation not supported",
    NO_BIND: "socket bind failed",
    NO_LISTEN: "socket listen failed",
    NOT_WRITTEN: "socket write failed",
    NOT_READ: "socket read failed",
    NOT_ACCEPTED: "socket accept failed",
    NO_CONTEXT: "open PDP context failed",
    NOT_CLOSED: "close PDP context failed",
    USED: "socket identity has been used",
    DNS_BUSY: "dns busy",
    NO_NAME: "dns parse failed",
    NOT_CONNECTED: "socket connect failed",
    CLOSED: "socket has been closed",
    BUSY: "operation busy",
    TIME_OUT: "operation timeout",
    BROKEN: "PDP context broken down",
    GIVEN_UP: "cancel send",
    NOT_ALLOWED: "operation not allowed",
    NO_APN: "APN not configured",
    PORT_BUSY: "port busy",
}


class Failed(Exception):
    """A socket did not come about, with the number of why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
