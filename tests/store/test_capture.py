"""The capture: exact, private, safe against being killed and against a full disk."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from atbench.store.capture import Capture, index_path, new_path, records

WRITER = """
import sys, pathlib
from atbench.store.capture import Capture
capture = Capture(pathlib.Path(sys.argv[1]))
for number in range(10**9):
    data = b"line %d\\r\\n" % number
    capture.received(data, 0.0)
    print(number, flush=True)
"""


def test_received_bytes_exactly_and_the_rest_beside(tmp_path):
    capture = Capture(tmp_path / "a")
    capture.note("opened", 1.0)
    capture.sent(b"AT\r", 2.0)
    capture.received(b"\x00\xffOK\r\n", 3.0)
    capture.close()
    assert (tmp_path / "a").read_bytes() == b"\x00\xffOK\r\n"
    assert [(r.kind, r.time, r.data) for r in records(tmp_path / "a")] == [
        ("N", 1.0, b"opened"),
        ("T", 2.0, b"AT\r"),
        ("R", 3.0, b"\x00\xffOK\r\n"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a POSIX matter")
def test_private(tmp_path):
    Capture(tmp_path / "a").close()
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "a", index_path(tmp_path / "a"))] == [0o600, 0o600]


def test_an_existing_file_is_never_overwritten(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        Capture(tmp_path / "a")


def test_names(tmp_path):
    now = datetime(2026, 11, 20, 14, 6, 57, tzinfo=UTC)
    first = new_path(tmp_path, "/dev/ttyUSB2", now)
    assert first.name == "ttyUSB2_2026-11-20_14-06-57"
    first.touch()
    assert new_path(tmp_path, "/dev/ttyUSB2", now).name == "ttyUSB2_2026-11-20_14-06-57_2"
    assert new_path(tmp_path, "virtual://ec600s?boot=0", now).name == "ec600s-boot-0_2026-11-20_14-06-57"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX matter")
def test_killed_at_any_moment_loses_nothing_that_was_read(tmp_path):
    path = tmp_path / "a"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "gui")}
    process = subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, env=environment)
    assert process.stdout
    last = 0
    while last < 500:
        last = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    last = max(last, *(int(line) for line in process.stdout.read().split() or [last]))
    process.wait()
    process.stdout.close()
    told = b"".join(b"line %d\r\n" % number for number in range(last + 1))
    assert path.read_bytes().startswith(told)
    assert b"".join(record.data for record in records(path)) == path.read_bytes()


def test_a_full_disk_is_told_once_and_nothing_is_lost(tmp_path, monkeypatch):
    told: list[str] = []
    capture = Capture(tmp_path / "a", told.append)
    capture.received(b"before ", 1.0)
    room = 4

    def full(handle: int, data: bytes) -> int:
        nonlocal room
        if not room:
            raise OSError(28, "No space left on device")
        part, room = min(room, len(data)), 0
        return os.pwrite(handle, data[:part], os.fstat(handle).st_size)

    with monkeypatch.context() as patch:
        patch.setattr("atbench.store.capture.os.write", full)
        capture.received(b"during ", 2.0)
        capture.received(b"after", 3.0)
        capture.sent(b"AT\r", 4.0)
    assert told == ["No space left on device"]
    assert capture.read(0, 19) == b"before during after"
    assert capture.read(5, 9) == b"e during "
    assert capture.read(14, 100) == b"after"


def test_a_damaged_index_loses_no_received_byte(tmp_path):
    capture = Capture(tmp_path / "a")
    for text in (b"one\r\n", b"two\r\n"):
        capture.received(text, 1.0)
    capture.close()
    index = index_path(tmp_path / "a")
    whole = index.read_bytes()
    for cut in range(len(whole)):
        index.write_bytes(whole[:cut])
        assert b"".join(r.data for r in records(tmp_path / "a") if r.kind == "R") == b"one\r\ntwo\r\n"


def test_without_a_file(tmp_path):
    capture = Capture(None)
    capture.received(b"OK\r\n", 1.0)
    assert capture.read(0, 4) == b"OK\r\n"
    assert list(tmp_path.iterdir()) == []
