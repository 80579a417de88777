"""The judge of the demo: it must find every slip."""

from __future__ import annotations

import pytest

from atbench.command_sets.load import load
from atbench.files import command_set
from atbench.ui.expected import Heard, Push, judge, published, push_for

ROWS = load(command_set("aliyun_qmt.ini")).rows
PUSH = push_for(ROWS)

ANSWERS = {
    "AT+CPIN?": ["+CPIN: READY"],
    "AT+CREG?": ["+CREG: 0,1"],
    "AT+CGREG?": ["+CGREG: 0,1"],
    "AT+CEREG?": ["+CEREG: 0,1"],
    "AT+QICSGP=1": ['+QICSGP: 1,"CMNET","","",1'],
    "AT+QIACT?": ['+QIACT: 1,1,1,"10.83.21.107"'],
    "AT+QMTOPEN?": ['+QMTOPEN: 0,"iot-as-mqtt.cn-shanghai.aliyuncs.com",1883'],
    "AT+QMTCONN?": ["+QMTCONN: 0,3"],
}
LATE = {
    "AT+QMTOPEN=": "+QMTOPEN: 0,0",
    "AT+QMTCONN=": "+QMTCONN: 0,0,0",
    "AT+QMTSUB=": "+QMTSUB: 0,1,0,1",
    "AT+QMTUNS=": "+QMTUNS: 0,2,0",
    "AT+QMTDISC=": "+QMTDISC: 0,0",
}


def session() -> list[Heard]:
    """The session as it should be."""
    heard = [Heard("urc", "RDY")]
    posts = 0
    for row in ROWS:
        text = row.text
        heard.append(Heard("command", text))
        if text.startswith("AT+QMTPUBEX"):
            heard.append(Heard("prompt", ">"))
            continue
        heard += [Heard("answer", line) for line in ANSWERS.get(text, [])]
        heard.append(Heard("final", "OK"))
        if text.startswith("{"):
            heard.append(Heard("late", "+QMTPUBEX: 0,0,0"))
        heard += [Heard("late", line) for start, line in LATE.items() if text.startswith(start)]
        posts += text.startswith("AT+QMTSUB") and "post" in text
        if posts == 2:
            posts = 0
            heard.append(Heard("urc", PUSH.line))
    return heard


def test_the_session_is_right() -> None:
    assert judge(session(), PUSH) == []


@pytest.mark.parametrize("place", range(1, len(session())))
def test_every_line_that_is_missing_is_found(place: int) -> None:
    heard = session()
    if heard[place].text.startswith("{"):
        return  # the payload is judged at the far end
    assert judge(heard[:place] + heard[place + 1 :], PUSH)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("+QMTOPEN: 0,0", "+QMTOPEN: 0,3"),
        ("+QMTCONN: 0,0,0", "+QMTCONN: 0,0,5"),
        ("OK", "ERROR"),
        ("+CREG: 0,1", "+CREG: 0,2"),
        ("+QMTPUBEX: 0,0,0", "+QMTPUBEX: 0,0,2"),
    ],
)
def test_every_other_result_is_found(old: str, new: str) -> None:
    assert judge([Heard(line.kind, new if line.text == old else line.text) for line in session()], PUSH)


def test_another_message_is_found() -> None:
    assert judge(session(), Push(PUSH.topic, b"{}"))


def test_what_must_reach_the_far_end() -> None:
    topic, payload = published(ROWS)
    assert topic.endswith("/thing/event/property/post")
    assert payload.startswith(b'{"method"')
    assert f",{len(payload)}" in next(row.text for row in ROWS if "PUBEX" in row.text)
