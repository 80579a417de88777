"""Of which kind a finished line is.

Three deciders, in this order: the pending command and the answers it may get, the shape of the fields, the position
(after the final result a line is nobody's answer). Where the first two disagree the line is marked unsure.
The special is asked before the general: echo, final result, roles of the manual rows, plain text, noise.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from atbench.at.decode import readable
from atbench.at.dialect import (
    BAD_FINALS,
    BAD_PREFIXES,
    CALL_RESULTS,
    DIGITS,
    GOOD_FINALS,
    CommandRule,
    Dialect,
    Form,
    Role,
    command_form,
    command_name,
    key,
)
from atbench.at.events import Event, Kind
from atbench.at.values import split, whole

# A command in a log. `AT+TCCERTADD:"name"` is an answer that some firmware gives: a colon never follows a name.
_COMMAND = re.compile(rb"AT(?:[+^%*&#$\\] ?[A-Za-z0-9]+(?!\s*:|[A-Za-z0-9])|[A-Za-z](?![a-z]{2})|$|;).*|A/$", re.I)
_GARBAGE = bytes((*range(0x20), *range(0x7F, 0x100)))
_DATA_ENDS = {"in": GOOD_FINALS | BAD_FINALS, "both": CALL_RESULTS, "out": frozenset[bytes]()}


@dataclass(slots=True, eq=False)
class Pending:
    """A command on its way: what of its echo is still to come, and what it may do to the stream."""

    text: str
    name: str
    form: Form
    echo_left: bytes
    rule: CommandRule | None
    may_prompt: bool
    length: int | None  # bytes of payload that it announces itself
    given: int = 0  # of them, sent so far
    answered: bool = False
    prompted: bool = False
    accepted: bool = False  # its OK came, and a prompt or the late result is still to come
    told: bool = False  # its late result came before its OK
    makes_verbose: bool = False

    @classmethod
    def of(cls, text: str, rule: CommandRule | None) -> Pending:
        form = command_form(text)
        if rule and form not in rule.forms:
            rule = CommandRule(rule.name, bare=rule.bare)
        known_quiet = rule is not None and rule.opens not in ("prompt", "late prompt")
        return cls(
            text,
            command_name(text),
            form,
            text.strip().encode("utf-8", "replace"),
            rule,
            not known_quiet,
            _length(text, rule),
        )

    @property
    def late(self) -> tuple[str, ...]:
        return self.rule.late if self.rule else ()

    @property
    def data(self) -> str:
        return data_of(self.rule)


class Classifier:
    """Kinds of lines, with the little memory that this needs.

    `alone` is for a line out of nowhere: nothing is known of a pending command, so two roles leave it unsure.
    """

    def __init__(self, dialect: Dialect, alone: bool = False) -> None:
        self.dialect = dialect
        self._alone = alone
        self.blind = alone  # also for a log in which no command was seen yet
        self._body: tuple[str, Event] | None = None  # how the body of a line of two goes on, and its first line
        self.awaited: deque[Pending] = deque(maxlen=32)  # commands whose late result has not come
        self.stale = 0  # final results of commands that were let go
        self.echo: bool | None = None  # whether the module echoes; None: not seen yet

    def event(self, raw: bytes, line: bytes, pending: Pending | None, live: bool = True) -> Event:
        if self._body and not (self._body[0] == "line" and raw[:1] in (b"\r", b"\n")):
            return self._body_line(raw, line)
        self._body = None  # a blank line right behind the header: the message is empty
        if not line:
            return Event("noise", raw, line)
        if not 0x20 <= line[0] < 0x7F:
            # A starting module sends garbage right before its first line.
            clean = line.lstrip(_GARBAGE).lstrip()
            known = key(clean) in self.dialect.roles or clean in GOOD_FINALS or _COMMAND.fullmatch(clean)
            line = clean if known else line
        return (
            self._echo(raw, line, pending, live)
            or self._final(raw, line, pending)
            or self._role(raw, line, pending)
            or self._plain(raw, line, pending)
        )

    def digit(self, raw: bytes, line: bytes, pending: Pending) -> Event:
        """A final result after ATV0 (V.250 table 1)."""
        word = DIGITS[line]
        return Event("final", raw, line, pending.text, word.decode(), ok=word in (b"OK", b"CONNECT"))

    def counted(self, raw: bytes, line: bytes, name: str, kind: Kind, pending: Pending | None) -> Event:
        """A line with announced bytes inside."""
        if pending and pending.name == name:
            return Event("answer", raw, line, pending.text, name)
        return Event(kind, raw, line, self._late_command(name) if kind == "late" else "", name)

    def ends_data(self, line: bytes, command: str) -> bool:
        """Whether a line can only mean that data without a length is over."""
        name = command_name(command)
        rule = self.dialect.commands.get(name)
        data = data_of(rule)
        if rule and rule.closes:
            return key(line) == name.encode() or line in BAD_FINALS or line.startswith(BAD_PREFIXES)
        return line in _DATA_ENDS[data] or (data == "in" and key(line) == name.encode() and b":" in line)

    # The four questions

    def _echo(self, raw: bytes, line: bytes, pending: Pending | None, live: bool) -> Event | None:
        if pending and pending.echo_left and pending.echo_left.upper().startswith(line.upper()):
            # A URC can cut an echo in two: each part counts.
            pending.echo_left = pending.echo_left[len(line) :].lstrip()
            if not pending.echo_left:
                self.echo = True
            return Event("echo", raw, line, pending.text, pending.name)
        if not _COMMAND.match(line):
            return None
        name = command_name(line.decode("ascii", "replace"))
        if self._alone:
            return Event("command", raw, line, name=name)
        return Event("echo", raw, line, "" if live else line.decode("ascii", "replace"), name, sure=not live)

    def _final(self, raw: bytes, line: bytes, pending: Pending | None) -> Event | None:
        good = line in GOOD_FINALS or line == b"CONNECT" or line.startswith(b"CONNECT ")
        if not good and line not in BAD_FINALS and not line.startswith(BAD_PREFIXES):
            return None
        name = line.partition(b":")[0].decode("ascii", "replace")
        if line in CALL_RESULTS and not (pending and (pending.rule is None or pending.rule.dials)):
            others: tuple[Kind, ...] = ("final",) if self.blind else ()
            return Event("urc", raw, line, name=name, ok=False, sure=not others, also=others)
        if line in (b"NA", b"SEND OK", b"SEND FAIL") and not pending and not self._alone:
            return Event("final", raw, line, name=name, ok=good, sure=line != b"NA")
        if pending and self.stale and self.echo and pending.echo_left:
            # The echo of the pending command has not come, so this ends an older one that was given up; behind its
            # CONNECT comes another one.
            self.stale -= not line.startswith(b"CONNECT")
            return Event("final", raw, line, name=name, ok=good)
        if pending and pending.echo_left and not line.startswith(b"CONNECT"):
            self.echo = False
        if not pending and self.awaited and line.startswith(BAD_PREFIXES):
            # Given up after its OK: the error stands in the place of the late result.
            several = len(self.awaited) > 1
            return Event("final", raw, line, self.awaited.popleft().text, name, ok=False, sure=not several)
        return Event("final", raw, line, pending.text if pending else "", name, ok=good)

    def _role(self, raw: bytes, line: bytes, pending: Pending | None) -> Event | None:
        found = key(line)
        known = self.dialect.roles.get(found) or self.dialect.roles.get(line.partition(b":")[0], ())
        fitting = [role for role in known if role.pattern.match(line)]
        if fitting:
            event = self._decide(raw, line, fitting, pending)
            self._open_body(event, fitting)
            return event
        if pending and _answers(pending, found):
            pending.answered = True
            return Event("answer", raw, line, pending.text, pending.name)
        if not known:
            return None
        # A known name with fields that no row has: another firmware. Kind by the rows, marked as a guess.
        kinds = tuple(dict.fromkeys(role.kind for role in known if role.kind != "answer" or self.blind))
        if not kinds:
            return Event("answer" if self.blind else "urc", raw, line, name=known[0].name, sure=False)
        return Event(kinds[0], raw, line, name=known[0].name, sure=False, also=kinds[1:])

    def _decide(self, raw: bytes, line: bytes, fitting: list[Role], pending: Pending | None) -> Event:
        asked = [role for role in fitting if role.kind == "answer" and pending and _asks(pending, role)]
        late = [role for role in fitting if role.kind == "late"]
        waiting = next((role for role in late if self._awaits(role, pending)), None)
        if asked and pending:
            # A second answer where one is usual may be a URC of the same shape.
            doubtful = pending.answered and pending.form == "execute" and any(r.kind == "urc" for r in fitting)
            pending.answered = True
            kinds = _others(fitting, "answer") if doubtful or waiting else ()
            return Event("answer", raw, line, pending.text, asked[0].name, sure=not kinds, also=kinds)
        if waiting:
            ok = waiting.ok(line)
            if pending and pending.name == waiting.name and ok is not None:
                pending.told = True
            command = self._late_command(waiting.name, done=ok is not None) or (pending.text if pending else "")
            return Event("late", raw, line, command, waiting.name, ok)
        # Nobody waits for it. Out of nowhere every role is possible; in a conversation an answer is not.
        possible = fitting if self.blind else [role for role in fitting if role.kind != "answer"] or fitting
        if any(role.kind == "urc" for role in possible):  # nobody waits for a late result
            possible = [role for role in possible if role.kind != "late"]
        best = next((role for kind in ("late", "urc") for role in possible if role.kind == kind), possible[0])
        kinds = _others(possible, best.kind)
        unasked = best.kind == "answer" and not self.blind
        return Event(best.kind, raw, line, "", best.name, best.ok(line), not kinds and not unasked, kinds)

    def _plain(self, raw: bytes, line: bytes, pending: Pending | None) -> Event:
        if line == b">":
            return Event("prompt", raw, line, pending.text if pending else "", sure=pending is None and self._alone)
        if not readable(line):
            return Event("noise", raw, line)
        if pending and pending.prompted:
            return Event("data", raw, line, pending.text)
        bare = pending and (pending.rule is None or pending.rule.bare)
        if pending and bare and not pending.name.startswith("+CME"):
            return Event("answer", raw, line, pending.text, pending.name, sure=pending.rule is not None)
        return Event("text", raw, line)

    # Lines that belong to the one before

    def _open_body(self, event: Event, fitting: list[Role]) -> None:
        body = next((role.body for role in fitting if role.body and role.kind == event.kind), "")
        empty = event.line[:1] == b"+" and event.line.endswith(b",0")  # a PDU of no length
        if not self._alone and ((body == "line" and not empty) or (body == "quote" and event.line.count(b'"') % 2)):
            self._body = (body, event)

    def _body_line(self, raw: bytes, line: bytes) -> Event:
        body, first = self._body or ("", Event("data", raw, line))
        if body == "line" or line.count(b'"') % 2:
            self._body = None
        return Event("data", raw, line, first.command, first.name)

    # What is awaited

    def _awaits(self, role: Role, pending: Pending | None) -> bool:
        # A few modules send the late result before OK.
        return any(waits.name == role.name for waits in self.awaited) or bool(
            pending and pending.name == role.name and pending.late
        )

    def _late_command(self, name: str, done: bool = True) -> str:
        """The oldest command that waits for a late result of this name; it waits no more when it is `done`."""
        for waits in self.awaited:
            if waits.name == name or name in waits.late:
                if done:
                    self.awaited.remove(waits)
                return waits.text
        return ""


def _asks(pending: Pending, role: Role) -> bool:
    """Whether the pending command, or one chained to it with `;`, gets such an answer."""
    if role.name == pending.name:
        return role.form in ("", pending.form)
    return ";" in pending.text and role.name in pending.text.upper().replace(" ", "")


def _answers(pending: Pending, found: bytes) -> bool:
    name = found.decode("ascii", "replace")
    return name == pending.name or (";" in pending.text and len(name) > 1 and name in pending.text.upper())


def _others(roles: list[Role], kind: Kind) -> tuple[Kind, ...]:
    return tuple(dict.fromkeys(role.kind for role in roles if role.kind != kind))


def data_of(rule: CommandRule | None) -> str:
    """Who talks after CONNECT; of an unknown command the module, until a final result."""
    return (rule and rule.data) or "in"


def _length(text: str, rule: CommandRule | None) -> int | None:
    if rule is None or rule.length is None:
        return None
    values = split(text.partition("=")[2])
    size = whole(values[rule.length].text) if len(values) > rule.length else None
    return size if size is not None and size >= 0 else None
