"""The lines that a manual knows, by key, and the dialect that the engine gets from them.

Patterns are compiled when a line with their key first arrives: a session meets a tenth of all rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from msgspec.structs import replace

from atbench.at.dialect import CommandRule, Counted, Dialect, Form, Role, command_form, command_name, key
from atbench.at.events import Kind
from atbench.at.values import split
from atbench.knowledge.grammar import Syntax, parse, pattern
from atbench.knowledge.load import Manual
from atbench.knowledge.meanings import suits
from atbench.knowledge.schema import Command, Field, Line, Urc

_TOKEN = re.compile(r"[+^%*]")


@dataclass(frozen=True)
class Row:
    """One shape of one line, with the command or URC it belongs to."""

    kind: Kind
    owner: Command | Urc
    line: Line
    fields: Mapping[str, Field] = field(repr=False)

    @property
    def name(self) -> str:
        return self.owner.name

    @property
    def syntax(self) -> Syntax:
        return parse(self.line.syntax)

    @cached_property
    def role(self) -> Role:
        good = self._narrow(self.line.good)
        more = self._narrow(self.line.more)
        whole = pattern(self.line.syntax, self.fields)
        return Role(self.kind, self.name, whole, self.line.form, good, more, self.line.body)

    @cached_property
    def loose(self) -> re.Pattern[bytes]:
        """Its pattern, but for numbers that are out of their range."""
        fields = {
            name: replace(field, range=None, values={}) if field.type == "int" else field
            for name, field in self.fields.items()
        }
        return pattern(self.line.syntax, fields)

    def _narrow(self, only: Mapping[str, list[str]]) -> re.Pattern[bytes] | None:
        return pattern(self.line.syntax, self.fields, only) if only else None


class Rows(Mapping[bytes, tuple[Role, ...]]):
    """All rows by the key of their line; seen as a mapping, it gives the roles of a dialect."""

    def __init__(self, manual: Manual) -> None:
        self.bare: dict[str, list[Row]] = defaultdict(list)
        self._rows: dict[bytes, list[Row]] = defaultdict(list)
        self._roles: dict[bytes, tuple[Role, ...]] = {}
        for command in manual.commands.values():
            if _TOKEN.match(command.name):
                self._rows[command.name.encode()] = []  # every such command may answer its test form
        # A line with a known name and strange fields is of the first kind: more often told unasked than asked for.
        for urc in manual.urcs.values():
            for line in _spelt(urc, urc.lines):
                self._add(Row("urc", urc, line, urc.fields))
        for command in manual.commands.values():
            for line in _spelt(command, command.answers):
                self._add(Row("answer", command, line, command.fields))
            for line in _spelt(command, command.late):
                self._add(Row("late", command, line, command.fields))

    def of(self, found: bytes) -> list[Row]:
        """The rows with this key."""
        return self._rows.get(found) or []

    @property
    def with_body(self) -> Iterator[bytes]:
        """The keys of lines that others belong to."""
        return (found for found, rows in self._rows.items() if any(row.line.body for row in rows))

    def __getitem__(self, found: bytes) -> tuple[Role, ...]:
        roles = self._roles.get(found)
        if roles is None:
            if found not in self._rows:
                raise KeyError(found)
            roles = self._roles[found] = (*(row.role for row in self._rows[found]), *_test_answer(found))
        return roles

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def _add(self, row: Row) -> None:
        found = line_key(row.line.syntax)
        if row.kind == "answer" and not _TOKEN.match(found.decode()):
            self.bare[row.name].append(row)
        else:
            self._rows[found].append(row)


def _spelt(owner: Command | Urc, lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, and again in each other spelling of the name that the manual prints."""
    for line in lines:
        yield line
        for alias in owner.aliases:
            if line.syntax.startswith(owner.name):
                spelt = alias.name + line.syntax.removeprefix(owner.name)
                yield replace(line, syntax=spelt, printed=line.printed or alias.text)


def line_key(syntax: str) -> bytes:
    """The key under which the engine looks for lines of this syntax."""
    found = key(syntax.encode())
    return found if found != syntax.encode() else found.partition(b":")[0]


def _test_answer(found: bytes) -> tuple[Role, ...]:
    """What a command says to `=?`: ranges in brackets, after the name of a setting at most."""
    name = found.decode()
    if not _TOKEN.match(name):
        return ()
    shape = re.compile(re.escape(found) + rb'\s*:\s*(?:"[^"]*"\s*,\s*)?\(.*', re.DOTALL)
    return (Role("answer", name, shape, "test"),)


def dialect(manual: Manual, rows: Rows) -> Dialect:
    """What the engine needs to know of a manual."""
    counted = tuple(
        Counted(header.key.encode(), header.name, header.kind, re.compile(header.pattern.encode()), header.quoted)
        for header in manual.headers.values()
    )
    rules = {name: _rule(row, rows) for name, row in manual.commands.items()}
    rules.update((alias, rules[name]) for alias, name in manual.aliases.items() if name in rules)
    return Dialect(manual.family, rows, rules, counted, tuple(rows.with_body))


def _rule(command: Command, rows: Rows) -> CommandRule:
    late = tuple(dict.fromkeys(line_key(line.syntax).decode() for line in command.late))
    bare = command.bare or command.name in rows.bare
    forms: tuple[Form, ...] = ("write", "execute")
    return CommandRule(
        command.name, command.opens, command.length, command.data, late, bare, command.dials, command.closes, forms
    )


def command_for(manual: Manual, text: str) -> Command | None:
    """The row of a command line, None for an unknown one and for none. `A/`, which repeats the last, is one too."""
    if not text:
        return None
    name = "A/" if text.strip().upper() == "A/" else command_name(text)
    return manual.commands.get(name) or manual.commands.get(manual.aliases.get(name, name))


def form_for(command: Command, text: str) -> int | None:
    """Which of a command's forms a command line is of: the index, or None where none comes near.

    Of several with so many parameters it is the first that may hold these values.
    """
    wanted = command_form(text)
    near = fitting = None
    for number, form in enumerate(command.forms):
        syntax = parse(form.syntax)
        if command_form(form.syntax) != wanted:
            continue
        values = split(text, syntax.starts(text))
        if syntax.fits(values):
            places = zip(syntax.places(), values, strict=False)
            if all(suits(param, command.fields.get(param.key), value) for param, value in places):
                return number
            fitting = number if fitting is None else fitting
        fixed = [p.name.strip('"').casefold() for p in syntax.params if p.fixed]
        if near is None and (not fixed or (values and values[0].text.casefold() == fixed[0])):
            near = number
    return near if fitting is None else fitting


_CHAINED = re.compile(r'(?:[^;"]|"[^"]*"?)+')


def chain(text: str) -> list[str]:
    """The commands of a line: `AT+IPR=115200;&W` holds two (V.250 5.2.1). Each one is given its AT."""
    parts = _CHAINED.findall(text) if ";" in text else [text]
    parts = [part.strip() for part in parts if part.strip()] or [text]
    return [parts[0], *(f"AT{part}" for part in parts[1:])]
