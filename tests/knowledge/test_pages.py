"""The manual as pages."""

from __future__ import annotations

import re

import pytest

from atbench import texts
from atbench.files import resource
from atbench.knowledge import Knowledge


@pytest.mark.parametrize("name", ["AT+QMTOPEN", "+QMTOPEN", "qmtopen", "AT+QMTOPEN=?", "at+qmtopen?"])
def test_a_command_under_every_name(ec600s: Knowledge, name: str) -> None:
    page = ec600s.pages.page(name)
    assert page
    assert (page.name, page.kind, page.late_seconds, page.source.section) == ("AT+QMTOPEN", "command", 120.0, "3.2.2")
    assert [form.kind for form in page.forms] == ["write", "read", "test"]
    host = next(parameter for parameter in page.parameters if parameter.name == "host_name")
    assert host.max == 100
    result = next(parameter for parameter in page.parameters if parameter.name == "result")
    assert ("4", "DNS resolution failed") in result.values


def test_urcs_tables_and_plain_names(ec600s: Knowledge) -> None:
    pages = ec600s.pages
    assert (pages.page("rdy") or pages.page("ATI")).kind == "urc"
    assert pages.page("+CREG").kind == "command"
    assert pages.page("urc:+CREG").kind == "urc"
    assert any(code.code == "4" for code in pages.page("qmtopen_result").codes)
    assert pages.page("ATI").name == "ATI"
    assert pages.page("AT").name == "AT"
    assert pages.page("nosuch") is None
    assert pages.page("") is None


def test_search_names_first_then_words_then_codes(ec600s: Knowledge) -> None:
    found = [entry.name for entry in ec600s.pages.search("qmto")]
    assert found[0] == "AT+QMTOPEN"
    assert "qmtopen_result" in [entry.name for entry in ec600s.pages.search("DNS resolution")]
    assert ec600s.pages.search("no such words") == []


@pytest.mark.parametrize("family", ["3gpp", "quectel", "tencent", "gosuncn"])
def test_every_entry_has_a_page(family: str) -> None:
    pages = Knowledge(resource("manuals"), family=family, cache="").pages
    for entry in pages.entries():
        page = pages.page(entry.key)
        assert page, entry
        assert (page.name, page.kind) == (entry.name, entry.kind)
        assert page.json()["name"] == entry.name
        assert page.key == entry.key == pages.key(entry.key)


def test_a_page_shows_what_the_manual_prints(ec600s: Knowledge) -> None:
    """The names of the rows' own descriptions (`<state=up>`) stay inside."""
    page = ec600s.pages.page("QMTCONN")
    assert [shape.syntax for shape in page.lines[:2]] == ["+QMTCONN: <client_idx>,<state>"] * 2
    names = [parameter.name for parameter in page.parameters]
    assert names.count("state") == 1
    assert "up" not in names
    for entry in ec600s.pages.entries():
        page = ec600s.pages.page(entry.key)
        for shape in (*page.forms, *page.lines):
            named = set(re.findall(r"<([^<>]+)>", shape.syntax))
            assert not any("=" in name for name in named), shape
            assert named <= {parameter.name for parameter in page.parameters} | {""}, (page.name, shape)
        for parameter in page.parameters:
            values = [value for value, _meaning in parameter.values]
            assert len(values) == len(set(values)), (page.name, parameter.name)


def test_a_value_and_its_meaning_are_one_name(ec600s: Knowledge) -> None:
    texts.use("en")
    said = [shape.text for shape in ec600s.pages.page("AT+QHTTPGET").lines]
    assert any("<httprspcode>" in text for text in said)
    assert not any("<httprspcode>, <httprspcode>" in text for text in said)


def test_what_to_try_is_a_sentence_and_a_command(ec600s: Knowledge) -> None:
    texts.use("en")
    step = ec600s.pages.page("AT+QMTOPEN").tries[0]
    assert (step.text, step.command) == ("Ask which clients are open", "AT+QMTOPEN?")
    busy = next(code for code in ec600s.pages.page("codes:qmtopen_result").codes if code.code == "2")
    assert "AT+QMTCLOSE=<client_idx>" in [step.command for step in busy.tries]


def test_a_table_tells_where_it_is_used(ec600s: Knowledge) -> None:
    assert ec600s.pages.page("codes:smtp_protocol").used == (("AT+QSMTPPUT", "AT+QSMTPPUT"),)
    assert ("urc:+QMTSTAT", "+QMTSTAT") in ec600s.pages.page("codes:qmtstat_err").used
