"""What goes wrong with web requests, in numbers: Quectel HTTP(S) note V1.0, chapter 5. The words are this program's."""

from __future__ import annotations

UNKNOWN, TIME_OUT, BUSY, PORT_BUSY, NO_REQUEST, NETWORK_BUSY, NOT_OPENED, NO_SETTINGS = range(701, 709)
NO_NETWORK, NETWORK_ERROR, BAD_URL, NO_URL, BAD_ADDRESS, NO_NAME, NO_SOCKET, NOT_CONNECTED = range(709, 717)
NOT_READ, NOT_WRITTEN, CLOSED, NOT_ENCODED, NOT_DECODED, READ_TIME_OUT, NO_RESPONSE = range(717, 724)
INCOMING_CALL, IN_CALL, INPUT_TIME_OUT, DATA_TIME_OUT, RESPONSE_TIME_OUT, NO_MEMORY, WRONG = range(724, 731)

TEXTS = {
    UNKNOWN: "HTTP(S) unknown error",
    TIME_OUT: "HTTP(S) timeout",
    BUSY: "HTTP(S) busy",
    PORT_BUSY: "HTTP(S) UART busy",
    NO_REQUEST: "HTTP(S) no GET/POST requests",
    NETWORK_BUSY: "HTTP(S) network busy",
    NOT_OPENED: "HTTP(S) network open failed",
    NO_SETTINGS: "HTTP(S) network no configuration",
    NO_NETWORK: "HTTP(S) network deactivated",
    NETWORK_ERROR: "HTTP(S) network error",
    BAD_URL: "HTTP(S) URL error",
    NO_URL: "HTTP(S) empty URL",
    BAD_ADDRESS: "HTTP(S) IP address error",
    NO_NAME: "HTTP(S) DNS error",
    NO_SOCKET: "HTTP(S) socket create error",
    NOT_CONNECTED: "HTTP(S) socket connect error",
    NOT_READ: "HTTP(S) socket read error",
    NOT_WRITTEN: "HTTP(S) socket write error",
    CLOSED: "HTTP(S) socket closed",
    NOT_ENCODED: "HTTP(S) data encode error",
    NOT_DECODED: "HTTP(S) data decode error",
    READ_TIME_OUT: "HTTP(S) read timeout",
    NO_RESPONSE: "HTTP(S) response failed",
    INCOMING_CALL: "Incoming call busy",
    IN_CALL: "Voice call busy",
    INPUT_TIME_OUT: "Input timeout",
    DATA_TIME_OUT: "Wait data timeout",
    RESPONSE_TIME_OUT: "Wait HTTP(S) response timeout",
    NO_MEMORY: "Memory allocation failed",
    WRONG: "Invalid parameter",
}


class Failed(Exception):
    """A request went wrong, with the module's number for it."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
