"""The grammar of the manuals: `+QMTCONN: <client_idx>,<result>[,<ret_code>]`.

One syntax serves twice: as a pattern that tells whether a line has this shape (`pattern`), and as a list of parameters
that gives each value its name (`Syntax.take`). `[...]` may be left out, `[...]...` may come any number of times.
Blanks after colons and commas are the module's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from atbench.at.values import Value, split
from atbench.knowledge.schema import Field

_TOKEN = re.compile(r"<(?P<name>[^<>]+)>|(?P<open>\[)|(?P<close>\](?:\.\.\.)?)|(?P<mark>[:,] *)|(?P<char>.)", re.S)
_HEAD = re.compile(r"[^:=<\[]*(?:=\?$|[:=] *)?(?:[^\"<\[,]+(?=<))?")
_PARAM = re.compile(r"[^,\[\]]+|[\[\]]|\.\.\.")
_INTEGER = r"-?\d+"


@dataclass(frozen=True, slots=True)
class Param:
    """One place between commas: a named field, or a fixed text like `"aliauth"`.

    `key` is where the field is described: `<value=granted>` is called value and described as granted.
    """

    name: str
    fixed: bool = False
    optional: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Syntax:
    """A syntax taken apart: what stands before the parameters, the parameters, and from which one on they repeat."""

    text: str
    head: str
    params: tuple[Param, ...]
    cycle: int | None

    @property
    def least(self) -> int:
        return sum(not param.optional for param in self.params)

    def starts(self, line: str) -> int:
        """Where the values of `line` start: behind the colon or equals sign, or behind the letters of the head."""
        found = _head(self.head).match(line)
        if found:
            return found.end()
        return next((line.index(mark) + 1 for mark in "=:" if mark in self.head and mark in line), 0)

    def take(self, line: str, fields: Mapping[str, Field]) -> list[tuple[Param, Value]]:
        """The values of `line` with their parameters. Values that the syntax does not know have no name."""
        values = split(line, self.starts(line))
        taken: list[tuple[Param, Value]] = []
        for place, value in enumerate(values):
            param = self.at(place)
            if param.key in fields and fields[param.key].type == "rest":
                return [*taken, (param, _rest(line, value.start))]
            taken.append((param, value))
        return taken

    def at(self, place: int) -> Param:
        if place < len(self.params):
            return self.params[place]
        if self.cycle is None:
            return Param("", optional=True)
        return self.params[self.cycle + (place - self.cycle) % (len(self.params) - self.cycle)]

    def places(self) -> Iterator[Param]:
        """The parameters, and those that repeat without end."""
        yield from self.params
        while self.cycle is not None:
            yield from self.params[self.cycle :]

    def fits(self, values: list[Value]) -> bool:
        """Whether values of this number, with these fixed texts, can be of this syntax."""
        if len(values) < self.least or (self.cycle is None and len(values) > len(self.params)):
            return False
        return all(_same(p.name, v.text) for p, v in zip(self.params, values, strict=False) if p.fixed)


def _rest(line: str, start: int) -> Value:
    """The rest of a line. Quotes around it are taken off, but not those of its first and its last value."""
    text = line[start:]
    if len(text) < 2 or not text[0] == text[-1] == '"':
        return Value(text, False, start, len(line))
    values = split(text)
    quoted = len(values) < 2 or any('"' in value.text for value in values)
    return Value(text[1:-1] if quoted else text, quoted, start, len(line))


def _same(fixed: str, text: str) -> bool:
    return fixed.strip('"').casefold() == text.casefold()


@lru_cache(maxsize=4096)
def _head(head: str) -> re.Pattern[str]:
    return re.compile(r"\s*" + r"\s*".join(map(re.escape, head.replace(" ", ""))), re.IGNORECASE)


@lru_cache(maxsize=4096)
def parse(text: str) -> Syntax:
    """A syntax taken apart. The head ends at the colon or equals sign, with the words that always stand behind it."""
    end = _HEAD.match(text).end()  # type: ignore[union-attr]
    params: list[Param] = []
    depth, cycle, opened = 0, None, 0
    for token in _PARAM.findall(text[end:]):
        if token == "[":
            depth, opened = depth + 1, len(params)
        elif token == "]":
            depth -= 1
        elif token == "...":
            cycle = opened
        elif token.strip():
            name = token.strip()
            fixed = not (name[0] == "<" and name[-1] == ">")
            called, _equals, key = ("", "", "") if fixed else name[1:-1].partition("=")
            params.append(Param(called or name, fixed, depth > 0, key or called))
    return Syntax(text, text[:end].strip(), tuple(params), cycle)


def pattern(syntax: str, fields: Mapping[str, Field], only: Mapping[str, list[str]] | None = None) -> re.Pattern[bytes]:
    """A pattern for a whole line of this syntax. `only` narrows fields to some of their values."""
    parts = list(_parts(syntax, fields, only or {}))
    return re.compile("".join([*parts, r"\s*\Z"]).encode(), re.DOTALL)


def _parts(syntax: str, fields: Mapping[str, Field], only: Mapping[str, list[str]]) -> Iterator[str]:
    for token in _TOKEN.finditer(syntax):
        if name := token["name"]:
            called, _equals, key = name.partition("=")
            narrowed = only.get(called)
            yield _either(narrowed) if narrowed else field_pattern(fields[key or called])
        elif token["open"]:
            yield "(?:"
        elif close := token["close"]:
            yield ")*" if close.endswith("...") else ")?"
        elif mark := token["mark"]:
            yield rf"\s*{mark[0]}\s*"
        elif token["char"] == "+" and not token.start():
            yield r"\+ ?"  # some modules put a blank behind the sign
        elif token["char"] == "=":
            yield r"\s*=\s*"
        else:
            yield re.escape(token["char"])


def field_pattern(field: Field) -> str:
    """The shape of a value of this field."""
    values = _either(list(field.values)) if field.values else ""
    match field.type:
        case "int" if field.range:
            inside = span(*field.range)
            return f"(?:{inside}|{values})" if values else inside
        case "int" | "word":
            return values or (_INTEGER if field.type == "int" else '[^",]*')
        case "string":
            return '"[^"]*"'
        case "open":
            return '"[^"]*'
        case "group":
            return r'(?:\((?:"[^"]*"|[^()"])*\))?'
        case "name":
            return '(?:"[^"]*"|[^",]*)'
        case "hex":
            return '(?:"[0-9A-Fa-f]*"|[0-9A-Fa-f]{2,})'
        case "rest":
            return ".*"


def _either(values: list[str]) -> str:
    return "(?:" + "|".join(map(re.escape, sorted(values, key=len, reverse=True))) + ")"


@lru_cache(maxsize=512)
def span(low: int, high: int) -> str:
    """A pattern for the integers from `low` to `high`, inclusive, without leading zeros."""
    parts = []
    if low < 0:
        parts.append("-" + span(max(1, -high) if high < 0 else 1, -low))
        low = 0
    if high >= low:
        parts += [_digits(start, end) for start, end in _blocks(low, high)]
    return "(?:" + "|".join(parts) + ")"


def _blocks(low: int, high: int) -> Iterator[tuple[int, int]]:
    """Cuts a range into blocks that one digit and free digits behind it describe: 1-9, 10-99, 100-119, 120."""
    while low <= high:
        step = 1
        while low % (step * 10) == 0 and low + step * 10 - 1 <= high and low > 0:
            step *= 10
        digit = low // step % 10
        count = min(10 - digit, (high - low + 1) // step)
        end = low + count * step - 1
        yield low, end
        low = end + 1


def _digits(start: int, end: int) -> str:
    parts = []
    for first, last in zip(str(start), str(end), strict=True):
        parts.append(first if first == last else r"\d" if (first, last) == ("0", "9") else f"[{first}-{last}]")
    return "".join(parts)
