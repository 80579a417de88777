"""What may follow while a command line is typed: commands, then each parameter in turn with its meaning and values.

Pure: a text and a place in it give a `Composition`. Nothing is refused; what the manual would refuse is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from atbench.at.dialect import command_form, command_name
from atbench.at.values import Value, split
from atbench.knowledge.doubts import Doubt, doubts, size
from atbench.knowledge.grammar import Param, Syntax, parse
from atbench.knowledge.load import Manual
from atbench.knowledge.meanings import allowed, pick
from atbench.knowledge.rows import command_for
from atbench.knowledge.schema import Command, Field, Form
from atbench.texts import _

MOST = 60
"""Offers at a time: nobody reads more."""

_START = re.compile(r"\s*AT", re.IGNORECASE)
_SPAN = re.compile(r"(\d+)(?:-(\d+))?")
_PARTS = re.compile(r'(?:[^;"]|"[^"]*"?)*')
_FORMS = ("write", "read", "test", "execute")

Ranges = Callable[[str], Sequence[str]]
"""By the name of a command: the lines that the module itself said to its `=?`."""

Remembered = Callable[[str], Sequence[str]]
"""By the kind of a field: the values that were used in this session, the newest first."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A text that may stand in the place from `Composition.start` to `end`, and what it means.

    `more`: something follows it, so the cursor goes on behind it.
    """

    text: str
    meaning: str
    shown: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """The parameter at the cursor. `supported` is what the module itself said; `left` counts bytes (None: no limit)."""

    name: str
    meaning: str
    allowed: str = ""
    supported: str = ""
    unit: str = ""
    default: str = ""
    left: int | None = None
    quoted: bool = False
    optional: bool = False
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Composition:
    """All that a composer shows for one text and one place of the cursor.

    `name` is the row of the command ("" while it is being typed), `syntax` the form as the manual writes it, `params`
    the names of its parameters and `current` the one at the cursor (-1 for none). `start` and `end` bound what an offer
    takes the place of.
    """

    start: int
    end: int
    offers: tuple[Offer, ...] = ()
    name: str = ""
    meaning: str = ""
    syntax: str = ""
    params: tuple[str, ...] = ()
    current: int = -1
    slot: Slot | None = None
    doubts: tuple[Doubt, ...] = ()
    forms: tuple[str, ...] = ()


def none(_name: str) -> Sequence[str]:
    return ()


def compose(
    manual: Manual, text: str, cursor: int, ranges: Ranges = none, remembered: Remembered = none
) -> Composition | None:
    """What may follow at `cursor`; None where the text is no command line."""
    if not _START.match(text) or cursor < 2:
        return None
    begin, part, end = _part(text, cursor)
    line = part if begin == 0 else f"AT{part}"
    shift = begin if begin == 0 else begin - 2
    found = tuple(doubts(manual, text))
    command = command_for(manual, line)
    mark = _mark(line)
    if command is None or mark is None or cursor - shift <= mark:
        return _names(manual, line, cursor - shift, shift, end, found)
    forms = tuple(_forms(command))
    if command_form(line) != "write" or line[mark : mark + 1] != "=":
        return Composition(cursor, cursor, (), command.name, pick(command.text), doubts=found, forms=forms)
    return _values(command, line, shift, cursor, found, forms, ranges, remembered)


def _part(text: str, cursor: int) -> tuple[int, str, int]:
    """The command of a chain in which the cursor stands: its start, its text, its end."""
    start = 0
    while True:
        end = start + len(_PARTS.match(text, start)[0])  # type: ignore[index]
        if cursor <= end or end >= len(text):
            return start, text[start:end], end
        start = end + 1


def _mark(line: str) -> int | None:
    """Where the name of the command ends: its `=` or `?`."""
    return next((place for place, letter in enumerate(line) if letter in "=?"), None)


# Names


def _names(manual: Manual, line: str, cursor: int, shift: int, end: int, found: tuple[Doubt, ...]) -> Composition:
    mark = _mark(line)
    typed = line[2:cursor].strip().upper()
    names = sorted(_matching(manual, typed), key=lambda name: (not name.startswith(typed), name))
    offers = tuple(_offer_of(manual.commands[name]) for name in names[:MOST])
    start = shift + 2
    exact = manual.commands.get(typed)
    return Composition(
        start, end if mark is None else shift + mark, offers, doubts=found, forms=tuple(_forms(exact)) if exact else ()
    )


def _matching(manual: Manual, typed: str) -> Iterator[str]:
    bare = typed.lstrip("+")
    for name in manual.commands:
        if name and name != "A/" and (name.startswith(typed) or (len(bare) > 1 and bare in name)):
            yield name


def _offer_of(command: Command) -> Offer:
    """A command with the mark that its most useful form needs."""
    forms = {command_form(form.syntax) for form in command.forms}
    more = "write" in forms
    text = f"{command.name}=" if more and command.name[0] in "+^%*$" else command.name
    return Offer(text, pick(command.text), f"AT{command.name}", more)


def _forms(command: Command) -> Iterator[str]:
    """The ways to write a command, one of each kind: `AT+CREG=`, `AT+CREG?`, `AT+CREG=?`."""
    ends = {"write": "=", "read": "?", "test": "=?", "execute": ""}
    known = {command_form(form.syntax) for form in command.forms}
    return (f"AT{command.name}{ends[form]}" for form in _FORMS if form in known)


# Values


def _values(
    command: Command,
    line: str,
    shift: int,
    cursor: int,
    found: tuple[Doubt, ...],
    forms: tuple[str, ...],
    ranges: Ranges,
    remembered: Remembered,
) -> Composition:
    equals = line.index("=") + 1
    before = split(line[: cursor - shift], equals)
    current = max(len(before) - 1, 0)
    values = split(line, equals)
    here = values[current] if current < len(values) else Value("", False, cursor - shift, cursor - shift)
    writes = [form for form in command.forms if command_form(form.syntax) == "write"]
    fitting = _fitting(writes, values, current)
    keys = tuple(_keys(writes, here)) if current == 0 else ()
    form = fitting[0] if fitting else None
    place, title = (shift + here.start, shift + here.end), pick(command.text)
    if form is None or (keys and not any(_is_key(other, here) for other in writes)):
        return Composition(*place, keys, command.name, title, doubts=found, forms=forms)
    syntax = parse(form.syntax)
    param = syntax.at(current)
    field = command.fields.get(param.key)
    supported = _supported(command, syntax, values, current, ranges)
    slot = _slot(param, field, here, supported) if field else None
    offers = keys or (tuple(_offers(field, syntax, current, remembered)) if field else ())
    if supported and not keys:
        offers = tuple(offer for offer in offers if _within(supported, offer.shown))
        if here.text and not _within(supported, here.text):
            what = _("this module supports {values}").format(values=supported)
            found = (*found, Doubt(place[0], place[1], what))
    params = tuple(param.name.strip('"') for param in syntax.params)
    return Composition(
        *place, offers, command.name, title, form.syntax, params, _place(syntax, current), slot, found, forms
    )


def _fitting(writes: Sequence[Form], values: Sequence[Value], current: int) -> list[Form]:
    """The forms that the values so far may become, the nearest first."""
    fitting = []
    for form in writes:
        syntax = parse(form.syntax)
        fixed = all(
            not param.fixed or place == current or param.name.strip('"').casefold() == value.text.casefold()
            for place, (param, value) in enumerate(zip(syntax.params, values, strict=False))
        )
        if fixed and (current < len(syntax.params) or syntax.cycle is not None):
            fitting.append(form)
    return sorted(fitting, key=lambda form: not parse(form.syntax).fits(list(values)))


def _keys(writes: Sequence[Form], here: Value) -> Iterator[Offer]:
    """The settings of a command whose first parameter names one: `"version"` of AT+QMTCFG."""
    typed = here.text.casefold()
    seen = set()
    for form in writes:
        first = parse(form.syntax).params[:1]
        if first and first[0].fixed and first[0].name not in seen and typed in first[0].name.casefold():
            seen.add(first[0].name)
            more = len(parse(form.syntax).params) > 1
            yield Offer(first[0].name + ("," if more else ""), _subject(pick(form.text)), first[0].name, more)


def _subject(text: str) -> str:
    """What a form is about, before its values are typed: of `Client {client_idx}: protocol version` the second half.

    A value within the words is named as the syntax names it, one behind a last colon is left out.
    """
    for stop in (": ", "："):
        head, found, rest = text.partition(stop)
        if found and "{" in head and rest:
            text = rest
    text = re.sub(r"[:：]\s*\{[^}]*\}$", "", text)
    return re.sub(r"\{(\w+)[^}]*\}", r"<\1>", text).strip()


def _is_key(form: Form, here: Value) -> bool:
    first = parse(form.syntax).params[:1]
    return bool(first and first[0].fixed and first[0].name.strip('"').casefold() == here.text.casefold())


def _place(syntax: Syntax, current: int) -> int:
    if current < len(syntax.params) or syntax.cycle is None:
        return min(current, len(syntax.params) - 1)
    return syntax.cycle + (current - syntax.cycle) % (len(syntax.params) - syntax.cycle)


def _slot(param: Param, field: Field, here: Value, supported: str) -> Slot:
    left = field.max - size(here.text) if field.max is not None else None
    return Slot(
        param.name,
        pick(field.text),
        allowed(field),
        supported,
        field.unit,
        field.default,
        left,
        field.type in ("string", "open"),
        param.optional,
        bool(field.secret),
    )


def _offers(field: Field, syntax: Syntax, current: int, remembered: Remembered) -> Iterator[Offer]:
    """Values with a meaning of their own, then those of the session."""
    more = current + 1 < len(syntax.params)
    tail = "," if current + 1 < syntax.least else ""
    quote = '"' if field.type in ("string", "open") else ""
    for value, text in field.values.items():
        yield Offer(f"{quote}{value}{quote}{tail}", pick(text), value, more)
    if field.default and field.default not in field.values:
        yield Offer(f"{quote}{field.default}{quote}{tail}", _("default"), field.default, more)
    if field.kind and not field.secret:
        for value in remembered(field.kind)[:10]:
            yield Offer(f"{quote}{value}{quote}{tail}", _("used in this session"), value, more)


def _supported(command: Command, syntax: Syntax, values: Sequence[Value], current: int, ranges: Ranges) -> str:
    """What the module said to `=?` for this parameter."""
    for line in ranges(command.name):
        told = split(line, line.find(":") + 1)
        fixed = [param.name.strip('"').casefold() for param in syntax.params if param.fixed]
        if fixed and (not told or told[0].text.casefold() != fixed[0]):
            continue
        if current < len(told) and told[current].text.startswith("("):
            return told[current].text
    return ""


def _within(supported: str, value: str) -> bool:
    """Whether a whole number is among `(0-5,7)`; of other values the module's answer says nothing sure."""
    parts = [part.strip() for part in supported.strip("()").split(",")]
    spans = [_SPAN.fullmatch(part) for part in parts]
    if not value.isdecimal() or not all(spans):
        return True
    return any(int(span[1]) <= int(value) <= int(span[2] or span[1]) for span in spans if span)


def kinds(manual: Manual, line: str) -> Iterator[tuple[str, str]]:
    """The values of a command line that may be wanted again, with their kinds: hosts, topics, file names."""
    command = command_for(manual, line)
    if command is None or not command_name(line) or command_form(line) != "write":
        return
    writes = [form for form in command.forms if command_form(form.syntax) == "write"]
    values = split(line, line.find("=") + 1)
    for form in _fitting(writes, values, len(values) - 1)[:1]:
        for param, value in parse(form.syntax).take(line, command.fields):
            field = command.fields.get(param.key)
            if field and field.kind and not field.secret and value.text:
                yield field.kind, value.text
