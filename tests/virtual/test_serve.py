"""A virtual module for other programs."""

import os
import select
import socket
import sys
import threading
from pathlib import Path

import pytest

from atbench import virtual
from atbench.clock import Clock
from atbench.port.port import OnBytes, OnClosed, PortSettings
from atbench.virtual import serve
from atbench.virtual.serve import Server


def server(url: str = "virtual://ec600s?boot=0") -> Server:
    return Server(lambda heard, closed: virtual.open(url, PortSettings(), heard, closed, Clock(50)))


class Served:
    """A server in a thread of its own, ready for clients."""

    def __init__(self, way: str, *where: object, url: str = "virtual://ec600s?boot=0") -> None:
        self.server, self.where, self.error = server(url), "", None
        ready = threading.Event()

        def on_ready(place: str) -> None:
            self.where = place
            ready.set()

        def run() -> None:
            try:
                getattr(self.server, way)(*where, on_ready)
            except OSError as error:
                self.error = error
                ready.set()

        self.thread = threading.Thread(target=run)
        self.thread.start()
        assert ready.wait(5)

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *error: object) -> None:
        self.server.stop()
        self.thread.join(5)
        assert not self.thread.is_alive()


def talk(client: socket.socket, command: bytes, end: bytes) -> bytes:
    client.settimeout(5)
    client.sendall(command)
    data = b""
    while not data.endswith(end):
        data += client.recv(4096)
    return data


def test_tcp_for_one_client_after_the_other():
    with Served("tcp", ("127.0.0.1", 0)) as served:
        port = int(served.where.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as first:
            assert talk(first, b"ATE0\r", b"OK\r\n") == b"ATE0\r\r\nOK\r\n"
        with socket.create_connection(("127.0.0.1", port)) as second:  # the module went on meanwhile
            assert talk(second, b"AT+CGMM\r", b"OK\r\n") == b"\r\nEC600S\r\n\r\nOK\r\n"


def test_one_byte_a_read():
    """As long as the client reads fast enough."""
    with (
        Served("tcp", ("127.0.0.1", 0), url="virtual://ec600s?boot=0&fault=one_byte") as served,
        socket.create_connection(("127.0.0.1", int(served.where.rpartition(":")[2]))) as client,
    ):
        client.settimeout(5)
        client.sendall(b"ATI\r")
        pieces: list[bytes] = []
        while not b"".join(pieces).endswith(b"OK\r\n"):
            pieces.append(client.recv(4096))
    assert sum(len(piece) == 1 for piece in pieces) > 30


def test_a_port_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as taken, Served("tcp", taken.getsockname()) as served:
        assert isinstance(served.error, OSError)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are POSIX")
def test_pty(tmp_path: Path):
    serial = pytest.importorskip("serial")
    link = tmp_path / "module"
    with Served("pty", link):
        for _ in range(2):
            with serial.Serial(str(link), 9600, timeout=5) as port:
                port.write(b"AT+CGMM\r")
                assert port.read_until(b"OK\r\n") == b"AT+CGMM\r\r\nEC600S\r\n\r\nOK\r\n"
    assert not link.is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are POSIX")
def test_a_slow_line_holds_back_who_writes(tmp_path: Path):
    with Served("pty", tmp_path / "slow", url="virtual://ec600s?boot=0&speed=9600") as served:
        handle = os.open(served.where, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        taken = 0
        try:
            while taken < 1_000_000:
                taken += os.write(handle, b"A" * 4096)
        except BlockingIOError:
            pass
        finally:
            os.close(handle)
        assert taken < 1_000_000


def test_serial_port():
    """A device's firmware at the other end of the wire: here a pair of pseudo terminals."""
    device, name = wire()
    with Served("serial", name, PortSettings(9600)) as served:
        assert served.where == name
        assert ask(device, b"AT+CGMM\r") == b"AT+CGMM\r\r\nEC600S\r\n\r\nOK\r\n"
        assert ask(device, b"ATE0\r") == b"ATE0\r\r\nOK\r\n"
        assert ask(device, b"AT\r") == b"\r\nOK\r\n"
    assert served.server.reason == ""
    os.close(device)


class Wired:
    """A serial port whose DSR is wired to somebody's DTR; pseudo terminals have no such lines."""

    dsr = True

    def __init__(self, device: str, settings: PortSettings, on_bytes: OnBytes, on_closed: OnClosed) -> None:
        type(self).made = self
        self.type, self.heard, self._news = on_bytes, b"", threading.Condition()

    def write(self, data: bytes) -> None:
        with self._news:
            self.heard += data
            self._news.notify_all()

    def wait(self, wanted: bytes) -> None:
        with self._news:
            assert self._news.wait_for(lambda: wanted in self.heard, 5), self.heard

    def close(self) -> None:
        pass


def test_the_dtr_of_a_device_ends_data_mode(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serve, "SerialPort", Wired)
    with Served("serial", "wire", PortSettings()):
        line = Wired.made
        line.type(b"AT&D1\r", 0)
        line.wait(b"OK\r\n")
        line.type(b'AT+QFUPL="a",10,600\r', 0)
        line.wait(b"CONNECT\r\n")
        line.type(b"abc", 0)
        line.dsr = False
        line.wait(b"\r\n+QFUPL: 3,")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are POSIX")
def test_serial_port_that_goes_away():
    device, name = wire()
    with Served("serial", name, PortSettings()) as served:
        ask(device, b"AT\r")
        os.close(device)
        served.thread.join(5)
    assert served.server.reason


def test_serial_port_that_is_not_there(tmp_path: Path):
    with Served("serial", str(tmp_path / "ttyUSB9"), PortSettings()) as served:
        assert "There is no port" in str(served.error)


def wire() -> tuple[int, str]:
    """The device's end of a serial line, and the name of the other one."""
    import tty

    device, other = os.openpty()
    tty.setraw(other)
    name = os.ttyname(other)
    os.close(other)
    return device, name


def ask(device: int, command: bytes) -> bytes:
    os.write(device, command)
    data = b""
    while not data.endswith(b"OK\r\n"):
        assert select.select([device], [], [], 5)[0]
        data += os.read(device, 4096)
    return data


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are POSIX")
def test_a_link_that_is_somebody_elses_file(tmp_path: Path):
    link = tmp_path / "module"
    link.write_text("precious")
    with Served("pty", link) as served:
        assert isinstance(served.error, OSError)
    assert link.read_text() == "precious"


def test_a_module_that_breaks_down(monkeypatch: pytest.MonkeyPatch):
    with Served("tcp", ("127.0.0.1", 0)) as served:
        port = int(served.where.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as client:
            talk(client, b"AT\r", b"OK\r\n")
            served.server._port.unplug()
            served.thread.join(5)
    assert "unplugged" in served.server.reason
