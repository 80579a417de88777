"""Error tables: which code means what, and for which command.

Numbers collide: `+CME ERROR: 200` is one thing from a Tencent firmware and another by 3GPP. So a look-up takes the
final result and the pending command; tables that name the command come first, then those of the nearest family.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from atbench.knowledge.explanation import ErrorMeaning, Source
from atbench.knowledge.load import Manual
from atbench.knowledge.meanings import pick
from atbench.knowledge.schema import Advice, Code, Command, Table, Urc
from atbench.texts import _

# Other spellings of the finals that carry a code (Tencent and Gosuncn firmware).
_SAME = {"+CME ERR": "+CME ERROR", "+CMDERROR": "+CMD ERROR"}


class Errors:
    """The error tables of a manual. `tables` gives, for each table, its codes as they are written."""

    def __init__(self, manual: Manual) -> None:
        self._tables = list(manual.tables.values())[::-1]
        self.tables: dict[str, Mapping[str, Code]] = {
            table.name: {str(code.code): code for code in table.codes} for table in self._tables
        }
        for names in {
            field.table for owner in _owners(manual) for field in owner.fields.values() if " " in field.table
        }:
            parts = [self.tables.get(name, {}) for name in reversed(names.split())]
            self.tables[names] = {code: row for part in parts for code, row in part.items()}  # the first one wins

    @cached_property
    def _words(self) -> Mapping[str, Mapping[str, Code]]:
        """The codes by the words that stand for them (CMEE 2); few modules are asked for words."""
        return {
            table.name: {_plain(word): code for code in table.codes for word in code.verbose} for table in self._tables
        }

    def final(self, name: str, text: str, command: str) -> tuple[Table, Code] | None:
        """The code that a final result like `+CME ERROR: 10` or `+CME ERROR: SIM not inserted` tells."""
        name = _SAME.get(name, name)
        tables = [table for table in self._tables if table.final == name]
        for table in sorted(tables, key=lambda table: _nearness(table, command)):
            code = self.tables[table.name].get(text) or self._words[table.name].get(_plain(text))
            if code and (name == "word" or not code.good):
                return table, code
        return None

    def code(self, table: str, code: str) -> tuple[Table, Code] | None:
        """A code of a table by name, or of the first of several (with blanks between) that has it."""
        for name in table.split():
            found = self.tables.get(name, {}).get(code) or self._words.get(name, {}).get(_plain(code) or code)
            if found:
                return next(known for known in self._tables if known.name == name), found
        return None


def _owners(manual: Manual) -> Iterator[Command | Urc]:
    yield from manual.commands.values()
    yield from manual.urcs.values()


def error_meaning(
    table: Table,
    code: Code,
    values: Mapping[str, str],
    causes: Iterable[str] = (),
    remedies: Iterable[Advice] = (),
    after: Iterable[Advice] = (),
) -> tuple[ErrorMeaning, tuple[str, ...]]:
    """An error for the reader, and the commands that may help.

    `causes` and `remedies` of the command come first, `after` last. `values` fill the commands; one
    that lacks a value is left out.
    """
    advice = [(pick(item.text), _filled(item.command, values)) for item in (*remedies, *code.remedies, *after)]
    error = ErrorMeaning(
        code.code,
        table.name,
        pick(code.text),
        tuple(dict.fromkeys((*causes, *map(pick, code.causes)))),
        tuple(
            dict.fromkeys(
                _("{text}: {command}").format(text=text, command=command) if command else text
                for text, command in advice
            )
        ),
    )
    return error, tuple(dict.fromkeys(command for _text, command in advice if command))


def _filled(command: str, values: Mapping[str, str]) -> str:
    try:
        return command.format_map(values)
    except KeyError:
        return ""


def table_source(table: Table) -> Source:
    return Source(table.manual, table.version, table.section)


def _nearness(table: Table, command: str) -> int:
    """0: made for this command, 1: for all, 2: for others (a code may be in no other table)."""
    if not table.commands:
        return 1
    return 0 if command.startswith(tuple(table.commands)) else 2


def _plain(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
