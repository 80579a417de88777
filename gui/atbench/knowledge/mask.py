"""Takes secrets and identities out of what leaves the program: exports, reports, the history of the input.

The manual rows say which fields these are, `secrets` names commands without a row. Where a line does not have the
shape of its row (a slip of the typing hand, a damaged echo) all its strings are masked: better too much than one
password.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property

from atbench.at.dialect import command_form, command_name, key
from atbench.at.values import Value, split
from atbench.knowledge.grammar import Syntax, parse, pattern
from atbench.knowledge.load import Manual
from atbench.knowledge.rows import Row, Rows, form_for
from atbench.knowledge.schema import Command, Field
from atbench.knowledge.secrets import KEYED, NAMES

MASK = "********"
# IMEI and IMSI have 14 to 16 digits, an ICCID 18 to 20 (some have letters behind the 89, the last may be F).
_IDENTITY = re.compile(r"(?<![A-Z0-9.])(?:\d{14,19}[\dF]?|89[\dA-F]{17,18})(?!\.?[A-Z0-9])", re.IGNORECASE)
_MOMENT = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d")
_PHONE = re.compile(r'"(\+\d{7,15})"')
# Secrets that show themselves, wherever they stand: in the address of a server, in a header, in a device's files.
_SHOWN = re.compile(
    r'://[^/\s:@"]*:(?P<url>[^/\s@"]+)@'
    r"|\bAuthorization:\s*(?:\w+\s+)?(?P<header>[^\s\"]+)"
    r"|\b(?:Device|Product)Secret\s*[=:]\s*(?P<file>[^\s\",]+)",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"\s*AT", re.IGNORECASE)
# In what was sent a slip may stand between name and values; in what comes only `=` tells a command, a damaged echo.
# A copy from a web page may bring blanks that have no width.
_SENT = re.compile(
    r"([+^%*$][\s\u200b-\u200d\ufeff]*[A-Z][A-Z0-9]*)(?:_[A-Z]+)?(?=\s*[=:,\"]|\s+[^\s?=]|\s*\?\s*[^\s;])",
    re.IGNORECASE,
)
_ECHOED = re.compile(r"([+^%*$]\s*[A-Z][A-Z0-9]*)(?:_[A-Z]+)?(?=\s*=)", re.IGNORECASE)
_TORN = re.compile(r"\W*([A-Z0-9]{3,})\s*=", re.IGNORECASE)  # the first letters of an echo are lost
_PART = re.compile(r'(?:[^;"]|"[^"]*"?)+')
_NEXT = re.compile(r"\s*(?:[+^%*$&#\\]\s*[A-Z]|[A-Z]\d*\s*$)", re.IGNORECASE)
_SMALL = re.compile(r"-?\d{1,3}")
_PLAIN = re.compile(r"\(.*\)|<[a-z_ ]+>|OK|<OK>|FAIL\S*|NET_[A-Z]+|IPV?\d?|(?:DIS)?CONNECT", re.IGNORECASE)

Kinds = tuple[str, ...]


class Masker:
    """Masks lines with the rows of one manual."""

    def __init__(self, manual: Manual, rows: Rows) -> None:
        self._manual = manual
        self._rows = rows
        self._patterns: dict[tuple[str, int], re.Pattern[bytes]] = {}
        bare = (row for known in rows.bare.values() for row in known if row.syntax.head)
        self._bare = [row for row in bare if _hides(row.syntax, row.fields, ("secret", "identity"))]

    def mask(self, text: str, name: str = "", kinds: Kinds = ("secret", "identity")) -> str:
        """The line with every filled secret or identity replaced, in both directions.

        `name` is the row that the line belongs to where that is known: a line behind a +CMT is the text of a message.
        `kinds` are those to be replaced.
        """
        if self._is_body(text, name):
            return MASK
        end = len(text)
        hidden = set(self._hidden(text, kinds))
        for value in sorted(hidden, key=lambda value: (value.end, -value.start), reverse=True):
            if value.end <= end:  # else it stands inside one that is hidden already
                quote = '"' if value.quoted else ""
                text = f"{text[: value.start]}{quote}{MASK}{quote}{text[value.end :]}"
                end = value.start
        return text

    def secret(self, text: str) -> bool:
        """Whether a command line has a secret field that is filled."""
        return bool(_SHOWN.search(text)) or any(
            True for _value in self._in_commands(text, bool(_COMMAND.match(text)), ("secret",))
        )

    def _is_body(self, text: str, name: str) -> bool:
        rows = self._rows.of(name.encode("utf-8", "replace")) if name else []
        return any(row.line.body == "line" for row in rows) and bool(text) and name not in text.upper()

    def _hidden(self, text: str, kinds: Kinds) -> Iterator[Value]:
        sent = bool(_COMMAND.match(text))
        if not sent:
            yield from self._in_line(text, kinds)
        yield from self._in_commands(text, sent, kinds)
        if "secret" in kinds:
            for shown in _SHOWN.finditer(text):
                group = shown.lastgroup or ""
                yield Value(shown[group], False, *shown.span(group))
        if "identity" in kinds:
            runs = (run for run in _IDENTITY.finditer(text) if not _MOMENT.fullmatch(run[0]))
            yield from (Value(run[0], False, *run.span()) for run in runs)
            yield from (Value(found[1], True, *found.span()) for found in _PHONE.finditer(text))

    # Lines of the module

    def _in_line(self, text: str, kinds: Kinds) -> Iterator[Value]:
        line = text.strip().encode("utf-8", "replace")
        found = key(line)
        rows = self._rows.of(found)
        fitting = [row for row in rows if row.role.pattern.match(line)]
        for row in self._bare:  # DeviceSecret=...
            if row.role.pattern.match(line):
                yield from _by_place(row.syntax, text, row.fields, kinds)
        if fitting:
            for row in {row.kind: row for row in fitting[::-1]}.values():  # of each kind the first
                yield from _by_place(row.syntax, text, row.fields, kinds)
        elif ":" not in text:
            return
        elif not rows:
            yield from _by_name(found.decode("ascii", "replace"), text, text.find(":") + 1, kinds)
        elif not any(role.pattern.match(line) for role in self._rows[found]):  # the answer to a test form hides nothing
            yield from _strange(rows, text, kinds)

    # Commands, and what is left of their echoes

    def _in_commands(self, text: str, sent: bool, kinds: Kinds) -> Iterator[Value]:
        for start, part in _parts(text):
            if named := (_SENT if sent else _ECHOED).search(part):
                name = re.sub(r"[\s\u200b-\u200d\ufeff]", "", named[1]).upper()
                yield from self._named(name, part, start, named.end(), kinds)
            elif sent:
                written = part if start == 0 else f"AT{part}"
                if command := self._manual.commands.get(command_name(written)):
                    shift = start + len(part) - len(written)
                    yield from _moved(self._in_command(command, written, kinds), shift)
            elif torn := _TORN.match(part):
                name = next((known for known in self._names if known.endswith(torn[1].upper())), "")
                yield from self._named(name, part, start, torn.end(1), kinds)

    def _named(self, name: str, part: str, start: int, end: int, kinds: Kinds) -> Iterator[Value]:
        """The hidden values of a command whose name ends at `end` of the part that begins at `start`."""
        # Between name and values stands an equals sign, or what was typed in its place.
        end += len(part[end:]) - len(part[end:].lstrip(" \t"))
        end += part[end : end + 1] in ("=", ":", ",", "?")
        command = self._manual.commands.get(name)
        if command:
            written = f"AT{name}={part[end:]}"
            found: Iterable[Value] = _moved(self._in_command(command, written, kinds), end - len(name) - 3)
        elif name not in NAMES and get_close_matches(name, self._names, 1, 0.8):
            found = _loose(split(part, end), False) if "secret" in kinds else ()
        else:
            found = _by_name(name, part, end, kinds, sent=True)
        yield from _moved(found, start)

    def _in_command(self, command: Command, text: str, kinds: Kinds) -> Iterator[Value]:
        index = form_for(command, text)
        syntaxes = [parse(form.syntax) for form in command.forms]
        if index is None:
            if any(_hides(syntax, command.fields, kinds) for syntax in syntaxes):
                keyed = any(_key_of(syntax) for syntax in syntaxes)
                yield from _loose(split(text, 3 + len(command.name)), keyed)
            elif command_form(text) == "write":  # a setting that this module's manual lacks
                yield from _by_name(command.name, text, 3 + len(command.name), kinds, sent=True)
        elif _hides(syntax := syntaxes[index], command.fields, kinds):
            fits = bool(self._pattern(command, index).match(text.strip().encode("utf-8", "replace")))
            yield from _by_place(syntax, text, command.fields, kinds, fits)
            if not fits:
                yield from _loose(split(text, syntax.starts(text)), bool(_key_of(syntax)))

    def _pattern(self, command: Command, form: int) -> re.Pattern[bytes]:
        known = self._patterns.get((command.name, form))
        if known is None:
            known = self._patterns[command.name, form] = pattern(command.forms[form].syntax, command.fields)
        return known

    @cached_property
    def _names(self) -> list[str]:
        """The names of all commands that carry a secret."""
        rows = self._manual.commands.values()
        own = (row.name for row in rows if any(field.secret == "secret" for field in row.fields.values()))
        return sorted({*own, *(name for name, kind in NAMES.items() if kind == "secret")})


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The commands of a line, each with its place. What cannot begin a command belongs to the one before."""
    parts: list[tuple[int, str]] = []
    for found in _PART.finditer(text):
        if parts and not _NEXT.match(found[0]):
            start = parts.pop()[0]
            parts.append((start, text[start : found.end()]))
        else:
            parts.append((found.start(), found[0]))
    return iter(parts)


def _moved(values: Iterable[Value], shift: int) -> Iterator[Value]:
    return (value._replace(start=value.start + shift, end=value.end + shift) for value in values)


def _hides(syntax: Syntax, fields: Mapping[str, Field], kinds: Kinds) -> bool:
    return any(p.key in fields and fields[p.key].secret in kinds for p in syntax.params)


def _key_of(syntax: Syntax) -> str:
    """The fixed first value that names a setting, "" where the syntax has none."""
    first = next(iter(syntax.params), None)
    return first.name.strip('"').casefold() if first and first.fixed else ""


def _by_place(
    syntax: Syntax, text: str, fields: Mapping[str, Field], kinds: Kinds, fits: bool = True
) -> Iterator[Value]:
    for param, value in syntax.take(text, fields):
        if value.text and param.key in fields and fields[param.key].secret in kinds and (fits or not _small(value)):
            yield value


def _by_name(name: str, text: str, start: int, kinds: Kinds, sent: bool = False) -> Iterator[Value]:
    """The hidden values of a command that only the table of names knows."""
    if NAMES.get(name) not in kinds:
        return
    values = split(text, start)
    harmless = KEYED.get(name)
    if not (harmless and values and values[0].text.casefold() in harmless):
        plain = () if sent else (value for value in values if not value.quoted and _PLAIN.fullmatch(value.text))
        yield from set(_loose(values, harmless is not None)).difference(plain)


def _loose(values: list[Value], keyed: bool) -> Iterator[Value]:
    """All values that could be a secret or a name where their places are not known: no small number, no key."""
    for place, value in enumerate(values):
        if value.text and not _small(value) and (place or not keyed):
            yield value


def _small(value: Value) -> bool:
    return not value.quoted and bool(_SMALL.fullmatch(value.text))


def _strange(rows: list[Row], text: str, kinds: Kinds) -> Iterator[Value]:
    """The hidden values of a line with a known name that is not shaped as in any row."""
    values = split(text, text.find(":") + 1)
    first = values[0].text.casefold() if values else ""
    for row in [row for row in rows if first and _key_of(row.syntax) == first] or rows:
        if _hides(row.syntax, row.fields, kinds):
            yield from _by_place(row.syntax, text, row.fields, kinds, fits=False)
            yield from _loose(values, bool(_key_of(row.syntax)))
