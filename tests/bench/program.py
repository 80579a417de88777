"""A measured program on a port of ours: a pseudo terminal whose other end we hold."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys
import time
import tty
from collections.abc import Mapping, Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
BUFFER = 68_000  # bytes that a pty takes before its reader reads: 64 kB of the driver, 4 kB of the line discipline

now = time.perf_counter


def pause(seconds: float) -> None:
    """A bench measures real time, so it waits in real time."""
    select.select((), (), (), seconds)


class Pty:
    """`path` is for the program, reads and writes are ours; neither ever blocks."""

    def __init__(self) -> None:
        self.fd, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)  # kept open: a program that reopens it finds it as it was
        os.set_blocking(self.fd, False)

    def write(self, data: bytes | memoryview) -> int:
        try:
            return os.write(self.fd, data)
        except BlockingIOError:
            return 0

    def read(self, seconds: float = 0) -> bytes:
        """What came from the program, waiting for it at most so long."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return b""
        with contextlib.suppress(OSError):
            return os.read(self.fd, 65536)
        return b""

    def close(self) -> None:
        os.close(self.fd)
        os.close(self._slave)


class Program:
    """One started program. `pty` is its port; its words of complaint are in `complaint`."""

    def __init__(self, arguments: Sequence[str], env: Mapping[str, str], pty: Pty, log: Path) -> None:
        self.pty = pty
        self._log = log
        paths = os.pathsep.join((str(TOP / "gui"), str(TOP)))
        self.start = now()
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                arguments, env={**env, "PYTHONPATH": paths}, stdout=out, stderr=out, stdin=subprocess.DEVNULL
            )

    def check(self) -> None:
        """Raises RuntimeError with the program's last words when it ended."""
        if self.process.poll() is not None:
            words = self._log.read_text(errors="replace")[-2000:]
            raise RuntimeError(f"it ended with {self.process.returncode}: {words}")

    def cpu(self) -> float:
        """Seconds of processor time so far, of all its threads."""
        self.check()
        return time.clock_gettime(~self.process.pid << 3 | 2)  # clock_getcpuclockid(3), which Python lacks

    def load(self, seconds: float) -> float:
        """Share of a processor during the next seconds."""
        before, start = self.cpu(), now()
        pause(seconds)
        return (self.cpu() - before) / (now() - start)

    def memory(self) -> float:
        """Resident memory in MB."""
        self.check()
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def settle(self, limit: float = 30) -> None:
        """Waits until it is as idle as it gets: below a tenth of a processor for half a second."""
        end = now() + limit
        while now() < end and self.load(0.5) > 0.1:
            pass

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]
