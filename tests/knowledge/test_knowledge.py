from __future__ import annotations

from pathlib import Path

import pytest

from atbench.files import resource
from atbench.knowledge import Knowledge, Limits


@pytest.mark.parametrize(
    ("command", "limits"),
    [
        ("AT", Limits(0.3)),
        ("ATE0", Limits(0.3)),
        ("AT+CMGF=1", Limits(0.3)),
        ("A/", Limits(180.0)),
        ("AT+CSQ", Limits(0.3)),
        ("AT+QIACT=1", Limits(150.0)),
        ("AT+QIACT?", Limits(5.0)),
        ("AT+QIDEACT=1", Limits(40.0)),
        ("AT+COPS=?", Limits(180.0)),
        ('AT+QMTOPEN=0,"h",1883', Limits(5.0, 120.0)),
        ("AT+QMTOPEN?", Limits(5.0)),
        ('AT+QMTCONN=0,"c"', Limits(5.0, 5.0)),
        ('AT+QMTSUB=0,1,"t",0', Limits(5.0, 15.0)),
        ('AT+QMTPUBEX=0,0,0,0,"t",5', Limits(5.0, 15.0)),
        ("AT+QMTDISC=0", Limits(5.0, 30.0)),
        ("AT+QPOWD", Limits(0.3, 60.0)),
        ("AT+NOSUCH", Limits(5.0)),
        ("", Limits(5.0)),
    ],
)
def test_limits(ec600s: Knowledge, command: str, limits: Limits) -> None:
    assert ec600s.limits(command) == limits


@pytest.mark.parametrize(
    ("profile", "family", "title"),
    [
        ("ec600s", "quectel", "EC600S"),
        ("ec20", "quectel", "EC20"),
        ("quectel", "quectel", "Quectel"),
        ("tencent-esp8266", "tencent", "Tencent ESP8266"),
        ("me3630", "gosuncn", "ME3630"),
        ("3gpp", "3gpp", "3GPP"),
    ],
)
def test_profiles(profile: str, family: str, title: str, tmp_path: Path) -> None:
    known = Knowledge(resource("manuals"), profile=profile, cache=tmp_path)
    assert (known.family, known.title) == (family, title)


def test_the_family_overrules_the_profile() -> None:
    known = Knowledge(resource("manuals"), family="tencent", cache="")
    assert known.family == "tencent"
    assert known.explain("+CREG: 1").kind == "urc"


def test_nothing_is_compiled_before_it_is_met() -> None:
    known = Knowledge(resource("manuals"), cache="")
    roles = known.dialect.roles
    assert len(roles) > 50
    assert not roles._roles  # type: ignore[attr-defined]
    assert roles[b"RDY"]
    with pytest.raises(KeyError):
        roles[b"+NOSUCH"]


def test_bytes_and_text_are_both_lines(ec600s: Knowledge) -> None:
    assert ec600s.explain(b"+CSQ: 24,99").json() == ec600s.explain("+CSQ: 24,99").json()


def test_the_command_may_be_told_beside_an_event(ec600s: Knowledge) -> None:
    event = ec600s.dialect and ec600s._classify(b"ERROR", "")
    told = ec600s.explain(event=event, command_sent="AT+QIACT=1")
    assert told.error is not None
    assert told.error.causes[0] == "The context is active already"
