"""The front door."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from atbench import __version__
from atbench.__main__ import main

TOP = Path(__file__).parents[1]


def test_version(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"atbench {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["--baud", "fast"], ["--baud", "99999999999"], ["--lang", "xx"], ["explain"], ["export", "--raw"]],
)
def test_wrong_usage(arguments, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage: atbench" in capsys.readouterr().err


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    out = capsys.readouterr().out
    assert all(name in out for name in ("ports", "explain", "decode", "sets", "export", "virtual", "demo"))


def test_the_command_line_needs_no_qt():
    code = "import sys; from atbench.__main__ import main; main(['explain', 'OK']); sys.exit('PySide6' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(TOP / "gui")}
    assert subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True).returncode == 0


def test_a_line_in_another_encoding_and_a_poor_console():
    environment = {**os.environ, "PYTHONPATH": str(TOP / "gui"), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "atbench", "explain", "--lang", "zh_CN", b"\xff\xfeOK"]
    result = subprocess.run(command, env=environment, capture_output=True)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has it")
def test_output_that_cannot_be_written_is_said():
    environment = {**os.environ, "PYTHONPATH": str(TOP / "gui")}
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "atbench", "explain", "OK"], env=environment, stdout=full, stderr=-1
        )
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr
