"""From lines to their places in the manual."""

from __future__ import annotations

import pytest

from atbench.at.engine import Engine
from atbench.at.events import Event
from atbench.knowledge import Knowledge


def places(known: Knowledge, line: str, after: str = "") -> list[tuple[str, str]]:
    """Keys and parts for a line that came after a command, or for the command itself."""
    raw = line.encode()
    if line.startswith("AT"):
        event = Event("command", raw, raw)
    else:
        engine = Engine(known.dialect)
        if after:
            engine.command(after)
        events = [*engine.receive(raw + b"\r\n"), *engine.flush()]
        event = next(event for event in events if isinstance(event, Event))
    return [(place.key, place.part) for place in known.places(event, known.explain(event=event))]


def test_a_command_leads_to_its_form(ec600s: Knowledge) -> None:
    page = ec600s.pages.page("AT+QSMTPCFG")
    (key, part), *_rest = places(ec600s, 'AT+QSMTPCFG="smtpserver","mail.example",465')
    assert key == "AT+QSMTPCFG"
    assert page.forms[int(part.removeprefix("form"))].syntax == 'AT+QSMTPCFG="smtpserver",<srvaddr>,<srvport>'
    assert places(ec600s, "AT+CSQ;+CREG?")[0][0] == "AT+CSQ"


@pytest.mark.parametrize(
    ("line", "after", "key", "syntax"),
    [
        ("+QMTOPEN: 0,0", 'AT+QMTOPEN=0,"h",1883', "AT+QMTOPEN", "+QMTOPEN: <client_idx>,<result>"),
        ("+CSQ: 24,99", "AT+CSQ", "AT+CSQ", "+CSQ: <rssi>,<ber>"),
        ("+QMTSTAT: 0,1", "", "urc:+QMTSTAT", "+QMTSTAT: <client_idx>,<err_code>"),
    ],
)
def test_a_line_leads_to_its_shape(ec600s: Knowledge, line: str, after: str, key: str, syntax: str) -> None:
    found = places(ec600s, line, after)
    assert found[0][0] == key
    page = ec600s.pages.page(key)
    assert page.lines[int(found[0][1].removeprefix("line"))].syntax == syntax


def test_a_failed_line_leads_to_its_code_as_well(ec600s: Knowledge) -> None:
    found = places(ec600s, "+QMTOPEN: 0,4", 'AT+QMTOPEN=0,"h",1883')
    assert [key for key, _part in found] == ["AT+QMTOPEN", "codes:qmtopen_result"]
    assert found[1][1] == "code:4"


def test_a_coded_final_leads_to_the_code_first(ec600s: Knowledge) -> None:
    found = places(ec600s, "+CME ERROR: 653", "AT+QSMTPPUT=300")
    assert found == [("codes:smtp", "code:653"), ("AT+QSMTPPUT", "causes")]


def test_a_plain_error_leads_to_the_causes(ec600s: Knowledge) -> None:
    assert places(ec600s, "ERROR", 'AT+QMTCONN=0,"x"')[0] == ("AT+QMTCONN", "causes")


def test_an_unknown_line_has_no_place(ec600s: Knowledge) -> None:
    assert places(ec600s, "+QFOO: 1") == []
    assert places(ec600s, "AT+QFOO=1") == []


def test_every_place_of_an_example_is_on_its_page(ec600s: Knowledge) -> None:
    """Whatever line a page shows, its place is a part of a page that is there."""
    for entry in ec600s.pages.entries():
        for form in ec600s.pages.page(entry.key).forms:
            for key, part in places(ec600s, form.example):
                page = ec600s.pages.page(key)
                assert page, (form.example, key)
                assert not part or int(part.removeprefix("form")) < len(page.forms)
