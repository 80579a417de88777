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


@pytest.mark.parametrize("arguments", [["nonsense"], ["--baud", "fast"], ["explain"], ["export", "--raw"]])
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
