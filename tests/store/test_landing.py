"""The landing: what a port read is safe before the capture has it, and never there twice."""

import errno
import os
import sys

import pytest

from atbench.store.capture import Capture, index_path, records
from atbench.store.landing import SIZE, landing_path

if sys.platform == "win32":
    pytest.skip("no port of Windows lands", allow_module_level=True)


@pytest.fixture
def capture(tmp_path):
    capture = Capture(tmp_path / "a")
    yield capture
    capture.close()


def land(capture: Capture, data: bytes) -> None:
    """What the system does when a port reads."""
    capture.space()[: len(data)] = data


def received(capture: Capture) -> bytes:
    assert capture.path
    return b"".join(record.data for record in records(capture.path) if record.kind == "R")


def test_landed_bytes_go_into_the_capture(capture):
    for text in (b"\x00one\r\n", b"two", b"x" * SIZE, b"\xc1"):
        land(capture, text)
        assert capture.landed(len(text), 1.0) == text
    assert capture.path.read_bytes() == b"\x00one\r\ntwo" + b"x" * SIZE + b"\xc1" == received(capture)
    assert [record.time for record in records(capture.path)] == [1.0] * 4


@pytest.mark.parametrize("data", [b"two\r\n", b"\x00\x00\x00", b"x" * SIZE, b"\xc1\xc1x", b"\xe4\xbd\xa0"])
def test_killed_between_read_and_write(capture, data):
    capture.received(b"one\r\n", 1.0)
    for text in (b"long, and soon gone", data):
        land(capture, text)
        assert received(capture).endswith(text)
        if text != data:
            capture.landed(len(text), 2.0)
    assert received(capture) == b"one\r\nlong, and soon gone" + data


@pytest.mark.parametrize("written", [0, 1, 5000, 9999, 10000])
def test_killed_while_it_is_written(capture, monkeypatch, written):
    data = bytes(range(48, 58)) * 1000
    land(capture, data)

    class Killed(Exception):
        pass

    def write(handle, part):
        os.pwrite(handle, part[:written], 0)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("atbench.store.capture._write_all", write)
        with pytest.raises(Killed):
            capture.landed(len(data), 1.0)
    assert capture.path.stat().st_size == written
    assert received(capture) == data


def test_killed_while_it_is_emptied(capture, monkeypatch):
    real = os.pwrite
    for size in (100, 10_000):
        for allowed in range(3):
            land(capture, b"y" * size)
            calls = iter([True] * allowed + [False] * 9)
            with monkeypatch.context() as patch:
                patch.setattr("atbench.store.landing._write", lambda *a, calls=calls: next(calls) and real(*a))
                capture.landed(size, 1.0)
            assert received(capture) == capture.path.read_bytes()
            capture._landing.empty(size, capture.size)


def test_nothing_stays_behind(tmp_path):
    capture = Capture(tmp_path / "a")
    assert not landing_path(tmp_path / "a").exists()  # only for ports that land
    land(capture, b"OK")
    assert landing_path(tmp_path / "a").stat().st_mode & 0o777 == 0o600
    capture.landed(2, 1.0)
    capture.close()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "a", index_path(tmp_path / "a")]
    land(capture, b"late")  # by a thread that hangs in its driver
    capture.landed(4, 2.0)
    assert sorted(tmp_path.iterdir()) == [tmp_path / "a", index_path(tmp_path / "a")]


def test_a_capture_that_is_discarded(tmp_path):
    capture = Capture(tmp_path / "a")
    land(capture, b"OK")
    capture.discard()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("broken", ["capture._write_all", "landing._write"])
def test_a_full_disk_ends_the_landing_and_nothing_is_lost(tmp_path, monkeypatch, broken):
    told: list[str] = []
    capture = Capture(tmp_path / "a", told.append)
    land(capture, b"before ")
    capture.landed(7, 1.0)

    def full(*ignored):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(f"atbench.store.{broken}", full)
        for text in (b"during ", b"after"):
            land(capture, text)
            assert capture.landed(len(text), 2.0) == text
    assert told == (["No space left on device"] if "capture" in broken else [])
    assert capture.read(0, 100) == b"before during after"
    capture.close()


def test_without_room_for_it_the_capture_goes_on(tmp_path):
    landing_path(tmp_path / "a").mkdir()
    capture = Capture(tmp_path / "a")
    land(capture, b"OK")
    capture.landed(2, 1.0)
    capture.close()
    assert (tmp_path / "a").read_bytes() == b"OK"


def test_without_a_file(tmp_path):
    capture = Capture(None)
    land(capture, b"OK")
    assert capture.landed(2, 1.0) == b"OK"
    assert capture.read(0, 2) == b"OK"


@pytest.mark.parametrize("size", [0, 3, 8, 9, 5000])
def test_a_damaged_landing_is_no_obstacle(capture, size):
    capture.received(b"one\r\n", 1.0)
    landing_path(capture.path).write_bytes(b"\xff" * size)
    assert received(capture) == b"one\r\n"
