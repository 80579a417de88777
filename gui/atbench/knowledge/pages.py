"""The manual as pages: everything that the rows say of one command, URC or error table, in the language in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from msgspec import to_builtins

from atbench.at.dialect import command_form, command_name
from atbench.knowledge.explanation import Source
from atbench.knowledge.grammar import parse
from atbench.knowledge.load import Manual
from atbench.knowledge.meanings import allowed, pick
from atbench.knowledge.remarks import code_remarks, remarks_on
from atbench.knowledge.schema import Advice, Code, Command, Field, Form, Line, Table, Urc
from atbench.texts import N_, _

Kind = Literal["command", "urc", "errors"]

SAVED = {
    "yes": N_("Saved at once: it outlives a restart."),
    "no": N_("Not saved: a restart forgets it."),
    "profile": N_("Saved with AT&W."),
}
_OPENS = {"prompt": N_("Opens a prompt for data."), "connect": N_("Answers CONNECT, then data follow.")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents. `name` opens the page."""

    name: str
    kind: Kind
    title: str


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
    """`allowed` are its values in short; `values` those with a meaning; `max` its length in bytes."""

    name: str
    type: str
    text: str
    allowed: str = ""
    unit: str = ""
    default: str = ""
    max: int | None = None
    values: tuple[tuple[str, str], ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True)
class CodePage:
    """A code of an error table."""

    code: str
    text: str
    causes: tuple[str, ...] = ()
    tries: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """All about one name. `seconds` are the manual's longest times to the final and to the late result."""

    name: str
    kind: Kind
    title: str
    source: Source
    forms: tuple[Shape, ...] = ()
    lines: tuple[Shape, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    seconds: float | None = None
    late_seconds: float | None = None
    remarks: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    tries: tuple[str, ...] = ()
    codes: tuple[CodePage, ...] = field(default=())

    def json(self) -> dict[str, Any]:
        """For `atbench manual --json`."""
        return dict(to_builtins(self))


class Pages:
    """The pages of one manual."""

    def __init__(self, manual: Manual) -> None:
        self._manual = manual

    def entries(self) -> list[Entry]:
        """The table of contents: commands, URCs, error tables, each in the order of their names."""
        manual = self._manual
        commands = [
            Entry(f"AT{c.name}", "command", pick(c.text)) for c in manual.commands.values() if c.forms or c.text
        ]
        urcs = [Entry(urc.name, "urc", pick(urc.text)) for urc in manual.urcs.values()]
        tables = [Entry(table.name, "errors", _table_title(table)) for table in manual.tables.values()]
        return [entry for part in (commands, urcs, tables) for entry in sorted(part, key=lambda e: e.name)]

    def search(self, words: str) -> list[Entry]:
        """The entries that hold all the words, in their names, titles, syntaxes or codes; names first."""
        wanted = words.casefold().split()
        found = [(entry, self._place(entry, wanted)) for entry in self.entries()]
        return [entry for entry, place in sorted(found, key=lambda pair: pair[1]) if place < _NOWHERE]

    def page(self, name: str) -> Page | None:
        """The page of a name as people write it (`AT+QMTOPEN=?`, `+QMTOPEN`, `qmtopen`, `RDY`, a table); None for none.

        A command comes before a URC of the same name; `urc:+CREG` asks for the URC.
        """
        manual = self._manual
        kind, colon, rest = name.partition(":")
        if colon and kind == "urc":
            return self._urc(manual.urcs[rest]) if rest in manual.urcs else None
        if name in manual.tables:
            return self._table(manual.tables[name])
        command = self._command_of(name)
        if command:
            return self._command(command)
        urc = next((urc for known, urc in manual.urcs.items() if known.casefold() == name.strip().casefold()), None)
        return self._urc(urc) if urc else None

    # -- below ---------------------------------------------------------------------------------------------------

    def _place(self, entry: Entry, wanted: Iterable[str]) -> int:
        """How near an entry is to the words: 0 for one in its name."""
        name, title = entry.name.casefold(), entry.title.casefold()
        place = 0
        for word in wanted:
            if word in name:
                continue
            if word in title:
                place = max(place, 1)
            elif word in self._whole(entry):
                place = max(place, 2)
            else:
                return _NOWHERE
        return place

    def _whole(self, entry: Entry) -> str:
        page = self.page(f"urc:{entry.name}" if entry.kind == "urc" else entry.name)
        if page is None:
            return ""
        parts = [shape.syntax + shape.text for shape in (*page.forms, *page.lines)]
        parts += [parameter.text for parameter in page.parameters]
        parts += [f"{code.code} {code.text}" for code in page.codes]
        return " ".join(parts).casefold()

    def _command_of(self, name: str) -> Command | None:
        commands, plain = self._manual.commands, name.strip().upper()
        if plain in ("AT", ""):
            return commands.get("") if plain else None
        tries = [plain.removeprefix("AT"), command_name(plain) if plain.startswith("AT") else "", plain, f"+{plain}"]
        names = [self._manual.aliases.get(one, one) for one in tries if one]
        return next((commands[one] for one in names if one in commands), None)

    def _command(self, command: Command) -> Page:
        remarks = [_(SAVED[command.saved])] if command.saved else []
        remarks += [_(_OPENS[command.opens])] if command.opens else []
        remarks += [pick(alias.text) for alias in command.aliases]
        advice = (*command.remedies, *self._manual.ladders.get(command.ladder, ()))
        lines = [(_("answer"), line) for line in command.answers] + [(_("late result"), line) for line in command.late]
        return Page(
            f"AT{command.name}",
            "command",
            pick(command.text),
            Source(command.manual, command.version, command.section),
            tuple(_form(command, form) for form in command.forms),
            tuple(_shape(kind, command, line) for kind, line in lines),
            tuple(self._parameters(command.fields, _named(command))),
            command.seconds,
            command.late_seconds,
            tuple(remarks),
            tuple(map(pick, (*(need.text for need in command.needs), *command.causes))),
            tuple(map(_advice, advice)),
        )

    def _urc(self, urc: Urc) -> Page:
        return Page(
            urc.name,
            "urc",
            pick(urc.text),
            Source(urc.manual, urc.version, urc.section),
            lines=tuple(_shape("URC", urc, line) for line in urc.lines),
            parameters=tuple(self._parameters(urc.fields, _keys(urc.lines))),
            remarks=tuple(pick(alias.text) for alias in urc.aliases),
        )

    def _table(self, table: Table) -> Page:
        return Page(
            table.name,
            "errors",
            _table_title(table),
            Source(table.manual, table.version, table.section),
            codes=tuple(self._code(code) for code in table.codes),
        )

    def _code(self, code: Code) -> CodePage:
        advice = (*code.remedies, *self._manual.ladders.get(code.ladder, ()))
        causes = tuple(map(pick, code.causes))
        return CodePage(str(code.code), pick(code.text), causes, tuple(map(_advice, advice)), code_remarks(code))

    def _parameters(self, fields: Mapping[str, Field], named: Iterable[str]) -> Iterator[Parameter]:
        for name in dict.fromkeys(named):
            if (known := fields.get(name)) is not None:
                yield Parameter(
                    name,
                    known.type,
                    pick(known.text),
                    allowed(known),
                    known.unit,
                    known.default,
                    known.max,
                    tuple(self._values(known)),
                    bool(known.secret),
                )

    def _values(self, known: Field) -> Iterator[tuple[str, str]]:
        tables = [self._manual.tables[name] for name in known.table.split() if name in self._manual.tables]
        codes = {str(code.code): code for table in reversed(tables) for code in table.codes}
        yield from ((value, pick(code.text)) for value, code in codes.items())
        yield from ((value, pick(text)) for value, text in known.values.items())


_NOWHERE = 9


def _form(command: Command, form: Form) -> Shape:
    return Shape(command_form(form.syntax), form.syntax, form.example, _told(form), remarks_on(command, form))


def _shape(kind: str, owner: Command | Urc, line: Line) -> Shape:
    return Shape(kind, line.syntax, line.example, _told(line), remarks_on(owner, line))


def _told(line: Form | Line) -> str:
    """What a line says, with its fields by name."""
    text = pick(line.text if isinstance(line, Form) else line.summary)
    return text.replace("{outcome}", "…").replace(".meaning}", "}").replace("{", "<").replace("}", ">")


def _named(command: Command) -> Iterator[str]:
    return _keys((*command.forms, *command.answers, *command.late))


def _keys(lines: Iterable[Form | Line]) -> Iterator[str]:
    return (param.key for line in lines for param in parse(line.syntax).params if param.key)


def _advice(advice: Advice) -> str:
    text = pick(advice.text)
    return _("{text}: {command}").format(text=text, command=advice.command) if advice.command else text


def _table_title(table: Table) -> str:
    if table.final and table.final != "word":
        return _("Codes of {final}").format(final=table.final)
    return _("Codes of {name}").format(name=table.name.replace("_", " "))
