"""What else there is to say of a line: asked and not granted, printed otherwise, said by no manual."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from atbench.knowledge.explanation import FieldMeaning
from atbench.knowledge.grammar import parse
from atbench.knowledge.load import Manual
from atbench.knowledge.meanings import inside, pick
from atbench.knowledge.rows import Row, command_for, form_for
from atbench.knowledge.schema import Code, Command, Form, Line, Urc
from atbench.texts import N_, _

# The short name at the end of a field's text: quality of service (QoS).
_SHORT = re.compile(r"\((\w+)\)$")
_BASIS = {
    "field": N_("Seen on real modules; no manual says it."),
    "inferred": N_("Inferred; no manual says it."),
}


def remarks_on(owner: Command | Urc, line: Form | Line, *more: str) -> tuple[str, ...]:
    """What else there is to say of a line: that the manual prints it otherwise, or that no manual says it."""
    basis = line.basis or owner.basis
    printed = (pick(line.printed),) if line.printed else ()
    return tuple(dict.fromkeys((*printed, *more, *((_(_BASIS[basis]),) if basis else ()))))


def code_remarks(code: Code) -> tuple[str, ...]:
    """The same of an error code."""
    printed = (pick(code.printed),) if code.printed else ()
    return (*printed, *((_(_BASIS[code.basis]),) if code.basis else ()))


def not_granted(manual: Manual, row: Row, fields: Iterable[FieldMeaning], line: str) -> Iterator[str]:
    """Where the module granted something else than the command asked for."""
    command = command_for(manual, line) if row.line.asked and line else None
    number = form_for(command, line) if command else None
    if command is None or number is None:
        return
    taken = parse(command.forms[number].syntax).take(line, command.fields)
    for name, wanted in row.line.asked.items():
        asked = [value.text for param, value in taken if param.name == wanted]
        given = [one.value for one in fields if one.name == name]
        field = command.fields.get(wanted)
        if field is None:  # in a chain of commands it was another one that asked
            continue
        title = pick(field.text)
        short = _SHORT.search(title)
        for one, other in zip(asked, given, strict=False):
            if one != other and inside(field, other):  # else it was refused
                text = _("asked {name} {asked}, granted {granted}")
                yield text.format(name=short[1] if short else title, asked=one, granted=other)
