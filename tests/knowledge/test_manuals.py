"""Visits every row of every shipped file: a new manual is tested without a new test."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from atbench import texts
from atbench.at.dialect import command_form, command_name
from atbench.at.events import Event
from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.knowledge.check import problems
from atbench.knowledge.grammar import parse
from atbench.knowledge.load import read_file, read_manual
from atbench.knowledge.meanings import FUNCTIONS
from atbench.knowledge.rows import Rows, line_key
from atbench.knowledge.schema import Command, Field, File, Table, Urc

ROOT = resource("manuals")
FILES: dict[str, File] = {str(path.relative_to(ROOT)): read_file(path) for path in sorted(ROOT.glob("*/*.toml"))}
FAMILIES = sorted({Path(name).parent.name for name in FILES})
MANUALS = {family: read_manual(ROOT, None, "", family) for family in FAMILIES}
KNOWN = {family: Knowledge(ROOT, family=family, cache="") for family in FAMILIES}

CHINESE = re.compile("[\u4e00-\u9fff]")
# Names and units that read the same in both languages.
SAME = re.compile(r"[\w .,:+/()（）：，#<>=?*-]*", re.ASCII)


def rows(kind: type[Command] | type[Urc] | type[Table]) -> list[Any]:
    part = {Command: "commands", Urc: "urcs", Table: "tables"}[kind]
    return [
        pytest.param(family, row, id=f"{family}:{row.name or 'AT'}")
        for family, manual in MANUALS.items()
        for row in getattr(manual, part).values()
    ]


def lines() -> Iterator[Any]:
    for family, manual in MANUALS.items():
        for command in manual.commands.values():
            for kind, shapes in (("answer", command.answers), ("late", command.late)):
                for number, line in enumerate(shapes):
                    yield pytest.param(family, command, kind, line, id=f"{family}:{command.name}:{kind}{number}")
        for urc in manual.urcs.values():
            for number, line in enumerate(urc.lines):
                yield pytest.param(family, urc, "urc", line, id=f"{family}:{urc.name}:urc{number}")


def forms() -> Iterator[Any]:
    for family, manual in MANUALS.items():
        for command in manual.commands.values():
            for number, form in enumerate(command.forms):
                yield pytest.param(family, command, form, id=f"{family}:{command.name or 'AT'}:{number}")


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_no_slip(name: str) -> None:
    assert list(problems(FILES[name])) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_was_left_out(family: str) -> None:
    assert MANUALS[family].warnings == []


@pytest.mark.parametrize(("family", "row"), [*rows(Command), *rows(Urc), *rows(Table)])
def test_a_row_has_its_source(family: str, row: Command | Urc | Table) -> None:
    assert row.manual
    assert row.version
    assert row.section


@pytest.mark.parametrize("name", FILES)
def test_all_texts_are_in_both_languages(name: str) -> None:
    for english, chinese in texts_of(msgspec.to_builtins(FILES[name])):
        assert not CHINESE.search(english), english
        assert english.strip()
        assert CHINESE.search(chinese) or SAME.fullmatch(re.sub("{[^}]*}", "", chinese)), chinese
        placeholders = [sorted(re.findall(r"{[^}]*}", text)) for text in (english, chinese)]
        assert set(placeholders[0]) == set(placeholders[1]), english


def texts_of(part: Any) -> Iterator[tuple[str, str]]:
    """Every pair of texts in a file, however deep."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            if name in ("text", "summary", "note") and value:
                yield tuple(value)
            elif name in ("causes", "values"):
                yield from (tuple(pair) for pair in (value.values() if isinstance(value, Mapping) else value))
            else:
                yield from texts_of(value)
    elif isinstance(part, list):
        for item in part:
            yield from texts_of(item)


@pytest.mark.parametrize(("family", "owner", "kind", "line"), list(lines()))
def test_an_example_is_explained_field_by_field(family: str, owner: Command | Urc, kind: str, line: Any) -> None:
    known = KNOWN[family]
    form = next((f for f in getattr(owner, "forms", []) if command_form(f.syntax) == line.form), None)
    raw = line.example.encode()
    event = Event(kind, raw, raw, form.example if form else (f"AT{owner.name}" if kind == "answer" else ""), owner.name)
    told = known.explain(event=event)
    taken = [param for param, _value in parse(line.syntax).take(line.example, {})]
    wanted = [param.name if not param.fixed else "key" for param in taken]
    if not any(owner.fields[param.key].type == "group" for param in taken if param.key in owner.fields):
        assert [field.name for field in told.fields][: len(wanted)] == wanted[: len(told.fields)]
    assert told.name == owner.name
    assert told.summary
    assert told.source is not None
    assert all(field.name != "?" and field.meaning for field in told.fields)
    assert "{" not in (told.summary + told.note).replace('{"a":1}', "")


@pytest.mark.parametrize(("family", "command", "form"), list(forms()))
def test_a_command_is_explained_parameter_by_parameter(family: str, command: Command, form: Any) -> None:
    told = KNOWN[family].explain(form.example)
    assert (told.kind, told.name) == ("command", command.name)
    assert command_name(form.syntax) == command.name or form.syntax == "A/"
    given = parse(form.syntax).take(form.example, {})
    assert len(told.fields) == len(given) or any(command.fields[p.key].type == "rest" for p, _ in given if p.key)
    assert all(field.name != "?" and field.meaning for field in told.fields)
    assert told.summary
    assert "{" not in told.summary


@pytest.mark.parametrize(("family", "owner", "kind", "line"), list(lines()))
def test_good_more_and_fails_name_fields_of_the_line(family: str, owner: Any, kind: str, line: Any) -> None:
    names = {param.name for param in parse(line.syntax).params}
    assert {*line.good, *line.more, *line.fails} <= names
    if kind != "answer":
        roles = Rows(MANUALS[family])[line_key(line.example)]
        role = next(role for role in roles if role.kind == kind and role.pattern.match(line.example.encode()))
        assert (role.good is None) == (line.good == {})


@pytest.mark.parametrize(("family", "table"), rows(Table))
def test_codes_are_told_once_with_causes_and_advice(family: str, table: Table) -> None:
    counts = Counter(str(code.code) for code in table.codes)
    assert not [code for code, count in counts.items() if count > 1]
    for code in table.codes:
        assert code.good or (code.causes and code.remedies), code.code


@pytest.mark.parametrize(("family", "row"), [*rows(Command), *rows(Urc)])
def test_fields_refer_to_what_exists(family: str, row: Command | Urc) -> None:
    manual = MANUALS[family]
    for name, field in row.fields.items():
        assert not field.decode or field.decode in FUNCTIONS, name
        assert {*field.parts} <= {*row.fields}, name
        assert (field.type == "group") == bool(field.parts), name
        assert not field.table or field.table in manual.tables, name
        if field.table and (field.range or field.values):
            codes = {int(code.code) for code in manual.tables[field.table].codes}
            assert all(_covers(field, code) or field.values for code in codes), name


def _covers(field: Field, code: int) -> bool:
    return field.range is not None and field.range[0] <= code <= field.range[1]


def test_the_rows_that_a_session_with_a_cloud_needs() -> None:
    commands = MANUALS["quectel"].commands
    wanted = (
        ",I,E,V,Q,+CMEE,+CFUN,+CPIN,+CSQ,+CREG,+CGREG,+CEREG,+COPS,+CGATT,+CGDCONT,+QICSGP,+QIACT,+QIDEACT,+QNWINFO"
    )
    mqtt = "CFG OPEN CLOSE CONN DISC SUB UNS PUBEX RECV"
    assert {*wanted.split(","), *(f"+QMT{name}" for name in mqtt.split())} <= set(commands)
    keys = {parse(form.syntax).params[0].name for form in commands["+QMTCFG"].forms if parse(form.syntax).params}
    assert len(keys) == 17


def test_enough_codes_for_data_work() -> None:
    tables = MANUALS["quectel"].tables
    assert len(tables["cme_3gpp"].codes) + len(tables["cms_3gpp"].codes) >= 60


def test_both_languages_of_an_explanation_differ(ec600s: Knowledge) -> None:
    english = ec600s.explain("+QMTOPEN: 0,4")
    texts.use("zh_CN")
    chinese = ec600s.explain("+QMTOPEN: 0,4")
    texts.use("en")
    assert english.summary == "Client 0: DNS resolution failed"
    assert chinese.summary == "客户端 0：域名解析失败"


def test_what_is_proposed_is_a_command_that_we_know() -> None:
    manual = MANUALS["quectel"]
    rows = [*manual.commands.values(), *(code for table in manual.tables.values() for code in table.codes)]
    proposed = {advice.command for row in rows for advice in row.remedies if advice.command}
    unknown = {command for command in proposed if command_name(command) not in manual.commands}
    assert unknown == set()
