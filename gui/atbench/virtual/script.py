"""What happens to a virtual module at given times, as a text with one event a line.

# seconds since it was switched on, then what happens
12.5 urc +CREG: 2
20 fault registration_lost
40 fault registration_lost=off
45 push devices/7/set {"on": true}
50 drop
60 raw \\r\\n+QIND: "csq",9,99\\r\\n\\xFE
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from atbench.texts import _
from atbench.virtual import faults

Verb = Literal["urc", "raw", "fault", "push", "drop"]

_LINE = re.compile(r"(\d{1,7}(?:\.\d{1,6})?)\s+([a-z]+)(?:\s+(.*))?", re.DOTALL)
_ESCAPE = re.compile(rb"\\(r|n|\\|x[0-9A-Fa-f]{2})")
_SHORT = {b"r": b"\r", b"n": b"\n", b"\\": b"\\"}


@dataclass(frozen=True, slots=True)
class Event:
    """At `time`, in seconds of the clock since power on.

    `data` is what is said, or the payload of a push, and `name` its topic. A fault has name and value.
    """

    time: float
    verb: Verb
    name: str = ""
    data: bytes = b""
    value: float = 0


def load(path: Path) -> tuple[Event, ...]:
    """Raises OSError, and ValueError with a line for each slip; both have a text for the user."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(_("{file} is no text in UTF-8. Save it as one.").format(file=path)) from None
    except OSError as error:
        text = _("{file} cannot be read: {error}. Choose another one.")
        raise OSError(text.format(file=path, error=error.strerror)) from error
    return parse(text, str(path))


def parse(text: str, name: str) -> tuple[Event, ...]:
    """The events in their order in time. Raises ValueError with a line for each slip."""
    events, slips = list[Event](), list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            events.append(_event(line))
        except ValueError as error:
            slips.append(_("{file}, line {number}: {error}").format(file=name, number=number, error=error))
    if slips:
        raise ValueError("\n".join(slips))
    return tuple(sorted(events, key=lambda event: event.time))


def _event(line: str) -> Event:
    match = _LINE.fullmatch(line)
    if not match:
        raise ValueError(_("write seconds, then what happens, like: 12.5 urc +CREG: 2"))
    time, rest = float(match[1]), match[3] or ""
    match match[2]:
        case "urc" if rest:
            return Event(time, "urc", data=rest.encode())
        case "raw" if rest:
            return Event(time, "raw", data=_bytes(rest))
        case "fault" if rest:
            fault, value = faults.read(rest)
            return Event(time, "fault", fault, value=value)
        case "push" if rest:
            topic, _space, payload = rest.partition(" ")
            return Event(time, "push", topic, payload.encode())
        case "drop" if not rest:
            return Event(time, "drop")
    raise ValueError(_("known are: urc LINE, raw BYTES, fault NAME[=VALUE], push TOPIC TEXT, drop"))


def _bytes(text: str) -> bytes:
    r"""`\r`, `\n`, `\\` and `\xHH` are bytes, everything else is itself."""
    data = text.encode()
    if b"\\" in _ESCAPE.sub(b"", data):
        raise ValueError(_(r"a backslash stands before r, n, another backslash, or x and two hex digits"))
    return _ESCAPE.sub(lambda found: _SHORT.get(found[1]) or bytes([int(found[1][1:], 16)]), data)
