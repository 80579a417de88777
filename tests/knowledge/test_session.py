"""A whole session with a cloud: the shipped rows must know every line of it, and of which kind it is."""

from __future__ import annotations

from atbench.at.engine import Engine
from atbench.at.events import Event
from atbench.knowledge import Knowledge

TOPIC = "/sys/a1EXAMPLE00/lamp_7/thing/service/property/set"
PUSH = '{"method":"thing.service.property.set","id":"17","params":{"Lamp":1}}'

# What is sent, what comes back: (line, kind, how it went).
TALK: list[tuple[str, list[tuple[str, str, bool | None]]]] = [
    (
        "",
        [("RDY", "urc", None), ("+CFUN: 1", "urc", None), ("+CPIN: READY", "urc", None), ("+QUSIM: 1", "urc", None)],
    ),
    ("", [("+QIND: SMS DONE", "urc", None), ("+QIND: PB DONE", "urc", None)]),
    ("AT", [("OK", "final", True)]),
    ("AT+CPIN?", [("+CPIN: READY", "answer", None), ("OK", "final", True)]),
    ("AT+CREG?", [("+CREG: 0,1", "answer", None), ("OK", "final", True)]),
    ("AT+CGREG?", [("+CGREG: 0,1", "answer", None), ("OK", "final", True)]),
    ("AT+CEREG?", [("+CEREG: 0,1", "answer", None), ("OK", "final", True)]),
    ("AT+QICSGP=1", [('+QICSGP: 1,"internet.example","","",1', "answer", None), ("OK", "final", True)]),
    ('AT+QICSGP=1,1,"internet.example","","",1', [("OK", "final", True)]),
    ("AT+QIACT=1", [("OK", "final", True)]),
    ("AT+QIACT?", [('+QIACT: 1,1,1,"10.0.0.17"', "answer", None), ("OK", "final", True)]),
    ('AT+QMTCFG="recv/mode",0,0,1', [("OK", "final", True)]),
    ('AT+QMTCFG="aliauth",0,"a1EXAMPLE00","lamp_7","0123456789abcdef"', [("OK", "final", True)]),
    ('AT+QMTOPEN=0,"cloud.example",1883', [("OK", "final", True), ("+QMTOPEN: 0,0", "late", True)]),
    ("AT+QMTOPEN?", [('+QMTOPEN: 0,"cloud.example",1883', "answer", None), ("OK", "final", True)]),
    ('AT+QMTCONN=0,"lamp"', [("OK", "final", True), ("+QMTCONN: 0,0,0", "late", True)]),
    ("AT+QMTCONN?", [("+QMTCONN: 0,3", "answer", None), ("OK", "final", True)]),
    (f'AT+QMTSUB=0,1,"{TOPIC}",0', [("OK", "final", True), ("+QMTSUB: 0,1,0,1", "late", True)]),
    (f'AT+QMTUNS=0,2,"{TOPIC}"', [("OK", "final", True), ("+QMTUNS: 0,2,0", "late", True)]),
    (f'AT+QMTSUB=0,1,"{TOPIC}",0', [("OK", "final", True), ("+QMTSUB: 0,1,0,0", "late", True)]),
    ("", [(f'+QMTRECV: 0,0,"{TOPIC}",{len(PUSH)},"{PUSH}"', "urc", None)]),
    ("AT+QMTDISC=0", [("OK", "final", True), ("+QMTDISC: 0,0", "late", True)]),
    ("AT+QIDEACT=1", [("OK", "final", True)]),
    ('AT+QMTOPEN=0,"cloud.example",1883', [("OK", "final", True), ("+QMTOPEN: 0,3", "late", False)]),
    (f'AT+QMTSUB=0,1,"{TOPIC}",0', [("ERROR", "final", False)]),
]


def test_every_line_is_known_and_sure(ec600s: Knowledge) -> None:
    engine = Engine(ec600s.dialect)
    for sent, lines in TALK:
        if sent:
            engine.command(sent)
            engine.receive(sent.encode() + b"\r\r\n")
        for line, kind, ok in lines:
            (event,) = engine.receive(b"\r\n" + line.encode() + b"\r\n")
            assert isinstance(event, Event)
            assert (event.text, event.kind, event.ok, event.sure) == (line, kind, ok, True)
            told = ec600s.explain(event=event)
            assert told.source is not None
            assert (told.error is not None) == (ok is False)
        if sent:
            assert ec600s.explain(sent).source is not None
