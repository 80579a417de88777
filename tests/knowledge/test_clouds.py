"""Tencent's and Gosuncn's rows: what a line is, what it says, and which table its code is from."""

from __future__ import annotations

import pytest

from atbench.at.engine import Engine
from atbench.at.events import Event
from atbench.files import resource
from atbench.knowledge import Knowledge

KNOWN = {
    profile: Knowledge(resource("manuals"), profile=profile, cache="")
    for profile in ("tencent", "tencent-esp8266", "tencent-m6315", "me3630", "ec600s")
}
T, M, G, Q = "tencent", "tencent-m6315", "me3630", "ec600s"


@pytest.mark.parametrize(
    ("profile", "line", "after", "kind", "summary"),
    [
        (T, "+TCMQTTCONN:OK", "AT+TCMQTTCONN=1,5000,240,1,1", "late", "MQTT: connected"),
        (T, "+TCMQTTCONN:1,5000,240,1,1", "AT+TCMQTTCONN?", "answer", "TLS with the device secret; waits 5000 ms"),
        (T, '+TCMQTTSUB: "t",0', "AT+TCMQTTSUB?", "answer", "Subscribed: t, at most once"),
        (T, "+ TCREGNET:OK", 'AT+ TCREGNET =0,"CMNET"', "late", "Network: joined"),
        (T, "+TCREGNET: 0,NET_CLOSE", "", "late", "Network: left"),
        (M, "+TCREGNET: 0,NET_CLOSE", "", "urc", "Network: left"),
        (M, "+TCMQTTSUB:OK", "", "urc", "One topic after the reconnection: subscribed again"),
        (M, "+TCMQTTSUB:OK", 'AT+TCMQTTSUB="t",0', "late", "Subscription: subscribed"),
        (T, "+TCMQTTDISCON,2", "AT+TCMQTTDISCONN", "urc", "MQTT is disconnected: closed at our command"),
        (T, "+TCMQTTDISCON:0", "AT+TCMQTTDISCONN", "urc", "MQTT is disconnected: closed at our command"),
        (T, "+TCMQTTDISCON(-103)", "", "urc", "MQTT is disconnected: no MQTT connection"),
        (T, "AT+TCMQTTDISCONN", "", "command", "Disconnects from the cloud"),
        (T, '+TCMQTTRCV PUB: "t",2,"on"', "", "urc", "Message for t"),
        (T, '+TCOTASET: 1,"1.0.1"', "AT+TCOTASET?", "answer", "Firmware updates on"),
        (T, 'AT+TCCERTADD:"CERT_NAME", CERT_SIZE (1-4096)', "AT+TCCERTADD=?", "answer", "What AT+TCCERTADD takes"),
        (G, "+ALIAUTH: OK", "AT+CLOUDAUTH=a,b,c", "late", "Aliyun: accepted"),
        (G, "+CLOUDSUBACK: <OK>", "AT+CLOUDSUB=/t,0", "late", "Subscription: accepted"),
        (G, "+LOUDSUBACK: <OK>", "AT+CLOUDSUB=/t,0", "late", "Subscription: accepted"),
        (G, "+LOUDPUBLISH:0,/t,2,on", "", "urc", "Message for /t"),
        (G, "+ZECMCALL: CONNECT", "AT+ZECMCALL=1", "answer", "Data call: connected"),
        (G, '+ZPAS: "LTE","CS_PS","FDD"', "AT+ZPAS?", "answer", "Network LTE; calls and data"),
        (Q, '+QMTOPEN: 0,"h",8883', "AT+QMTOPEN?", "answer", "Client 0 is open to h, port 8883"),
        (Q, '+QMTOPEN: 0,"h",8883', 'AT+QMTOPEN=0,"h",8883', "urc", "Client 0 is being opened to h"),
        (Q, "^RSSI:17", "", "urc", "Signal -79 dBm"),
    ],
)
def test_lines(profile: str, line: str, after: str, kind: str, summary: str) -> None:
    known = KNOWN[profile]
    engine = Engine(known.dialect)
    if after:
        engine.command(after)
        engine.receive(after.encode() + b"\r\n" + (b"OK\r\n" if kind in ("late", "urc") else b""))
    (event,) = [*engine.receive(line.encode() + b"\r\n"), *engine.flush()] if kind != "command" else [None]
    told = known.explain(event=event) if isinstance(event, Event) else known.explain(line)
    assert (told.kind, told.sure) == (kind, True)
    assert told.summary.startswith(summary)


@pytest.mark.parametrize(
    ("profile", "line", "after", "code", "table"),
    [
        (T, "+CME ERROR: 200", 'AT+TCMQTTSUB="t",0', 200, "tencent_cme"),
        (T, "+CME ERROR: 200", "AT+CGACT=1,1", 200, "cme_3gpp"),
        (T, "+CME ERROR: 200", "", 200, "cme_3gpp"),
        (T, "+CME ERROR:208", "AT+TCMQTTDISCONN", 208, "tencent_cme_later"),
        (T, "+CME ERR: 204", "AT+TCMQTTCONN=1", 204, "tencent_cme"),
        (T, "+CME ERROR: ADD FAILED204", 'AT+TCCERTADD="a.crt",1', 204, "tencent_cme"),
        (T, "+CME ERROR: CHECK FAILED 203", 'AT+TCCERTCHECK="a.crt"', 203, "tencent_cme"),
        (T, "+TCMQTTPUB:FAIL,-103", "", -103, "tencent_exec"),
        (T, "+TCMQTTCONN:FAIL-103", "", -103, "tencent_exec"),
        (T, "+TCMQTTPUB:FAIL202", "", 202, "tencent_cme"),
        (T, "+TCMQTTSUB: FAIL,110", "", 110, "tencent_server"),
        (T, "+TCMQTTDISCON,101", "", 101, "tencent_server"),
        (T, "+TCREGNET: 0,NET_FAIL,-602", "", -602, "tencent_exec"),
        (T, "+TCDEVREG:FAIL,1021", "", 1021, "tencent_devreg"),
        (G, "+ALIAUTH: FAIL", "", "FAIL", "gosuncn_auth"),
        (G, "+CMD ERROR: -1", "", -1, "gosuncn_cmd_error"),
        (G, "+CMD ERROR: <-3>", "", -3, "gosuncn_cmd_error"),
        (Q, "+QMTCONN: 0,0,4", "", 4, "qmtconn_ret_code"),
    ],
)
def test_codes(profile: str, line: str, after: str, code: int | str, table: str) -> None:
    error = KNOWN[profile].explain(line, after=after).error
    assert error is not None
    assert (error.code, error.table) == (code, table)
    assert error.causes
    assert error.try_


@pytest.mark.parametrize("lines", [["OK", "+ALIAUTH: OK"], ["+ALIAUTH: OK", "OK"]])
def test_the_result_of_a_sign_in_stands_before_or_behind_ok(lines: list[str]) -> None:
    known, told = KNOWN[G], []
    engine = Engine(known.dialect)
    engine.command("AT+CLOUDAUTH=a,b,c")
    for line in ["AT+CLOUDAUTH=a,b,c", *lines]:
        events = [event for event in engine.receive(line.encode() + b"\r\n") if isinstance(event, Event)]
        told += [(event.text, event.ok, known.told(event)) for event in events]
    assert ("+ALIAUTH: OK", True, (("cloud", "authorised"),)) in told


@pytest.mark.parametrize("line", ['+TCOTASET:1,"1.0.1"', '+TCFWINFO:"2.0.0",4,"00",716800'])
def test_the_answer_to_a_question_may_come_behind_ok(line: str) -> None:
    engine = Engine(KNOWN[T].dialect)
    engine.command(f"AT{line.partition(':')[0]}?")
    engine.receive(b"OK\r\n")
    (event,) = engine.receive(line.encode() + b"\r\n")
    assert isinstance(event, Event)
    assert (event.kind, event.sure) == ("late", True)


def test_a_prompt_behind_ok_and_an_error_behind_the_prompt() -> None:
    known, line = KNOWN[T], 'AT+TCMQTTPUBL="t",1,5'
    engine = Engine(known.dialect)
    engine.command(line)
    stream = line.encode() + b"\r\nOK\r\n>\r\n+CME ERROR:204\r\n"
    events = [event for event in engine.receive(stream) if isinstance(event, Event)]
    assert [(event.kind, event.command) for event in events[1:]] == [("final", line), ("prompt", line), ("final", line)]
    error = known.explain(event=events[-1]).error
    assert error is not None
    assert error.table == "tencent_cme"


def test_what_the_traffic_tells() -> None:
    known = KNOWN[T]
    (event,) = Engine(known.dialect).receive(b"+TCMQTTDISCON,-103\r\n")
    assert isinstance(event, Event)
    assert known.told(event) == (("tencent", ""),)
    assert known.limits('AT+TCMQTTPUB="t",1,"x"', {"tencent timeout": "8000"}).late == 8.0


def test_profiles_differ() -> None:
    line = 'AT+TCMQTTPUBL="t",0,4000'
    meanings = [KNOWN[profile].explain(line).fields[2].meaning for profile in (T, "tencent-esp8266")]
    assert [meaning.endswith("(1-2048)") for meaning in meanings] == [False, True]
    assert "256 bytes" in str(KNOWN["tencent-esp8266"].explain("ERROR", after='AT+TCMQTTPUB="t",0,"x"').error)


@pytest.mark.parametrize(
    ("profile", "line", "secret"),
    [
        (T, 'AT+TCREGNET=1,"workshop","s3cret"', "s3cret"),
        (T, '+TCREGNET:1,1,"10.0.0.17","workshop","s3cret"', "s3cret"),
        (T, 'AT+TCPRDINFOSET=1,"p","s3cret","d"', "s3cret"),
        (G, "AT+CLOUDHDAUTH=a,b,s3cret", "s3cret"),
    ],
)
def test_secrets_stay(profile: str, line: str, secret: str) -> None:
    assert secret not in KNOWN[profile].mask(line)
