from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from unittest.mock import ANY

import pytest

from atbench.__main__ import main
from atbench.command_sets.load import load, save
from atbench.files import command_set
from atbench.virtual.far_end.devices import DEMO

LIST = (
    "[SET]\nRunTimes=1\nDelayTime=5\n[1]\nCho={cho}\nCMD=AT\n"
    "[2]\nCho=1\nCMD=ATI\nDelay=x\n[9]\nCMD=1a\nHEX=1\nEnter=0\n"
)

COUNTS = {"passed": 0, "failed": 0, "timed_out": 0, "skipped": 0, "sent": 0, "reason": ""}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.ini"
    path.write_text(LIST.format(cho=0))
    return path


def call(*arguments: object, home: Path) -> int:
    return main([*map(str, arguments), "--home", str(home)])


def test_show_json(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("sets", "show", file, "--json", home=tmp_path) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown == {
        "format": "qcom",
        "encoding": "utf-8",
        "default_delay_ms": 5,
        "rounds": 1,
        "rows": [
            {"n": 1, "text": "AT", "hex": False, "enter": True, "selected": False, "delay_ms": None},
            {"n": 2, "text": "ATI", "hex": False, "enter": True, "selected": True, "delay_ms": 0},
            {"n": 9, "text": "1a", "hex": True, "enter": False, "selected": False, "delay_ms": None},
        ],
        "warnings": [{"row": 2, "text": "Delay=x is no number; it is read as 0"}],
    }


def test_show_for_people(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("sets", "show", file, home=tmp_path) == 0
    out, err = capsys.readouterr()
    assert "   2 [x] ATI   (0 ms)\n   9 [ ] 1a   (HEX, no Enter)\n" in out
    assert err == "row 2: Delay=x is no number; it is read as 0\n"


@pytest.mark.parametrize("way", ["show", "run"])
def test_a_bad_file_is_one_sentence(way: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("sets", way, tmp_path / "gone.ini", home=tmp_path) == 2
    assert capsys.readouterr().err == (
        "gone.ini cannot be loaded. There is no such file. Check the name and the folder.\n"
    )


def test_run_says_what_is_missing(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("sets", "run", file, home=tmp_path) == 2
    assert "--port virtual://ec600s" in capsys.readouterr().err
    file.write_text(LIST.format(cho=0).replace("Cho=1", "Cho=0"))
    assert call("sets", "run", file, "--port", "loop://", home=tmp_path) == 2
    assert "Tick rows, or run all with --all." in capsys.readouterr().err
    file.write_text("[SET]\nRunTimes=1\n")
    assert call("sets", "run", file, "--port", "loop://", home=tmp_path) == 2
    assert "has no commands" in capsys.readouterr().err


def test_run_with_a_port_that_does_not_open(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("sets", "run", file, "--port", tmp_path / "no_port", home=tmp_path) == 1
    assert capsys.readouterr().err.count("\n") == 1


def results(out: str) -> tuple[list[tuple[int, str]], dict[str, object]]:
    *rows, last = [json.loads(line) for line in out.splitlines()]
    return [(row["n"], row["state"]) for row in rows], last


@pytest.mark.parametrize("port", ["virtual://ec600s", "virtual://ec600s?boot=0"])
def test_run_against_a_virtual_module(
    port: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("sets", "run", file, "--port", port, "--json", home=tmp_path) == 0
    assert results(capsys.readouterr().out) == ([(2, "passed")], {"ok": True, **COUNTS, "passed": 1, "seconds": ANY})


def test_all_rows_and_their_order(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = ("sets", "run", file, "--port", "virtual://ec600s?boot=0", "--all", "--rounds", 2)
    assert call(*run, "--json", home=tmp_path) == 1  # nothing confirms a lone Ctrl+Z
    states, last = results(capsys.readouterr().out)
    assert states == [(1, "passed"), (2, "passed"), (9, "sent")] * 2
    assert last == {"ok": False, **COUNTS, "passed": 4, "sent": 2, "seconds": ANY}
    assert call(*run, home=tmp_path) == 1
    assert "9  sent          0.00 s  1a   · sent without a prompt" in capsys.readouterr().out


def test_a_failed_row_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "early.ini"
    file.write_text('[SET]\nDelayTime=1\n[1]\nCho=1\nCMD=AT+QMTSUB=0,1,"a",0\n[2]\nCho=1\nCMD=AT\n')
    assert call("sets", "run", file, "--port", "virtual://ec600s?boot=0", home=tmp_path) == 1
    first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith("   1  failed") and "not connected" in first
    assert second.startswith("   2  skipped")
    assert last.startswith("1 failed, 1 skipped in ") and "not connected" in last
    assert call("sets", "run", file, "--port", "virtual://ec600s?boot=0", "--go-on", home=tmp_path) == 1
    assert "   2  passed" in capsys.readouterr().out


def test_the_demo_list_passes_and_shows_no_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quick = tmp_path / "quick.ini"
    save(replace(load(command_set("aliyun_qmt.ini")), default_delay_ms=1), quick)
    assert call("sets", "run", quick, "--port", "virtual://ec600s", "--json", home=tmp_path) == 0
    out = capsys.readouterr().out
    assert results(out)[0] == [(n, "passed") for n in range(1, 26)]
    assert DEMO.secret not in out


def test_a_full_disk_is_said_beside_the_results(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("atbench.store.capture._write_all", full)
    assert call("sets", "run", file, "--all", "--port", "virtual://ec600s?boot=0", home=tmp_path) in (0, 1)
    assert "Recording stopped: No space left on device" in capsys.readouterr().err
