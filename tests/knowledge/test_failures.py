"""Why a command failed: from its values, and from what the session had heard."""

from __future__ import annotations

from atbench.knowledge import Knowledge

SUBSCRIBE = 'AT+QMTSUB=0,1,"t",0'


def test_a_value_out_of_range_is_the_first_cause(ec600s: Knowledge) -> None:
    error = ec600s.explain("ERROR", after='AT+QMTOPEN=0,"h",70000').error
    assert error
    assert error.causes[0] == "port 70000 is not allowed: 1-65535"


def test_what_the_session_heard_comes_first(ec600s: Knowledge) -> None:
    told = ec600s.explain("ERROR", after=SUBSCRIBE, facts={"mqtt 0": "open", "mqtt 1": "connected"})
    assert told.error
    assert told.error.causes[0] == "As heard in this session: The client is not connected"
    told = ec600s.explain("ERROR", after=SUBSCRIBE, facts={"mqtt 0": "connected"})
    assert told.error
    assert not any("not connected" in cause for cause in told.error.causes[:1])


def test_words_are_asked_for_where_the_session_has_none(ec600s: Knowledge) -> None:
    assert "AT+CMEE=2" in ec600s.explain("ERROR", after="AT+QIACT=1").remedies
    assert "AT+CMEE=2" not in ec600s.explain("ERROR", after="AT+QIACT=1", facts={"cmee": "2"}).remedies


def test_asked_and_not_granted_is_said(ec600s: Knowledge) -> None:
    told = ec600s.explain("+QMTSUB: 0,1,0,1", after=SUBSCRIBE)
    assert told.remarks == ("asked QoS 0, granted 1",)
    assert told.note.endswith("asked QoS 0, granted 1")
    assert told.json()["summary"].endswith("asked QoS 0, granted 1")
    assert not ec600s.explain("+QMTSUB: 0,1,0,0", after=SUBSCRIBE).remarks
