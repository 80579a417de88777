"""What a line tells about the module: facts with a name and a value, as the rows say (`schema.Line.sets`).

`+QMTOPEN: 0,0` tells `mqtt 0` = `open`. Nothing is asked for this, and nothing is kept here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atbench.at.dialect import key
from atbench.at.events import Event
from atbench.knowledge.grammar import Syntax, parse
from atbench.knowledge.load import Manual
from atbench.knowledge.rows import Row, Rows, chain, command_for, form_for
from atbench.knowledge.schema import Field

Told = tuple[tuple[str, str | None], ...]

ALL = "*"
"""The name of all facts: a restarted module has forgotten everything."""


class Teller:
    """The facts that lines tell. `keys` are the beginnings of those lines, to find them in a flood."""

    def __init__(self, manual: Manual, rows: Rows) -> None:
        self._manual = manual
        self._rows = rows
        self.keys = frozenset(found for found in rows if any(row.line.sets for row in rows.of(found)))
        self._names = {row.name for found in self.keys for row in rows.of(found) if row.line.sets}
        self._commands = {name for name, command in manual.commands.items() if any(form.sets for form in command.forms)}

    def told(self, event: Event) -> Told:
        """Names and values, in the order of the row; the value "" forgets a fact.

        A late result that failed takes back what the OK of its command had told: the value is None. A name that ends
        with ` *` stands for all of its kind.
        """
        if event.kind == "final":
            return tuple(self._done(event.command)) if event.ok and event.command and self._commands else ()
        if event.name not in self._names or event.kind not in ("answer", "urc", "late"):
            return ()
        row = self._row(event)
        if row is None or (row.role.good and not row.role.ok(event.line)):
            failed = event.kind == "late" and event.ok is False and event.command
            return tuple((name, None) for name, _value in self._done(event.command)) if failed else ()
        # A late result or an answer may leave out which client it is of: its command says it.
        values = {**self._asked(event.command), **values_of(row.syntax, event.text, row.fields)}
        return tuple(_filled(row.line.sets, values))

    def _asked(self, line: str) -> dict[str, str]:
        command = command_for(self._manual, line)
        number = form_for(command, line) if command else None
        if command is None or number is None:
            return {}
        return values_of(parse(command.forms[number].syntax), line, command.fields)

    def _row(self, event: Event) -> Row | None:
        rows = (row for row in self._rows.of(key(event.line)) if row.line.sets and row.kind == event.kind)
        return next((row for row in rows if row.role.pattern.match(event.line)), None)

    def _done(self, line: str) -> Iterator[tuple[str, str]]:
        """What holds after the OK of a command line."""
        for text in chain(line):
            command = command_for(self._manual, text)
            if command is None or command.name not in self._commands:
                continue
            number = form_for(command, text)
            if number is not None and (form := command.forms[number]).sets:
                yield from _filled(form.sets, values_of(parse(form.syntax), text, command.fields))


def values_of(syntax: Syntax, line: str, fields: Mapping[str, Field]) -> dict[str, str]:
    """The values of a line by the names of its syntax; of a name that comes twice, the first."""
    values: dict[str, str] = {}
    for param, value in syntax.take(line, fields):
        values.setdefault(param.name, value.text)
    return values


def filled(template: str, values: Mapping[str, str]) -> str | None:
    """A template with its `{name}`s filled in; None where one is missing."""
    try:
        return template.format_map(values)
    except KeyError:
        return None


def _filled(sets: Mapping[str, str], values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in sets.items():
        named, told = filled(name, values), filled(value, values)
        if named is not None and told is not None:
            yield named, told
