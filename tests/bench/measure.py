"""The measurements: each starts what it needs, drives it from outside, and returns plain numbers."""

from __future__ import annotations

import random
import select
import tempfile
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.bench.program import Program, Pty, now, pause, python
from tests.bench.screen import HEIGHT, WIDTH, Screen

HERE = Path(__file__).parent
QUIET, STEP = 0.4, 0.01  # s over which a program must be idle, and between two looks
LINES = (140, 96, 560, 300)  # where atbench and canvas both show lines, in pixels of the screen


@dataclass(frozen=True, slots=True)
class Ours:
    """atbench on a port, recording; `late(start, end)` is how late its event loop was."""

    program: Program
    pty: Pty
    capture: Path
    probe: Path

    def late(self, start: float, end: float) -> list[float]:
        pause(1.2)  # until the probe has written what it has
        return _late(self.probe, start, end)


@contextmanager
def ours(screen: Screen) -> Iterator[Ours]:
    """A fresh atbench with the port open and everything painted."""
    with tempfile.TemporaryDirectory(prefix="atbench-bench-") as folder:
        place, pty = Path(folder), Pty()
        probe, capture = place / "probe", place / "capture"
        arguments = ["--port", pty.path, "--record", str(capture), "--home", str(place / "home"), "--lang", "en"]
        command = python("-m", "tests.bench.probed", str(probe), *arguments)
        program = Program(command, screen.env, pty, place / "log")
        try:
            _wait(program, capture.exists, "the port was not opened")
            pty.write(b"\r\nRDY\r\n")
            pause(1)
            program.settle()
            yield Ours(program, pty, capture, probe)
        finally:
            program.stop()
            pty.close()


@contextmanager
def canvas(screen: Screen) -> Iterator[Program]:
    """The program that only paints."""
    with tempfile.TemporaryDirectory(prefix="atbench-bench-") as folder:
        pty = Pty()
        program = Program(python(str(HERE / "canvas.py"), pty.path), screen.env, pty, Path(folder) / "log")
        try:
            pause(1)
            program.settle()
            yield program
        finally:
            program.stop()
            pty.close()


def cat(data: bytes) -> float:
    """MB/s until `cat` has read everything from a pty and is idle: what the system can do."""
    with tempfile.TemporaryDirectory(prefix="atbench-bench-") as folder:
        pty = Pty()
        program = Program(["cat", pty.path], {"PATH": "/bin:/usr/bin"}, pty, Path(folder) / "out")
        try:
            return len(data) / 1e6 / _until_idle(program, data)
        finally:
            program.stop()
            pty.close()


def flood(one: Ours, data: bytes) -> tuple[float, bool]:
    """MB/s until it is idle again, and whether the capture has the same bytes at its end."""
    before = one.capture.stat().st_size
    seconds = _until_idle(one.program, data)
    with one.capture.open("rb") as file:
        file.seek(before)
        same = file.read() == data
    return len(data) / 1e6 / seconds, same


def _until_idle(program: Program, data: bytes) -> float:
    """Seconds from the first byte until the program rests: a reader may be ahead of what is shown.

    It rests from the moment on from which it needs no more than when idle, and 6 % of a processor, for 0.4 s. (Looked
    at every 0.1 s, the end of a flood of one second came 0.1 to 0.2 s late.)
    """
    idle = program.load(0.5)
    begin = now()
    pour(program, data)
    looks = [(now(), program.cpu())]
    while True:
        pause(STEP)
        looks.append((now(), program.cpu()))
        while (time := looks[-1][0] - looks[0][0]) >= QUIET:
            if looks[-1][1] - looks[0][1] <= (idle + 0.06) * time:
                return looks[0][0] - begin
            del looks[0]


def pour(program: Program, data: bytes) -> float:
    """Seconds to write everything as fast as it is taken."""
    view, done, begin = memoryview(data), 0, now()
    while done < len(data):
        select.select([], [program.pty.fd], [], 1)
        done += program.pty.write(view[done : done + 65536])
        program.check()
    return now() - begin


@dataclass(frozen=True, slots=True)
class Paced:
    """`behind` bytes at most; `late` (sorted) and `gap` in seconds; `load` of one processor."""

    behind: int
    late: Sequence[float]
    gap: float
    load: float


def paced(screen: Screen, one: Ours, data: bytes, rate: int, seconds: float) -> Paced:
    """Offers `rate` bytes a second, as a port that does not wait."""
    view, done, behind = memoryview(data), 0, 0
    seen, changes = screen.look(LINES, 12), []
    cpu, start = one.program.cpu(), now()
    while (gone := now() - start) < seconds:
        due = int(rate * gone)
        while done < due and (took := one.pty.write(_window(view, done, due - done))):
            done += took
        behind = max(behind, due - done)
        if (picture := screen.look(LINES, 12)) != seen:
            seen = picture
            changes.append(gone)
        pause(0.004)
    end = now()
    load = (one.program.cpu() - cpu) / (end - start)
    gaps = [later - sooner for sooner, later in pairwise((*changes, seconds))]
    return Paced(behind, one.late(start, end), max(gaps, default=seconds), load)


def key_to_wire(screen: Screen, program: Program, data: bytes, rate: int, count: int = 40) -> list[float]:
    """Seconds from Return to the byte on the wire while `rate` bytes a second come; sorted."""
    dice, view = random.Random(3), memoryview(data)
    found, done, start = [], 0, now()

    def feed() -> None:
        nonlocal done
        due = int(rate * (now() - start))
        if done < due:
            done += program.pty.write(_window(view, done, due - done))

    def fed(seconds: float) -> None:
        end = now() + seconds
        while now() < end:
            feed()
            pause(0.002)

    fed(1)
    for number in range(count):
        letter = "abcdefghijklmnopqrstuvwxyz"[number % 26]
        screen.keys.press(letter)
        fed(0.05)
        while program.pty.read():
            pass
        pressed = now()
        screen.keys.press("Return")
        came = b""
        while letter.encode() not in came and now() - pressed < 5:
            feed()
            came += program.pty.read(0.001)
        found.append(now() - pressed)
        fed(dice.uniform(0.05, 0.15))
    return sorted(found)


def wire_to_pixels(screen: Screen, program: Program, count: int = 40) -> list[float]:
    """Seconds from a line on the wire to other pixels, idle; sorted."""
    dice, found = random.Random(5), []
    # A full view of lines that differ: every further line changes all of it.
    program.pty.write(b"".join(b'+QIND: "full",%d\r\n' % dice.randrange(10**9) for _ in range(100)))
    for number in range(count):
        pause(dice.uniform(0.1, 0.25))
        seen, start = screen.look(LINES), now()
        program.pty.write(b'+QIND: "bench",%d\r\n' % dice.randrange(10**9, 10**10 - number))
        while screen.look(LINES) == seen and now() - start < 3:
            pause(0.0003)
        found.append(now() - start)
    return sorted(found)


def start(screen: Screen, arguments: Sequence[str]) -> float:
    """Seconds from the start of the program to its first pixels."""
    middle = (WIDTH // 4, HEIGHT // 4, 200, 200)
    with tempfile.TemporaryDirectory(prefix="atbench-bench-") as folder:
        pty, seen = Pty(), screen.look(middle)
        more = ["--home", folder] if "atbench" in arguments else []
        program = Program(python(*arguments, *more), screen.env, pty, Path(folder) / "log")
        try:
            _wait(program, lambda: screen.look(middle) != seen, "nothing was painted")
            return now() - program.start
        finally:
            program.stop()
            pty.close()
            pause(0.3)


def _late(path: Path, start: float, end: float) -> list[float]:
    """How late the loop was between two moments, in seconds, sorted."""
    pairs = array("d")
    pairs.frombytes(path.read_bytes())
    return sorted(late for moment, late in zip(pairs[::2], pairs[1::2], strict=True) if start <= moment <= end)


def _window(view: memoryview, done: int, size: int) -> memoryview:
    at = done % len(view)
    return view[at : at + min(size, 16384)]


def _wait(program: Program, fact: Callable[[], bool], words: str, limit: float = 20) -> None:
    while not fact():
        program.check()
        if now() - program.start > limit:
            raise RuntimeError(words)
        pause(0.001)


def percentile(values: Sequence[float], share: float) -> float:
    """Of sorted values."""
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0
