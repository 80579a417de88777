"""Pages as rich text."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest

from atbench import texts
from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.ui.manual.html import BREAK, Writer


@pytest.fixture(scope="module")
def pages():
    return Knowledge(resource("manuals"), profile="ec600s", cache="").pages


@pytest.fixture
def spoken():
    """Another language for one test."""
    yield texts.use
    texts.use("en")


def written(pages, name: str, part: str = "") -> str:
    return Writer(pages.page(name), pages.key, part).html()


def test_every_form_can_be_tried(theme, pages) -> None:
    html = written(pages, "AT+QMTOPEN")
    assert html.count('href="try:') == 3 + 1  # the forms, and what to try
    assert 'href="try:AT%2BQMTOPEN%3D0%2C%22broker.example%22%2C1883"' in html


def test_a_command_in_a_text_leads_to_its_page(theme, pages) -> None:
    html = written(pages, "AT+QSMTPCFG")
    assert '<a href="page:AT%2BQSSLCFG">AT+QSSLCFG</a>' in html
    assert 'href="page:AT%2BQSMTPCFG"' not in html  # it is here already


def test_angles_and_quotes_of_the_wire_are_text(theme, pages) -> None:
    html = written(pages, "AT+QMTOPEN")
    assert "&lt;client_idx&gt;" in html
    assert "<client_idx>" not in html


def test_every_part_of_a_page_is_an_anchor(theme, pages) -> None:
    for name in ("AT+QMTCONN", "AT+CEREG", "urc:+QMTSTAT"):
        page, html = pages.page(name), written(pages, name)
        wanted = [f"form{n}" for n in range(len(page.forms))] + [f"line{n}" for n in range(len(page.lines))]
        assert [part for part in wanted if html.count(f'name="{part}"') != 1] == []
    html = written(pages, "codes:smtp")
    assert 'name="code:653"' in html
    assert 'name="causes"' in written(pages, "AT+QMTCONN")


def test_what_is_meant_is_marked(theme, pages) -> None:
    assert "background-color" not in written(pages, "AT+CSQ")
    marked = written(pages, "codes:smtp", "code:653")
    assert re.findall(r'<tr style="background-color: #\w+"><td[^>]*><p class="field">(\d+)</p>', marked) == ["653"]


def test_shapes_that_read_the_same_are_shown_once(theme, pages) -> None:
    html = written(pages, "AT+QMTCONN").replace(BREAK, "")
    assert html.count("+QMTCONN: &lt;client_idx&gt;,&lt;state&gt;") == 1
    assert "+QMTCONN: 0,3" in html
    assert "+QMTCONN: 0,2" in html


def test_many_codes_are_a_link(theme, pages) -> None:
    html = written(pages, "AT+QHTTPGET")
    assert 'href="page:codes:http"' in html
    assert "714" not in html
    assert ">4</p>" in written(pages, "AT+QMTOPEN")  # few stand here


def test_a_placeholder_is_left_to_the_user(theme, pages) -> None:
    html = written(pages, "codes:qmtopen_result").replace(BREAK, "")
    assert 'href="try:AT%2BQMTCLOSE%3D"' in html
    assert "AT+QMTCLOSE=&lt;client_idx&gt;" in html


def test_a_table_names_its_users(theme, pages) -> None:
    assert '<a href="page:AT%2BQMTOPEN">AT+QMTOPEN</a>' in written(pages, "codes:qmtopen_result")


def test_remarks_and_facts_stand_at_the_top(theme, pages) -> None:
    page = replace(pages.page("AT+CSQ"), facts=("Saved with AT&W.",), remarks=("printed as +CSQQ",))
    html = Writer(page, pages.key).html()
    assert 'Saved with <a href="page:AT%26W">AT&amp;W</a>.' in html
    assert '<p class="doubt">printed as +CSQQ</p>' in html


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_page_is_written_and_every_link_on_it_leads_somewhere(theme, pages, spoken, language: str) -> None:
    spoken(language)
    for entry in pages.entries():
        html = written(pages, entry.key)
        targets = [unquote(target) for target in re.findall(r'href="page:([^"]*)"', html)]
        assert entry.key not in targets
        assert all(pages.key(target) == target for target in targets), entry
        assert all(target for target in re.findall(r'href="try:([^"]*)"', html)), entry
