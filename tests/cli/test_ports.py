"""`atbench ports`."""

import json

from atbench.__main__ import main
from atbench.port.finder import Found


def test_lists(capsys, monkeypatch):
    found = [Found("/dev/ttyUSB2", "Quectel EC25 · AT", "2c7c", "0125", "", 2)]
    monkeypatch.setattr("atbench.cli.ports.find", lambda: found)
    assert main(["ports", "--json"]) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert (row["url"], row["interface"]) == ("/dev/ttyUSB2", 2)
    assert main(["ports"]) == 0
    assert capsys.readouterr().out == "/dev/ttyUSB2  Quectel EC25 · AT\n"


def test_none_says_what_to_do(capsys, monkeypatch):
    monkeypatch.setattr("atbench.cli.ports.find", list)
    assert main(["ports"]) == 0
    assert "virtual://ec600s" in capsys.readouterr().out
