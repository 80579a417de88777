"""Tries the rows of a file on themselves: each example must have the shape of its syntax.

The tests do this for what ships; at run time it is done for the files of a user, who writes them by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from atbench.knowledge.fields import Shown
from atbench.knowledge.grammar import parse, pattern
from atbench.knowledge.meanings import FUNCTIONS
from atbench.knowledge.schema import Advice, Command, Field, File, Form, Header, Line
from atbench.texts import _


def problems(file: File) -> Iterator[str]:
    """One sentence for each row that cannot be right, with its place in the file."""
    for number, command in enumerate(file.commands):
        place = f"$.commands[{number}]"
        yield from _fields(place, command.fields)
        yield from _templates(place, _facts(command))
        yield from _lines(f"{place}.forms", command.forms, command.fields)
        yield from _lines(f"{place}.answers", command.answers, command.fields)
        yield from _lines(f"{place}.late", command.late, command.fields)
    for number, urc in enumerate(file.urcs):
        yield from _fields(f"$.urcs[{number}]", urc.fields)
        yield from _lines(f"$.urcs[{number}].lines", urc.lines, urc.fields)
    for number, table in enumerate(file.tables):
        for at, code in enumerate(table.codes):
            yield from _templates(f"$.tables[{number}].codes[{at}]", _commands(code.remedies))
    for name, ladder in file.ladders.items():
        yield from _templates(f"$.ladders.{name}", _commands(ladder))
    for number, header in enumerate(file.headers):
        yield from _header(f"$.headers[{number}]", header)


def _lines(place: str, lines: Sequence[Form | Line], fields: Mapping[str, Field]) -> Iterator[str]:
    for number, line in enumerate(lines):
        here = f"{place}[{number}]"
        unknown = [
            p.key or p.name for p in parse(line.syntax).params if (p.key or "<" in p.name) and p.key not in fields
        ]
        if unknown:
            yield _("the syntax names a field that is not described: <{name}> - at `{place}`").format(
                name=unknown[0], place=here
            )
        elif not _fits(line, fields):
            yield _("the example does not fit its syntax - at `{place}`").format(place=here)
        texts = (line.text,) if isinstance(line, Form) else (line.summary, line.note)
        yield from _templates(here, [one for text in texts if text for one in text], known=Shown)
        yield from _templates(here, [*line.sets, *line.sets.values()])


def _fits(line: Form | Line, fields: Mapping[str, Field]) -> bool:
    try:
        return bool(pattern(line.syntax, fields).match(line.example.encode()))
    except (re.error, KeyError):  # a bracket too few or too many
        return False


def _fields(place: str, fields: Mapping[str, Field]) -> Iterator[str]:
    for name, field in fields.items():
        if field.decode and field.decode not in FUNCTIONS:
            text = _("there is no function {name}, only {names} - at `{place}`")
            yield text.format(name=field.decode, names=", ".join(FUNCTIONS), place=f"{place}.fields.{name}")
        for part in field.parts:
            if part not in fields:
                text = _("the syntax names a field that is not described: <{name}> - at `{place}`")
                yield text.format(name=part, place=f"{place}.fields.{name}.parts")


def _facts(command: Command) -> Iterator[str]:
    yield from (*command.seconds_by, *command.late_by)
    yield from (need.fact for need in command.needs)
    yield from _commands(command.remedies)


def _commands(advice: Iterable[Advice]) -> Iterator[str]:
    return (one.command for one in advice)


class _Filling(dict[str, str]):
    """A value for every name."""

    def __init__(self, known: type[str]) -> None:
        self._known = known

    def __missing__(self, name: str) -> str:
        value = self._known(name)
        if isinstance(value, Shown):
            value.meaning = name
        return value


def _templates(place: str, texts: Iterable[str], known: type[str] = str) -> Iterator[str]:
    """What is wrong with texts in which values stand, as {name}."""
    for text in texts:
        try:
            text.format_map(_Filling(known))
        except (ValueError, LookupError, AttributeError, TypeError) as error:
            problem = _("{text} cannot be filled: {error} - at `{place}`")
            yield problem.format(text=repr(text), error=error, place=place)


def _header(place: str, header: Header) -> Iterator[str]:
    try:
        found = re.match(header.pattern.encode(), header.example.encode())
    except re.error as error:
        yield _("the pattern is no regular expression: {error} - at `{place}`").format(error=error, place=place)
        return
    if not found or "n" not in found.groupdict():
        yield _("the pattern must match its example and have the group n - at `{place}`").format(place=place)
