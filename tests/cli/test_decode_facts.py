"""`atbench decode` knows what the log told before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from atbench.__main__ import main

LOG = b"""AT+QMTOPEN=0,"h.example",1883\r\r\nOK\r\n\r\n+QMTOPEN: 0,0\r\nAT+QMTSUB=0,1,"t",0\r\r\nERROR\r\n"""


@pytest.mark.parametrize("times", [False, True])
def test_why_a_command_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str], times: bool) -> None:
    lines = [line.strip() for line in LOG.split(b"\n") if line.strip()]
    path = tmp_path / "log"
    path.write_bytes(b"".join(b"[14:07:33.120] " + line + b"\r\n" for line in lines) if times else LOG)
    assert main(["decode", "--json", "--lang", "en", str(path)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[-1]["line"] == "ERROR"
    assert rows[-1]["error"]["causes"][0] == "As heard in this session: The client is not connected"
