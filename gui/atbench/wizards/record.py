"""What a step sent, and what came of it: read from the log, in which everything stands as it went over the wire."""

from __future__ import annotations

from dataclasses import dataclass, field

from atbench.at.dialect import command_name
from atbench.store.log import Line, Log

ANSWERS, LONGEST = 20, 200  # lines of an answer that are kept, and letters of each
KEPT = 1 << 16  # bytes of a payload that are kept; a report shows less, and nobody types more into a list


@dataclass(slots=True)
class Sent:
    """One command, or the whole payload behind its prompt (`payload`), without its line end.

    `lines` are what it answered before its final result; `ok`, `answer` and `seconds` are those of that result, those
    with `late` of its late one; None and "": it did not come. `size` is the number of bytes, of which `data` holds the
    first. Seconds count from sending.
    """

    data: bytes
    payload: bool = False
    size: int = 0
    ok: bool | None = None
    answer: str = ""
    seconds: float = 0.0
    late_ok: bool | None = None
    late: str = ""
    late_seconds: float = 0.0
    time: float = 0.0
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "replace")


def sent(log: Log, start: int, end: int) -> list[Sent]:
    """What went out between two lines of the log, in its order; `+++` and its pauses are no part of it."""
    found: list[Sent] = []
    data_mode = False
    for number in range(start, end):
        line = log.line(number)
        if line.kind == "command":
            _add(found, line, data_mode)
        elif line.kind == "prompt" or (line.kind == "final" and line.text.startswith("CONNECT")):
            data_mode = True
        elif line.kind == "answer" and found and len(found[-1].lines) < ANSWERS:
            found[-1].lines.append(line.text[:LONGEST])
        elif line.kind in ("final", "late"):
            data_mode = data_mode and line.kind == "late" and not _ends(found, line)
            _answer(found, line)
    return found


def _ends(found: list[Sent], line: Line) -> bool:
    """Whether a late line belongs to the command that opened the data: where no OK follows them, it ends them."""
    opener = next((one for one in reversed(found) if not one.payload), None)
    return opener is not None and command_name(opener.text) == line.event.name


def _add(found: list[Sent], line: Line, payload: bool) -> None:
    data = line.event.raw
    if data == b"+++":
        return
    payload = payload or data[:2].upper() != b"AT"  # data mode may have begun in an earlier step
    if payload and found and found[-1].payload:
        last = found[-1]
        last.data += data[: max(0, KEPT - len(last.data))]
        last.size += len(data)
    else:
        found.append(Sent(data[:KEPT], payload, len(data), time=line.time))


def _answer(found: list[Sent], line: Line) -> None:
    """The result belongs to the last command; a late one to the last of its name: another may stand between."""
    event, seconds = line.event, line.time
    for one in reversed(found):
        if one.payload or (line.kind == "late" and command_name(one.text) != event.name):
            continue
        if line.kind == "late":
            one.late_ok, one.late, one.late_seconds = event.ok, line.text, max(0.0, seconds - one.time)
        else:
            one.ok, one.answer, one.seconds = event.ok, line.text, max(0.0, seconds - one.time)
        return
