"""`atbench manual`."""

from __future__ import annotations

import json

import pytest

from atbench.__main__ import main


def test_a_page_as_text_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manual", "QMTOPEN", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "AT+QMTOPEN=<client_idx>,<host_name>,<port>" in out
    assert "Longest time to the late result: 120 s" in out
    assert main(["manual", "QMTOPEN", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "AT+QMTOPEN"


def test_all_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manual", "--family", "tencent", "--json"]) == 0
    names = {row["name"] for row in json.loads(capsys.readouterr().out)}
    assert {"AT+TCMQTTCONN", "AT+CSQ"} <= names
    assert main(["manual", "--lang", "zh_CN"]) == 0
    assert "命令" in capsys.readouterr().out


def test_an_unknown_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manual", "QMTOPNE", "--lang", "en"]) == 1
    assert "QMTOPNE" in capsys.readouterr().err
    assert main(["manual", "AT+CSQ", "--family", "nosuch", "--lang", "en"]) == 2
