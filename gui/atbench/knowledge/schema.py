"""What stands in a manual file (`resources/manuals/<family>/*.toml`): rows, typed and checked when they are read.

A row repeats the grammar of its manual: `+QMTCONN: <client_idx>,<result>[,<ret_code>]`. What a `<name>` may hold
stands once in a table of fields, beside the row or, for several rows, at the top of the file. Every text is a pair,
English and Chinese, in our own words. Facts (numbers, names, spellings) are the manual's.

Rows hold no rings of references, so the collector need not look at them (`gc=False`): reading them takes a third.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Text = tuple[Annotated[str, Meta(min_length=1)], Annotated[str, Meta(min_length=1)]]
"""English, Chinese."""

FormName = Literal["test", "read", "write", "execute"]
FieldType = Literal["int", "string", "open", "name", "hex", "word", "group", "rest"]
FieldKind = Literal["", "topic", "host", "port", "file", "path", "apn"]
Basis = Literal["", "field", "inferred"]
"""Where a row comes from when no manual says it: seen on real modules, or inferred. "" is the manual."""


class Source(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Where the rows of a file come from. `manual` and `version` hold for all rows that do not name their own."""

    manual: str
    version: str


class Field(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """What a `<name>` may hold.

    `type`: an integer; a quoted string; one whose closing quote stands in a later line; a name (quoted or not);
    hexadecimal digits (quoted or not); a word without quotes; a group in brackets, whose values are described by the
    fields in `parts`; or the rest of the line, whatever it holds. `range` is inclusive. `values` gives a meaning to
    each value and, for words and integers without a range, is the list of all values; `table` takes them from an error
    table, or from several with blanks between their names; `other` is the meaning of all that are in the range without
    one of their own. `max` is the longest string in bytes. `decode` names a function of `meanings`. A field with
    `secret` never leaves the program unmasked; `identity` tells who somebody is: IMEI, IMSI, ICCID, a phone number.
    Values of the same `kind` that were used in this session are offered again.
    """

    text: Text
    type: FieldType = "int"
    range: tuple[int, int] | None = None
    values: dict[str, Text] = {}
    other: Text | None = None
    parts: list[str] = []
    table: str = ""
    decode: str = ""
    unit: str = ""
    default: str = ""
    max: int | None = None
    secret: Literal["", "secret", "identity"] = ""
    kind: FieldKind = ""


class Form(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """One way to write a command. `seconds` is the longest time to its final result, where it differs.

    `sets` are facts that hold after its OK (see `Line`). `printed` is a note for a form that the manual prints wrongly
    or otherwise elsewhere, in a few words.
    """

    syntax: str
    example: str
    text: Text | None = None
    seconds: float | None = None
    sets: dict[str, str] = {}
    printed: Text | None = None
    basis: Basis = ""


class Line(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """One shape of an answer, a late result or a URC.

    `form`: the form of the command that gets this answer. A late result or URC with `good` tells success when each of
    these fields has one of these values (with an empty list: any), and that the last word is not spoken when the
    fields in `more` have theirs. `fails` are the fields whose values are error codes. `body` tells that what follows
    belongs to this line: the next line, or all until an open quote closes. `summary` and `note` may hold `{field}` for
    a value, `{field.meaning}`, and `{outcome}` for the error or, without one, the meaning of the first of `fails`; the
    note is short and stands at the end of the line in the terminal.

    `asked` names, for a field of this line, the field of the command whose value it grants: where they differ, that is
    said. `sets` are facts of the session that a good line tells (any line that is neither good nor bad, too): name to
    value, both may hold `{field}`; the value "" forgets the fact: `{ "mqtt {client_idx}" = "open" }`. `printed` is a
    note for a line that the manual prints wrongly or otherwise elsewhere, in a few words.
    """

    syntax: str
    example: str
    form: FormName | Literal[""] = ""
    good: dict[str, list[str]] = {}
    more: dict[str, list[str]] = {}
    fails: list[str] = []
    body: Literal["", "line", "quote"] = ""
    summary: Text | None = None
    note: Text | None = None
    asked: dict[str, str] = {}
    sets: dict[str, str] = {}
    printed: Text | None = None
    basis: Basis = ""


class Advice(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Something to try, with the command that does it where there is one.

    The command may hold `{client_idx}`: the value of the line, or of the command that it belongs to.
    """

    text: Text
    command: str = ""


class Alias(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """Another spelling that the manual prints, and a note on it in a few words."""

    name: str
    text: Text


class Need(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """What must hold before a command works: the fact (`mqtt {client_idx}`) has one of these values.

    `text` says the cause where it does not. A need is a cause like others, and comes first when the traffic told that
    it does not hold.
    """

    fact: str
    values: list[str]
    text: Text


class Command(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """A command with its forms, answers and late results.

    `seconds` is the manual's longest time to the final result, `late_seconds` to the late one. Where settings or
    parameters decide it, `seconds_by` and `late_by` name them: parameters of the command, facts (`mqtt {client_idx}
    retries`), numbers; the product of all is the time in seconds, and holds when each is known. `gap` tells that the
    late time is the longest silence within a transfer, which as a whole may take longer. `opens`, `length`, `data`,
    `dials` and `closes` are as in `at.dialect.CommandRule`. `causes` and `remedies` are why it usually fails with a
    plain ERROR, `needs` what must hold before it. `saved` tells whether settings outlive a restart: at once ("yes"),
    never ("no"), or with AT&W ("profile"). `ladder` names the remedies (`File.ladders`) that come behind its own.
    """

    name: str
    section: str
    text: Text | None = None
    manual: str = ""
    version: str = ""
    seconds: float | None = None
    late_seconds: float | None = None
    seconds_by: list[str] = []
    late_by: list[str] = []
    gap: bool = False
    opens: Literal["", "prompt", "late prompt", "connect"] = ""
    length: int | None = None
    data: Literal["", "out", "in", "both"] = ""
    dials: bool = False
    closes: bool = False
    bare: bool = False
    saved: Literal["", "no", "yes", "profile"] = ""
    basis: Basis = ""
    profiles: list[str] = []
    aliases: list[Alias] = []
    forms: list[Form] = []
    answers: list[Line] = []
    late: list[Line] = []
    fields: dict[str, Field] = {}
    needs: list[Need] = []
    causes: list[Text] = []
    remedies: list[Advice] = []
    ladder: str = ""

    @property
    def typed(self) -> str:
        """As it is typed: `AT+CSQ`. Only `A/` has no AT before it."""
        return self.name if self.name == "A/" else f"AT{self.name}"


class Urc(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """A line that comes unasked, in all its shapes."""

    name: str
    section: str
    text: Text | None = None
    lines: list[Line] = []
    manual: str = ""
    version: str = ""
    basis: Basis = ""
    profiles: list[str] = []
    aliases: list[Alias] = []
    fields: dict[str, Field] = {}


class Code(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """One code of an error table. `verbose` are the words that a module may send in its place (CMEE 2)."""

    code: int | str
    text: Text
    verbose: list[str] = []
    good: bool = False
    causes: list[Text] = []
    remedies: list[Advice] = []
    ladder: str = ""
    printed: Text | None = None
    basis: Basis = ""


class Table(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """The codes of one error field.

    `final` is the final result that carries them ("+CME ERROR"), "word" where the final itself is the code ("ERROR").
    Without it the table is for fields of other lines.
    `commands` are beginnings of the names of the commands that use it ([]: all).
    """

    name: str
    section: str
    manual: str = ""
    version: str = ""
    final: str = ""
    commands: list[str] = []
    codes: list[Code] = []


class Header(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """A header that announces bytes by number (`at.dialect.Counted`)."""

    key: str
    name: str
    section: str
    pattern: str
    example: str
    manual: str = ""
    version: str = ""
    kind: Literal["answer", "late", "urc", "final"] = "urc"
    quoted: bool = False


class Profile(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """A module by name: `title` as people write it, `models` the beginnings of what it says of itself (AT+CGMM).

    `lacks` are beginnings of names of commands that its family has and it has not ("" for all); what `has` names it has
    all the same.
    """

    name: str
    title: str
    models: list[str] = []
    lacks: list[str] = []
    has: list[str] = []


class File(Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True):
    """One manual file. `extends` (only in family.toml) names the family whose rows hold where this one has none.

    `signs` (there, too) are beginnings of names that only this family has. `ladders` are remedies in the order in which
    they are tried, for the rows that name them.
    """

    source: Source
    title: str = ""
    extends: str = ""
    signs: list[str] = []
    profiles: list[Profile] = []
    fields: dict[str, Field] = {}
    commands: list[Command] = []
    urcs: list[Urc] = []
    tables: list[Table] = []
    headers: list[Header] = []
    ladders: dict[str, list[Advice]] = {}


class Shelf(Struct, frozen=True, gc=False, omit_defaults=True):
    """The files that make one view of the manuals, as the cache keeps them: (family, content), in order of reading.

    `key` tells the state of the folders that the files were read from.
    """

    key: str
    families: dict[str, File]
    files: list[tuple[str, File]]
