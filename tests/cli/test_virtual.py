"""`atbench virtual` as a program of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

GUI = Path(__file__).parents[2] / "gui"


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "atbench", "virtual", *arguments, "--lang", "en"],
        env={**os.environ, "PYTHONPATH": str(GUI)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_certificates(tmp_path):
    pytest.importorskip("trustme")
    arguments = ("ec600s", "--listen", "127.0.0.1:0", "--certificates", str(tmp_path / "new"))
    with start(*arguments) as program:  # they are those of the cloud inside, and it is not asked for
        out, errors = program.communicate(timeout=10)
    assert (program.returncode, out) == (2, "") and "cloud" in errors
    with start(*arguments, "--demo-cloud") as program:
        program.stdout.readline()
        names = sorted(path.name for path in (tmp_path / "new").iterdir())
        program.terminate()
        program.communicate(timeout=10)
    assert {"ca.pem", "client.pem", "client_key.pem"} <= set(names)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_tcp_until_a_signal(number):
    with start("ec600s", "--listen", "127.0.0.1:0", "--demo-cloud", "--faster", "50") as program:
        line = program.stdout.readline()
        port = int(re.search(r"socket://127\.0\.0\.1:(\d+)", line)[1])
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.settimeout(5)
            data = b""
            while not data.endswith(b"PB DONE\r\n"):
                data += client.recv(4096)
            program.send_signal(number)
            rest, errors = program.communicate(timeout=10)
    assert (program.returncode, rest, errors) == (0, "", "")
    assert data.startswith(b"\r\nRDY\r\n")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are POSIX")
def test_pty_until_a_signal(tmp_path):
    link = tmp_path / "module"
    with start("ec600s", "--pty", str(link), "--host", "a.example=127.0.0.1:1883") as program:
        assert str(link) in program.stdout.readline()
        assert link.is_symlink()
        program.terminate()
        program.communicate(timeout=10)
    assert program.returncode == 0
    assert not link.is_symlink()


def test_the_list():
    with start("--list", "--json") as program:
        out, errors = program.communicate(timeout=10)
    rows = {row["profile"]: row for row in json.loads(out)}
    assert (program.returncode, errors) == (0, "")
    assert rows["ec20"]["title"] == "Quectel EC20" and rows["ec20"]["psk"] is False
    assert {"file", "ssl", "smtp"} <= set(rows["ec20"]["commands"])
    assert "mqtt" in rows["ec600s"]["commands"] and "smtp" not in rows["ec600s"]["commands"]
    with start("--list") as program:
        out, _errors = program.communicate(timeout=10)
    assert [line.split()[0] for line in out.splitlines()] == list(rows)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("ec600s",), "--listen"),
        (("--listen", "127.0.0.1:0"), "ec20"),
        (("ec600s", "--list", "--listen", "127.0.0.1:0"), "--list"),
        (("nonsense", "--listen", "127.0.0.1:0"), "nonsense"),
        (("ec600s", "--listen", "nowhere"), "ADDRESS:PORT"),
        (("ec600s", "--listen", "127.0.0.1:0", "--host", "x"), "NAME=ADDRESS:PORT"),
        (("ec600s", "--listen", "127.0.0.1:0", "--faster", "0"), "1000"),
        (("ec600s", "--pty", "/nowhere/at/all"), "/nowhere/at/all"),
    ],
)
def test_what_cannot_be(arguments, part):
    with start(*arguments) as program:
        _out, errors = program.communicate(timeout=10)
    assert program.returncode == 2
    assert part in errors
    assert "Traceback" not in errors
