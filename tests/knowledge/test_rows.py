from __future__ import annotations

import pytest

from atbench.at.engine import Engine
from atbench.at.events import Event
from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.knowledge.rows import chain


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("+QMTCONN: 0,3", {"answer"}),
        ("+QMTCONN: 0,0", {"late"}),
        ("+QMTCONN: 0,0,0", {"late"}),
        ("+QMTCONN: 0,0,5", {"late"}),
        ("+QMTCONN: 0,1", {"answer", "late"}),
        ("+QMTCONN: 0,2", {"answer", "late"}),
        ("+QMTCONN: 6,3", set()),
        ("+CREG: 0,1", {"answer"}),
        ("+CREG: 1", {"urc"}),
        ('+CREG: 1,"1A2B","01A2B3C4",7', {"urc"}),
        ('+CREG: 2,1,"1A2B","01A2B3C4",7', {"answer"}),
        ("+CEREG: 2", {"urc"}),
        ("+CGREG: 0,5", {"answer"}),
        ("+QMTOPEN: 0,4", {"late"}),
        ("+QMTOPEN: 0,-1", {"late"}),
        ('+QMTOPEN: 0,"host.example",1883', {"answer", "urc"}),
        ('+QMTOPEN: (0-5),"hostname",(1-65535)', {"answer"}),
        ("+QMTRECV: 0,1", {"urc"}),
        ("+QMTRECV: 0,1,0,0,0,0", {"answer"}),
        ('+QMTRECV: 0,0,"t","x"', {"answer", "urc"}),
        ("+QMTSTAT: 0,1", {"urc"}),
        ("+CPIN: READY", {"answer", "urc"}),
        ("+CLIP: 1,1", {"answer"}),
        ('+CLIP: "10000000017",129', {"urc"}),
        ("+CUSD: 1", {"answer", "urc"}),
        ('+CUSD: 1,"text",15', {"urc"}),
        ("+CUSD: 5", {"urc"}),
        ("+C5GREG: 1,1", {"answer"}),
        ("+C5GREG: 1", {"urc"}),
        ("+CFUN: 1", {"answer", "urc"}),
        ("+CSQ: 24,99", {"answer", "urc"}),
        ("+QSIMSTAT: 1,0", {"answer", "urc"}),
        ("+QIND: PB DONE", {"urc"}),
        ("RDY", {"urc"}),
    ],
)
def test_shapes_and_ranges_tell_roles_apart(ec600s: Knowledge, line: str, kinds: set[str]) -> None:
    roles = ec600s.dialect.roles.get(line.partition(":")[0].encode(), ())
    assert {role.kind for role in roles if role.pattern.match(line.encode())} == kinds


@pytest.mark.parametrize(
    ("line", "ok"),
    [
        (b"+QMTOPEN: 0,0", True),
        (b"+QMTOPEN: 0,3", False),
        (b"+QMTCONN: 0,0,0", True),
        (b"+QMTCONN: 0,0,4", False),
        (b"+QMTCONN: 0,1", None),
        (b"+QMTCONN: 0,2", False),
        (b"+QMTSUB: 0,1,0,1", True),
        (b"+QMTSUB: 0,1,1,2", None),
        (b"+QMTSUB: 0,1,2", False),
        (b"+QMTSUB: 0,1,0,128", False),
        (b"+QMTSUB: 0,1,0,1,128", False),
        (b"+QMTSUB: 0,1,0,0,1,2", True),
        (b"+QMTUNS: 0,2,0", True),
        (b"+QMTPUBEX: 0,1,1,1", None),
        (b"+QMTPUBEX: 0,0,0", True),
        (b"+QMTDISC: 0,-1", False),
    ],
)
def test_late_results_say_how_it_went(ec600s: Knowledge, line: bytes, ok: bool | None) -> None:
    roles = ec600s.dialect.roles[line.partition(b":")[0]]
    assert next(role for role in roles if role.kind == "late" and role.pattern.match(line)).ok(line) is ok


@pytest.mark.parametrize(
    ("line", "body"),
    [
        (b"+CMT: ,23", "line"),
        (b'+CMT: "+10000000017",,"24/05/06,14:10:00+32"', "line"),
        (b"+CBM: 88", "line"),
        (b"+CDS: 25", "line"),
        (b'+CDS: 6,17,"+10000000017",145,"24/05/06,14:10:00+32","24/05/06,14:10:07+32",0', ""),
        (b'^HCMT: "10000000017","24/05/06,14:10:00",0,1,5,0,0,0,1', "line"),
        (b'^HCDS: "10000000017","24/05/06,14:10:00",0,1,5,0,0,2,1', "line"),
        (b'+CMGR: "REC UNREAD","+10000000017",,"24/05/06,14:10:00+32"', "line"),
        (b'+CMGR: "REC UNREAD","+10000000017",,"24/05/06,14:10:00+32",145,4,0,0,"+10000000000",145,5', "line"),
        (b'+CMGR: "REC READ",6,17,"+10000000017",145,"24/05/06,14:10:00+32","24/05/06,14:10:07+32",0', ""),
        (b"+CMGR: 0,,23", "line"),
        (b"+CMGL: 1,1,,23", "line"),
        (b'+CMGL: 1,"REC READ","+10000000017",,"24/05/06,14:10:00+32"', "line"),
        (b'+CUSD: 0,"balance', "quote"),
        (b'+CUSD: 0,"balance 5",15', "quote"),
        (b'+CMTI: "SM",3', ""),
    ],
)
def test_lines_of_two_say_so(ec600s: Knowledge, line: bytes, body: str) -> None:
    fitting = [role for role in ec600s.dialect.roles[line.partition(b":")[0]] if role.pattern.match(line)]
    assert fitting
    assert {role.body for role in fitting} == {body}


def test_the_text_of_a_message_is_no_line_of_its_own(ec600s: Knowledge) -> None:
    engine = Engine(ec600s.dialect)
    stream = b'\r\n+CMT: "+10000000017",,"24/05/06,14:10:00+32"\r\nRING\r\n\r\nRING\r\n'
    events = [event for event in engine.receive(stream) if isinstance(event, Event)]
    assert [(event.kind, event.name) for event in events] == [("urc", "+CMT"), ("data", "+CMT"), ("urc", "RING")]


def test_commands_say_what_they_do_to_the_stream(ec600s: Knowledge) -> None:
    rules = ec600s.dialect.commands
    assert (rules["+QMTPUBEX"].opens, rules["+QMTPUBEX"].length) == ("prompt", 5)
    assert rules["+QMTOPEN"].late == ("+QMTOPEN",)
    assert rules["I"].bare
    assert rules["D"].dials
    assert rules["+CSQ"].late == ()


@pytest.mark.parametrize("family", ["quectel", "tencent", "gosuncn", "3gpp"])
@pytest.mark.parametrize(
    ("stream", "lines"),
    [
        (b'\r\n+QMTRECV: 0,0,"t",7,"{"a":1}"\r\nRDY\r\n', [b'+QMTRECV: 0,0,"t",7,"{"a":1}"', b"RDY"]),
        (b'\r\n+QMTRECV: 0,0, "t",4,"a\r\nb"\r\nRDY\r\n', [b'+QMTRECV: 0,0, "t",4,"a\r\nb"', b"RDY"]),
        (b'\r\n+QMTRECV: 0,0,"t",2,OK\r\nRDY\r\n', [b'+QMTRECV: 0,0,"t",2,OK', b"RDY"]),
        (b'\r\n+QMTRECV: 0,0,"t","OK"\r\nRDY\r\n', [b'+QMTRECV: 0,0,"t","OK"', b"RDY"]),
        (b'\r\n+QMTRECV: 0,0,"t",2\r\nOK\r\nRDY\r\n', [b'+QMTRECV: 0,0,"t",2', b"OK", b"RDY"]),
        (b'+TCMQTTRCVPUB:"t",5,"a"\r\nb"\r\nRDY\r\n', [b'+TCMQTTRCVPUB:"t",5,"a"\r\nb"', b"RDY"]),
        (b'+TCMQTTRCV PUB: "t",2,"OK"\r\nRDY\r\n', [b'+TCMQTTRCV PUB: "t",2,"OK"', b"RDY"]),
        (b"+CLOUDPUBLISH: 0,/t,4,a\r\nb\r\nRDY\r\n", [b"+CLOUDPUBLISH: 0,/t,4,a\r\nb", b"RDY"]),
        (b"+TCREADFWDATA:4,\x00\r\n\xff\r\nRDY\r\n", [b"+TCREADFWDATA:4,\x00\r\n\xff", b"RDY"]),
        (b'\r\n+QIURC: "recv",0,2\r\nOK\r\nRDY\r\n', [b'+QIURC: "recv",0,2', b"OK", b"RDY"]),
        (b"\r\n+QIRD: 2\r\nOK\r\nRDY\r\n", [b"+QIRD: 2", b"OK", b"RDY"]),
        (b"CONNECT 2\r\nOK\r\nRDY\r\n", [b"CONNECT 2", b"OK", b"RDY"]),
    ],
)
def test_announced_bytes_are_no_lines_in_any_family(family: str, stream: bytes, lines: list[bytes]) -> None:
    dialect = Knowledge(resource("manuals"), family=family, cache="").dialect
    whole = Engine(dialect, live=False)
    events = [*whole.receive(stream), *whole.flush()]
    single = Engine(dialect, live=False)
    pieces = [event for byte in stream for event in single.receive(bytes([byte]))] + list(single.flush())
    assert [event.line for event in events if isinstance(event, Event)] == lines
    assert events == pieces
    assert not any(event.kind == "final" and event.line == b"OK" for event in events if isinstance(event, Event))


@pytest.mark.parametrize("line", [b'+QMTRECV: 0,0,"t",1', b'+TCMQTTRCVPUB:"t",1', b"+TCREADFWDATA:1", b"+QIRD: 1"])
def test_a_header_waits_until_it_is_complete(ec600s: Knowledge, line: bytes) -> None:
    assert not any(counted.pattern.match(line) for counted in ec600s.dialect.counted)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("AT+CSQ", ["AT+CSQ"]),
        ("AT+IPR=115200;&W", ["AT+IPR=115200", "AT&W"]),
        ('AT+X="a;b";+Y', ['AT+X="a;b"', "AT+Y"]),
        ("AT+CSQ;", ["AT+CSQ"]),
        (";", [";"]),
    ],
)
def test_chain(text: str, parts: list[str]) -> None:
    assert chain(text) == parts
