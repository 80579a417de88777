from __future__ import annotations

import json

from atbench.knowledge import Knowledge

KEYS = ["line", "kind", "sure", "also", "name", "family", "fields", "error", "summary", "source"]


def test_json_has_exactly_the_promised_shape(ec600s: Knowledge) -> None:
    told = json.loads(json.dumps(ec600s.explain("+QMTOPEN: 0,4").json()))
    assert list(told) == KEYS
    assert told["fields"][1] == {"name": "result", "value": "4", "meaning": "DNS resolution failed"}
    assert list(told["error"]) == ["code", "table", "meaning", "causes", "try"]
    assert told["error"]["code"] == 4
    assert told["source"] == {
        "manual": "Quectel EC200x&EC600S&EG912Y MQTT application note",
        "version": "1.0",
        "section": "3.2.2",
    }
    assert (told["family"], told["name"]) == ("quectel", "+QMTOPEN")


def test_json_of_an_unknown_line(ec600s: Knowledge) -> None:
    told = ec600s.explain("hello there").json()
    assert list(told) == KEYS
    assert (told["error"], told["source"], told["fields"], told["name"]) == (None, None, [], "")


def test_the_name_of_an_error_final(ec600s: Knowledge) -> None:
    assert ec600s.explain("+CME ERROR: 10").json()["name"] == "+CME ERROR"
