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


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are POSIX")
def test_serial_port():
    """The firmware of a device has the other end of the wire."""
    import tty

    device, wire = os.openpty()
    tty.setraw(wire)
    with start("ec20", "--port", os.ttyname(wire), "--baud", "9600", "--demo-cloud", "--faster", "50") as program:
        line = program.stdout.readline()
        assert os.ttyname(wire) in line and "9600" in line
        data = b""
        while not data.endswith(b"PB DONE\r\n"):
            data += os.read(device, 4096)
        os.write(device, b"AT+CGMM\r")
        while not data.endswith(b"\r\nEC20\r\n\r\nOK\r\n"):
            data += os.read(device, 4096)
        program.terminate()
        _out, errors = program.communicate(timeout=10)
    assert (program.returncode, errors) == (0, "")
    os.close(device)
    os.close(wire)


def test_several_at_once(tmp_path):
    """Different modules at different places, with a fault, a script, and state that outlives them."""
    script = tmp_path / "day.txt"
    script.write_text("0.1 urc +CREG: 5\n")
    arguments = ("--listen", "127.0.0.1:0", "--listen", "127.0.0.1:0", "--fault", "one-byte", "--script", str(script))
    with start("ec600s", "ec20", *arguments, "--faster", "50") as program:
        ports = {}
        for _ in range(2):
            line = program.stdout.readline()
            ports["EC20" if "ec20" in line else "EC600S"] = int(re.search(r"socket://127\.0\.0\.1:(\d+)", line)[1])
        for model, port in ports.items():
            with socket.create_connection(("127.0.0.1", port)) as client:
                client.settimeout(5)
                data = b""
                while not data.endswith(b"PB DONE\r\n"):
                    data += client.recv(4096)
                assert b"\r\n+CREG: 5\r\n" in data
                client.sendall(b"AT+CGMM\r")
                while not data.endswith(b"OK\r\n"):
                    data += client.recv(4096)
                assert b"\r\n" + model.encode() + b"\r\n" in data
        program.terminate()
        _out, errors = program.communicate(timeout=10)
    assert (program.returncode, errors) == (0, "")


def test_state_and_its_damage(tmp_path):
    state = tmp_path / "state.json"
    state.write_text("{")
    with start("ec600s", "--listen", "127.0.0.1:0", "--state", str(state), "--faster", "50") as program:
        port = int(re.search(r":(\d+),", program.stdout.readline())[1])
        with socket.create_connection(("127.0.0.1", port)) as client:
            assert client.recv(4096)
        program.terminate()
        _out, errors = program.communicate(timeout=10)
    assert program.returncode == 0 and "state.json.damaged" in errors
    assert json.loads(state.read_text())["profile"] == "ec600s"


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are POSIX")
def test_one_of_them_cannot_begin(tmp_path):
    with start("ec600s", "--pty", str(tmp_path / "a"), "--port", "/nowhere/ttyUSB9") as program:
        _out, errors = program.communicate(timeout=10)
    assert program.returncode == 2 and "/nowhere/ttyUSB9" in errors
    assert not (tmp_path / "a").is_symlink()


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("ec600s",), "--listen"),
        (("--listen", "127.0.0.1:0"), "ec20"),
        (("ec600s", "--list", "--listen", "127.0.0.1:0"), "--list"),
        (("ec600s", "ec20", "--listen", "127.0.0.1:0"), "one for each"),
        (("ec600s", "--listen", "127.0.0.1:0", "--listen", "127.0.0.1:0", "--state", "x"), "--state"),
        (("ec600s", "--port", "/nowhere/ttyUSB9"), "/nowhere/ttyUSB9"),
        (("ec600s", "--port", "/nowhere/ttyUSB9", "--baud", "1"), "4000000"),
        (("ec600s", "--listen", "127.0.0.1:0", "--speed", "1"), "4000000"),
        (("ec600s", "--listen", "127.0.0.1:0", "--fault", "nonsense"), "no_answer"),
        (("ec600s", "--listen", "127.0.0.1:0", "--script", "/nowhere/day"), "/nowhere/day"),
        (("ec600s", "--listen", "127.0.0.1:0", "--state", "/"), "cannot be read"),
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
