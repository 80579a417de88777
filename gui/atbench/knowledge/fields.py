"""The values of a line as fields with their meanings, and the sentences that are made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from atbench.at.values import split
from atbench.knowledge.explanation import FieldMeaning
from atbench.knowledge.grammar import Param, Syntax
from atbench.knowledge.meanings import Tables, meaning, pick
from atbench.knowledge.schema import Field, Text
from atbench.texts import _


class Shown(str):
    """A value inside a summary: `{result}` is the value, `{result.meaning}` its meaning."""

    __slots__ = ("meaning",)
    meaning: str


def named(syntax: Syntax, line: str, fields: Mapping[str, Field], tables: Tables) -> tuple[FieldMeaning, ...]:
    """The values of a line with the names that its syntax gives them."""
    return tuple(
        told for param, value in syntax.take(line, fields) for told in _told(param, value.text, fields, tables)
    )


def numbered(line: str) -> tuple[FieldMeaning, ...]:
    """The values of a line that no manual describes, by their places."""
    values = split(line, line.find(":") + 1) if ":" in line else []
    unknown = _("not in the manual")
    return tuple(FieldMeaning(str(place), value.text, unknown) for place, value in enumerate(values, start=1))


def filled(text: Text | None, fields: Iterable[FieldMeaning], outcome: str = "") -> str:
    """A summary or note with the values in it; "" where a field that it names is missing."""
    template = pick(text)
    if "{" not in template:
        return template
    values: dict[str, Shown] = {"outcome": Shown(outcome)}
    for field in fields:
        if f"{{{field.name}" in template:
            shown = Shown(field.value)
            shown.meaning = field.meaning
            values.setdefault(field.name, shown)
    try:
        return template.format_map(values)
    except KeyError:
        return ""


def listed(title: str, fields: tuple[FieldMeaning, ...]) -> str:
    """The meaning of the last field behind the title: mostly it is the one that matters."""
    return f"{title}: {fields[-1].meaning}" if len(fields) == 1 else title


def _told(param: Param, value: str, fields: Mapping[str, Field], tables: Tables) -> Iterator[FieldMeaning]:
    field = fields.get(param.key)
    if param.fixed:
        yield FieldMeaning("key", value, _("which setting or event"))
    elif field is None:
        yield FieldMeaning(param.name or "?", value, _("more than the manual describes"))
    elif field.type == "group":
        yield from _group(value, field, fields, tables)
    else:
        yield FieldMeaning(param.name, value, meaning(field, value, tables))


def _group(value: str, field: Field, fields: Mapping[str, Field], tables: Tables) -> Iterator[FieldMeaning]:
    """The values inside a pair of brackets. One without strings tells what is supported."""
    inside = split(value.strip()[1:-1])
    if any(part.quoted for part in inside):
        for name, part in zip(field.parts, inside, strict=False):
            yield FieldMeaning(name, part.text, meaning(fields[name], part.text, tables))
    elif value:
        yield FieldMeaning("supported", value, _("supported: {values}").format(values=value))
