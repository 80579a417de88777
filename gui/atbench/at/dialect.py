"""What differs between families of modules, as data. `knowledge` makes a dialect from the manual rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from atbench.at.events import Kind

Form = Literal["test", "read", "write", "execute"]

# V.250 6.3, 3GPP TS 27.007 9, TS 27.005 3.2.5; the odd ones are firmware of Gosuncn, ZTE, ESP and Tencent modules.
GOOD_FINALS = frozenset({b"OK", b"SEND OK"})
BAD_FINALS = frozenset(
    {b"ERROR", b"NO CARRIER", b"BUSY", b"NO ANSWER", b"NO DIALTONE", b"SEND FAIL", b"COMMAND NOT SUPPORT", b"NA"}
)
BAD_PREFIXES = (b"+CME ERROR:", b"+CMS ERROR:", b"+CME ERR:", b"+CMD ERROR:", b"+CMDERROR:", b"MODEM ERROR:")
# V.250 table 1, with ATV0 a digit stands for the word.
DIGITS = {
    b"0": b"OK",
    b"1": b"CONNECT",
    b"2": b"RING",
    b"3": b"NO CARRIER",
    b"4": b"ERROR",
    b"6": b"NO DIALTONE",
    b"7": b"BUSY",
    b"8": b"NO ANSWER",
}
# These end a call as a final result and report a lost one as a URC.
CALL_RESULTS = frozenset({b"NO CARRIER", b"BUSY", b"NO ANSWER", b"NO DIALTONE"})


@dataclass(frozen=True, slots=True)
class Role:
    """One thing that a line can be: an answer, a late result or a URC.

    `pattern` matches the whole line (no blanks around it, no line end). `name` is the row: a command ("+QMTOPEN") for
    answers and late results, a prefix for URCs. `form` is the form of the command that gets this answer ("" for any).
    A late result or URC is good where `good` matches, undecided (more to come) where `more` matches, else bad;
    without `good` it says neither. `body`: what follows belongs to it, the next line ("line", as in +CMT) or all until
    its open quote closes ("quote", as in +CUSD).
    """

    kind: Kind
    name: str
    pattern: re.Pattern[bytes]
    form: Form | Literal[""] = ""
    good: re.Pattern[bytes] | None = None
    more: re.Pattern[bytes] | None = None
    body: Literal["", "line", "quote"] = ""

    def ok(self, line: bytes) -> bool | None:
        if self.good is None or (self.more and self.more.match(line)):
            return None
        return bool(self.good.match(line))


@dataclass(frozen=True, slots=True)
class CommandRule:
    """What a command does to the stream.

    `opens`: "prompt" for `>`, "late prompt" for one after OK, "connect" for CONNECT, "" for none. `length` is the
    index of the parameter that counts the data (None: Ctrl+Z or +++ ends it). `data` says who talks after CONNECT:
    "out" we, "in" the module, "both" anybody. `late` are the keys of lines that come after OK. `bare`: the answer is
    plain text (ATI). `dials`: NO CARRIER and its sisters are its final result. `closes`: only a line with its name ends
    its data, an OK may stand among them. A rule with `forms` holds only for those forms.
    """

    name: str
    opens: Literal["", "prompt", "late prompt", "connect"] = ""
    length: int | None = None
    data: Literal["", "out", "in", "both"] = ""
    late: tuple[str, ...] = ()
    bare: bool = False
    dials: bool = False
    closes: bool = False
    forms: tuple[Form, ...] = ("write", "execute")


@dataclass(frozen=True, slots=True)
class Counted:
    """A header that announces bytes by number: nothing inside them is a line.

    `pattern` is matched at the start of a line and has the group `n`; the bytes follow at its end. `quoted`: one
    quote on each side of the bytes is not counted. `key` is its first token, to find headers quickly.
    """

    key: bytes
    name: str
    kind: Kind
    pattern: re.Pattern[bytes]
    quoted: bool = False


def announced(header: re.Match[bytes]) -> int:
    """How many bytes a counted header announces; more than any module sends where that is no sensible number."""
    number = header["n"] or b""
    return int(number) if number.isdigit() and len(number) < 19 else 1 << 62


@dataclass(frozen=True, slots=True)
class Dialect:
    """All a family says about its lines. `roles` is keyed by `key(line)`: `+QMTOPEN`, or a whole line like `RDY`.

    `with_body` are the keys of roles with a body; apart, because making a role takes time.
    """

    family: str
    roles: Mapping[bytes, tuple[Role, ...]] = field(default_factory=dict)
    commands: Mapping[str, CommandRule] = field(default_factory=dict)
    counted: tuple[Counted, ...] = ()
    with_body: tuple[bytes, ...] = ()


_TOKEN = re.compile(rb"[+^%*] ?[A-Za-z0-9]+")


def key(line: bytes) -> bytes:
    """The key of a line in `Dialect.roles`: `+CREG` of `+CREG: 1`, the whole line where no such token leads it."""
    match = _TOKEN.match(line)
    return match[0].replace(b" ", b"").upper() if match else line


_COMMAND = re.compile(r"\s*AT\s*([+^%*]\s*[A-Z0-9]+|S\d+|[&#$\\]?[A-Z])?\s*(=\s*\?|\?|=)?", re.IGNORECASE)


def command_name(text: str) -> str:
    """`+QMTOPEN` of `AT+QMTOPEN=0,...`, `E` of `ATE0`, "" of a bare `AT`."""
    match = _COMMAND.match(text)
    return (match[1] or "").replace(" ", "").upper() if match else ""


def command_form(text: str) -> Form:
    """Which of the four forms of V.250 5.4 a command line has."""
    match = _COMMAND.match(text)
    mark = (match[2] or "").replace(" ", "") if match else ""
    if mark == "=?":
        # A lone ? as the first value is a value where more follows: AT+X=?,1 is odd but no test.
        return "test"
    return {"?": "read", "=": "write"}.get(mark, "execute")  # type: ignore[return-value]
