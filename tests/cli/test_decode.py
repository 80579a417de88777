"""`atbench decode`, as it is typed."""

import json
import sys

from atbench.__main__ import main
from atbench.store.capture import Capture

SESSION = (
    b"\x00\xffRDY\r\nAT+CSQ\r\r\n+CSQ: 24,99\r\n\r\nOK\r\n"
    b'AT+QMTOPEN=0,"broker.example",1883\r\r\nOK\r\n\r\n+QMTOPEN: 0,4\r\n'
    b'\r\n+QMTRECV: 0,0,"t",8,"a":"\r\nOK"\r\n' + "余额".encode("gbk") + b"\r\n\x81\x02\xfe\x9f\r\n+CPIN: NOT READY"
)


def rows(capsys, *arguments: str) -> list[dict[str, object]]:
    assert main(["decode", "--json", *arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]


def test_a_log_of_any_tool(capsys, tmp_path):
    path = tmp_path / "log"
    path.write_bytes(SESSION)
    decoded = rows(capsys, "--home", str(tmp_path), str(path))
    assert [row["kind"] for row in decoded] == [
        "urc",
        "echo",
        "answer",
        "final",
        "echo",
        "final",
        "late",
        "urc",
        "text",
        "noise",
        "urc",
    ]
    assert decoded[6]["error"]["code"] == 4
    assert decoded[8]["line"] == "余额"


def test_standard_input(capsys, tmp_path, monkeypatch):
    path = tmp_path / "log"
    path.write_bytes(SESSION)
    with path.open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        assert len(rows(capsys, "--home", str(tmp_path), "-")) == 11


def test_our_own_capture_knows_what_was_sent(capsys, tmp_path):
    capture = Capture(tmp_path / "mine")
    capture.note("opened", 1.0)
    capture.sent(b"AT+CPIN?\r", 1.0)
    capture.received(b"+CPIN: READY\r\nOK\r\n", 2.0)
    capture.close()
    decoded = rows(capsys, "--home", str(tmp_path), str(tmp_path / "mine"))
    assert [(row["kind"], row["sure"]) for row in decoded] == [("command", True), ("answer", True), ("final", True)]


def test_how_far_it_is_stands_on_the_terminal(capsys, tmp_path, monkeypatch):
    path = tmp_path / "log"
    path.write_bytes(b"+CSQ: 24,99\r\n" * 400)
    main(["decode", "--home", str(tmp_path), str(path)])
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["decode", "--home", str(tmp_path), str(path)])
    shown = capsys.readouterr().err.split("\r")
    assert shown[1:4] == ["1 %", "2 %", "3 %"]
    assert shown[-3:] == ["100 %", "     ", ""]


def test_a_missing_file_says_so(capsys, tmp_path):
    assert main(["decode", "--home", str(tmp_path), str(tmp_path / "no")]) == 1
    err = capsys.readouterr().err
    assert "cannot be read" in err
    assert "Traceback" not in err


def test_an_empty_file_has_no_lines(capsys, tmp_path):
    (tmp_path / "log").touch()
    assert rows(capsys, "--home", str(tmp_path), str(tmp_path / "log")) == []


def test_names_that_are_no_file(capsys, tmp_path):
    for name in ("", ".", "/"):
        assert main(["--home", str(tmp_path), "decode", name]) == 1
        assert "directory" in capsys.readouterr().err


def test_a_standard_input_that_is_closed(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["--home", str(tmp_path), "decode", "-"]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_full_disk_is_not_the_fault_of_the_log(capsys, tmp_path, monkeypatch):
    path = tmp_path / "log"
    path.write_bytes(b"RDY\r\n")

    def full(_text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("atbench.cli.decode.print", full, raising=False)
    assert main(["--home", str(tmp_path), "decode", str(path)]) == 1
    assert capsys.readouterr().err == "atbench cannot go on: No space left on device.\n"


def test_numbers_beyond_all_measure(capsys, tmp_path):
    path = tmp_path / "log"
    path.write_bytes(b"AT+CSQ\r\r\n+CME ERROR: " + b"9" * 5000 + b'\r\n+QMTRECV: 0,0,"a",' + b"9" * 5000 + b',"x"\r\n')
    assert len(rows(capsys, "--home", str(tmp_path), str(path))) >= 3
