from __future__ import annotations

import pytest

from atbench.at.events import Event
from atbench.knowledge import Knowledge


def test_a_line_with_two_roles_and_no_context_is_unsure(ec600s: Knowledge) -> None:
    told = ec600s.explain("+CPIN: READY")
    assert (told.sure, {told.kind, *told.also}) == (False, {"answer", "urc"})


def test_with_its_command_it_is_sure(ec600s: Knowledge) -> None:
    told = ec600s.explain("+CPIN: READY", after="AT+CPIN?")
    assert (told.kind, told.sure, told.also) == ("answer", True, ())


@pytest.mark.parametrize(
    ("line", "after", "code", "table", "meaning"),
    [
        ("+QMTOPEN: 0,4", "", 4, "qmtopen_result", "DNS resolution failed"),
        ("+QMTCONN: 0,0,4", "", 4, "qmtconn_ret_code", "refused: wrong user name or password"),
        ("+QMTCONN: 0,2", 'AT+QMTCONN=0,"x"', 2, "qmtconn_result", "could not be sent"),
        ("+QMTSUB: 0,1,2", "", 2, "qmtsub_result", "could not be sent"),
        ("+QMTSTAT: 0,1", "", 1, "qmtstat_err", "connection closed or reset by the server"),
        ("+QMTPING: 0,1", "", 1, "qmtping_result", "failed"),
        ("+CME ERROR: 10", "AT+CPIN?", 10, "cme_3gpp", "no SIM card"),
        ("+CME ERROR: SIM not inserted", "AT+CPIN?", 10, "cme_3gpp", "no SIM card"),
        ("+CMS ERROR: 500", "", 500, "cms_3gpp", "unknown error"),
        ("+CMS ERROR: 512", "", 512, "cms_quectel_at", "the SIM card is not ready"),
        ("+CME ERROR: 901", "", 901, "cme_quectel_at", "audio error"),
        ("+CME ERROR: 563", 'AT+QIOPEN=1,0,"TCP","h",1', 563, "tcpip", "number of the socket in use"),
        ("ERROR", "", "ERROR", "final", "The command was not carried out."),
        ("NO CARRIER", "ATD*99#", "NO CARRIER", "final", "The connection ended or did not come about."),
    ],
)
def test_errors(ec600s: Knowledge, line: str, after: str, code: int | str, table: str, meaning: str) -> None:
    error = ec600s.explain(line, after=after).error
    assert error is not None
    assert (error.code, error.table, error.meaning) == (code, table, meaning)
    assert error.causes
    assert error.try_


@pytest.mark.parametrize(
    "line",
    ["+QMTOPEN: 0,0", "+QMTCONN: 0,0,0", "+QMTSUB: 0,1,0,1", "+QMTSUB: 0,1,1,1", "OK", "+CSQ: 24,99", "+QMTCONN: 0,3"],
)
def test_no_error_where_none_is(ec600s: Knowledge, line: str) -> None:
    assert ec600s.explain(line).error is None


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("+CSQ: 24,99", {"rssi": ("24", "-65 dBm"), "ber": ("99", "not known")}),
        (
            '+CREG: 1,"1A2B","01A2B3C4",7',
            {
                "stat": ("1", "registered, home network"),
                "lac": ("1A2B", "hexadecimal, 6699 in decimal"),
                "act": ("7", "E-UTRAN (LTE)"),
            },
        ),
        ("+QMTSUB: 0,1,0,1", {"value": ("1", "granted QoS 1: at least once")}),
        (
            '+QMTRECV: 0,0, "plant/7/set",7,"{"a":1}"',
            {"topic": ("plant/7/set", "topic"), "payload": ('{"a":1}', "the message")},
        ),
        (
            '+QMTRECV: 0,0,"plant/7/set",5,hello',
            {"payload_len": ("5", "length of the message: 5 B"), "payload": ("hello", "the message")},
        ),
        ('+QMTRECV: 0,0,"plant/7/set","say "hi", you"', {"payload": ('say "hi", you', "the message")}),
        (
            'AT+QMTCFG="aliauth",0,"pk","dn","s3"',
            {"key": ("aliauth", "which setting or event"), "device_secret": ("s3", "DeviceSecret of Aliyun")},
        ),
        ("ATE0", {"value": ("0", "off")}),
        ("AT+CFUN=4", {"fun": ("4", "flight mode: radio off")}),
        ("AT+CFUN=7", {"fun": ("7", "functions: not a value of the manual (0, 1, 3, 4, 5)")}),
        ("AT+CSQ;+CFUN=1", {"fun": ("1", "full")}),
    ],
)
def test_fields_by_name_and_value(ec600s: Knowledge, line: str, fields: dict[str, tuple[str, str]]) -> None:
    told = {field.name: (field.value, field.meaning) for field in ec600s.explain(line).fields}
    assert {name: told.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    ("line", "after", "kind", "summary"),
    [
        ("EC600S", "ATI", "answer", "Maker or model: EC600S"),
        ("Revision: EC600SCNLAR01A01M08", "ATI", "answer", "Firmware EC600SCNLAR01A01M08"),
        (
            "OK",
            'AT+QMTOPEN=0,"h",1',
            "final",
            "The command was carried out. The result of +QMTOPEN comes as a line of its own.",
        ),
        ("AT+QMTOPEN?", "", "command", "Asks which clients are open"),
        ("AT+QIACT=?", "", "command", "Activates a context: asks which values the module supports"),
        ("AT+CGATT?", "AT+CGATT?", "echo", "Asks whether the module is attached to packet data"),
        ("AT+NOSUCH=1", "", "command", "Not in the manuals of EC600S."),
        ("hello there", "", "text", "Not in the manuals of EC600S."),
        ("+QIACT: (1-15)", "AT+QIACT=?", "answer", "Activates a context: the values that the module supports"),
        ("+QMTSTAT: 0,1", "", "urc", "Client 0 is disconnected: connection closed or reset by the server"),
        ("RDY", "", "urc", "The module has started and takes commands. In the middle of a session it was a reset."),
    ],
)
def test_summaries(ec600s: Knowledge, line: str, after: str, kind: str, summary: str) -> None:
    told = ec600s.explain(line, after=after)
    assert (told.kind, told.summary) == (kind, summary)


def test_kinds_that_only_a_stream_has(ec600s: Knowledge) -> None:
    prompt = ec600s.explain(event=Event("prompt", b"> ", b">", 'AT+QMTPUBEX=0,0,0,0,"t",5', "+QMTPUBEX"))
    data = ec600s.explain(event=Event("data", b"hello", b"hello"))
    echo = ec600s.explain(event=Event("echo", b"hello", b"hello", 'AT+QMTPUBEX=0,0,0,0,"t",5'))
    noise = ec600s.explain(b"\xff\xfe\x80\x81")
    assert prompt.summary == "The module waits for as many bytes as the command announced."
    assert data.summary == "Data, 5 bytes: nothing in it is a line."
    assert echo.summary == "What was sent comes back from the module."
    assert (noise.kind, "baud rate" in noise.summary) == ("noise", True)


def test_remedies_are_filled_from_the_line_and_its_command(ec600s: Knowledge) -> None:
    late = Event("late", b"", b"+QMTOPEN: 3,4", 'AT+QMTOPEN=3,"no.such.example",1883', "+QMTOPEN", False)
    assert 'AT+QIDNSGIP=1,"no.such.example"' in ec600s.explain(event=late).remedies
    assert "AT+QMTCLOSE=3" in ec600s.explain("+QMTOPEN: 3,2").remedies
    assert not any("{" in command for command in ec600s.explain("+QMTOPEN: 3,4").remedies)


def test_an_error_has_the_causes_of_its_command_first(ec600s: Knowledge) -> None:
    told = ec600s.explain("ERROR", after="AT+QIACT=1")
    assert told.error is not None
    assert told.error.causes[0] == "The context is active already"
    assert told.remedies[0] == "AT+QIACT?"
    assert told.note == "perhaps: The context is active already"


def test_notes_stand_where_they_help(ec600s: Knowledge) -> None:
    assert ec600s.explain("+QMTOPEN: 0,4").note == "client 0: DNS resolution failed"
    assert ec600s.explain("+CREG: 0,1").note == ""
    assert ec600s.explain("+CME ERROR: 13").note == "the SIM card does not work"


@pytest.mark.parametrize(
    ("line", "after", "values"),
    [
        ("+QMTOPEN: 0,9,1", "", ["0", "9", "1"]),
        ("+QMTOPEN: 0,9,1", 'AT+QMTOPEN=0,"h",1', ["0", "9", "1"]),
        ('+QIND: "ccinfo",1', "", ["ccinfo", "1"]),
        ('+QIND: "NETDEVSTATUS",1', "", ["NETDEVSTATUS", "1"]),
        ('+QIURC: "xyz",1', "", ["xyz", "1"]),
        ("+QMTCONN: 7,3", "", ["7", "3"]),
        ("+QIDEACT: 5", "AT+QIDEACT=1", ["5"]),
    ],
)
def test_a_known_name_with_strange_fields_is_not_taken_for_another(
    ec600s: Knowledge, line: str, after: str, values: list[str]
) -> None:
    told = ec600s.explain(line, after=after)
    assert not told.sure
    assert [(field.name, field.value) for field in told.fields] == [(str(n), v) for n, v in enumerate(values, start=1)]
    assert {field.meaning for field in told.fields} == {"not in the manual"}
    assert told.summary.endswith("is known, but a line with these fields is not in the manuals of EC600S.")
    assert (told.note, told.error) == ("", None)
    assert told.name == line.partition(":")[0]
    assert told.source is not None


@pytest.mark.parametrize(
    ("line", "summary"),
    [
        ("+QMTOPEN: 0,9", "Client 0: result: not a value of the manual (-1-5)"),
        ("+CREG: 0,12", "Network: registration: not a value of the manual (0-11)"),
    ],
)
def test_a_number_out_of_its_range_is_told_where_only_one_row_can_be_meant(
    ec600s: Knowledge, line: str, summary: str
) -> None:
    told = ec600s.explain(line)
    assert (told.summary, told.sure) == (summary, False)


@pytest.mark.parametrize("command", ["AT+QMTOPEN?", "AT+QMTCONN?", "AT+QMTOPEN=?", "AT+QNTP?"])
def test_only_forms_that_do_something_have_a_late_result(ec600s: Knowledge, command: str) -> None:
    assert ec600s.explain("OK", after=command).summary == "The command was carried out."


@pytest.mark.parametrize("values", ["128", "128,1", "1,128", "0,128,2"])
def test_a_subscription_that_the_server_refused_has_failed(ec600s: Knowledge, values: str) -> None:
    line = f"+QMTSUB: 0,1,0,{values}"
    told = ec600s.explain(line)
    assert told.error is not None
    assert (told.error.code, told.error.table) == (128, "qmtsub_value")
    assert (told.kind, told.note) == ("late", "client 0: refused by the server")
    (role,) = (role for role in ec600s.dialect.roles[b"+QMTSUB"] if role.pattern.match(line.encode()))
    assert role.ok(line.encode()) is False


@pytest.mark.parametrize("line", ["NO CARRIER", "BUSY", "NO ANSWER", "NO DIALTONE"])
def test_the_end_of_a_call_is_known_unasked_and_as_a_result(ec600s: Knowledge, line: str) -> None:
    urc = ec600s.explain(line)
    assert (urc.kind, urc.sure, urc.also) == ("urc", False, ("final",))
    final = ec600s.explain(line, after="ATD10000000017;")
    assert (final.kind, final.sure) == ("final", True)
    for told in (urc, final):
        assert told.error is not None
        assert told.error.code == line
        assert told.source is not None
    assert urc.note


def test_power_down_is_late_only_when_its_command_waits(ec600s: Knowledge) -> None:
    alone = ec600s.explain("POWERED DOWN")
    assert (alone.kind, alone.sure, alone.also, alone.name) == ("urc", True, (), "POWERED DOWN")
    late = ec600s.explain(event=Event("late", b"", b"POWERED DOWN", "AT+QPOWD=1", "+QPOWD"))
    assert (late.kind, late.sure, late.name) == ("late", True, "+QPOWD")


@pytest.mark.parametrize(
    ("line", "after", "kind", "summary"),
    [
        (
            "+CLIP: 1,1",
            "AT+CLIP?",
            "answer",
            "Number of a caller told: yes; service: offered",
        ),
        ("+CUSD: 1", "AT+CUSD?", "answer", "Answers of the network told: yes"),
        ("+COLP: 0,1", "AT+COLP?", "answer", "Number that answers told: no; service: offered"),
        ("+CCWA: 1", "AT+CCWA?", "answer", "Waiting calls told: yes"),
        ("+CCWA: 1,1", "AT+CCWA=1,2", "answer", "Call waiting: on"),
        ("+C5GREG: 2,1", "AT+C5GREG?", "answer", "5G: registered, home network"),
        ('+C5GREG: 1,"1A2B3C","001A2B3C4",11', "", "urc", "5G: registered, home network"),
        ("+CSSI: 3", "", "urc", "Own call: the call waits"),
        ("+CSSU: 2", "", "urc", "Call: the call was put on hold"),
        ('+CCWA: "10000000017",129,1', "", "urc", "Another call waits"),
        ('+COLP: "10000000017",129', "", "urc", "Number that answered the call"),
        ("A/", "", "command", "Repeats the last command line"),
        ("+CSQ: 199,99", "AT+CSQ", "answer", "Signal not known or not detectable (TD-SCDMA)"),
        ("+CSQ: 99,99", "AT+CSQ", "answer", "Signal not known or not detectable"),
        ("+CSQ: 45,99", "AT+CSQ", "answer", "Signal 45: not a level of the manual"),
        (
            "+QMTSTAT: 0,9",
            "",
            "urc",
            "Client 0 is disconnected: a code that the manual reserves for later",
        ),
        (
            "ERR CODE:0x010b0000",
            "",
            "urc",
            "Why the command fails, told before ERROR: the command before is not finished",
        ),
    ],
)
def test_rows_of_calls_and_odd_lines(ec600s: Knowledge, line: str, after: str, kind: str, summary: str) -> None:
    told = ec600s.explain(line, after=after)
    assert (told.kind, told.sure, told.summary) == (kind, True, summary)


def test_repeating_has_no_fields(ec600s: Knowledge) -> None:
    told = ec600s.explain("A/")
    assert (told.name, told.fields) == ("A/", ())


def test_the_operators_in_reach_are_told_one_by_one(ec600s: Knowledge) -> None:
    line = '+COPS: (2,"NET (A)","A","00101",7),(3,"NET B","B","00102",0),,(0,1,2,3,4),(0-2)'
    told = [(field.name, field.value, field.meaning) for field in ec600s.explain(line, after="AT+COPS=?").fields]
    assert told[:5] == [
        ("status", "2", "in use"),
        ("long", "NET (A)", "long name"),
        ("short", "A", "short name"),
        ("numeric", "00101", "number: country (MCC) and network (MNC)"),
        ("act", "7", "E-UTRAN (LTE)"),
    ]
    assert told[5] == ("status", "3", "forbidden")
    assert told[10:] == [
        ("supported", "(0,1,2,3,4)", "supported: (0,1,2,3,4)"),
        ("supported", "(0-2)", "supported: (0-2)"),
    ]


@pytest.mark.parametrize(
    ("line", "after", "rest"),
    [
        ('+CMGR: "REC READ","+10000000017","x","y"', "AT+CMGR=1", None),
        ('+CMGR: "REC READ","+10000000017","x",1,"y"', "AT+CMGR=1", '"x",1,"y"'),
        ('+CMGL: 3,"REC READ","+10000000017","x","y","z","q"', 'AT+CMGL="ALL"', '"x","y","z","q"'),
    ],
)
def test_the_rest_of_a_line_keeps_its_text(ec600s: Knowledge, line: str, after: str, rest: str | None) -> None:
    told = {field.name: field.value for field in ec600s.explain(line, after=after).fields}
    assert told.get("rest") == rest
    assert told["number"] == "+10000000017"


def test_explanations_follow_the_language(ec600s: Knowledge, chinese: None) -> None:
    told = ec600s.explain("+CME ERROR: 10")
    assert told.error is not None
    assert told.error.meaning == "未插入 SIM 卡"


def test_secrets_stay_in_clear_here(ec600s: Knowledge) -> None:
    assert "s3cret" in {field.value for field in ec600s.explain('AT+QMTCONN=0,"c","u","s3cret"').fields}
