"""What a manual would refuse in a command line, before it is sent or after it failed: each doubt with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atbench.at.dialect import command_form
from atbench.at.values import Value, split, whole
from atbench.knowledge.grammar import Param, Syntax, parse
from atbench.knowledge.load import Manual
from atbench.knowledge.meanings import allowed, inside, pick
from atbench.knowledge.rows import chain, command_for, form_for
from atbench.knowledge.schema import Command, Field
from atbench.texts import _


@dataclass(frozen=True, slots=True)
class Doubt:
    """`start` and `end` are places in the command line; both at its end where something is missing."""

    start: int
    end: int
    text: str


def doubts(manual: Manual, line: str) -> Iterator[Doubt]:
    """The doubts about a command line, from left to right. An unknown command has none: nothing is known of it."""
    place = 0
    for number, text in enumerate(chain(line)):
        # The commands of a chain were given an AT that the line has not.
        cut = 2 if number else 0
        start = line.find(text[cut:], place)
        place = max(start, 0) + len(text) - cut
        for doubt in _of_one(manual, text):
            yield Doubt(doubt.start - cut + start, doubt.end - cut + start, doubt.text)


def _of_one(manual: Manual, text: str) -> Iterator[Doubt]:
    command = command_for(manual, text)
    if command is None or not command.forms:
        return
    number = form_for(command, text)
    form = command_form(text)
    if number is None:
        if form == "write" and not any(command_form(known.syntax) == form for known in command.forms):
            yield Doubt(0, len(text), _("{command} has no form with values").format(command=f"AT{command.name}"))
        return
    if form == "write":
        yield from _of_values(parse(command.forms[number].syntax), command, text)


def _of_values(syntax: Syntax, command: Command, text: str) -> Iterator[Doubt]:
    start = syntax.starts(text)
    taken = syntax.take(text, command.fields)
    for param, value in taken:
        if not param.name:
            yield Doubt(value.start, value.end, _("more values than the manual describes"))
            return
        field = command.fields.get(param.key)
        if field and not param.fixed and (what := refusal(param, field, value)):
            yield Doubt(value.start, value.end, what)
    if len(split(text, start)) < syntax.least:
        missing = [p.name for p in syntax.params[len(taken) :] if not p.optional]
        yield Doubt(len(text), len(text), _("missing: {names}").format(names=", ".join(missing)))


def size(text: str) -> int:
    """The bytes of a text on the line. What is half a letter, as damaged text on the clipboard has, counts as one."""
    return len(text.encode("utf-8", "replace"))


def refusal(param: Param, field: Field, value: Value) -> str:
    """Why the manual would refuse a value, "" where it would not."""
    if not value.text and (value.quoted or param.optional):
        return ""
    name = param.name
    match field.type:
        case "int" if whole(value.text) is None and value.text not in field.values:
            return _("{name} is a number: {allowed}").format(name=name, allowed=allowed(field) or pick(field.text))
        case "int" if not inside(field, value.text):
            return _("{name} {value} is not allowed: {allowed}").format(
                name=name, value=value.text, allowed=allowed(field)
            )
        case "word" if field.values and value.text not in field.values:
            return _("{name} {value} is not allowed: {allowed}").format(
                name=name, value=value.text, allowed=allowed(field)
            )
        case "string" if not value.quoted:
            return _("{name} stands in quotes").format(name=name)
        case "string" | "name" if field.max is not None and size(value.text) > field.max:
            return _("{name} is {length} bytes long, {max} are allowed").format(
                name=name, length=size(value.text), max=field.max
            )
        case "hex" if len(value.text) % 2 or not all(digit in "0123456789abcdefABCDEF" for digit in value.text):
            return _("{name} is pairs of hexadecimal digits").format(name=name)
    return ""
