"""The engine: chunks of bytes in, events out, the same events for every way of cutting the stream into chunks.

The order of the questions is the whole design. At the start of each line the engine asks:

1. Are we inside announced bytes (after CONNECT, or the echo of a payload)? Then nothing is a line.
2. Does a header with a length stand here (`+QMTRECV: 0,0,"t",103,`)? Then its bytes belong to it, whatever they are.
3. Is it a prompt? It has no line end, so it is told at once.
4. Otherwise it is a line as soon as its end is there, and `classify` says of which kind.

A reader (`_read_...`) takes bytes from the front of the buffer and returns an event, or leaves the buffer alone and
returns None because it needs more.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from atbench.at.classify import Classifier, Pending
from atbench.at.dialect import Counted, Dialect, announced, command_name, key
from atbench.at.events import Bulk, Event
from atbench.at.flood import lines_of, plain_size
from atbench.at.framing import BLANKS, DIGIT, LINE, LONGEST, PAYLOAD, after_prompt, around, blank_size

# From this many bytes at once on, lines that nobody waits for are left unclassified (`Bulk`).
# At 921,600 baud a millisecond brings 92 bytes; a pty gives 4095 at a time, an USB adapter up to 64 kB.
FLOOD = 2048


@dataclass(slots=True)
class _Raw:
    """Announced bytes that are being read: `left` of them, or (None) until something that ends data mode."""

    command: str
    left: int | None
    quoted: bool = False  # they may stand in quotes that were not counted
    leaving: bool = False  # `+++` went out: OK ends it, too


class Engine:
    """The AT side of one port.

    `live=False` makes an observer, for saved logs: it takes the commands from their echoes.
    """

    def __init__(self, dialect: Dialect, live: bool = True) -> None:
        self.dialect = dialect
        self.watched = False  # somebody waits for a line: a flood is classified too
        self._live = live
        self._classifier = Classifier(dialect)
        self._classifier.blind = not live
        self._counted = {counted.key: counted for counted in dialect.counted}
        self._last = ""  # the command that A/ repeats
        self._rest = bytearray()
        self._pending: deque[Pending] = deque()
        self._payload = b""  # sent after a prompt, its echo has not come yet
        self._unseen: int | None = None  # the same for an observer, who only knows its length
        self._raw: _Raw | None = None
        self._verbose = True

    def speak(self, dialect: Dialect) -> None:
        """Another dialect from the next line on: the module turned out to be another one."""
        self.dialect = dialect
        self._classifier.dialect = dialect
        self._counted = {counted.key: counted for counted in dialect.counted}

    # What we do

    def command(self, text: str, end: bytes = b"\r", wire: bytes = b"") -> bytes:
        """The bytes to write for a command line; its answers are told apart from now on.

        `wire` are the bytes of a line in another encoding than UTF-8, without its end.
        """
        self._add(text)
        line = wire or text.encode("utf-8", "replace")
        self._pending[-1].echo_left = line.strip()
        return line + end

    def sent(self, data: bytes) -> None:
        """Payload was written after a prompt: its echo is no line. Up to an announced length the prompt is open."""
        pending = self._first
        payload = data.rstrip(b"\x1a\x1b")
        if pending and pending.length is not None:
            payload = data[: max(0, pending.length - pending.given)]
            pending.given += len(data)
        if pending:
            pending.prompted = pending.length is not None and pending.given < pending.length
        if self._classifier.echo is not False:
            self._payload += payload

    def leaving(self) -> None:
        """`+++` goes out: an OK can end data mode from now on."""
        if self._raw and self._raw.left is None:
            self._raw.leaving = True

    @property
    def echo(self) -> bool | None:
        """Whether the module echoes; None: nothing was sent yet."""
        return self._classifier.echo

    @property
    def newest(self) -> Pending | None:
        """The command that was registered last, for `let_go`; None where none is pending."""
        return self._pending[-1] if self._pending else None

    def let_go(self, which: Pending | None = None) -> bool:
        """A pending command timed out (the first one without `which`): what it says later is no answer any more.

        False where it was not pending any more.
        """
        command = which or self._first
        if command is None or command not in self._pending:
            return False
        if command is self._first:
            self._classifier.stale += 1
            self._raw = None
            self._payload = b""
        self._pending.remove(command)
        return True

    def expect_no_more(self, name: str) -> None:
        """The late results of a command did not come in time: lines that nobody waits for are a flood again."""
        for waits in [waits for waits in self._classifier.awaited if waits.name == name]:
            self._classifier.awaited.remove(waits)

    # What the module says

    def receive(self, data: bytes) -> list[Event | Bulk]:
        """All events that `data` completes. What is incomplete waits for the next call (or `flush`)."""
        self._rest += data
        events: list[Event | Bulk] = []
        if self._live and len(data) >= FLOOD and not self.watched and (bulk := self._read_bulk()):
            events.append(bulk)
        while event := self._next():
            events.append(event)
        return events

    def flush(self) -> list[Event]:
        """What stands in the buffer, as if its line had ended: for a silence, and for the end of a log."""
        events: list[Event] = []
        self._payload, self._unseen, self._raw = b"", None, None
        while self._rest:
            if not (event := self._next()):
                blank = blank_size(self._rest)
                if blank == len(self._rest):
                    break
                event = self._line(len(self._rest), bytes(self._rest[blank:]))
            events.append(event)
        return events

    @property
    def held(self) -> int:
        """How many bytes of an unfinished line are waiting (blank ones not counted)."""
        return len(self._rest) - blank_size(self._rest)

    @property
    def pending(self) -> str:
        """The command that is waiting for its final result, "" for none."""
        return self._first.text if self._first else ""

    @property
    def prompt(self) -> str:
        """The command whose prompt is open, "" for none."""
        return self._first.text if self._first and self._first.prompted else ""

    @property
    def online(self) -> bool:
        """Whether data mode is on that only `+++`, DTR or the other side ends: all that is typed is data."""
        return self._raw is not None and self._raw.left is None

    @property
    def missing(self) -> int:
        """How many bytes the open prompt still waits for, 0 where that is not known."""
        first = self._first
        return first.length - first.given if first and first.prompted and first.length is not None else 0

    @property
    def _first(self) -> Pending | None:
        return self._pending[0] if self._pending else None

    def classify(self, line: bytes, alone: bool = True) -> Event:
        """The event of one line. `alone`: nothing is known about a pending command; else it is known that none is."""
        body = line.strip(b"\r\n \x00")
        classifier = Classifier(self.dialect, alone)
        counted = self._counted.get(key(body))
        if not alone and counted and counted.pattern.match(body):
            return classifier.counted(line, body, counted.name, counted.kind, None)
        return classifier.event(line, body, None)

    # Readers: each takes bytes from the front, or returns None and leaves them

    def _next(self) -> Event | None:
        if not self._rest:
            return None
        if self._raw:
            return self._read_raw(self._raw)
        if self._payload or self._unseen is not None:
            event = self._read_payload_echo() if self._payload else self._read_unseen_echo()
            if event or self._payload or self._unseen is not None:
                return event
        blank = blank_size(self._rest)
        if blank == BLANKS:
            raw = self._take(blank)
            return Event("noise", raw, raw.strip(b"\r\n "))
        if blank == len(self._rest):
            return None
        first = self._rest[blank]
        if first == 0x3E and (event := self._read_prompt(blank)):  # ">"
            return event
        if not self._verbose and (event := self._read_digit(blank)):
            return event
        if first in b"+C" and (header := self._header(blank)):
            return self._read_counted(blank, *header)
        return self._read_line(blank)

    def _read_line(self, blank: int) -> Event | None:
        match = LINE.match(self._rest, blank)
        if match and match.end() - blank <= LONGEST:
            return self._line(match.end(), bytes(match[1]))
        if len(self._rest) - blank >= LONGEST:
            return self._line(blank + LONGEST, bytes(self._rest[blank : blank + LONGEST]))
        return None

    def _line(self, size: int, line: bytes) -> Event:
        line = line.strip(b" \x00\r\n")
        event = self._classifier.event(self._take(size), line, self._echoed(line) or self._first, self._live)
        self._follow(event)
        return event

    def _read_digit(self, blank: int) -> Event | None:
        # With ATV0 a final result is a digit and a CR, and nothing comes after it to tell that the CR was the end.
        if self._first and DIGIT.match(self._rest, blank):
            raw = self._take(blank + 2)
            event = self._classifier.digit(raw, raw[blank : blank + 1], self._first)
            self._follow(event)
            return event
        return None

    def _read_prompt(self, blank: int) -> Event | None:
        pending = self._first
        if not pending or not pending.may_prompt or pending.prompted:
            return None
        pending.prompted = True
        if not self._live:
            self._unseen = -1 if pending.length is None else pending.length
        return Event("prompt", self._take(blank + 1), b">", pending.text, pending.name)

    def _read_payload_echo(self) -> Event | None:
        """The echo of the payload that we sent; anything else shows that there is none."""
        start = after_prompt(self._rest)
        rest = self._rest[start : start + len(self._payload)]
        if start < 0 or (len(rest) < len(self._payload) and self._payload.startswith(rest)):
            return None
        payload, self._payload = self._payload, b""
        return self._payload_event(start, len(payload)) if rest == payload else None

    def _read_unseen_echo(self) -> Event | None:
        """The echo of a payload that somebody else sent: as many bytes as announced, or until Ctrl+Z or Esc."""
        start, size = after_prompt(self._rest), self._unseen or 0
        if start < 0 or len(self._rest) < start + 2:
            return None
        # A prompt on a line of its own, or a line end right behind it: the module does not echo payloads.
        echoed = start < 2 and size and self._rest[start : start + 2] != b"\r\n"
        if echoed and size < 0:
            match = PAYLOAD.match(self._rest, start)
            if not match and len(self._rest) < LONGEST:
                return None
            size = match.end() - start if match else 0
        elif echoed and len(self._rest) < start + size:
            return None
        self._unseen = None
        if self._first:
            self._first.prompted = False
        return self._payload_event(start, size) if echoed and size else None

    def _payload_event(self, start: int, size: int) -> Event:
        raw = self._take(start + size)
        return Event("echo", raw, raw[start:], self.pending)

    def _header(self, blank: int) -> tuple[Counted, int, int] | None:
        """The counted header at the front, if one stands there: (its rule, where its bytes start, how many)."""
        front = bytes(self._rest[blank : blank + 32])
        counted = self._counted.get(b"CONNECT" if front.startswith(b"CONNECT ") else key(front))
        match = counted and counted.pattern.match(self._rest, blank)
        if not counted or not match or announced(match) > LONGEST:
            return None
        if counted.name == "CONNECT" and self._first and self._first.rule and self._first.rule.dials:
            return None  # `CONNECT 57600` after ATD tells a speed
        return counted, match.end(), announced(match)

    def _read_counted(self, blank: int, counted: Counted, start: int, size: int) -> Event | None:
        rest = self._rest
        if rest[start - 1] == 0x0A:  # the header is a line of its own: `+QIRD: 5`, `CONNECT 5`
            event = self._line(start, bytes(rest[blank:start]))
            if size:
                self._raw = _Raw(event.command, size, counted.quoted)
            return event
        if len(rest) < start + (max(size, 1) if counted.quoted else size):
            return None
        if counted.quoted and rest[start] in b'"\r':
            more = around(rest, start, size)
            if more < 0 or len(rest) < start + size + more:
                return None
            size += more
        line = bytes(rest[blank : start + size])
        event = self._classifier.counted(self._take(start + size), line, counted.name, counted.kind, self._first)
        self._follow(event)
        return event

    def _read_raw(self, raw: _Raw) -> Event | None:
        if raw.left is None:
            return self._read_open_data(raw)
        if raw.quoted:
            if len(self._rest) < raw.left + 2 and self._rest[0] == 0x22:
                return None
            raw.left += 2 if self._rest[0] == 0x22 == self._rest[raw.left + 1] else 0
            raw.quoted = False
        size = min(raw.left, LONGEST)
        if len(self._rest) < size:
            return None
        raw.left -= size
        if not raw.left:
            self._raw = None
        data = self._take(size)
        return Event("data", data, data, raw.command)

    def _read_open_data(self, raw: _Raw) -> Event | None:
        """Data without a length, line by line, until a line that can only be the end of data mode."""
        end = self._rest.find(b"\n") + 1
        if not 0 < end <= LONGEST:
            end = LONGEST if len(self._rest) >= LONGEST else 0
        if not end:
            return None
        line = bytes(self._rest[:end]).strip(b"\r\n \x00")
        if self._classifier.ends_data(line, raw.command) or (raw.leaving and line == b"OK"):
            self._raw = None
            event = self._line(end, line)
            if event.kind == "urc" and self._first and self._first.text == raw.command:
                self._pending.popleft()  # NO CARRIER: no other result of the command comes
            return event
        data = self._take(end)
        return Event("data", data, data, raw.command)

    def _read_bulk(self) -> Bulk | None:
        """All whole lines in the buffer at once, where no line can mean something to a waiting command."""
        if self._pending or self._raw or self._payload or self._classifier.awaited or not self._verbose:
            return None
        block = bytes(self._rest[: self._rest.rfind(b"\n") + 1])
        lengths, heads = lines_of(block)
        if (plain := plain_size(block, heads, self.dialect)) < len(block):
            block = block[:plain]
            lengths, heads = lines_of(block)
        size = sum(lengths)
        longest = max(lengths, default=0)
        if not size or longest > BLANKS:
            return None
        del self._rest[:size]
        return Bulk(block[:size], lengths, heads, longest)

    # Following the conversation

    def _add(self, text: str) -> None:
        repeats = text.strip().upper() == "A/"  # V.250 5.2.4
        self._last = self._last if repeats else text
        pending = Pending.of(self._last, self.dialect.commands.get(command_name(self._last)))
        pending.text, pending.echo_left = text, text.strip().encode("utf-8", "replace")
        self._pending.append(pending)
        if re.match(r"\s*AT.*V0", text, re.IGNORECASE) and "=" not in text:
            self._verbose = False
        elif re.match(r"\s*AT(.*V1?$|Z|&F)", text, re.IGNORECASE) and "=" not in text:
            self._pending[-1].makes_verbose = True

    def _follow(self, event: Event) -> None:
        if event.kind == "echo" and not self._live and event.command == event.text:
            self._classifier.blind = False
            self._pending.clear()
            self._add(event.text)
            self._pending[0].echo_left = b""
        pending = self._first
        if pending and pending.accepted and event.kind == "late" and event.ok is not None:
            self._pending.popleft()
            return
        if event.kind != "final" or not event.command or not pending:
            return
        if event.line.startswith(b"CONNECT") or event.name == "CONNECT":
            if pending.data in ("in", "both"):
                self._raw = _Raw(pending.text, None)
            return
        if event.ok and pending.rule and pending.rule.opens == "late prompt" and not pending.accepted:
            pending.accepted, pending.echo_left = True, b""
            return
        self._pending.popleft()
        self._verbose = self._verbose or pending.makes_verbose
        if event.ok and pending.late and not pending.told:
            self._classifier.awaited.append(pending)

    def _echoed(self, line: bytes) -> Pending | None:
        """The later pending command whose echo this is. Earlier ones without echo never reached the module."""
        for later in list(self._pending)[1:]:
            if later.echo_left and later.echo_left.upper() == line.upper():
                while self._pending[0] is not later and self._pending[0].echo_left and self._classifier.echo:
                    self._pending.popleft()
                return later
        return None

    def _take(self, size: int) -> bytes:
        taken = bytes(self._rest[:size])
        del self._rest[:size]
        return taken
