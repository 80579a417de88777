"""Takes secrets and identities out of what leaves the program: exports, reports, the history of the input.

The manual rows say which fields these are. Where a line does not have the shape of its row, a slip of the typing
hand, all its strings are masked: better too much than one password.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from atbench.at.dialect import command_name, key
from atbench.at.values import Value
from atbench.knowledge.grammar import Syntax, parse, pattern
from atbench.knowledge.load import Manual
from atbench.knowledge.rows import Rows, chain, form_for
from atbench.knowledge.schema import Command, Field

MASK = "********"
# A line that is only digits: IMEI and IMSI have 14 to 16, an ICCID 19 or 20 (its last may be F).
_IDENTITY = re.compile(r"\s*(?:[A-Z]+:\s*)?\"?(\d{14,19}[\dF]?)\"?\s*", re.IGNORECASE)
_COMMAND = re.compile(r"\s*AT", re.IGNORECASE)


class Masker:
    """Masks lines with the rows of one manual."""

    def __init__(self, manual: Manual, rows: Rows) -> None:
        self._manual = manual
        self._rows = rows
        self._patterns: dict[tuple[str, int], re.Pattern[bytes]] = {}

    def mask(self, text: str) -> str:
        """The line with every filled secret or identity replaced, in both directions."""
        for value in sorted(set(self._hidden(text, ("secret", "identity"))), key=lambda v: v.start, reverse=True):
            quote = '"' if value.quoted else ""
            text = f"{text[: value.start]}{quote}{MASK}{quote}{text[value.end :]}"
        return text

    def secret(self, text: str) -> bool:
        """Whether a command line has a secret field that is filled."""
        return bool(_COMMAND.match(text)) and any(True for _value in self._hidden(text, ("secret",)))

    def _hidden(self, text: str, kinds: tuple[str, ...]) -> Iterator[Value]:
        if _COMMAND.match(text):
            yield from self._in_commands(text, kinds)
            return
        if (whole := _IDENTITY.fullmatch(text)) and "identity" in kinds:
            yield Value(whole[1], False, *whole.span(1))
            return
        line = text.strip().encode()
        rows = [row for row in self._rows.of(key(line)) if _hides(row.syntax, row.fields, kinds)]
        fitting = [row for row in rows if row.role.pattern.match(line)]
        for row in fitting or (rows if not self._known(line) else []):
            yield from _values(row.syntax, text, row.fields, kinds, bool(fitting))

    def _known(self, line: bytes) -> bool:
        """Whether the line is one of the others with its key, that hide nothing."""
        return any(row.role.pattern.match(line) for row in self._rows.of(key(line)))

    def _pattern(self, command: Command, form: int) -> re.Pattern[bytes]:
        known = self._patterns.get((command.name, form))
        if known is None:
            known = self._patterns[command.name, form] = pattern(command.forms[form].syntax, command.fields)
        return known

    def _in_commands(self, text: str, kinds: tuple[str, ...]) -> Iterator[Value]:
        place = 0
        for number, part in enumerate(chain(text)):
            command = self._manual.commands.get(command_name(part))
            # Where the part stands in the whole line; all but the first were given an AT of their own.
            own = part if number == 0 else part[2:]
            place = text.index(own, place)
            shift = place - (0 if number == 0 else 2)
            place += len(own)
            index = form_for(command, part) if command else None
            if command is None or index is None:
                continue
            syntax = parse(command.forms[index].syntax)
            if _hides(syntax, command.fields, kinds):
                fits = bool(self._pattern(command, index).match(part.strip().encode()))
                for value in _values(syntax, part, command.fields, kinds, fits):
                    yield value._replace(start=value.start + shift, end=value.end + shift)


def _hides(syntax: Syntax, fields: Mapping[str, Field], kinds: tuple[str, ...]) -> bool:
    return any(p.key in fields and fields[p.key].secret in kinds for p in syntax.params)


def _values(
    syntax: Syntax, text: str, fields: Mapping[str, Field], kinds: tuple[str, ...], fits: bool
) -> Iterator[Value]:
    for param, value in syntax.take(text, fields):
        hidden = param.key in fields and fields[param.key].secret in kinds
        if value.text and (hidden or (not fits and value.quoted and not param.fixed)):
            yield value
