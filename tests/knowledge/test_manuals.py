"""Visits every row of every shipped file: a new manual is tested without a new test."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import pytest

from atbench import texts
from atbench.at.dialect import command_form, command_name
from atbench.knowledge import Knowledge
from atbench.knowledge.check import problems
from atbench.knowledge.grammar import parse
from atbench.knowledge.meanings import FUNCTIONS
from atbench.knowledge.schema import Advice, Command, Field, Table, Urc
from tests.knowledge.shelves import FAMILIES, FILES, VIEW, VIEWS, View, rows

CHINESE = re.compile("[\u4e00-\u9fff]")
# An English word; names, numbers and units may stand alone in a Chinese text.
WORD = re.compile(r"(?<![\w/.-])(?!bps)[a-z]{3,}(?![\w/.-])")
NUMBER = re.compile(r"{.*?}|(?<= )\d+$")  # which of several a fact is about
# Punctuation of the other language between Chinese characters.
HALF = re.compile("[\u4e00-\u9fff][,;?!]|[,;?!][\u4e00-\u9fff]")


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_no_slip(name: str) -> None:
    assert list(problems(FILES[name])) == []


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_nothing_was_left_out(view: View) -> None:
    assert view.manual.warnings == []


@pytest.mark.parametrize("name", FILES)
def test_no_row_stands_twice(name: str) -> None:
    for part in ("commands", "urcs", "tables"):
        counts = Counter((row.name, *getattr(row, "profiles", ())) for row in getattr(FILES[name], part))
        assert [row for row, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_all_texts_are_in_both_languages(name: str) -> None:
    for english, chinese in texts_of(msgspec.to_builtins(FILES[name])):
        assert not CHINESE.search(english), english
        assert english.strip()
        assert CHINESE.search(chinese) or not WORD.search(re.sub("{[^}]*}", "", chinese)), chinese
        assert not HALF.search(chinese), chinese
        placeholders = [sorted(re.findall(r"{[^}]*}", text)) for text in (english, chinese)]
        assert set(placeholders[0]) == set(placeholders[1]), english


def texts_of(part: Any) -> Iterator[tuple[str, str]]:
    """Every pair of texts in a file, however deep."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            if name in ("text", "summary", "note", "other", "printed") and isinstance(value, list | tuple):
                yield tuple(value)
            elif name in ("causes", "values"):
                pairs = value.values() if isinstance(value, Mapping) else value
                yield from (tuple(pair) for pair in pairs if not isinstance(pair, str))
            else:
                yield from texts_of(value)
    elif isinstance(part, list):
        for item in part:
            yield from texts_of(item)


@pytest.mark.parametrize(("view", "table"), rows("tables"))
def test_codes_are_told_once_with_causes_and_advice(view: View, table: Table) -> None:
    assert table.manual
    assert table.version
    assert table.section
    counts = Counter(str(code.code) for code in table.codes)
    assert not [code for code, count in counts.items() if count > 1]
    for code in table.codes:
        assert code.good or (code.causes and (code.remedies or code.ladder)), code.code
        assert not code.ladder or code.ladder in view.manual.ladders, code.code


@pytest.mark.parametrize(("view", "row"), rows("commands", "urcs"))
def test_a_row_has_its_source_and_fields_refer_to_what_exists(view: View, row: Command | Urc) -> None:
    assert row.manual
    assert row.version
    assert row.section
    tables = view.manual.tables
    for name, field in row.fields.items():
        assert not field.decode or field.decode in FUNCTIONS, name
        assert {*field.parts} <= {*row.fields}, name
        assert (field.type == "group") == bool(field.parts), name
        assert {*field.table.split()} <= {*tables}, name
        if field.table and (field.range or field.values):
            codes = {int(code.code) for table in field.table.split() for code in tables[table].codes}
            assert all(_covers(field, code) or field.values for code in codes), name


def _covers(field: Field, code: int) -> bool:
    return field.range is not None and field.range[0] <= code <= field.range[1]


@pytest.mark.parametrize(("view", "command"), rows("commands"))
def test_a_command_is_whole(view: View, command: Command) -> None:
    assert command.forms
    assert command.text
    assert not command.ladder or command.ladder in view.manual.ladders
    for form in command.forms:
        values = any(not param.fixed for param in parse(form.syntax).params)
        assert form.text or command_form(form.syntax) != "write" or not values, form.syntax
    doing = any(command_form(form.syntax) in ("write", "execute") for form in command.forms)
    assert not doing or bool(command.late) == bool(command.late_seconds or command.late_by)
    assert all(view.known.limits(form.example).final > 0 for form in command.forms)  # its own, or the default
    given = {param.name for form in command.forms for param in parse(form.syntax).params}
    for advice in command.remedies:
        assert placeholders(advice.command) <= given, advice.command
    for need in command.needs:
        assert placeholders(need.fact) <= given, need.fact
        assert need.values


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_another_spelling_is_the_name_of_nothing_else(view: View) -> None:
    for part in (view.manual.commands, view.manual.urcs):
        spellings = Counter(alias.name for row in part.values() for alias in row.aliases)
        assert not set(spellings) & set(part)
        assert not [name for name, count in spellings.items() if count > 1]


def placeholders(template: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", template))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_what_is_needed_is_told_somewhere(view: View) -> None:
    commands = view.manual.commands.values()
    lines = [line for command in commands for line in (*command.forms, *command.answers, *command.late)]
    lines += [line for urc in view.manual.urcs.values() for line in urc.lines]
    told: dict[str, set[str]] = {}
    for line in lines:
        for fact, value in line.sets.items():
            told.setdefault(NUMBER.sub("{}", fact), {""}).add(NUMBER.sub("{}", value))
    for command in commands:
        for need in command.needs:
            values = told.get(NUMBER.sub("{}", need.fact), set())
            assert "{}" in values or set(need.values) <= values, (command.name, need.fact, need.values)


def test_the_rows_that_a_session_with_a_cloud_needs() -> None:
    commands = VIEW["quectel"].manual.commands
    wanted = (
        ",I,E,V,Q,+CMEE,+CFUN,+CPIN,+CSQ,+CREG,+CGREG,+CEREG,+COPS,+CGATT,+CGDCONT,+QICSGP,+QIACT,+QIDEACT,+QNWINFO"
    )
    mqtt = "CFG OPEN CLOSE CONN DISC SUB UNS PUBEX RECV"
    assert {*wanted.split(","), *(f"+QMT{name}" for name in mqtt.split())} <= set(commands)
    keys = {parse(form.syntax).params[0].name for form in commands["+QMTCFG"].forms if parse(form.syntax).params}
    assert len(keys) == 17


def test_enough_codes_for_data_work() -> None:
    tables = VIEW["quectel"].manual.tables
    assert len(tables["cme_3gpp"].codes) + len(tables["cms_3gpp"].codes) >= 60


def test_both_languages_of_an_explanation_differ(ec600s: Knowledge) -> None:
    english = ec600s.explain("+QMTOPEN: 0,4")
    texts.use("zh_CN")
    chinese = ec600s.explain("+QMTOPEN: 0,4")
    texts.use("en")
    assert english.summary == "Client 0: DNS resolution failed"
    assert chinese.summary == "客户端 0：域名解析失败"


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_what_is_proposed_is_a_command_that_we_know(view: View) -> None:
    manual = view.manual
    rows = [*manual.commands.values(), *(code for table in manual.tables.values() for code in table.codes)]
    advice: list[Advice] = [one for row in rows for one in row.remedies]
    advice += [one for ladder in manual.ladders.values() for one in ladder]
    proposed = {one.command for one in advice if one.command}
    assert {command for command in proposed if command_name(command) not in manual.commands} == set()


def test_all_families_are_visited() -> None:
    assert FAMILIES[0] == "3gpp"
    assert {"3gpp", "quectel", "tencent", "gosuncn"} <= {view.name for view in VIEWS if view.commands}
