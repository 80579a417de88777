"""The messages that a session received, read out of its log when somebody looks: nothing is done per line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass

from atbench.at.decode import decode
from atbench.at.events import Event
from atbench.session.session import Session

MOST = 10_000  # messages that are kept, the oldest leave first
AT_ONCE = 400  # lines that are read at a time, so that the window goes on

# What a line looks like before its payload. A length says how long that is; without one it goes to the end.
_COUNTED = (
    re.compile(rb'\+QMTRECV\s?: ?(?P<client>\d{1,9}), ?\d+, ?"(?P<topic>[^"\r\n]*)", ?(?P<n>\d{1,9})(?:, ?|(?=\r*\n))'),
    re.compile(rb'\+TCMQTTRCV ?PUB ?: ?"(?P<topic>[^"\r\n]*)", ?(?P<n>\d{1,9}), ?'),
    re.compile(rb"\+C?LOUDPUBLISH ?: ?\d+, ?(?P<topic>[^,\r\n]+), ?(?P<n>\d{1,9}), ?"),
)
_OPEN = re.compile(rb'\+QMTRECV\s?: ?(?P<client>\d{1,9}), ?\d+, ?"(?P<topic>[^"\r\n]*)", ?')
_STORED = re.compile(rb"\+QMTRECV\s?: ?(\d{1,9}), ?(\d{1,9})\s*")
NAMES = ("+QMTRECV", "+TCMQTTRCVPUB", "+CLOUDPUBLISH")


@dataclass(frozen=True, slots=True)
class Message:
    """`payload` byte by byte as it arrived; `line` is its number in the log, `client` None where there is but one.

    `whole` is False where fewer bytes came than the line announced.
    """

    topic: str
    payload: bytes
    time: float = 0.0
    line: int = -1
    client: int | None = None
    whole: bool = True


def parse(raw: bytes) -> Message | None:
    """The message in the exact bytes of a line; None where there is none in it.

    Sources: Quectel MQTT V1.0, 3.2.9 and 4.2; Tencent IoT MQTT AT V3.0.3, 5.1; Gosuncn ME3630 V1.6, 1.3.
    """
    body = raw.lstrip(b"\r\n \x00")
    for pattern in _COUNTED:
        if head := pattern.match(body):
            payload = _counted(body[head.end() :], int(head["n"]))
            return _made(head, payload, len(payload) == int(head["n"]))
    if head := _OPEN.match(body):
        rest = body[head.end() :].rstrip(b"\r\n \x00")
        quoted = len(rest) > 1 and rest[:1] == rest[-1:] == b'"'
        return _made(head, rest[1:-1] if quoted else rest)
    return None


def stored(line: bytes) -> tuple[int, int] | None:
    """Client and place of a message that the module keeps until it is asked for; None for every other line."""
    found = _STORED.fullmatch(line.strip())
    return (int(found[1]), int(found[2])) if found else None


def _made(head: re.Match[bytes], payload: bytes, whole: bool = True) -> Message:
    client = head.groupdict().get("client")
    return Message(decode(head["topic"]), payload, client=int(client) if client else None, whole=whole)


def _counted(rest: bytes, size: int) -> bytes:
    """So many bytes; quotes and a line end may stand round them that are not counted (as in `at.framing.around`)."""
    for before, after in ((b'"', b'"'), (b'\r\n"', b'"'), (b"\r\n", b"")):
        end = len(before) + size
        if rest.startswith(before) and len(rest) >= end + len(after) and rest[end : end + len(after)] == after:
            return rest[len(before) : end]
    return rest[:size]


class Inbox:
    """What arrived in one session, the oldest first; `total` also counts those that were dropped since.

    `version` grows with every message.

    `waiting` are the messages that the module stored and nobody has read: (client, place).
    """

    def __init__(self, session: Session) -> None:
        self.messages: deque[Message] = deque(maxlen=MOST)
        self.waiting: set[tuple[int, int]] = set()
        self.total = self.version = 0
        self._session = session
        self._seen = -1  # last line of the log that was looked at
        self._heard = -1  # state of the tally then
        self._answers: list[int] = []  # lines that answered AT+QMTRECV=
        self.forget = session.listen(self._hear)

    def read(self) -> bool:
        """Takes in what came since the last time; whether there is more."""
        tally = self._session.urcs
        if tally.version == self._heard and not self._next_answer():
            return False
        version = tally.version
        for _count in range(AT_ONCE):
            line = self._next()
            if line < 0:
                self._heard = version
                return False
            self._seen = line
            self._take(line)
        return True

    def since(self, total: int) -> list[Message]:
        """Those that came after `total` had."""
        new = min(self.total - total, len(self.messages))
        return [self.messages[at] for at in range(len(self.messages) - new, len(self.messages))]

    def _hear(self, event: Event, _time: float) -> None:
        if event.kind == "answer" and event.line.startswith(b"+QMTRECV"):
            self._answers.append(len(self._session.log) - 1)

    def _next_answer(self) -> int:
        at = bisect_right(self._answers, self._seen)
        return self._answers[at] if at < len(self._answers) else 0

    def _next(self) -> int:
        tally = self._session.urcs
        lines = [tally.find(self._seen, 1, name) for name in NAMES if tally.count(name)]
        lines = [line for line in lines if line >= 0]
        if answer := self._next_answer():
            lines.append(answer)
        return min(lines, default=-1)

    def _take(self, line: int) -> None:
        log = self._session.log
        raw = log.raw(line)
        if (place := stored(raw)) is not None:
            self.waiting.add(place)
            self.version += 1
        elif message := parse(raw):
            if log.kind(line) == "answer":
                self.waiting = {place for place in self.waiting if place[0] != message.client}
            self.total += 1
            self.messages.append(
                Message(message.topic, message.payload, log.time(line), line, message.client, message.whole)
            )
            self.version += 1
