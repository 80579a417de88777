"""Bytes as a person reads them, and things that arrived as rows."""

from __future__ import annotations

import pytest

from atbench.ui.arrivals.item import Item, as_hex, as_json, as_text, best, shown
from atbench.ui.arrivals.model import ArrivalModel
from atbench.ui.far_end.arrived import of_mail, of_request
from atbench.virtual.far_end.mails import Envelope, parse
from atbench.virtual.far_end.web import Request


@pytest.mark.parametrize(
    ("data", "form"),
    [(b'{"a":1}', "json"), (b"12", "text"), ("泵".encode(), "text"), (b"\x00\x01", "hex"), (b"\xff\xfe", "hex")],
)
def test_the_form_in_which_it_reads_best(data: bytes, form: str) -> None:
    assert best(data) == form


def test_forms() -> None:
    assert shown(b'{"a":[1]}', "json") == '{\n  "a": [\n    1\n  ]\n}'
    assert shown(b"no json", "json") == "no json"
    assert as_json(b'{"a": 1}', None) == '{"a":1}'
    assert as_text(b"one\r\n\ttwo\n") == "one\n\ttwo\n"
    assert as_hex(bytes(range(9))).splitlines()[1] == "0008  08" + " " * 23 + "·"
    assert as_hex(b"A" * 8) == "0000  " + " ".join(["41"] * 8) + "  " + "A" * 8


def test_a_mail_with_an_attachment() -> None:
    data = (
        b"From: a@example.com\r\nTo: b@example.com\r\nSubject: =?utf-8?B?5rO1?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset="utf-8"\r\n\r\n'
        b'hello\r\n--x\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="a.bin"'
        b"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--x--\r\n"
    )
    item = of_mail(parse(data, Envelope("a@example.com", ("b@example.com", "c@example.com"), "bench", True, 5.0)))
    assert item.title == "泵"
    assert item.payload == b"hello"
    assert item.parts == (("a.bin", b"\x00\x01\x02"), ("mail.eml", data))
    facts = dict(item.facts)
    assert facts["Delivered to"] == "b@example.com, c@example.com"
    assert facts["Connection"] == "TLS"
    assert item.bytes == len(data)
    assert item.has("C@EXAMPLE")


def test_a_request() -> None:
    item = of_request(Request("POST", "/data?x=1", {"host": "example.com", "content-type": "text/plain"}, b"abc", 1.0))
    assert (item.title, item.payload) == ("POST /data?x=1", b"abc")
    assert ("host", "example.com") in item.facts


def test_the_newest_stand_first_and_the_oldest_leave() -> None:
    model = ArrivalModel()
    model.add([Item("message", "t", b"%d" % number, float(number)) for number in range(5)])
    model.show_only(lambda item: item.payload != b"3")
    assert [item.payload for item in model.rows] == [b"4", b"2", b"1", b"0"]
    model.add([Item("message", "t", b"5", 5.0)], most=3)
    assert [item.payload for item in model.items] == [b"3", b"4", b"5"]
    assert [item.payload for item in model.rows] == [b"5", b"4"]
