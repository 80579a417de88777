"""What is offered while a command line is typed."""

from __future__ import annotations

import pytest

from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.knowledge.compose import Composition


def at(known: Knowledge, text: str, **more: object) -> Composition:
    """The composition at the mark `|`, or at the end."""
    cursor = text.index("|") if "|" in text else len(text)
    composition = known.compose(text.replace("|", ""), cursor, **more)  # type: ignore[arg-type]
    assert composition is not None
    return composition


@pytest.mark.parametrize(
    ("text", "first", "start", "end"),
    [
        ("AT+QMTO", "+QMTOPEN=", 2, 7),
        ("at+qmto", "+QMTOPEN=", 2, 7),
        ("AT+topen", "+QMTOPEN=", 2, 8),
        ("AT+QM|OPEN=0", "+QMTCFG=", 2, 9),
        ('AT+QMTCFG="ve', '"version",', 10, 13),
        ('AT+QMTCFG="version",0,', "3", 22, 22),
        ('AT+QMTSUB=0,1,"a",1,"b",', "0", 24, 24),
        ("AT+CMEE=2;+CREG=", "0", 16, 16),
        ("AT+CMEE=|2;+CREG=", "0", 8, 9),
    ],
)
def test_offers_take_the_place_of_what_is_typed(ec600s: Knowledge, text: str, first: str, start: int, end: int) -> None:
    composition = at(ec600s, text)
    assert (composition.offers[0].text, composition.start, composition.end) == (first, start, end)
    assert composition.offers[0].meaning


@pytest.mark.parametrize(
    ("text", "name", "allowed", "left", "current"),
    [
        ("AT+QMTOPEN=", "client_idx", "0-5", None, 0),
        ('AT+QMTOPEN=0,"host.example"', "host_name", "", 88, 1),
        ('AT+QMTOPEN=0,"a,b",', "port", "1-65535", None, 2),
        ('AT+QMTCFG="version",', "client_idx", "0-5", None, 1),
        ('AT+QMTSUB=0,1,"a",1,', "topic", "", None, 2),
        ("AT+QMTOPEN=0|,1", "client_idx", "0-5", None, 0),
    ],
)
def test_each_parameter_in_turn(
    ec600s: Knowledge, text: str, name: str, allowed: str, left: int | None, current: int
) -> None:
    composition = at(ec600s, text)
    assert composition.slot
    slot = composition.slot
    assert (slot.name, slot.allowed, slot.left, composition.current) == (name, allowed, left, current)
    assert slot.meaning
    assert composition.params[current] == name


def test_no_command_line_no_composition(ec600s: Knowledge) -> None:
    assert ec600s.compose("hello", 5) is None
    assert ec600s.compose("AT+CSQ", 0) is None


@pytest.mark.parametrize(
    ("key", "meaning"),
    [
        ("smtpserver", "Mails go through <srvaddr>, port <srvport>"),
        ("bodyoriginal", "The body is sent <body_switch>"),
        ("ssltype", "Connects to the mail server"),
    ],
)
def test_a_setting_is_told_in_whole_words(key: str, meaning: str) -> None:
    known = Knowledge(resource("manuals"), profile="ec20")
    offers = at(known, f'AT+QSMTPCFG="{key}').offers
    assert [offer.meaning for offer in offers] == [meaning]


def test_other_forms_are_a_key_away(ec600s: Knowledge) -> None:
    assert at(ec600s, "AT+QMTOPEN=0").forms == ("AT+QMTOPEN=", "AT+QMTOPEN?", "AT+QMTOPEN=?")


def test_what_the_module_supports_and_what_was_used(ec600s: Knowledge) -> None:
    ranges = {"+QMTCFG": ['+QMTCFG: "version",(0-2),(4)', '+QMTCFG: "keepalive",(0-2),(0-1200)']}
    used = {"host": ["broker.example"]}
    composition = at(ec600s, 'AT+QMTCFG="keepalive",0,', ranges=lambda name: ranges.get(name, ()))
    assert composition.slot
    assert composition.slot.supported == "(0-1200)"
    version = at(ec600s, 'AT+QMTCFG="version",0,', ranges=lambda name: ranges.get(name, ()))
    assert [offer.shown for offer in version.offers] == ["4"]
    wrong = at(ec600s, 'AT+QMTCFG="keepalive",0,1300', ranges=lambda name: ranges.get(name, ()))
    assert [doubt.text for doubt in wrong.doubts] == ["this module supports (0-1200)"]
    composition = at(ec600s, "AT+QMTOPEN=0,", remembered=lambda kind: used.get(kind, ()))
    assert [offer.text for offer in composition.offers] == ['"broker.example",']


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ('AT+QMTOPEN=0,"h",1883', []),
        ('AT+QMTOPEN=9,"h",70000', ["client_idx 9 is not allowed: 0-5", "port 70000 is not allowed: 1-65535"]),
        ("AT+QMTOPEN=0,h,1883", ["host_name stands in quotes"]),
        ("AT+QMTOPEN=x", ["client_idx is a number: 0-5", "missing: host_name, port"]),
        ('AT+QMTOPEN=0,"h",1,2', ["more values than the manual describes"]),
        (f'AT+QMTOPEN=0,"{"h" * 101}",1', ["host_name is 101 bytes long, 100 are allowed"]),
        ("AT+CSQ;+CREG=7", ["n 7 is not allowed: 0-2"]),
        ("AT+NOSUCH=1", []),
    ],
)
def test_doubts(ec600s: Knowledge, text: str, doubts: list[str]) -> None:
    found = ec600s.doubts(text)
    assert [doubt.text for doubt in found] == doubts
    assert all(0 <= doubt.start <= doubt.end <= len(text) for doubt in found)


def test_a_doubt_knows_its_place(ec600s: Knowledge) -> None:
    text = 'AT+CSQ;+QMTOPEN=9,"h",1'
    (doubt,) = ec600s.doubts(text)
    assert text[doubt.start : doubt.end] == "9"


def test_kinds_of_values(ec600s: Knowledge) -> None:
    assert ("host", "broker.example") in ec600s.kinds('AT+QMTOPEN=0,"broker.example",1883')
    assert ec600s.kinds('AT+QMTCFG="aliauth",0,"k","n","secret"') == ()
