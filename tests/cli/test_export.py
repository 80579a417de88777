"""`atbench export`: exact bytes, and copies for others without secrets."""

import json

import pytest

from atbench.__main__ import main
from atbench.store.capture import Capture

SECRET = "0123456789abcdef0123456789abcdef"
AUTH = f'AT+QMTCFG="aliauth",0,"a1Key","dev_1","{SECRET}"'
STREAM = AUTH.encode() + b"\r\r\nOK\r\nAT+CGSN\r\r\n860000000000001\r\n\r\nOK\r\n\xff\x00"


@pytest.fixture
def capture(tmp_path):
    capture = Capture(tmp_path / "log")
    capture.note("opened", 1.0)
    capture.sent(AUTH.encode() + b"\r", 2.0)
    half = STREAM.index(b"AT+CGSN")
    capture.received(STREAM[:half], 3.0)
    capture.sent(b"AT+CGSN\r", 4.0)
    capture.received(STREAM[half:], 5.0)
    capture.close()
    return tmp_path / "log"


def export(form: str, capture, tmp_path) -> bytes:
    assert main(["export", f"--{form}", "--home", str(tmp_path), str(capture), str(tmp_path / "out")]) == 0
    return (tmp_path / "out").read_bytes()


def test_raw_is_exact(capture, tmp_path):
    assert export("raw", capture, tmp_path) == STREAM


@pytest.mark.parametrize("form", ["text", "json"])
def test_copies_hold_no_secret_and_no_identity(form, capture, tmp_path):
    out = export(form, capture, tmp_path).decode()
    assert SECRET not in out
    assert "860000000000001" not in out
    assert "********" in out
    assert "opened" in out


def test_json_rows(capture, tmp_path):
    rows = [json.loads(line) for line in export("json", capture, tmp_path).split(b"\n") if line]
    assert [row["kind"] for row in rows[:5]] == ["local", "command", "echo", "final", "command"]
    assert [row["sent"] for row in rows[:5]] == [False, True, False, False, True]


def test_what_cannot_be_done_says_why(capture, tmp_path, capsys):
    index = tmp_path / "log.idx"
    bad = [
        (tmp_path / "no", tmp_path / "out"),
        (capture, capture),
        (capture, index),
        (capture, tmp_path / "no" / "out"),
    ]
    kept = index.read_bytes()
    for source, target in bad:
        assert main(["export", "--raw", "--home", str(tmp_path), str(source), str(target)]) == 1
        assert "Export failed" in capsys.readouterr().err
    assert (capture.read_bytes(), index.read_bytes()) == (STREAM, kept)


def test_another_module(capture, tmp_path, capsys):
    out = str(tmp_path / "out")
    assert main(["export", "--json", "--profile", "me3630", "--home", str(tmp_path), str(capture), out]) == 0
    assert main(["export", "--json", "--family", "acme", "--home", str(tmp_path), str(capture), out]) == 2
    assert "gosuncn" in capsys.readouterr().err
