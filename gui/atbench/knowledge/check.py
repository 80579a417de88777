"""Tries the rows of a file on themselves: each example must have the shape of its syntax.

The tests do this for what ships; at run time it is done for the files of a user, who writes them by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from atbench.knowledge.grammar import parse, pattern
from atbench.knowledge.schema import Field, File, Form, Header, Line
from atbench.texts import _


def problems(file: File) -> Iterator[str]:
    """One sentence for each row that cannot be right, with its place in the file."""
    for number, command in enumerate(file.commands):
        place = f"$.commands[{number}]"
        yield from _lines(f"{place}.forms", command.forms, command.fields)
        yield from _lines(f"{place}.answers", command.answers, command.fields)
        yield from _lines(f"{place}.late", command.late, command.fields)
    for number, urc in enumerate(file.urcs):
        yield from _lines(f"$.urcs[{number}].lines", urc.lines, urc.fields)
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
        elif not pattern(line.syntax, fields).match(line.example.encode()):
            yield _("the example does not fit its syntax - at `{place}`").format(place=here)


def _header(place: str, header: Header) -> Iterator[str]:
    try:
        found = re.match(header.pattern.encode(), header.example.encode())
    except re.error as error:
        yield _("the pattern is no regular expression: {error} - at `{place}`").format(error=error, place=place)
        return
    if not found or "n" not in found.groupdict():
        yield _("the pattern must match its example and have the group n - at `{place}`").format(place=place)
