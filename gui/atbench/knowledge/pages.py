"""The manual as pages: everything that the rows say of one command, URC or error table, in the language in use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec import to_builtins

from atbench.at.dialect import command_form, command_name
from atbench.knowledge.contents import Contents, Entry, Kind, page_key, table_title
from atbench.knowledge.explanation import Source
from atbench.knowledge.grammar import parse
from atbench.knowledge.load import Manual
from atbench.knowledge.meanings import allowed, inside, pick
from atbench.knowledge.remarks import code_remarks, remarks_on
from atbench.knowledge.schema import Advice, Code, Command, Field, Form, Line, Table, Urc
from atbench.texts import N_, _

SAVED = {
    "yes": N_("Saved at once: it outlives a restart."),
    "no": N_("Not saved: a restart forgets it."),
    "profile": N_("Saved with AT&W."),
}
_ASKS = {
    "test": N_("Asks which values the module supports."),
    "read": N_("Asks for the present state."),
}
_OPENS = {
    "prompt": N_("Opens a prompt for data."),
    "late prompt": N_("Opens a prompt for data, some time after its OK."),
    "connect": N_("Answers CONNECT, then data follow."),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to write a command, or one shape of a line. `kind` is the form, or answer, late result, URC."""

    kind: str
    syntax: str
    example: str
    text: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """`allowed` are its values in short; `values` those with a meaning; `max` its length in bytes.

    `tables` are the error tables that its values are from.
    """

    name: str
    type: str
    text: str
    allowed: str = ""
    unit: str = ""
    default: str = ""
    max: int | None = None
    values: tuple[tuple[str, str], ...] = ()
    secret: bool = False
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Something to try, with the command that does it; `<client_idx>` in it is yours to fill in."""

    text: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class CodePage:
    """A code of an error table."""

    code: str
    text: str
    causes: tuple[str, ...] = ()
    tries: tuple[Step, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """All about one name. `seconds` are the manual's longest times to the final and to the late result.

    `facts` are what else is to be known before it is used, `remarks` what the manual prints otherwise. `used` are the
    pages on which a code of this table may stand, as (key, name).
    """

    name: str
    kind: Kind
    title: str
    source: Source
    forms: tuple[Shape, ...] = ()
    lines: tuple[Shape, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    seconds: float | None = None
    late_seconds: float | None = None
    facts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    tries: tuple[Step, ...] = ()
    codes: tuple[CodePage, ...] = ()
    used: tuple[tuple[str, str], ...] = field(default=())

    @property
    def key(self) -> str:
        """What opens this page again (`Pages.page`)."""
        return page_key(self.kind, self.name)

    def json(self) -> dict[str, Any]:
        """For `atbench manual --json`."""
        return dict(to_builtins(self))


class Pages:
    """The pages of one manual."""

    def __init__(self, manual: Manual) -> None:
        self._manual = manual
        self._contents = Contents(manual, self.page)

    def entries(self) -> list[Entry]:
        """The table of contents; see `Contents`."""
        return self._contents.entries()

    def search(self, words: str) -> list[Entry]:
        """What holds all the words; see `Contents`."""
        return self._contents.search(words)

    def page(self, name: str) -> Page | None:
        """The page of a name as people write it (`AT+QMTOPEN=?`, `+QMTOPEN`, `qmtopen`, `RDY`, a table); None for none.

        A command comes before a URC or a table of the same name; `urc:+CREG` and `codes:ceer` ask for these.
        """
        match self._find(name):
            case Command() as command:
                return self._command(command)
            case Urc() as urc:
                return self._urc(urc)
            case Table() as table:
                return self._table(table)
        return None

    def key(self, name: str) -> str:
        """The key of that page, "" for none."""
        match self._find(name):
            case Command() as command:
                return command.typed
            case Urc() as urc:
                return page_key("urc", urc.name)
            case Table() as table:
                return page_key("errors", table.name)
        return ""

    # -- below ---------------------------------------------------------------------------------------------------

    def _find(self, name: str) -> Command | Urc | Table | None:
        manual, plain = self._manual, name.strip()
        kind, colon, rest = plain.partition(":")
        if colon and kind in ("urc", "codes"):
            return manual.urcs.get(rest) if kind == "urc" else manual.tables.get(rest)
        urcs = (urc for known, urc in manual.urcs.items() if known.casefold() == plain.casefold())
        return self._command_of(plain) or next(urcs, None) or manual.tables.get(plain)

    def _command_of(self, name: str) -> Command | None:
        commands, plain = self._manual.commands, name.strip().upper()
        if plain in ("AT", ""):
            return commands.get("") if plain else None
        tries = [plain.removeprefix("AT"), command_name(plain) if plain.startswith("AT") else "", plain, f"+{plain}"]
        names = [self._manual.aliases.get(one, one) for one in tries if one]
        return next((commands[one] for one in names if one in commands), None)

    def _command(self, command: Command) -> Page:
        facts = [_(SAVED[command.saved])] if command.saved else []
        facts += [_(_OPENS[command.opens])] if command.opens else []
        advice = (*command.remedies, *self._manual.ladders.get(command.ladder, ()))
        lines = [(_("answer"), line) for line in command.answers] + [(_("late result"), line) for line in command.late]
        return Page(
            command.typed,
            "command",
            pick(command.text),
            Source(command.manual, command.version, command.section),
            tuple(_form(command, form) for form in command.forms),
            tuple(_shape(kind, command, line) for kind, line in lines),
            tuple(self._parameters(command.fields, _params((*command.forms, *command.answers, *command.late)))),
            command.seconds,
            command.late_seconds,
            tuple(facts),
            tuple(pick(alias.text) for alias in command.aliases),
            tuple(map(pick, (*(need.text for need in command.needs), *command.causes))),
            tuple(map(_step, advice)),
        )

    def _urc(self, urc: Urc) -> Page:
        return Page(
            urc.name,
            "urc",
            pick(urc.text),
            Source(urc.manual, urc.version, urc.section),
            lines=tuple(_shape("URC", urc, line) for line in urc.lines),
            parameters=tuple(self._parameters(urc.fields, _params(urc.lines))),
            remarks=tuple(pick(alias.text) for alias in urc.aliases),
        )

    def _table(self, table: Table) -> Page:
        return Page(
            table.name,
            "errors",
            table_title(table, self._manual),
            Source(table.manual, table.version, table.section),
            codes=tuple(self._code(code) for code in table.codes),
            used=tuple(self._users(table.name)),
        )

    def _users(self, table: str) -> Iterator[tuple[str, str]]:
        manual = self._manual
        for command in manual.commands.values():
            if any(table in known.table.split() for known in command.fields.values()):
                yield command.typed, command.typed
        for urc in manual.urcs.values():
            if any(table in known.table.split() for known in urc.fields.values()):
                yield page_key("urc", urc.name), urc.name

    def _code(self, code: Code) -> CodePage:
        advice = (*code.remedies, *self._manual.ladders.get(code.ladder, ()))
        causes = tuple(map(pick, code.causes))
        return CodePage(str(code.code), pick(code.text), causes, tuple(map(_step, advice)), code_remarks(code))

    def _parameters(self, fields: Mapping[str, Field], named: Mapping[str, list[str]]) -> Iterator[Parameter]:
        for name, keys in named.items():
            # A name that is described in itself needs no narrower descriptions for single lines.
            known = [fields[key] for key in ([name] if name in fields else keys) if key in fields]
            if known:
                yield self._parameter(name, known)

    def _parameter(self, name: str, known: list[Field]) -> Parameter:
        first = known[0]
        return Parameter(
            name,
            first.type,
            "; ".join(dict.fromkeys(pick(one.text) for one in known)),
            ", ".join(dict.fromkeys(filter(None, map(allowed, known)))),
            first.unit,
            first.default,
            first.max,
            tuple({value: text for one in known for value, text in self._values(one)}.items()),
            any(one.secret for one in known),
            tuple(table for table in dict.fromkeys(first.table.split()) if table in self._manual.tables),
        )

    def _values(self, known: Field) -> Iterator[tuple[str, str]]:
        tables = [self._manual.tables[name] for name in known.table.split() if name in self._manual.tables]
        codes = {str(code.code): pick(code.text) for table in reversed(tables) for code in table.codes}
        codes = {value: text for value, text in codes.items() if known.type != "int" or inside(known, value)}
        yield from (codes | {value: pick(text) for value, text in known.values.items()}).items()


def _form(command: Command, form: Form) -> Shape:
    kind = command_form(form.syntax)
    text = _told(form) or (_(_ASKS[kind]) if kind in _ASKS else "")
    return Shape(kind, _plain(form.syntax), form.example, text, remarks_on(command, form))


def _shape(kind: str, owner: Command | Urc, line: Line) -> Shape:
    return Shape(kind, _plain(line.syntax), line.example, _told(line), remarks_on(owner, line))


def _plain(syntax: str) -> str:
    """A syntax as the manual prints it: `<value=granted>` is called value there."""
    return _KEY.sub("", syntax)


def _told(line: Form | Line) -> str:
    """What a line says, with its fields by name."""
    text = pick(line.text if isinstance(line, Form) else line.summary)
    return _TWICE.sub(r"\1", _named(text.replace("{outcome}", "…").replace(".meaning}", "}")))


def _named(text: str) -> str:
    return text.replace("{", "<").replace("}", ">")


def _params(lines: Iterable[Form | Line]) -> dict[str, list[str]]:
    """The parameters of lines by name, each with the keys under which it is described."""
    found: dict[str, list[str]] = {}
    for line in lines:
        for param in parse(line.syntax).params:
            if param.key and param.key not in found.setdefault(param.name, []):
                found[param.name].append(param.key)
    return found


def _step(advice: Advice) -> Step:
    return Step(pick(advice.text), _named(advice.command))


# A value and its meaning, of which only the field's name is left: `<err> (<err>)`.
_TWICE = re.compile(r"(<[^<>]+>)(?:[\s,:;，：；]*[(（]?\1[)）]?)+")
_KEY = re.compile(r"=[^<>=]+(?=>)")
