"""Messages read out of lines, and out of a whole session with floods and stored messages."""

from __future__ import annotations

import pytest

from atbench.session.message_export import json_lines, raw
from atbench.session.messages import Message, parse, stored


@pytest.mark.parametrize(
    ("line", "topic", "payload"),
    [
        (b'+QMTRECV: 0,0,"t",7,"a "b",c"', "t", b'a "b",c'),
        (b'\r\n+QMTRECV: 3,12,"t/u","{"a":1}"\r\n', "t/u", b'{"a":1}'),
        (b'+QMTRECV: 0,0, "t",2,"hi"', "t", b"hi"),
        (b'+QMTRECV: 0,0,"t",5,a,b"c', "t", b'a,b"c'),
        (b'+QMTRECV: 0,0,"t",4,\r\nabcd', "t", b"abcd"),
        (b'+QMTRECV: 0,0,"t",5,\r\n"hello"', "t", b"hello"),
        (b'+QMTRECV: 0,0,"t",14,"{"a":"\r\nOK\r\n"}"', "t", b'{"a":"\r\nOK\r\n"}'),
        (b'+QMTRECV: 0,0,"t",2,""""', "t", b'""'),
        (b'+QMTRECV: 0,0,"t",2,\r\n', "t", b"\r\n"),
        (b'+TCMQTTRCVPUB:"P/d/c",11,"{"on":true}"', "P/d/c", b'{"on":true}'),
        (b'+TCMQTTRCV PUB: "P/d/c",2,"on"', "P/d/c", b"on"),
        (b"+CLOUDPUBLISH: 7,/a/b/get,4,a,\n\n", "/a/b/get", b"a,\n\n"),
        (b"+LOUDPUBLISH: 0,/a/b/get,0,", "/a/b/get", b""),
    ],
)
def test_a_message_byte_by_byte(line: bytes, topic: str, payload: bytes) -> None:
    found = parse(line)
    assert found is not None
    assert (found.topic, found.payload, found.whole) == (topic, payload, True)


def test_what_is_no_message() -> None:
    assert parse(b"+QMTRECV: 0,1") is None
    assert parse(b"+QMTSTAT: 0,1") is None
    assert stored(b"\r\n+QMTRECV: 0,3\r\n") == (0, 3)
    assert stored(b"+QMTRECV: 0,1,0,0,0,0") is None
    short = parse(b'+TCMQTTRCVPUB:"t",20,"cut')
    assert short is not None
    assert not short.whole


def test_json_lines_are_masked_and_raw_is_exact() -> None:
    messages = [Message("t", "泵 867584030000001".encode(), 0.0, client=2), Message("t", b"\xff\x00", 1.0)]
    lines = json_lines(messages, lambda text: text.replace("867584030000001", "********")).decode().splitlines()
    assert '"payload": "泵 ********"' in lines[0]
    assert '"client": 2' in lines[0]
    assert '"hex": "FF00"' in lines[1]
    assert raw(messages) == "泵 867584030000001".encode() + b"\xff\x00"


def test_numbers_beyond_all_measure_break_nothing() -> None:
    long = b"9" * 5000
    assert parse(b'+QMTRECV: 0,0,"t",' + long + b',"x"') is not None
    assert parse(b"+QMTRECV: " + long + b',0,"t","x"') is None
    assert stored(b"+QMTRECV: 0," + long) is None
