"""The table of contents and the search in it."""

from __future__ import annotations

import pytest

from atbench import texts
from atbench.knowledge import Knowledge
from atbench.knowledge.contents import Entry


@pytest.fixture
def english():
    texts.use("en")


def named(found: list[Entry]) -> list[str]:
    return [f"{entry.name} {entry.code}".strip() for entry in found]


def test_an_error_code_is_found_by_its_number(ec600s: Knowledge, english) -> None:
    first, *_rest = ec600s.pages.search("653")
    assert (first.name, first.code, first.kind, first.key) == ("smtp", "653", "errors", "codes:smtp")
    assert "DNS" in first.title
    assert named(ec600s.pages.search("65")).count("smtp 653") == 0
    assert named(ec600s.pages.search("653 dns")) == ["smtp 653"]
    assert ec600s.pages.search("653 nosuch") == []


def test_an_error_code_is_found_by_its_words(ec600s: Knowledge, english) -> None:
    found = named(ec600s.pages.search("dns failed"))
    assert {"smtp 653", "ftp 604", "qmtopen_result 4"} <= set(found)


def test_the_whole_name_comes_before_longer_ones(ec600s: Knowledge, english) -> None:
    found = named(ec600s.pages.search("at+csq"))
    assert found[0] == "AT+CSQ"
    assert named(ec600s.pages.search("qmtpub"))[:2] == ["AT+QMTPUB", "AT+QMTPUBEX"]


def test_a_number_stands_alone(ec600s: Knowledge, english) -> None:
    assert all(entry.code == "6" or "6" in entry.name for entry in ec600s.pages.search("6"))


def test_the_search_follows_the_language(ec600s: Knowledge) -> None:
    texts.use("zh_CN")
    try:
        assert "smtp 653" in named(ec600s.pages.search("域名解析"))
    finally:
        texts.use("en")
    assert ec600s.pages.search("域名解析") == []


def test_no_words_find_nothing(ec600s: Knowledge) -> None:
    assert ec600s.pages.search("  ") == []
