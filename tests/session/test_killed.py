"""A program killed in the middle of a flood: everything that had left the port is in the capture, and nothing else."""

import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from atbench.store.capture import records
from atbench.store.landing import landing_path

if sys.platform == "win32":
    pytest.skip("pseudo terminals and SIGKILL are a POSIX matter", allow_module_level=True)

import tty

TOP = Path(__file__).parents[2]
PROGRAM = """
import asyncio, pathlib, sys
from atbench.at.dialect import Dialect
from atbench.clock import Clock
from atbench.knowledge import Limits
from atbench.port.opening import open_port
from atbench.port.port import PortSettings
from atbench.session.session import Session
from atbench.store.capture import Capture

async def main():
    session = Session(Capture(pathlib.Path(sys.argv[2])), Dialect("x"), lambda text: Limits(1.0), Clock())
    port = open_port(sys.argv[1], PortSettings(), session.on_bytes, print, landing=session)
    session.attach(port)
    print("open", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


class Victim:
    """The program behind a pty; `sent` is what we wrote so far."""

    def __init__(self, path: Path) -> None:
        self.end, self.slave = os.openpty()
        tty.setraw(self.slave)
        os.set_blocking(self.end, False)
        self.sent = b""
        words = [sys.executable, "-c", PROGRAM, os.ttyname(self.slave), str(path)]
        self.process = subprocess.Popen(
            words, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(TOP / "gui")}
        )
        assert self.process.stdout
        assert self.process.stdout.readline() == b"open\n"

    def flood(self, data: bytes, seconds: float) -> None:
        done, until = 0, time.monotonic() + seconds
        while time.monotonic() < until and done < len(data):
            select.select([], [self.end], [], 0.01)
            try:
                done += os.write(self.end, data[done : done + 16384])
            except BlockingIOError:
                continue
        self.sent += data[:done]

    def kill(self) -> int:
        """Kills it; returns how many bytes it had read."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()
        left = 0
        os.set_blocking(self.slave, False)
        while select.select([self.slave], [], [], 0.1)[0] and (rest := os.read(self.slave, 65536)):
            left += len(rest)
        return len(self.sent) - left

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()
        os.close(self.end)
        os.close(self.slave)


@pytest.mark.parametrize("turn", range(6))
def test_killed_in_a_flood_loses_nothing_that_was_read(tmp_path, turn):
    path, dice = tmp_path / "capture", random.Random(turn)
    data = b"".join(b"+QIND: %d\r\n" % number for number in range(400_000))
    victim = Victim(path)
    try:
        victim.flood(data, dice.uniform(0.02, 0.1))
        read = victim.kill()
    finally:
        victim.close()
    assert read > 10_000
    assert b"".join(record.data for record in records(path) if record.kind == "R") == victim.sent[:read]
    # The file alone is never wrong: only its very end may still stand beside it.
    assert victim.sent.startswith(path.read_bytes())
    assert landing_path(path).exists()
