"""What a line means: its fields by name and value, its error with causes and what to try, where the manual says it.

One function for each kind of line. Nothing is explained when a line arrives, only when somebody looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from atbench.at.dialect import command_form, command_name, key
from atbench.at.events import Event
from atbench.at.values import Value, split, whole
from atbench.knowledge.errors import Errors, table_source
from atbench.knowledge.explanation import ErrorMeaning, Explanation, FieldMeaning, Source
from atbench.knowledge.failures import Failures
from atbench.knowledge.fields import filled, listed, named, numbered
from atbench.knowledge.grammar import Syntax, parse
from atbench.knowledge.load import Manual
from atbench.knowledge.meanings import pick
from atbench.knowledge.remarks import code_remarks, not_granted, remarks_on
from atbench.knowledge.rows import Row, Rows, chain, command_for, form_for, line_key
from atbench.knowledge.schema import Command, Field, Form, Urc
from atbench.texts import N_, _

_FORMS = {
    "test": N_("asks which values the module supports"),
    "read": N_("asks for the present state"),
}


class Explainer:
    """Explains events with the rows of one manual."""

    def __init__(self, manual: Manual, rows: Rows) -> None:
        self._manual = manual
        self._rows = rows
        self._errors = Errors(manual)
        self.failures = Failures(manual, self._errors)
        self._kinds: Mapping[str, Callable[[Event, Explanation], Explanation]] = {
            "command": self._command,
            "echo": self._command,
            "answer": self._answer,
            "late": self._line,
            "urc": self._line,
            "prompt": self._prompt,
            "data": self._data,
            "text": self._text,
            "noise": self._noise,
        }

    def explain(self, event: Event, facts: Mapping[str, str]) -> Explanation:
        """`facts` are what the session had heard when the line came."""
        plain = Explanation(event.text, event.kind, event.sure, event.also, event.name, self._manual.family)
        if event.kind == "final":
            return self._final(event, plain, facts)
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
            remarks=tuple(remark for part in parts for remark in part.remarks),
        )

    def _one_command(self, text: str, plain: Explanation) -> Explanation:
        command = command_for(self._manual, text)
        if command is None:
            return replace(plain, name=command_name(text), summary=self._unknown())
        name = command.name
        title, source = pick(command.text), _source(command)
        number = form_for(command, text)
        if number is None:
            wanted = command_form(text)
            what = f"{title}: {_(_FORMS[wanted])}" if wanted in _FORMS else title
            return replace(plain, name=name, summary=what, source=source)
        form = command.forms[number]
        fields = self._fields(parse(form.syntax), text, command.fields)
        wanted = command_form(form.syntax)
        what = filled(form.text, fields) or (f"{title}: {_(_FORMS[wanted])}" if wanted in _FORMS else title)
        remarks = remarks_on(command, form, *self._misspelt(command, text))
        return replace(plain, name=name, fields=fields, summary=what, remarks=remarks, source=source)

    def _misspelt(self, command: Command, text: str) -> list[str]:
        return [pick(alias.text) for alias in command.aliases if alias.name == command_name(text)]

    # Lines of the module

    def _answer(self, event: Event, plain: Explanation) -> Explanation:
        asked = command_name(event.command)
        if command_form(event.command) == "test" or re.match(r'[^:]*:\s*(?:"[^"]*"\s*,\s*)?\(', event.text):
            rows = (*self._of(event.line), *self._rows.bare.get(asked, ()))
            told = [row for row in rows if row.line.form == "test"]
            fitting = _best(told, event)
            return self._row(fitting, event, plain) if fitting else self._ranges(event, plain)
        if asked in self._rows.bare and not event.text.startswith("+"):
            for row in self._rows.bare[asked]:
                if row.role.pattern.match(event.line):
                    return self._row(row, event, plain)
        return self._line(event, plain)

    def _of(self, line: bytes) -> list[Row]:
        return self._rows.of(key(line)) or self._rows.of(line.partition(b":")[0])

    def _line(self, event: Event, plain: Explanation) -> Explanation:
        rows = self._of(event.line)
        alike = [row for row in rows if row.kind == event.kind] or rows
        if event.kind == "answer" and event.command:
            form = command_form(event.command)
            alike = [row for row in alike if row.line.form in ("", form)] or alike
        fitting = _best(alike, event)
        if fitting:
            return self._row(fitting, event, plain)
        nearly = [row for row in rows if row.loose.match(event.line)]
        if len(nearly) == 1:  # only a number is out of its range
            return replace(self._row(nearly[0], event, plain), sure=False)
        command = self._manual.commands.get(event.name)
        owner = command or (alike[0].owner if alike else None)
        if owner is None:
            return replace(plain, summary=self._unknown())
        if not rows and not event.text.upper().startswith(owner.name):  # a line of an answer that has no name
            return replace(plain, summary=pick(owner.text), source=_source(owner))
        name = line_key(event.text).decode("utf-8", "replace")
        what = _("{name} is known, but a line with these fields is not in the manuals of {module}.")
        summary = what.format(name=name, module=self._title)
        fields = numbered(event.text)
        return replace(plain, name=name, sure=False, fields=fields, summary=summary, source=_source(owner))

    def _row(self, row: Row, event: Event, plain: Explanation) -> Explanation:
        fields = self._fields(row.syntax, plain.line, row.fields)
        error, remedies, table = self._failure(row, fields, event)
        granted = tuple(not_granted(self._manual, row, fields, event.command))
        title = pick(row.owner.text)
        first = next((field.meaning for field in fields if field.name in row.line.fails), "")
        outcome = error.meaning if error else first
        return replace(
            plain,
            name=row.name,
            fields=fields,
            error=error,
            remedies=remedies,
            summary=filled(row.line.summary, fields, outcome) or listed(title, fields),
            note="; ".join(part for part in (filled(row.line.note, fields, outcome), *granted) if part),
            remarks=(*granted, *remarks_on(row.owner, row.line)),
            source=table or _source(row.owner),
        )

    def _failure(
        self, row: Row, fields: Iterable[FieldMeaning], event: Event
    ) -> tuple[ErrorMeaning | None, tuple[str, ...], Source | None]:
        """The error that a line tells: the last of its failing fields that holds a bad code, or the line itself."""
        if not row.line.fails and (row.kind != "urc" or row.syntax.params):
            return None, (), None
        values = {field.name: field.value for field in fields}
        tables = {param.name: row.fields[param.key].table for param in row.syntax.params if param.key in row.fields}
        codes = (
            self._errors.code(tables.get(name, ""), field.value)
            for name in reversed(row.line.fails)
            for field in fields
            if field.name == name
        )
        found = [code for code in codes if code and not code[1].good]
        if not found and row.kind == "urc" and (word := self._errors.final("word", event.text, "")):  # NO CARRIER
            found = [word]
        return self.failures.of_field(found, event.command, values) if found else (None, (), None)

    def _ranges(self, event: Event, plain: Explanation) -> Explanation:
        """The answer to a test form: the values that each parameter of the command may have."""
        name = command_name(event.command) or key(event.line).decode("ascii", "replace")
        command = self._manual.commands.get(name)
        if command is None:
            return replace(plain, summary=_("The values that the module supports."))
        first = split(event.text, event.text.find(":") + 1)[:1]
        writes = [form for form in command.forms if command_form(form.syntax) == "write"]
        form = next((form for form in writes if _has_key(form, first)), next(iter(writes), None))
        syntax = parse(form.syntax) if form else Syntax("", "", (), None)
        taken = Syntax(syntax.text, ":", syntax.params, syntax.cycle).take(plain.line, {})
        fields = tuple(
            FieldMeaning(param.name.strip('"'), value.text, _("supported: {values}").format(values=value.text))
            for param, value in taken
        )
        summary = _("{what}: the values that the module supports").format(what=pick(command.text))
        return replace(plain, name=name, fields=fields, summary=summary, source=_source(command))

    # Finals

    def _final(self, event: Event, plain: Explanation, facts: Mapping[str, str]) -> Explanation:
        command = command_for(self._manual, event.command)
        head, colon, rest = event.text.partition(":")
        if colon:
            return self._coded(head.strip(), rest.strip(), event, plain, facts)
        word = event.name if event.name and event.text.isdecimal() else event.text
        found = self._errors.final(
            "word", "CONNECT" if word.startswith("CONNECT") else word, command_name(event.command)
        )
        if not found:
            return replace(plain, summary=self._unknown())
        table, code = found
        summary = pick(code.text)
        if code.good:
            late = command and command.late and command_form(event.command) in ("write", "execute")
            if command and late and event.line != b"CONNECT":
                summary = _("{done} The result of {name} comes as a line of its own.").format(
                    done=summary, name=command.name
                )
            return replace(plain, summary=summary, source=table_source(table))
        error, remedies, source = self.failures.why(table, code, event.command, facts)
        note = _("perhaps: {cause}").format(cause=error.causes[0]) if command and error.causes else ""
        return replace(plain, error=error, remedies=remedies, summary=summary, note=note, source=source)

    def _coded(self, head: str, rest: str, event: Event, plain: Explanation, facts: Mapping[str, str]) -> Explanation:
        found = self._errors.final(head, rest, command_name(event.command))
        number = whole(rest)
        if not found:
            meaning_ = _("This code is not in the manuals of {module}.").format(module=self._title)
            error = ErrorMeaning(rest if number is None else number, "", meaning_)
            field = FieldMeaning("err", rest, meaning_)
            return replace(plain, name=head, fields=(field,), error=error, summary=meaning_)
        table, code = found
        error, remedies, source = self.failures.why(table, code, event.command, facts, whole=False)
        summary = f"{head} {code.code}: {error.meaning}"
        return replace(
            plain,
            name=head,
            fields=(FieldMeaning("err", rest, error.meaning),),
            error=error,
            summary=summary,
            note=error.meaning,
            remedies=remedies,
            remarks=code_remarks(code),
            source=source,
        )

    # The rest

    def _prompt(self, event: Event, plain: Explanation) -> Explanation:
        command = command_for(self._manual, event.command)
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

    @property
    def _title(self) -> str:
        return self._manual.profile.title

    def _fields(self, syntax: Syntax, line: str, fields: Mapping[str, Field]) -> tuple[FieldMeaning, ...]:
        return named(syntax, line, fields, self._errors.tables)


def _best(rows: Iterable[Row], event: Event) -> Row | None:
    """The row that a line fits, first those with the name that its event has: two commands may share a line."""
    first = None
    for row in rows:
        if row.role.pattern.match(event.line):
            if row.name == event.name:
                return row
            first = first or row
    return first


def _has_key(form: Form, first: list[Value]) -> bool:
    """Whether a form is that of the setting which the first value names."""
    params = parse(form.syntax).params
    return bool(params and first and params[0].fixed and params[0].name.strip('"') == first[0].text)


def _source(owner: Command | Urc) -> Source:
    return Source(owner.manual, owner.version, owner.section)
