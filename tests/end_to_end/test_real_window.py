"""The real program in a real X server: typed into, looked at, closed. It needs Xvfb and xdotool."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import atbench

pytestmark = [
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
    pytest.mark.timeout(90),
]

PATIENCE = 30.0


def wait_for(fact: Callable[[], object], what: str) -> None:
    end, pause = time.monotonic() + PATIENCE, threading.Event()
    while not fact():
        assert time.monotonic() < end, f"{what} did not happen within {PATIENCE:g} s"
        pause.wait(0.05)


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    """The environment of a display of its own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    source = str(Path(atbench.__file__).parents[1])
    yield os.environ | {
        "DISPLAY": f":{number}",
        "QT_QPA_PLATFORM": "xcb",
        "LANG": "C.UTF-8",
        "PYTHONPATH": source,
    }
    server.terminate()
    server.wait(10)


def test_a_user_types_a_command(display: dict[str, str], tmp_path: Path) -> None:
    home, record, picture = tmp_path / "home", tmp_path / "capture", tmp_path / "window.xwd"
    arguments = ["--home", str(home), "--port", "virtual://ec600s?boot=0", "--record", str(record), "--lang", "en"]
    program = subprocess.Popen([sys.executable, "-m", "atbench", *arguments], env=display, stderr=subprocess.PIPE)

    def x(*words: str) -> str:
        return subprocess.run(["xdotool", *words], env=display, capture_output=True, text=True, check=False).stdout

    try:
        wait_for(lambda: x("search", "--onlyvisible", "--name", "^atbench$").strip(), "a window")
        index = Path(f"{record}.idx")
        wait_for(lambda: index.exists() and b"opened" in index.read_bytes(), "an open port")
        # The input has the focus from the start, also without a window manager that would give it.
        window = x("search", "--onlyvisible", "--name", "^atbench$").split()[-1]
        x("windowfocus", "--sync", window)
        x("type", "--delay", "5", "AT+CSQ")
        x("key", "Return")
        wait_for(lambda: b"+CSQ: " in record.read_bytes(), "an answer")
        assert b"OK" in record.read_bytes()
        if shutil.which("xwd"):
            subprocess.run(["xwd", "-root", "-out", str(picture)], env=display, check=True)
            assert picture.stat().st_size > 1_000_000
        wait_for(lambda: (home / "history.txt").exists(), "a history")
        x("key", "ctrl+q")
        assert program.wait(20) == 0
    finally:
        program.kill()
        _out, said = program.communicate()
    assert b"Traceback" not in said, said.decode()
    assert (home / "history.txt").read_text() == "AT+CSQ\n"
    assert (home / "settings.json").exists()
