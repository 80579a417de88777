"""The status, line by line."""

import pytest

from atbench.at.events import Event
from atbench.session.status import Status

CASES = [
    ("answer", b"+CREG: 0,1", "", {"cs": 1}),
    ("urc", b'+CEREG: 5,"1A2B","01A2B3C4",7', "", {"eps": 5}),
    ("answer", b'+COPS: 0,0,"CHINA MOBILE",7', "", {"operator": "CHINA MOBILE"}),
    ("answer", b"+CSQ: 99,99", "", {"rssi": 99, "dbm": None}),
    ("answer", b'+QIACT: 1,1,1,"10.1.2.3"', "", {"contexts": ((1, "10.1.2.3"),)}),
    ("final", b"OK", "AT+QIACT=1", {"contexts": ((1, ""),)}),
    ("late", b"+QMTOPEN: 2,0", "", {"clients": (2,)}),
    ("text", b"+CSQ: 24,99", "", {"rssi": None}),
    ("answer", b"+CSQ", "", {"rssi": None}),
    ("answer", b'+QIACT: x,1,1,"a"', "", {"contexts": None}),
]


@pytest.mark.parametrize(("kind", "line", "command", "expected"), CASES)
def test_after(kind, line, command, expected):
    status = Status().after(Event(kind, line, line, command, ok=True if kind in ("late", "final") else None))
    assert {name: getattr(status, name) for name in expected} == expected


def test_context_goes_with_deactivation_and_restart():
    up = Status(contexts=((1, "10.1.2.3"),), sim="READY")
    assert up.after(Event("final", b"", b"OK", "AT+QIDEACT=1", ok=True)).contexts == ()
    assert up.after(Event("urc", b"", b'+QIURC: "pdpdeact",1')).contexts == ()
    assert up.after(Event("urc", b"", b"RDY")) == Status()
