"""From a line of a session to its places in the manual: the page of its command or URC, and the page of its code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atbench.at.dialect import key
from atbench.at.events import Event
from atbench.knowledge.contents import page_key
from atbench.knowledge.explanation import Explanation
from atbench.knowledge.load import Manual
from atbench.knowledge.rows import Row, Rows, chain, command_for, form_for
from atbench.knowledge.schema import Command


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its key (`Page.key`), its title, and a part of it, "" for its top.

    Parts: `form0` (the index in `Page.forms`), `line0`, `causes`, and `code:653`.
    """

    key: str
    title: str
    part: str = ""


def places(manual: Manual, rows: Rows, event: Event, explanation: Explanation) -> tuple[Place, ...]:
    """Where the manual speaks of a line: the nearest place first, () for an unknown line."""
    found = list(_owner(manual, rows, event, explanation))
    error = explanation.error
    if error and error.table in manual.tables:
        code = Place(page_key("errors", error.table), f"{error.code} ({error.table})", f"code:{error.code}")
        coded = event.kind == "final" and ":" in event.text
        found.insert(0 if coded else len(found), code)
    return tuple(found)


def _owner(manual: Manual, rows: Rows, event: Event, explanation: Explanation) -> Iterator[Place]:
    if event.kind in ("command", "echo"):
        yield from _command(manual, event.text)
    elif event.kind in ("answer", "late", "urc"):
        yield from _line(manual, rows, event, explanation)
    elif event.kind in ("final", "prompt", "data"):
        part = "causes" if event.ok is False else ""
        yield from (Place(place.key, place.title, part) for place in _command(manual, event.command))


def _command(manual: Manual, text: str) -> Iterator[Place]:
    first = chain(text)[0]
    if command := command_for(manual, first):
        form = form_for(command, first)
        yield Place(command.typed, command.typed, "" if form is None else f"form{form}")


def _line(manual: Manual, rows: Rows, event: Event, explanation: Explanation) -> Iterator[Place]:
    near = [*rows.of(key(event.line)), *rows.of(event.line.partition(b":")[0])]
    near += rows.bare.get(explanation.name, ())
    fitting = [row for row in near if row.role.pattern.match(event.line)]
    named = [row for row in fitting or near if row.name == explanation.name and row.kind == event.kind]
    if row := next(iter(named or fitting), None):
        yield _place(row, bool(fitting))
    elif explanation.name in manual.commands:
        yield Place(f"AT{explanation.name}", f"AT{explanation.name}")
    else:
        yield from _command(manual, event.command)


def _place(row: Row, sure: bool) -> Place:
    owner = row.owner
    lines = [*owner.answers, *owner.late] if isinstance(owner, Command) else owner.lines
    # A line in another spelling of the manual is a copy: the page shows the right one.
    number = next((at for at, line in enumerate(lines) if line is row.line or line.example == row.line.example), None)
    part = f"line{number}" if sure and number is not None else ""
    if isinstance(owner, Command):
        return Place(owner.typed, owner.typed, part)
    return Place(page_key("urc", owner.name), owner.name, part)
