"""The log: the lines of a capture, ready to be painted, at about six bytes of memory a line.

A received line is a stretch of the capture file, so the log keeps only its length and kind; every 64 lines it notes
where the stretch starts. What we sent and our own notes are few and stay in memory. Details that cannot be told from
the bytes again (which command a line answers, doubts) are kept for the lines that have them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace

from atbench.at.events import Bulk, Event
from atbench.store.capture import Capture

STEP = 64

KINDS = ("", "command", "echo", "answer", "final", "urc", "late", "prompt", "data", "text", "noise", "local", "error")
_CODE = {kind: code for code, kind in enumerate(KINDS)}
_OWN = bytes((_CODE["command"], _CODE["local"]))
_ERROR = _CODE["error"]  # a final result that failed, or a late result that did: found quickly among millions


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is shown. `time` in seconds since 1970; `mark` is what we have to say about it ("" for nothing).

    `kind` "" stands for a line of a flood that was not classified yet: `event` of `Log.line` does it.
    """

    index: int
    event: Event
    kind: str
    time: float
    mark: str = ""

    @property
    def text(self) -> str:
        return self.event.text


class Log:
    """Lines in the order in which they happened. One thread writes and reads (that of the event loop)."""

    def __init__(self, capture: Capture, classify: Callable[[bytes], Event]) -> None:
        self.capture = capture
        self.version = 0
        self.longest = 0
        self.errors = 0
        self._classify = classify
        self._kinds = bytearray()
        self._lengths = array("I")
        self._starts = array("Q")  # offset of lines 0, 64, 128 ...
        self._offset = 0
        self._held = 0  # bytes that are received but belong to no line yet
        self._chunks = array("Q")  # offset where a chunk of a new moment starts
        self._times = array("d")
        self._own: dict[int, tuple[float, bytes, str]] = {}  # line -> time, bytes or text, mark
        self._details: dict[int, Event] = {}
        self._echoes = array("I")
        self._repeats = array("I")
        self._folded = array("I")  # both
        self._urc = (-2, b"")  # the last URC: its line and what it said
        self._asked = ""  # the last command

    def __len__(self) -> int:
        return len(self._kinds)

    # Writing

    def chunk(self, time: float) -> None:
        """The bytes that follow came at `time`; the lines that start in them get it."""
        if not self._times or time - self._times[-1] >= 0.001:
            self._chunks.append(self._offset + self._held)
            self._times.append(time)

    def receive(self, size: int, time: float) -> None:
        """`size` bytes came at `time`; their lines follow by `add`."""
        self.chunk(time)
        self._held += size

    def add(self, item: Event | Bulk) -> None:
        """A received line, or a block of lines of a flood."""
        if isinstance(item, Bulk):
            self._add_lengths(item.lengths)
            self._kinds += bytes(len(item.lengths))
            self._held -= len(item.raw)
            self.longest = max(self.longest, item.longest)
        else:
            self._add_event(item)
        self.version += 1

    def _add_lengths(self, lengths: array[int]) -> None:
        next_ = -len(self._lengths) % STEP
        self._offset += sum(lengths[:next_])
        for first in range(next_, len(lengths), STEP):
            self._starts.append(self._offset)
            self._offset += sum(lengths[first : first + STEP])
        self._lengths.extend(lengths)

    def _add_event(self, event: Event) -> None:
        failed = event.ok is False and event.kind in ("final", "late", "urc")
        line = len(self._kinds)
        if not _plain(event, self._asked):
            self._details[line] = replace(event, raw=b"", line=b"")
        if event.kind == "echo":
            self._echoes.append(line)
            self._folded.append(line)
        elif event.kind == "urc":
            if self._urc == (line - 1, event.line):
                self._repeats.append(line)
                self._folded.append(line)
            self._urc = (line, event.line)
        self.errors += failed
        self._append(_ERROR if failed else _CODE[event.kind], len(event.raw))
        self._held -= len(event.raw)

    def sent(self, data: bytes, time: float, mark: str = "") -> int:
        """What we sent; returns its line."""
        self._asked = data.decode("utf-8", "replace").strip()
        return self._own_line("command", data, time, mark)

    def note(self, text: str, time: float) -> int:
        """What we have to say ourselves, like "port opened"."""
        return self._own_line("local", text.encode(), time, "")

    def mark(self, line: int, text: str) -> None:
        """Says something about a line that we sent."""
        time, data, _ = self._own[line]
        self._own[line] = (time, data, text)
        self.version += 1

    def part(self) -> None:
        """What comes now repeats nothing: the lines before it are not seen any more."""
        self._urc = (-2, b"")

    def _own_line(self, kind: str, data: bytes, time: float, mark: str) -> int:
        line = len(self._kinds)
        self._own[line] = (time, data, mark)
        self._append(_CODE[kind], 0)
        self.version += 1
        return line

    def _append(self, code: int, length: int) -> None:
        if not len(self._lengths) % STEP:
            self._starts.append(self._offset)
        self._lengths.append(length)
        self._kinds.append(code)
        self._offset += length
        self.longest = max(self.longest, length)

    # Reading

    def kind(self, line: int) -> str:
        """A kind of `Event`, "local", or "" where a flood left the line unclassified."""
        kind = KINDS[self._kinds[line]]
        if kind != "error":
            return kind
        return self._details[line].kind if line in self._details else "final"

    def raw(self, line: int) -> bytes:
        """The bytes of a line as received or sent; of our own notes their text."""
        if line in self._own:
            return self._own[line][1]
        start, size = self._place(line)
        return self.capture.read(start, size)

    def time(self, line: int) -> float:
        """Seconds since 1970 at the first byte of the line."""
        if line in self._own:
            return self._own[line][0]
        start, size = self._place(line)
        raw = self.capture.read(start, min(size, STEP))
        start += len(raw) - len(raw.lstrip(b"\r\n \x00"))
        at = bisect_right(self._chunks, start) - 1
        return self._times[at] if at >= 0 else 0.0

    def line(self, line: int) -> Line:
        """Everything known about a line; a line of a flood is classified now."""
        if line in self._own:
            time, data, mark = self._own[line]
            kind = KINDS[self._kinds[line]]
            return Line(
                line, Event("command" if kind == "command" else "text", data, data.rstrip(b"\r\n")), kind, time, mark
            )
        raw = self.raw(line)
        known = self._details.get(line)
        body = raw if known and known.kind == "data" else raw.strip(b"\r\n \x00")
        if known:
            return Line(line, replace(known, raw=raw, line=body), known.kind, self.time(line))
        event = self._classify(raw)
        kind = KINDS[self._kinds[line]]
        if kind:
            event = self._in_place(line, "final" if kind == "error" else kind, event)
        return Line(line, event, event.kind, self.time(line))

    def _in_place(self, line: int, kind: str, event: Event) -> Event:
        """The event of a line whose kind is known, with the command before it where it belongs to that one."""
        command = ""
        if kind in ("answer", "final", "echo") and (asked := self.command(line, -1)) >= 0:
            command = self._own[asked][1].decode("utf-8", "replace").strip()
        return replace(event, kind=kind, command=command, sure=True, also=())  # type: ignore[arg-type]

    def failed(self, start: int, step: int) -> int:
        """The next failed line after `start` upwards (`step` 1) or downwards (-1); -1 for none."""
        code = bytes((_ERROR,))
        return self._kinds.find(code, start + 1) if step > 0 else self._kinds.rfind(code, 0, max(start, 0))

    def command(self, start: int, step: int) -> int:
        """The next command after `start` upwards (`step` 1) or downwards (-1); -1 for none."""
        code = bytes((_CODE["command"],))
        return self._kinds.find(code, start + 1) if step > 0 else self._kinds.rfind(code, 0, max(start, 0))

    @property
    def echoes(self) -> array[int]:
        """The numbers of the lines that are echoes, in order: a view that folds them leaves these out."""
        return self._echoes

    @property
    def repeats(self) -> array[int]:
        """The numbers of the URCs that say what the line right before them said, in order; none of them in floods."""
        return self._repeats

    @property
    def folded(self) -> array[int]:
        """Echoes and repeats together, in order."""
        return self._folded

    @property
    def end(self) -> int:
        """How many bytes of the capture belong to lines."""
        return self._offset

    def start(self, line: int) -> int:
        """Where in the capture a line starts; of what we sent, the next received one."""
        return self._place(line)[0] if line < len(self._kinds) else self._offset

    def at(self, offset: int) -> int:
        """The received line that holds the byte at `offset` of the capture, below `end`."""
        line = (bisect_right(self._starts, offset) - 1) * STEP
        after = self._starts[line // STEP]
        while (after := after + self._lengths[line]) <= offset:
            line += 1
        return line

    def _place(self, line: int) -> tuple[int, int]:
        first = line - line % STEP
        return self._starts[line // STEP] + sum(self._lengths[first:line]), self._lengths[line]


def _plain(event: Event, asked: str) -> bool:
    """Whether everything about an event can be told again from its bytes, its kind and the command before it."""
    if not event.sure or event.kind in ("late", "data"):
        return False
    answers = event.kind in ("answer", "final", "echo")
    return event.command == (asked if answers else "") and (event.ok is None or event.kind == "final")
