"""`atbench wizard`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from atbench.__main__ import main


def test_list_and_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wizard", "list", "--json"]) == 0
    assert "doctor" in [row["name"] for row in json.loads(capsys.readouterr().out)]
    assert main(["wizard", "show", "doctor", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    context = next(field for field in shown["fields"] if field["name"] == "context")
    assert (context["range"], context["default"], context["secret"]) == ([1, 16], "1", False)
    assert [step["name"] for step in shown["steps"]][:2] == ["alive", "identity"]
    assert main(["wizard", "show", "doctor", "--lang", "en"]) == 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--set", "nosuch=1"], "nosuch"),
        (["--set", "context=99"], "1 to 16"),
        (["--secret-env", "apn_password=NO_SUCH_VARIABLE"], "NO_SUCH_VARIABLE"),
        (["--port", "virtual://nosuch"], "nosuch"),
    ],
)
def test_what_cannot_be_started(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], words: str
) -> None:
    given = ["wizard", "run", "doctor", "--home", str(tmp_path), "--lang", "en", "--port", "virtual://ec600s?boot=0"]
    assert main([*given, *more]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("baud", ["0", "-1", "x"])
def test_a_baud_rate_is_a_number_from_1_on(capsys: pytest.CaptureFixture[str], baud: str) -> None:
    with pytest.raises(SystemExit) as end:
        main(["wizard", "run", "doctor", "--port", "virtual://ec600s", "--baud", baud])
    assert end.value.code == 2
    assert "whole number" in capsys.readouterr().err


def test_a_preset_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "nosuch"
    arguments = [
        "--home",
        str(tmp_path),
        "wizard",
        "run",
        "doctor",
        "--port",
        "virtual://ec600s",
        "--preset",
        str(path),
    ]
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith(f"{path} cannot be read")


def test_show_tells_choices_commands_and_where_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wizard", "show", "smtp", "--json", "--lang", "en"]) == 0
    shown = json.loads(capsys.readouterr().out)
    fields = {field["name"]: field for field in shown["fields"]}
    assert fields["security"]["choices"] == ["1", "2", "0"]
    assert fields["security"]["choice_texts"]["2"] == "STARTTLS"
    assert fields["port"]["default"] == "465"
    assert "authorisation code" in fields["password"]["hint"]
    steps = {step["name"]: step for step in shown["steps"]}
    assert 'AT+QSMTPCFG="smtpserver","<server>",465' in steps["server"]["commands"]
    assert "SMTP" in steps["server"]["manual"]
    assert main(["wizard", "show", "smtp", "--lang", "en"]) == 0
    text = capsys.readouterr().out
    assert re.search(r"^ +2  STARTTLS$", text, re.MULTILINE)
    assert 'AT+QSMTPDST=1,1,"<to>"' in text


def test_what_looks_wrong_and_where_secrets_stand_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = {
        "server": "no.such.example",
        "user": "u",
        "password": "s3cret!",
        "sender": "a@b",
        "to": "c@d",
        "subject": "s",
        "body": "b",
        "security": "0",
        "port": "465",
    }
    given = [part for name, value in values.items() for part in ("--set", f"{name}={value}")]
    start = [
        "wizard",
        "run",
        "smtp",
        "--home",
        str(tmp_path),
        "--lang",
        "en",
        "--port",
        "virtual://tencent-esp8266?boot=0",
    ]
    assert main([*start, *given]) == 1
    told = capsys.readouterr().err
    assert "port 465 mostly goes with SSL" in told
    assert "secrets too" in told
    assert "s3cret!" not in told


def test_a_page_that_is_not_there_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = ["wizard", "run", "http", "--home", str(tmp_path), "--lang", "en", "--port", "virtual://ec600s?boot=0"]
    assert main([*start, "--set", "url=http://web.example/status/404"]) == 1
    assert "404" in capsys.readouterr().out
