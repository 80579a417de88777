"""What a wizard consists of: fields that are asked, steps that are done.

Limits of a field come from the manual row that it names, so that no number stands in two places. A step is a list of
commands with the values filled in, or a short `async def` where it must look at the answers.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from atbench.at.values import whole
from atbench.knowledge import Knowledge
from atbench.texts import _

if TYPE_CHECKING:
    from atbench.wizards.talk import Talk

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

Type = Literal["text", "int", "choice", "flag", "file", "files", "list", "long"]
Values = Mapping[str, str]
"""What the user gave, by the names of the fields. Flags are "1" or "", lists and files have a line for each item."""

Say = Callable[[Values], str]
"""Says something about the values, "" for nothing."""

Act = Callable[["Talk"], Awaitable[str]]
"""Does a step and returns a note. Raises StepFailed."""

Plan = Callable[[Values], list[str]]
"""The commands that a step sends with these values. Raises StepFailed where it would send none."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value that the user gives.

    `text` and `hint` are message ids. `row` is the manual's field that sets its limits: `+QSMTPCFG.srvport`. `choices`
    are values with message ids. `when` names a field that must be set for this one to matter: `tls`, `tls=2`, `!tls`.
    A `secret` never leaves the program but to the module.

    Other values count, too: `proposal` is taken where it is left empty, `limit` says why it is refused beside them,
    `doubt` what looks wrong, though it may be right. `by` are choices that only a module with a command has.
    """

    name: str
    text: str
    type: Type = "text"
    row: str = ""
    default: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    range: tuple[int, int] | None = None
    max: int | None = None
    needed: bool = True
    secret: bool = False
    when: str = ""
    proposal: Say | None = None
    limit: Say | None = None
    doubt: Say | None = None
    by: tuple[tuple[str, str], ...] = ()

    def limits(self, known: Knowledge) -> Limits:
        """What the manual allows, in words and numbers; that of the field itself goes first."""
        row = known.field(self.row) if self.row else None
        span = self.range or (row.range if row else None)
        most = self.max if self.max is not None else (row.max if row else None)
        default = self.default or (row.default if row and self.needed and not self.proposal else "")
        allowed = [value for value, _text in self.allowed(known)]
        if allowed and default and default not in allowed:
            default = allowed[0]
        return Limits(span, most, default)

    def allowed(self, known: Knowledge) -> tuple[tuple[str, str], ...]:
        """The choices that the module has."""
        row = known.field(self.row) if self.row else None
        has = row.values if row else {}
        lacking = {value for value, command in self.by if command not in known.commands}
        return tuple(one for one in self.choices if (not has or one[0] in has) and one[0] not in lacking)

    def refusal(self, value: str, known: Knowledge) -> str:
        """Why the manual would refuse a value, with the limit; "" where it would not."""
        if not value:
            return _("{field} is needed").format(field=_(self.text)) if self.needed else ""
        limits = self.limits(known)
        items = value.splitlines() if self.type in ("list", "files") else [value]
        for item in items:
            if self.type == "int" and whole(item) is None:
                return _("{field} is a whole number").format(field=_(self.text))
            if self.type == "int" and limits.range and not limits.range[0] <= (whole(item) or 0) <= limits.range[1]:
                low, high = limits.range
                return _("{field} goes from {low} to {high}").format(field=_(self.text), low=low, high=high)
            if self.type != "int" and limits.max is not None and len(item.encode("utf-8", "replace")) > limits.max:
                text = _("{field} has {length} bytes, {max} are allowed")
                return text.format(field=_(self.text), length=len(item.encode("utf-8", "replace")), max=limits.max)
            if self.type == "choice" and item not in (names := [name for name, _text in self.allowed(known)]):
                text = _("{name} {value} is not allowed: {allowed}")
                return text.format(name=_(self.text), value=item, allowed=", ".join(names))
            if self.type == "flag" and item != "1":
                return _("{name} {value} is not allowed: {allowed}").format(name=_(self.text), value=item, allowed="1")
            if self.type in ("text", "list") and _CONTROL.search(item):
                return _("{field} must not hold a line break or another control character").format(field=_(self.text))
            if '"' in item and self.type in ("text", "list"):
                return _("{field} must not hold a quote: AT commands end there").format(field=_(self.text))
        return ""


@dataclass(frozen=True, slots=True)
class Limits:
    """`range` inclusive, `max` in bytes."""

    range: tuple[int, int] | None = None
    max: int | None = None
    default: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `text` and `why` are message ids: what is done, and what for.

    `commands` are sent one after the other, each waits for its final and its late result; `{name}` stands for a value,
    and a pair `(condition, command)` is sent only where the condition holds. With `act` they are what it needs: the act
    sends them, or what `plan` says, and that is shown before; where it finds something out first, the plan is the
    usual case. `fields` are those asked on its page, `manual` is the row whose section it shows. `lasting` says what it
    changes for good. `undo` are commands that take it back when the wizard is given up. `optional`: the next ones work
    without it. `pause` says what can be done before it: the window stops there. `revisit` are steps whose values may
    be why it failed.

    `needs` names the command by which a module does it this way, `ways` are the same step for modules that lack it.
    Where a module has none of them the step is left out and `absent` (a message id) says why.
    """

    name: str
    text: str
    why: str = ""
    commands: tuple[str | tuple[str, str], ...] = ()
    act: Act | None = None
    fields: tuple[str, ...] = ()
    manual: str = ""
    lasting: str = ""
    undo: tuple[str, ...] = ()
    when: str = ""
    optional: bool = False
    plan: Plan | None = None
    pause: str = ""
    revisit: tuple[str, ...] = ()
    needs: str = ""
    ways: tuple[Step, ...] = ()
    absent: str = ""

    def on(self, has: Container[str]) -> Step | None:
        """The step as a module with these commands does it; None where it is left out."""
        for way in (self, *self.ways):
            if not way.needs or way.needs in has:
                return way
        return None if self.absent else self

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields that it asks for on any module."""
        return tuple(dict.fromkeys(name for way in (self, *self.ways) for name in way.fields))


@dataclass(frozen=True, slots=True)
class Wizard:
    """A job. `families` are those whose modules can do it ([]: all). `profile` is the virtual module to try it on.

    `console`: once it has done its job, messages can be written and read. `discreet`: what it tells is for others, and
    says neither who nor where somebody is.
    """

    name: str
    text: str
    why: str
    fields: tuple[Field, ...]
    steps: tuple[Step, ...]
    families: tuple[str, ...] = ()
    profile: str = "ec600s"
    console: bool = False
    discreet: bool = False

    def field(self, name: str) -> Field:
        """Raises KeyError for a name that it does not have."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    def defaults(self, known: Knowledge) -> dict[str, str]:
        return {field.name: field.limits(known).default for field in self.fields}

    def complete(self, values: Values) -> dict[str, str]:
        """The values, with what is proposed where one was left empty."""
        full = dict(values)
        for field in self.fields:
            if field.proposal and not full.get(field.name):
                full[field.name] = field.proposal(full)
        return full

    def refusal(self, name: str, values: Values, known: Knowledge) -> str:
        """Why the manual would refuse the value of a field, alone or beside the others; "" where it would not."""
        field, full = self.field(name), self.complete(values)
        found = field.refusal(full.get(name, ""), known)
        return found or (field.limit(full) if field.limit else "")

    def refusals(self, values: Values, known: Knowledge) -> dict[str, str]:
        """The fields whose values the manual would refuse, with the reason."""
        names = [field.name for field in self.fields if holds(field.when, values)]
        found = {name: self.refusal(name, values, known) for name in names}
        return {name: why for name, why in found.items() if why}

    def doubts(self, values: Values) -> dict[str, str]:
        """What looks wrong, though it may be right, by the fields where it is said."""
        full = self.complete(values)
        asked = (field for field in self.fields if field.doubt and holds(field.when, full))
        found = {field.name: field.doubt(full) for field in asked if field.doubt}
        return {name: text for name, text in found.items() if text}


class StepFailed(Exception):
    """A step did not work: what happened, likely causes, what to try, and the commands that do it."""

    def __init__(
        self, what: str, causes: Iterable[str] = (), tries: Iterable[str] = (), remedies: Iterable[str] = ()
    ) -> None:
        super().__init__(what)
        self.causes = tuple(causes)
        self.tries = tuple(tries)
        self.remedies = tuple(remedies)


class Refused(StepFailed):
    """The module itself refused a command; `line` is what it said, b"" for nothing."""

    line: bytes = b""


def holds(condition: str, values: Values) -> bool:
    """Whether a condition on the values holds: `tls` is set, `!tls` is not, `tls=2`, several joined by blanks."""
    for part in condition.split():
        name, equals, wanted = part.removeprefix("!").partition("=")
        value = values.get(name, "")
        if ((value == wanted) if equals else bool(value)) == part.startswith("!"):
            return False
    return True


_HOLE = re.compile(r"\{(\w+)\}")


def filled(command: str, values: Values) -> str:
    """A command with the values in it. Only `{name}` is a hole: JSON may stand in a command."""
    return _HOLE.sub(lambda hole: values.get(hole[1], hole[0]), command)


def commands_of(step: Step, values: Values) -> list[str]:
    """The commands of a step with these values, in their order."""
    told = []
    for item in step.commands:
        condition, command = item if isinstance(item, tuple) else ("", item)
        if holds(condition, values):
            told.append(filled(command, values))
    return told


def planned(step: Step, values: Values) -> list[str]:
    """What a step will send with these values; [] where it cannot send anything."""
    if step.plan is None:
        return commands_of(step, values)
    try:
        return step.plan(values)
    except StepFailed:
        return []
