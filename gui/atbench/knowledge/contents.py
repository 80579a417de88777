"""The table of contents of a manual, and the search in it: names first, then titles, then all that the pages say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from atbench.knowledge.load import Manual
from atbench.knowledge.meanings import pick
from atbench.knowledge.schema import Command, Table, Urc
from atbench.texts import _, language

if TYPE_CHECKING:
    from atbench.knowledge.pages import CodePage, Page

Kind = Literal["command", "urc", "errors"]

# How near an entry is to the words of a search: the whole name, its beginning, in it, in the title, on the page.
_EXACT, _BEGINS, _NAME, _TITLE, _WHOLE, _NOWHERE = range(6)


_PREFIX = {"command": "", "urc": "urc:", "errors": "codes:"}


def page_key(kind: Kind, name: str) -> str:
    """What opens a page, for certain: a command, a URC and a table may have the same name."""
    return _PREFIX[kind] + name


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents, or with a `code` one code of an error table, as a search finds it."""

    name: str
    kind: Kind
    title: str
    code: str = ""

    @property
    def key(self) -> str:
        """What opens its page (`Pages.page`)."""
        return page_key(self.kind, self.name)


@dataclass(frozen=True, slots=True)
class _Row:
    """What is looked through of an entry, in small letters."""

    entry: Entry
    name: str
    title: str
    whole: str


class Contents:
    """Of one manual; `page` makes the page of a name."""

    def __init__(self, manual: Manual, page: Callable[[str], Page | None]) -> None:
        self._manual = manual
        self._page = page
        self._rows: dict[str, list[_Row]] = {}  # by language

    def entries(self) -> list[Entry]:
        """Commands, URCs, error tables, each in the order of their names."""
        manual = self._manual
        commands = [Entry(c.typed, "command", pick(c.text)) for c in manual.commands.values() if c.forms or c.text]
        urcs = [Entry(urc.name, "urc", pick(urc.text)) for urc in manual.urcs.values()]
        tables = [Entry(table.name, "errors", table_title(table, manual)) for table in manual.tables.values()]
        return [entry for part in (commands, urcs, tables) for entry in sorted(part, key=lambda e: e.name)]

    def search(self, words: str) -> list[Entry]:
        """The entries and codes that hold all the words, the nearest first. The first search takes some 20 ms."""
        wanted = words.casefold().split()
        if not wanted:
            return []
        found = [(row.entry, _place(row, wanted)) for row in self._all()]
        return [entry for entry, place in sorted(found, key=lambda pair: pair[1]) if place < _NOWHERE]

    # -- below ---------------------------------------------------------------------------------------------------

    def _all(self) -> list[_Row]:
        if language() not in self._rows:
            self._rows[language()] = list(self._made())
        return self._rows[language()]

    def _made(self) -> Iterator[_Row]:
        for entry in self.entries():
            page = self._page(entry.key)
            if page is None:
                continue
            yield _Row(entry, entry.name.casefold(), entry.title.casefold(), _said(page))
            for code in page.codes:
                yield _code_row(entry, code)


def _code_row(entry: Entry, code: CodePage) -> _Row:
    """A code counts as named by its number and its table, and is told by its meaning."""
    found = Entry(entry.name, entry.kind, code.text, code.code)
    return _Row(found, code.code.casefold(), code.text.casefold(), f"{entry.name} {entry.title} {code.text}".casefold())


def _said(page: Page) -> str:
    parts = [shape.syntax + shape.text for shape in (*page.forms, *page.lines)]
    parts += [parameter.name + " " + parameter.text for parameter in page.parameters]
    return " ".join(parts).casefold()


def _place(row: _Row, wanted: list[str]) -> int:
    if row.entry.code:
        return _code_place(row, wanted)
    place = _EXACT
    for word in wanted:
        if word in row.name:
            bare = word.removeprefix("at").lstrip("+^%*")
            name = row.name.removeprefix("at").lstrip("+^%*")
            place = max(place, _EXACT if bare == name else _BEGINS if name.startswith(bare) else _NAME)
        elif _has(row.title, word):
            place = max(place, _TITLE)
        elif _has(row.whole, word):
            place = max(place, _WHOLE)
        else:
            return _NOWHERE
    return place


def _code_place(row: _Row, wanted: list[str]) -> int:
    left = [word for word in wanted if word != row.name]
    if not all(_has(row.whole, word) for word in left):
        return _NOWHERE
    if len(left) < len(wanted):
        return _BEGINS
    return _WHOLE if any(_has(row.title, word) for word in left) else _NOWHERE


def _has(text: str, word: str) -> bool:
    """Whether a word stands in a text; a number must stand alone: 65 is not in 653, 6 not in IPv6."""
    if not word.isdecimal():
        return word in text
    return re.search(rf"(?<!\w){word}(?!\w)", text) is not None


def table_title(table: Table, manual: Manual) -> str:
    """What an error table is for: the final result that carries its codes, or the first field that does."""
    if table.final == "word":
        return _("Final results, {manual}").format(manual=table.manual)
    if table.final and table.commands:
        commands = ", ".join(f"AT{name}…" for name in table.commands)
        return _("Codes of {final} after {commands}").format(final=table.final, commands=commands)
    if table.final:
        return _("Codes of {final}, {manual}").format(final=table.final, manual=table.manual)
    rows: list[Command | Urc] = [*manual.commands.values(), *manual.urcs.values()]
    for row in rows:
        for key, field in row.fields.items():
            if table.name in field.table.split():
                return _("Codes of {field} in {name}").format(field=f"<{key.rpartition('.')[2]}>", name=row.name)
    return _("Codes of {name}").format(name=table.name.replace("_", " "))
