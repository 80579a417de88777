"""`atbench explain`, as it is typed."""

import json

import pytest

from atbench.__main__ import main

KEYS = ["line", "kind", "sure", "also", "name", "family", "fields", "error", "summary", "source"]


def explain(capsys, tmp_path, *arguments: str) -> dict[str, object]:
    assert main(["explain", "--home", str(tmp_path), "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_has_the_agreed_keys(capsys, tmp_path):
    row = explain(capsys, tmp_path, "+QMTOPEN: 0,4")
    assert list(row) == KEYS
    assert (row["kind"], row["sure"], row["name"]) == ("late", True, "+QMTOPEN")
    assert [(field["name"], field["value"]) for field in row["fields"]] == [("client_idx", "0"), ("result", "4")]
    assert list(row["error"]) == ["code", "table", "meaning", "causes", "try"]
    assert list(row["source"]) == ["manual", "version", "section"]


@pytest.mark.parametrize(
    ("after", "line", "kind", "sure"),
    [
        ("", "+CPIN: READY", "urc", False),
        ("AT+CPIN?", "+CPIN: READY", "answer", True),
        ("", "+QMTCONN: 0,1", "late", False),
        ("AT+QMTCONN?", "+QMTCONN: 0,1", "answer", True),
        ("", "+CREG: 0,1", "answer", True),
        ("", "+CREG: 1", "urc", True),
        ("", "OK", "final", True),
        ("", "AT+CSQ", "command", True),
        ("", "> ", "prompt", True),
    ],
)
def test_context_decides(capsys, tmp_path, after, line, kind, sure):
    row = explain(capsys, tmp_path, *(["--after", after] if after else []), "--", line)
    assert (row["kind"], row["sure"]) == (kind, sure)
    assert bool(row["also"]) is not sure


def test_text_names_cause_and_source(capsys, tmp_path):
    assert main(["explain", "--home", str(tmp_path), "+QMTOPEN: 0,4"]) == 0
    out = capsys.readouterr().out
    assert "Likely cause" in out
    assert "3.2.2" in out


def test_chinese(capsys, tmp_path):
    assert main(["explain", "--home", str(tmp_path), "--lang", "zh_CN", "+QMTOPEN: 0,4"]) == 0
    assert "域名" in capsys.readouterr().out


def test_a_line_with_a_dash(capsys, tmp_path):
    assert explain(capsys, tmp_path, "--", "-5")["kind"] == "text"


def test_unknown_family_says_which_there_are(capsys, tmp_path):
    assert main(["explain", "--home", str(tmp_path), "--family", "acme", "OK"]) == 2
    assert "quectel" in capsys.readouterr().err


def test_a_profile_before_or_behind_the_command(capsys, tmp_path):
    home = ["--home", str(tmp_path)]
    line = '+TCMQTTRCVPUB: "t",1,"x"'
    for arguments in (
        ["explain", *home, "--profile", "tencent-m6315", line],
        ["--profile", "tencent", "explain", *home, line],
    ):
        assert main(arguments) == 0
        assert "message" in capsys.readouterr().out.lower()


@pytest.mark.parametrize("name", ["ec999", "quectel"])
def test_unknown_profile_says_which_there_are(capsys, tmp_path, name):
    assert main(["explain", "--home", str(tmp_path), "--profile", name, "OK"]) == 2
    told = capsys.readouterr().err
    assert name in told and "ec600s" in told and "me3630" in told


def test_a_profile_is_no_family(capsys, tmp_path):
    assert main(["explain", "--home", str(tmp_path), "--family", "ec600s", "OK"]) == 2
    assert "quectel" in capsys.readouterr().err
