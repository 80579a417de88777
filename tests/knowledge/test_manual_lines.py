"""Visits every example of every shipped row: it is told for what it is, and explained value by value."""

from __future__ import annotations

import pytest

from atbench import texts
from atbench.at.dialect import command_name
from atbench.at.events import Event
from atbench.knowledge import MASK, Explanation
from atbench.knowledge.grammar import Syntax, parse
from atbench.knowledge.rows import line_key
from atbench.knowledge.schema import Command, Line, Urc
from tests.knowledge.shelves import VIEWS, View, asked, heard, rows, shapes
from tests.knowledge.test_manuals import placeholders

SPEAKING = [case for case in rows("commands", "urcs") if any(shapes(case.values[1]))]
STRANGE = {"not in the manual", "more than the manual describes"}


def named(told: Explanation) -> bool:
    """Whether every value has a name and a meaning."""
    return all(
        field.name not in ("", "?") and not field.name.isdigit() and field.meaning and field.meaning not in STRANGE
        for field in told.fields
    )


@pytest.mark.parametrize(("view", "row"), SPEAKING)
def test_lines_are_explained_value_by_value(view: View, row: Command | Urc) -> None:
    for kind, number, line in shapes(row):
        raw = line.example.encode()
        event = Event(kind, raw, raw, asked(row, line), row.name)  # type: ignore[arg-type]
        told = view.known.explain(event=event)
        taken = [param for param, _value in parse(line.syntax).take(line.example, {})]
        wanted = [param.name if not param.fixed else "key" for param in taken]
        if not any(row.fields[param.key].type == "group" for param in taken if param.key in row.fields):
            assert [field.name for field in told.fields][: len(wanted)] == wanted[: len(told.fields)], f"{kind}{number}"
        assert told.name == row.name, f"{kind}{number}"
        assert told.summary, f"{kind}{number}"
        assert told.source is not None, f"{kind}{number}"
        assert named(told), f"{kind}{number}"
        assert "{" not in (told.summary + told.note).replace('{"a":1}', ""), f"{kind}{number}"
        texts.use("zh_CN")
        assert view.known.explain(event=event).summary, f"{kind}{number}"
        texts.use("en")


@pytest.mark.parametrize(("view", "row"), SPEAKING)
def test_lines_are_told_for_what_they_are(view: View, row: Command | Urc) -> None:
    for kind, number, line in shapes(row):
        event = heard(view.known, kind, line, asked(row, line))
        assert (event.kind, event.name) == (kind, row.name), f"{kind}{number}"


@pytest.mark.parametrize("view", VIEWS[1:], ids=lambda view: view.name)
def test_a_child_does_not_change_what_its_parent_tells(view: View) -> None:
    own = {row.name for row in (*view.commands, *view.urcs)}
    changed = []
    for row in (*view.manual.commands.values(), *view.manual.urcs.values()):
        for kind, _number, line in shapes(row) if row.name not in own else ():
            event = heard(view.known, kind, line, asked(row, line))
            if (event.kind, event.name) != (kind, row.name):
                changed.append((line.example, kind, event.kind, event.name))
    assert changed == []


@pytest.mark.parametrize(("view", "command"), rows("commands"))
def test_forms_are_explained_parameter_by_parameter(view: View, command: Command) -> None:
    for form in command.forms:
        told = view.known.explain(form.example)
        assert (told.kind, told.name) == ("command", command.name), form.syntax
        assert command_name(form.syntax) == command.name or form.syntax == "A/"
        given = parse(form.syntax).take(form.example, {})
        rest = any(command.fields[param.key].type == "rest" for param, _value in given if param.key)
        assert len(told.fields) == len(given) or rest, form.syntax
        assert named(told), form.syntax
        assert told.summary, form.syntax
        assert "{" not in told.summary, form.syntax
        assert told.source is not None, form.syntax


@pytest.mark.parametrize(("view", "row"), rows("commands", "urcs"))
def test_lines_and_forms_refer_to_their_own_fields(view: View, row: Command | Urc) -> None:
    given: set[str] = set()
    for form in getattr(row, "forms", ()):
        own = {param.name for param in parse(form.syntax).params}
        given |= own
        for fact, value in form.sets.items():
            assert placeholders(fact) | placeholders(value) <= own, form.syntax
    for kind, _number, line in shapes(row):
        names = {param.name for param in parse(line.syntax).params}
        assert {*line.good, *line.more, *line.fails, *line.asked} <= names, line.syntax
        assert {*line.asked.values()} <= given, line.syntax
        for fact, value in line.sets.items():
            assert placeholders(fact) | placeholders(value) <= names | given, line.syntax
        if kind != "answer":
            assert _tells_success(view, kind, line) == bool(line.good), line.syntax


def _tells_success(view: View, kind: str, line: Line) -> bool:
    roles = view.roles[line_key(line.example)]
    role = next(role for role in roles if role.kind == kind and role.pattern.match(line.example.encode()))
    return role.good is not None


SECRETIVE = [case for case in rows("commands", "urcs") if any(f.secret for f in case.values[1].fields.values())]


@pytest.mark.parametrize(("view", "row"), SECRETIVE)
def test_secrets_in_an_example_are_hidden(view: View, row: Command | Urc) -> None:
    known = view.known
    for form in getattr(row, "forms", ()):
        hidden = _hidden(parse(form.syntax), form.example, row)
        assert _shown(parse(form.syntax), known.mask(form.example), hidden) == []
        assert known.secret(form.example) or not any(row.fields[name].secret == "secret" for name in hidden)
    for _kind, _number, line in shapes(row):
        hidden = _hidden(parse(line.syntax), line.example, row)
        assert _shown(parse(line.syntax), known.mask(line.example, row.name), hidden) == []


def _hidden(syntax: Syntax, example: str, row: Command | Urc) -> list[str]:
    """The fields of an example that must not leave the program."""
    taken = syntax.take(example, row.fields)
    return [p.key for p, value in taken if p.key in row.fields and row.fields[p.key].secret and value.text]


def _shown(syntax: Syntax, masked: str, hidden: list[str]) -> list[str]:
    return [v.text for p, v in syntax.take(masked, {}) if p.key in hidden and v.text and MASK not in v.text]
