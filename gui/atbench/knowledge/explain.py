"""What a line means: its fields by name and value, its error with causes and what to try, where the manual says it.

One function for each kind of line. Nothing is explained when a line arrives, only when somebody looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from atbench.at.dialect import command_form, command_name, key
from atbench.at.events import Event
from atbench.at.values import Value
from atbench.knowledge.errors import Errors, error_meaning, table_source
from atbench.knowledge.explanation import ErrorMeaning, Explanation, FieldMeaning, Source
from atbench.knowledge.grammar import Param, Syntax, parse
from atbench.knowledge.load import Manual
from atbench.knowledge.meanings import Tables, meaning, pick
from atbench.knowledge.rows import Row, Rows, chain, form_for
from atbench.knowledge.schema import Command, Field, Text, Urc
from atbench.texts import N_, _

_FORMS = {
    "test": N_("asks which values the module supports"),
    "read": N_("asks for the present state"),
}


class Shown(str):
    """A value inside a summary: `{result}` is the value, `{result.meaning}` its meaning."""

    __slots__ = ("meaning",)
    meaning: str


class Explainer:
    """Explains events with the rows of one manual."""

    def __init__(self, manual: Manual, rows: Rows) -> None:
        self._manual = manual
        self._rows = rows
        self._errors = Errors(manual)
        self._kinds: Mapping[str, Callable[[Event, Explanation], Explanation]] = {
            "command": self._command,
            "echo": self._command,
            "answer": self._answer,
            "late": self._line,
            "urc": self._line,
            "final": self._final,
            "prompt": self._prompt,
            "data": self._data,
            "text": self._text,
            "noise": self._noise,
        }

    def explain(self, event: Event) -> Explanation:
        plain = Explanation(event.text, event.kind, event.sure, event.also, event.name, self._manual.family)
        return self._kinds[event.kind](event, plain)

    # Commands

    def _command(self, event: Event, plain: Explanation) -> Explanation:
        if not re.match(r"\s*A[T/]", event.text, re.IGNORECASE):
            return replace(plain, summary=_("What was sent comes back from the module."))
        parts = [self._one_command(text, plain) for text in chain(event.text)]
        return replace(
            parts[0],
            line=plain.line,
            fields=tuple(field for part in parts for field in part.fields),
            summary="; ".join(part.summary for part in parts),
        )

    def _one_command(self, text: str, plain: Explanation) -> Explanation:
        name = command_name(text)
        command = self._manual.commands.get(name)
        if command is None:
            return replace(plain, name=name, summary=self._unknown())
        title, source = pick(command.text), _source(command)
        number = form_for(command, text)
        if number is None:
            wanted = command_form(text)
            what = f"{title}: {_(_FORMS[wanted])}" if wanted in _FORMS else title
            return replace(plain, name=name, summary=what, source=source)
        form = command.forms[number]
        fields = self._fields(parse(form.syntax), text, command.fields)
        wanted = command_form(form.syntax)
        what = _filled(form.text, fields) or (f"{title}: {_(_FORMS[wanted])}" if wanted in _FORMS else title)
        return replace(plain, name=name, fields=fields, summary=what, source=source)

    # Lines of the module

    def _answer(self, event: Event, plain: Explanation) -> Explanation:
        asked = command_name(event.command)
        if command_form(event.command) == "test" or re.match(r'[^:]*:\s*(?:"[^"]*"\s*,\s*)?\(', event.text):
            return self._ranges(event, plain)
        if asked in self._rows.bare and not event.text.startswith("+"):
            for row in self._rows.bare[asked]:
                if row.role.pattern.match(event.line):
                    return self._row(row, event, plain)
        return self._line(event, plain)

    def _line(self, event: Event, plain: Explanation) -> Explanation:
        rows = self._rows.of(key(event.line)) or self._rows.of(event.line.partition(b":")[0])
        near = [row for row in rows if row.kind == event.kind] or rows
        if event.kind == "answer" and event.command:
            form = command_form(event.command)
            near = [row for row in near if row.line.form in ("", form)] or near
        fitting = [row for row in near if row.role.pattern.match(event.line)]
        if fitting or near:
            return self._row((fitting or near)[0], event, plain)
        command = self._manual.commands.get(event.name)
        if command:
            return replace(plain, summary=pick(command.text), source=_source(command))
        return replace(plain, summary=self._unknown())

    def _row(self, row: Row, event: Event, plain: Explanation) -> Explanation:
        fields = self._fields(row.syntax, plain.line, row.fields)
        error, remedies, table = self._failure(row, fields, event.command)
        title = pick(row.owner.text)
        return replace(
            plain,
            name=row.name,
            fields=fields,
            error=error,
            remedies=remedies,
            summary=_filled(row.line.summary, fields) or _listed(title, fields),
            note=_filled(row.line.note, fields),
            source=table or _source(row.owner),
        )

    def _failure(
        self, row: Row, fields: Iterable[FieldMeaning], command: str
    ) -> tuple[ErrorMeaning | None, tuple[str, ...], Source | None]:
        """The error that a late result or a URC tells: the last of its failing fields that holds a bad code."""
        values = {field.name: field.value for field in fields}
        tables = {param.name: row.fields[param.key].table for param in row.syntax.params if param.key in row.fields}
        for name in reversed(row.line.fails):
            found = self._errors.code(tables.get(name, ""), values.get(name, ""))
            if found and not found[1].good:
                error, remedies = error_meaning(*found, {**self._values(command), **values})
                return error, remedies, table_source(found[0])
        return None, (), None

    def _ranges(self, event: Event, plain: Explanation) -> Explanation:
        """The answer to a test form: the values that each parameter of the command may have."""
        name = command_name(event.command) or key(event.line).decode("ascii", "replace")
        command = self._manual.commands.get(name)
        if command is None:
            return replace(plain, summary=_("The values that the module supports."))
        form = next((f for f in command.forms if command_form(f.syntax) == "write"), None)
        syntax = parse(form.syntax) if form else Syntax("", "", (), None)
        taken = Syntax(syntax.text, ":", syntax.params, syntax.cycle).take(plain.line, {})
        fields = tuple(
            FieldMeaning(param.name.strip('"'), value.text, _("supported: {values}").format(values=value.text))
            for param, value in taken
        )
        summary = _("{what}: the values that the module supports").format(what=pick(command.text))
        return replace(plain, name=name, fields=fields, summary=summary, source=_source(command))

    # Finals

    def _final(self, event: Event, plain: Explanation) -> Explanation:
        command = self._manual.commands.get(command_name(event.command)) if event.command else None
        head, colon, rest = event.text.partition(":")
        if colon:
            return self._coded(head.strip(), rest.strip(), event, plain)
        word = event.name if event.name and event.text.isdecimal() else event.text
        found = self._errors.final(
            "word", "CONNECT" if word.startswith("CONNECT") else word, command_name(event.command)
        )
        if not found:
            return replace(plain, summary=self._unknown())
        table, code = found
        summary = pick(code.text)
        if code.good:
            if command and command.late and event.line != b"CONNECT":
                summary = _("{done} The result of {name} comes as a line of its own.").format(
                    done=summary, name=command.name
                )
            return replace(plain, summary=summary, source=table_source(table))
        causes = [pick(cause) for cause in command.causes] if command else []
        advice = command.remedies if command else []
        error, remedies = error_meaning(table, code, self._values(event.command), causes, advice)
        note = _("perhaps: {cause}").format(cause=causes[0]) if causes else ""
        return replace(plain, error=error, remedies=remedies, summary=summary, note=note, source=table_source(table))

    def _coded(self, head: str, rest: str, event: Event, plain: Explanation) -> Explanation:
        found = self._errors.final(head, rest, command_name(event.command))
        number: int | str = int(rest) if rest.removeprefix("-").isdecimal() else rest
        if not found:
            meaning_ = _("This code is not in the manuals of {module}.").format(module=self._title)
            error = ErrorMeaning(number, "", meaning_)
            field = FieldMeaning("err", rest, meaning_)
            return replace(plain, name=head, fields=(field,), error=error, summary=meaning_)
        table, code = found
        error, remedies = error_meaning(table, code, self._values(event.command))
        summary = f"{head} {code.code}: {error.meaning}"
        return replace(
            plain,
            name=head,
            fields=(FieldMeaning("err", rest, error.meaning),),
            error=error,
            summary=summary,
            note=error.meaning,
            remedies=remedies,
            source=table_source(table),
        )

    # The rest

    def _prompt(self, event: Event, plain: Explanation) -> Explanation:
        command = self._manual.commands.get(command_name(event.command)) if event.command else None
        summary = _("The module waits for data.")
        if command and command.length is not None:
            summary = _("The module waits for as many bytes as the command announced.")
        elif command and command.opens == "prompt":
            summary = _("The module waits for data; Ctrl+Z sends it, Esc gives up.")
        name = command.name if command else plain.name
        return replace(plain, name=name, summary=summary, source=_source(command) if command else None)

    def _data(self, event: Event, plain: Explanation) -> Explanation:
        size = len(event.line)
        return replace(plain, summary=_("Data, {size} bytes: nothing in it is a line.").format(size=size))

    def _text(self, event: Event, plain: Explanation) -> Explanation:
        return replace(plain, summary=self._unknown())

    def _noise(self, event: Event, plain: Explanation) -> Explanation:
        return replace(plain, summary=_("Not readable. If all lines look like this, try another baud rate."))

    def _unknown(self) -> str:
        return _("Not in the manuals of {module}.").format(module=self._title)

    def _values(self, command: str) -> dict[str, str]:
        """The values of a command line by name, for the commands that are proposed after it."""
        row = self._manual.commands.get(command_name(command)) if command else None
        number = form_for(row, command) if row else None
        if row is None or number is None:
            return {}
        taken = parse(row.forms[number].syntax).take(command, row.fields)
        return {param.name: value.text for param, value in taken}

    @property
    def _title(self) -> str:
        return self._manual.profile.title

    def _fields(self, syntax: Syntax, line: str, fields: Mapping[str, Field]) -> tuple[FieldMeaning, ...]:
        tables = self._errors.tables
        taken = syntax.take(line, fields)
        return tuple(_field(param, value, fields, tables) for param, value in taken)


def _field(param: Param, value: Value, fields: Mapping[str, Field], tables: Tables) -> FieldMeaning:
    if param.fixed:
        return FieldMeaning("key", value.text, _("which setting or event"))
    field = fields.get(param.key)
    if field is None:
        return FieldMeaning(param.name or "?", value.text, _("more than the manual describes"))
    return FieldMeaning(param.name, value.text, meaning(field, value.text, tables))


def _filled(text: Text | None, fields: Iterable[FieldMeaning]) -> str:
    """A summary or note with the values in it; "" where a field that it names is missing."""
    template = pick(text)
    if "{" not in template:
        return template
    values: dict[str, Shown] = {}
    for field in fields:
        shown = Shown(field.value)
        shown.meaning = field.meaning
        values.setdefault(field.name, shown)
    try:
        return template.format(**values)
    except KeyError:
        return ""


def _listed(title: str, fields: tuple[FieldMeaning, ...]) -> str:
    """The meaning of the last field behind the title: mostly it is the one that matters."""
    return f"{title}: {fields[-1].meaning}" if len(fields) == 1 else title


def _source(owner: Command | Urc) -> Source:
    return Source(owner.manual, owner.version, owner.section)
