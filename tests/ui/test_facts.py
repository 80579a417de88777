"""The rows of the status panel, from traffic alone."""

from __future__ import annotations

import pytest

from atbench import texts
from atbench.at.engine import Engine
from atbench.at.events import Event
from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.session.status import Status
from atbench.ui.facts import Item, ago, items, question

KNOWN = {name: Knowledge(resource("manuals"), profile=name, cache="") for name in ("ec600s", "me3630", "tencent")}


@pytest.fixture(autouse=True)
def _english() -> None:
    texts.use("en")


def after(module: str, *traffic: str) -> dict[str, Item]:
    """The rows after these lines, one a second from 1 on; what begins with AT is sent."""
    known = KNOWN[module]
    engine, status = Engine(known.dialect), Status(known.told, known.telling)
    for time, line in enumerate(traffic, start=1):
        if line.startswith("AT"):
            engine.command(line)
            continue
        for event in engine.receive(line.encode() + b"\r\n"):
            if isinstance(event, Event):
                status.after(event, time, float(time))
    return {item.name: item for item in items(status, known)}


@pytest.mark.parametrize(
    ("traffic", "name", "state", "value"),
    [
        (("AT+CPIN?", "+CPIN: READY", "OK"), "sim", "good", "ready"),
        (("+CPIN: PH-SP PIN",), "sim", "working", "PH-SP PIN"),
        (("AT+CREG?", "+CREG: 0,5", "OK"), "cs", "good", "roaming"),
        (("+CEREG: 3,,,,0,11",), "eps", "failed", "denied: this network is not allowed (11)"),
        (("+CREG: 3,,,,0,2",), "cs", "failed", "denied: "),
        (("AT+COPS?", '+COPS: 0,0,"TESTNET",7', "OK"), "operator", "good", "TESTNET"),
        (("AT+COPS?", "+COPS: 0", "OK"), "operator", "unknown", "none"),
        (("AT+CSQ", "+CSQ: 24,99", "OK"), "rssi", "good", "−65 dBm, very good"),
        (("AT+CSQ", "+CSQ: 4,99", "OK"), "rssi", "working", "−105 dBm, very weak"),
        (("AT+CSQ", "+CSQ: 99,99", "OK"), "rssi", "failed", "no signal"),
        (("AT+QIACT?", '+QIACT: 1,1,1,"10.1.2.3"', "OK"), "context", "good", "1: 10.1.2.3"),
        (("AT+QIACT=2", "OK"), "context", "good", "2: active"),
        (("AT+QIACT?", "OK"), "context", "unknown", "none active"),
        (('AT+QMTOPEN=0,"h",1883', "OK", "+QMTOPEN: 0,0"), "mqtt", "working", "0: open, not signed in"),
        (("AT+QMTCONN?", "+QMTCONN: 0,3", "+QMTCONN: 2,1", "OK"), "mqtt", "working", "0: signed in\n2: open"),
        (("AT+QMTCONN?", "OK"), "mqtt", "unknown", "none open"),
        (("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,2"), "ftp", "good", "transferring"),
        (("AT+QFTPSTAT", "OK", "+QFTPSTAT: 0,4"), "ftp", "unknown", "closed"),
        (('AT+QFOPEN="UFS:a"', "+QFOPEN: 3", "OK"), "file", "good", "open: 3"),
    ],
)
def test_what_was_heard_in_words(traffic: tuple[str, ...], name: str, state: str, value: str) -> None:
    item = after("ec600s", *traffic)[name]
    assert (item.state, item.value[: len(value)]) == (state, value)
    assert item.heard is not None


def test_nothing_was_heard() -> None:
    assert {(item.value, item.heard) for item in after("ec600s").values()} == {("", None)}


def test_the_host_stands_behind_a_client() -> None:
    rows = after(
        "ec600s", "AT+QMTCONN?", "+QMTCONN: 0,3", "OK", "AT+QMTOPEN?", '+QMTOPEN: 0,"broker.example",1883', "OK"
    )
    assert rows["mqtt"].value == "0: signed in, broker.example"


def test_each_row_has_its_own_time() -> None:
    rows = after("ec600s", "+CPIN: READY", "+CEREG: 1", "AT+CSQ", "+CSQ: 24,99", "OK")
    assert [rows[name].heard for name in ("sim", "eps", "rssi", "cs")] == [1.0, 2.0, 5.0, None]


def test_what_the_last_answer_does_not_name_is_gone() -> None:
    opened = ("AT+QIACT=1", "OK", "AT+QIACT?", '+QIACT: 1,1,1,"10.1.2.3"', "OK")
    assert after("ec600s", *opened)["context"].value == "1: 10.1.2.3"
    assert after("ec600s", *opened, "AT+QIACT?", "OK")["context"].value == "none active"


def test_a_restart_empties_it() -> None:
    rows = after("ec600s", "+CPIN: READY", "+CEREG: 1", "AT+QIACT?", "OK", "RDY")
    assert {(item.value, item.heard) for item in rows.values()} == {("", None)}


@pytest.mark.parametrize(
    ("module", "there", "missing"),
    [
        ("ec600s", {"context", "mqtt", "ftp", "file"}, {"address", "cloud", "tencent", "ecm", "5gs", "socket"}),
        ("me3630", {"context", "address", "ecm", "cloud"}, {"mqtt", "ftp", "file", "tencent"}),
        ("tencent", {"tencent", "tencent net", "tencent device"}, {"mqtt", "cloud", "file"}),
    ],
)
def test_only_what_this_module_can_be_asked(module: str, there: set[str], missing: set[str]) -> None:
    rows = after(module)
    assert there <= set(rows)
    assert not missing & set(rows)
    assert all(KNOWN[module].knows(item.question) for item in rows.values())


def test_some_rows_come_when_they_are_spoken_of() -> None:
    assert after("ec600s", "+C5GREG: 1")["5gs"].value == "home"
    assert question("context", KNOWN["ec600s"]) == "AT+QIACT?"
    assert question("context", KNOWN["me3630"]) == "AT+CGACT?"


def test_in_chinese() -> None:
    texts.use("zh_CN")
    assert after("ec600s", "+CEREG: 3,,,,0,11")["eps"].value.endswith("(11)")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-3, "now"), (0.4, "now"), (12, "12 s ago"), (60, "1 min ago"), (7200, "2 h ago"), (86400 * 3, "3 days ago")],
)
def test_how_long_ago(seconds: float, text: str) -> None:
    assert ago(seconds) == text
