"""The status, line by line, with the rows that ship."""

from __future__ import annotations

from array import array

import pytest

from atbench.at.engine import Engine
from atbench.at.events import Bulk, Event
from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.session.status import Status

QUECTEL = Knowledge(resource("manuals"), profile="ec600s", cache="")


def heard(*traffic: str) -> Status:
    """The status after commands (they begin with AT) and lines of the module."""
    status, engine = Status(QUECTEL.told, QUECTEL.telling), Engine(QUECTEL.dialect)
    for number, line in enumerate(traffic):
        if line.startswith("AT"):
            engine.command(line)
            continue
        for event in engine.receive(f"\r\n{line}\r\n".encode()):
            assert isinstance(event, Event)
            status.after(event, number, float(number))
    return status


@pytest.mark.parametrize(
    ("traffic", "facts"),
    [
        (("AT+CREG?", "+CREG: 0,1"), {"cs": "1"}),
        (('+CEREG: 5,"1A2B","01A2B3C4",7',), {"eps": "5"}),
        (("AT+COPS?", '+COPS: 0,0,"EXAMPLE NET",7'), {"operator": "EXAMPLE NET"}),
        (("AT+CSQ", "+CSQ: 99,99"), {"rssi": "99"}),
        (("AT+QIACT?", '+QIACT: 1,1,1,"10.1.2.3"'), {"context 1": "active", "address 1": "10.1.2.3"}),
        (("AT+QIACT=1", "OK"), {"context 1": "active"}),
        (("AT+QIACT=1", "ERROR"), {}),
        (("AT+QIACT=1", "OK", '+QIURC: "pdpdeact",1'), {"context 1": "inactive"}),
        (("AT+QIACT=1", "OK", "AT+QIDEACT=1", "OK"), {"context 1": "inactive"}),
        (('AT+QMTOPEN=2,"h",1883', "OK", "+QMTOPEN: 2,0"), {"mqtt 2": "open"}),
        (('AT+QMTOPEN=2,"h",1883', "OK", "+QMTOPEN: 2,4"), {}),
        (('AT+QMTCONN=2,"h"', "OK", "+QMTCONN: 2,0,0", "+QMTSTAT: 2,1"), {"mqtt 2": "closed"}),
        (
            ('AT+QMTCFG="timeout",0,9,2,0', "OK"),
            {"mqtt packet seconds 0": "9", "mqtt repeats 0": "2"},
        ),
        (
            ('AT+QMTCFG="timeout",1', '+QMTCFG: "timeout",9,2,0', "OK"),
            {"mqtt packet seconds 1": "9", "mqtt repeats 1": "2"},
        ),
        (("+CPIN: READY", "RDY"), {}),
    ],
)
def test_what_lines_tell(traffic: tuple[str, ...], facts: dict[str, str]) -> None:
    assert heard(*traffic).now == facts


def test_a_settings_time_out_is_waited_for() -> None:
    subscribe = 'AT+QMTSUB=0,1,"t",0'
    assert QUECTEL.limits(subscribe).late == 15
    assert QUECTEL.limits(subscribe, heard('AT+QMTCFG="timeout",0,20,4,0', "OK").now).late == 80
    assert QUECTEL.limits('AT+QMTCONN=0,"c"', heard('AT+QMTCFG="timeout",0,20,0,0', "OK").now).late == 20
    assert QUECTEL.limits('AT+QMTCONN=1,"c"', heard('AT+QMTCFG="timeout",0,20,0,0', "OK").now).late == 5
    assert QUECTEL.limits('AT+QMTCONN=0,"c"', heard('AT+QMTCFG="timeout",0,20,0,0', "ERROR").now).late == 5


def test_the_lights_read_it() -> None:
    status = heard("AT+CSQ", "+CSQ: 24,99", "OK", "+CEREG: 1", "AT+QIACT?", '+QIACT: 1,1,1,"10.1.2.3"')
    assert status.dbm == -65
    assert status.registration == {"eps": 1}
    assert status.contexts == {1: "10.1.2.3"}
    assert status.heard("rssi") == 1.0
    assert heard().contexts is None


def test_the_past_stays_known() -> None:
    status = heard("+CPIN: NOT READY", "+CPIN: READY", "+CEREG: 2")
    assert status.at(1).get("sim") == "NOT READY"
    assert status.at(2).get("sim") == "READY"
    assert dict(status.at(0)) == {}
    assert dict(status.at(3)) == {"sim": "READY", "eps": "2"}


def test_of_a_flood_the_last_line_of_a_kind_counts() -> None:
    status, raw = Status(QUECTEL.told, QUECTEL.telling), b"\r\n+CEREG: 2\r\n\r\n+CEREG: 5\r\nx\r\n"
    bulk = Bulk(raw, array("I", [len(raw)]), {b"+CEREG:": 1})
    status.after_many(bulk, Engine(QUECTEL.dialect).classify)
    assert status.now == {"eps": "5"}


def test_that_something_is_no_more_is_heard_too() -> None:
    status = heard("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,1", "AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4")
    assert status.get("ftp") is None
    assert status.heard("ftp") == 5.0
    assert status.heard("mqtt 0") is None


def test_a_question_that_was_answered() -> None:
    assert heard("AT+QIACT?", "OK").answered("AT+QIACT?") == 1.0
    assert heard("AT+QIACT?", "ERROR").answered("AT+QIACT?") is None
    assert heard("AT+QIACT=1", "OK").answered("AT+QIACT=1") is None  # no question


def test_after_a_restart_nothing_was_heard() -> None:
    status = heard("AT+CSQ", "+CSQ: 24,99", "OK", "+CEREG: 1", "RDY")
    assert (status.names, status.answered("AT+CSQ"), status.heard("rssi")) == ((), None, None)


def test_a_level_beyond_all_measure_is_none() -> None:
    status = heard("AT+CSQ", f"+CSQ: {'9' * 5000},99", "OK")
    assert status.dbm is None
    assert status.registration == {}
