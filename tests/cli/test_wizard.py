"""`atbench wizard`."""

from __future__ import annotations

import json
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
