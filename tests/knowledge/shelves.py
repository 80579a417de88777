"""Every row of every shipped file once: in the family that holds it, and in each family or module that changes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from atbench.at.dialect import command_form
from atbench.at.engine import Engine
from atbench.at.events import Event
from atbench.files import resource
from atbench.knowledge import Knowledge, load
from atbench.knowledge.grammar import Param, parse
from atbench.knowledge.load import Manual, read_file, read_manual
from atbench.knowledge.rows import Rows
from atbench.knowledge.schema import Command, File, Form, Line, Table, Urc

ROOT = resource("manuals")
FILES: dict[str, File] = {str(path.relative_to(ROOT)): read_file(path) for path in sorted(ROOT.glob("*/*.toml"))}
FAMILIES = sorted(
    {Path(name).parent.name for name in FILES}, key=lambda name: (FILES[f"{name}/family.toml"].extends, name)
)


@dataclass(frozen=True, slots=True)
class View:
    """The rows of a family or of one module, with those that are not the same in a view before."""

    name: str
    manual: Manual = field(repr=False)
    known: Knowledge = field(repr=False)
    roles: Rows = field(repr=False)
    commands: list[Command] = field(default_factory=list, repr=False)
    urcs: list[Urc] = field(default_factory=list, repr=False)
    tables: list[Table] = field(default_factory=list, repr=False)


def _views() -> Iterator[View]:
    rows = [row for file in FILES.values() for row in (*file.commands, *file.urcs)]
    own = {name for row in rows for name in row.profiles}
    modules = [known.name for file in FILES.values() for known in file.profiles if known.name in own]
    seen: dict[tuple[type, str], list[Any]] = {}
    for name in (*FAMILIES, *modules):
        manual = read_manual(ROOT, None, name)
        view = View(name, manual, Knowledge(ROOT, profile=name, cache=""), Rows(manual))
        for part in ("commands", "urcs", "tables"):
            for row in getattr(view.manual, part).values():
                before = seen.setdefault((type(row), row.name), [])
                if row not in before:
                    before.append(row)
                    getattr(view, part).append(row)
        yield view


# TOML is slow to read, and most files stand in several views.
with patch.object(load, "read_file", cache(read_file)):
    VIEWS = list(_views())
VIEW = {view.name: view for view in VIEWS}


def rows(*parts: str) -> list[Any]:
    """(view, row) of all commands, urcs or tables."""
    return [
        pytest.param(view, row, id=f"{view.name}:{row.name or 'AT'}")
        for view in VIEWS
        for part in parts
        for row in getattr(view, part)
    ]


def shapes(row: Command | Urc) -> Iterator[tuple[str, int, Line]]:
    """Every line of a row: its kind, its number among those of this kind, itself."""
    if isinstance(row, Urc):
        yield from (("urc", number, line) for number, line in enumerate(row.lines))
    else:
        yield from (("answer", number, line) for number, line in enumerate(row.answers))
        yield from (("late", number, line) for number, line in enumerate(row.late))


def asked(row: Command | Urc, line: Line) -> str:
    """The example of a command line that gets this line."""
    if isinstance(row, Urc):
        return ""
    fitting = [form for form in row.forms if command_form(form.syntax) == (line.form or command_form(form.syntax))]
    first = _first(line)
    same = [form for form in fitting if first and first.fixed and _first(form) == first]
    chosen = same or fitting or row.forms
    return min(chosen, key=lambda form: len(form.example)).example if chosen else f"AT{row.name}"


def _first(shape: Form | Line) -> Param | None:
    params = parse(shape.syntax).params
    return Param(params[0].name, params[0].fixed) if params else None


def heard(known: Knowledge, kind: str, line: Line, command: str) -> Event:
    """The event of a line where it belongs: behind its command, behind the command's OK, or unasked."""
    engine = Engine(known.dialect)
    if command:
        engine.command(command)
    if kind == "late":
        engine.receive(b"\r\nOK\r\n")
    events = [*engine.receive(b"\r\n" + line.example.encode() + b"\r\n"), *engine.flush()]
    return next(event for event in events if isinstance(event, Event) and event.line.strip())
