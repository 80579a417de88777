"""A serial port with a real terminal behind it: a pty pair, and pyserial's own loop."""

import os
import queue
import sys
import threading
from pathlib import Path

import pytest

from atbench.port.opening import open_port
from atbench.port.port import PortSettings, moment

if sys.platform == "win32":
    pytest.skip("pseudo terminals are a POSIX matter", allow_module_level=True)

import tty

from atbench.port import posix


class Cable:
    """A pty: `end` is our side of the wire; what the port says arrives in `got` and `closed`."""

    def __init__(self, lands: bool = False) -> None:
        self.end, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self.got: queue.Queue[bytes] = queue.Queue()
        self.closed: queue.Queue[str] = queue.Queue()
        self.memory = bytearray(10_000)
        hear = lambda data, _time: self.got.put(data)  # noqa: E731
        self.port = open_port(self.path, PortSettings(), hear, self.closed.put, landing=self if lands else None)

    def space(self) -> memoryview:
        return memoryview(self.memory)

    def landed(self, size: int, _time: float) -> None:
        self.got.put(bytes(self.memory[:size]))

    def heard(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            data += self.got.get(timeout=5)
        return data

    def unplug(self) -> None:
        for handle in (self.end, self._slave):
            if handle >= 0:
                os.close(handle)
        self.end = self._slave = -1


@pytest.fixture(params=["read", "land"])
def cable(request):
    cable = Cable(request.param == "land")
    yield cable
    cable.port.close()
    cable.unplug()


def test_both_ways(cable):
    os.write(cable.end, b"\r\nRDY\r\n\x00\xff")
    assert cable.heard(9) == b"\r\nRDY\r\n\x00\xff"
    cable.port.write(b"AT\r")
    assert os.read(cable.end, 100) == b"AT\r"


def test_opening_sends_nothing(cable):
    os.set_blocking(cable.end, False)
    with pytest.raises(BlockingIOError):
        os.read(cable.end, 1)


def test_a_megabyte_arrives_whole(cable):
    sent = os.urandom(1 << 20)
    writer = threading.Thread(target=_write, args=(cable.end, sent))
    writer.start()
    assert cable.heard(len(sent)) == sent
    writer.join()


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def test_a_flood_is_read_in_great_pieces(monkeypatch):
    monkeypatch.setattr(posix, "PAUSE", 5.0)
    monkeypatch.setattr(posix, "GATHER", 5.0)
    end, slave = os.openpty()
    wake = os.pipe()
    try:
        tty.setraw(slave)
        os.set_blocking(slave, False)
        space = memoryview(bytearray(9000))
        os.write(end, b"x" * 9000 + b"and")
        assert posix.read_into(slave, wake[0], space) == (9000, pytest.approx(moment(), abs=10))
        assert bytes(space) == b"x" * 9000
        # What does not look like a flood is not waited for.
        assert posix.read_into(slave, wake[0], space)[0] == 3
        os.write(wake[1], b"x")
        assert posix.read_into(slave, wake[0], space) is None
    finally:
        for handle in (end, slave, *wake):
            os.close(handle)


def test_closed_is_not_lost(cable):
    cable.port.close()
    assert cable.closed.get(timeout=5) == ""


def test_unplugged_is_lost(cable):
    cable.unplug()
    assert cable.closed.get(timeout=5) == "the device is gone"
    cable.port.write(b"AT\r")  # no exception, no thread that hangs
    cable.port.close()
    assert cable.closed.empty()


def test_two_hundred_openings_leave_nothing_behind():
    threads, handles = threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))
    cable = Cable()
    for _ in range(200):
        cable.port.close()
        assert cable.closed.get(timeout=5) == ""
        cable.port = open_port(cable.path, PortSettings(), lambda data, _time: None, cable.closed.put)
    cable.port.close()
    cable.unplug()
    for thread in threading.enumerate():
        if thread.name.startswith(("read", "write")):
            thread.join(5)
    assert threading.active_count() <= threads
    assert len(list(Path("/proc/self/fd").iterdir())) <= handles


def test_a_port_that_takes_nothing_is_told(cable):
    def write_on_and_on() -> None:
        for _ in range(5000):
            cable.port.write(b"x" * 4096)

    with pytest.raises(BlockingIOError, match="takes no more bytes"):
        write_on_and_on()


def test_a_second_opening_is_refused(cable):
    with pytest.raises(OSError, match="is in use by"):
        open_port(cable.path, PortSettings(), lambda data, _time: None, lambda reason: None)


PROBLEMS = {
    "/dev/ttyNOPE": "There is no port /dev/ttyNOPE",
    "/dev/null": "no serial port|cannot be opened",
    "/etc/hostname": "no serial port|cannot be opened",
}


@pytest.mark.parametrize("url", PROBLEMS)
def test_what_cannot_be_opened_says_why(url):
    with pytest.raises(OSError, match=PROBLEMS[url]):
        open_port(url, PortSettings(), lambda data, _time: None, lambda reason: None)


def test_unknown_scheme():
    with pytest.raises(ValueError):
        open_port("nothing://here", PortSettings(), lambda data, _time: None, lambda reason: None)


def test_loop_gives_back_more_than_its_queue_holds():
    got: queue.Queue[bytes] = queue.Queue()
    port = open_port("loop://", PortSettings(), lambda data, _time: got.put(data), lambda reason: None)
    port.write(b"0123456789" * 1000)
    heard = b""
    while len(heard) < 10000:
        heard += got.get(timeout=5)
    port.close()
    assert heard == b"0123456789" * 1000


def test_a_port_that_takes_nothing_for_a_while_gets_every_byte_once(cable):
    sent = os.urandom(200_000)
    for start in range(0, len(sent), 1000):
        cable.port.write(sent[start : start + 1000])
    # The driver is full long before; pyserial would give up and nobody would know how much had gone.
    assert not cable.closed.qsize()
    got = b""
    while len(got) < len(sent):
        got += os.read(cable.end, 65536)
    assert got == sent
