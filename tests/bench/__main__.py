"""`python -m tests.bench [part ...]`: measures, prints, and fails where a gate is not held.

Parts: flood, paced, keys, pixels, start, ten (ten million lines: half a minute more), manuals (needs no screen).
Without any, all of them.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import knowing, measure, traffic
from tests.bench.program import BUFFER
from tests.bench.screen import Screen

MS = 1000


class Report:
    """Prints a line for each number; `failed` counts the gates that were missed."""

    def __init__(self) -> None:
        self.failed = 0

    def gate(self, name: str, words: str, held: bool) -> None:
        self.failed += not held
        print(f"{'ok    ' if held else 'MISSED'}  {name:28} {words}", flush=True)

    def goal(self, name: str, words: str, reached: bool) -> None:
        """No gate: absolute numbers depend on the machine."""
        print(f"{'goal  ' if reached else 'above '}  {name:28} {words}", flush=True)


def flood(report: Report, screen: Screen) -> None:
    data = traffic.block(50 * traffic.MB)
    cats = [measure.cat(data)]
    with measure.ours(screen) as one:
        for history in ("empty history", "long history"):
            rate, same = measure.flood(one, data)
            cats += [measure.cat(data), measure.cat(data)]  # by turns: one alone is not the same twice
            cat = statistics.median(cats)
            words = f"{rate:.1f} MB/s until idle, cat {cat:.1f}: ratio {rate / cat:.2f}, at least 0.20"
            report.gate(f"flood 50 MB, {history}", words, rate / cat >= 0.2)
            report.gate("  capture", "equal byte for byte" if same else "DIFFERENT from what was sent", same)
            report.goal("  speed", f"{rate:.1f} MB/s, goal 25", rate >= 25)
            if history == "empty history":
                memory = one.program.memory()
                report.goal("  memory after 50 MB", f"{memory:.0f} MB, goal 120", memory <= 120)


def paced(report: Report, screen: Screen) -> None:
    data = traffic.block(16 * traffic.MB)
    with measure.ours(screen) as one:
        begin = measure.now()
        measure.pause(5)
        idle = one.late(begin, measure.now())
        got = measure.paced(screen, one, data, traffic.MB, 15)
    report.gate(
        "1 MB/s: behind", f"{got.behind / 1000:.0f} kB at most, the pty holds {BUFFER / 1000:.0f}", got.behind < BUFFER
    )
    quiet, busy = (measure.percentile(late, 0.99) * MS for late in (idle, got.late))
    words = f"{busy:.1f} ms, idle {quiet:.1f}: at most twice that or 10 ms"
    report.gate("1 MB/s: event loop p99", words, busy <= max(2 * quiet, 10))
    report.gate("1 MB/s: longest screen gap", f"{got.gap * MS:.0f} ms, at most 100", got.gap <= 0.1)
    report.goal("1 MB/s: processor", f"{got.load:.0%} of one, goal 30 %", got.load <= 0.3)


def keys(report: Report, screen: Screen) -> None:
    data = traffic.block(4 * traffic.MB)
    with measure.canvas(screen) as program:
        theirs = measure.key_to_wire(screen, program, data, 300_000)
    with measure.ours(screen) as one:
        own = measure.key_to_wire(screen, one.program, data, 300_000)
    _compare(report, "key to wire at 300 kB/s", own, theirs)


def pixels(report: Report, screen: Screen) -> None:
    with measure.canvas(screen) as program:
        theirs = measure.wire_to_pixels(screen, program)
    with measure.ours(screen) as one:
        own = measure.wire_to_pixels(screen, one.program)
    _compare(report, "wire to pixels, idle", own, theirs)


def _compare(report: Report, name: str, own: list[float], theirs: list[float]) -> None:
    middle, other = (statistics.median(values) * MS for values in (own, theirs))
    tail = measure.percentile(own, 0.95) * MS
    words = f"{middle:.1f} ms (p95 {tail:.1f}), canvas {other:.1f}: ratio {middle / other:.2f}, at most 2"
    report.gate(name, words, middle <= 2 * other)


def start(report: Report, screen: Screen) -> None:
    bare, own = [], []
    for _ in range(5):  # by turns: what disturbs one disturbs the other
        bare.append(measure.start(screen, [str(measure.HERE / "bare.py")]))
        own.append(measure.start(screen, ["-m", "atbench"]))
    middle, other = statistics.median(own) * MS, statistics.median(bare) * MS
    words = f"{middle:.0f} ms, bare window {other:.0f}: ratio {middle / other:.2f}, at most 2"
    report.gate("start to first pixels", words, middle <= 2 * other)


def ten(report: Report, screen: Screen) -> None:
    data = traffic.block(34 * traffic.MB)
    lines = data.count(b"\n")
    with measure.ours(screen) as one:
        for _ in range(-(-10_000_000 // lines)):
            measure.pour(one.program, data)
        one.program.settle()
        memory = one.program.memory()
    report.goal("memory at 10 million lines", f"{memory:.0f} MB, goal 150", memory <= 150)


def manuals(report: Report) -> None:
    small, large = (traffic.block(size * traffic.MB) for size in (4, 16))
    with tempfile.TemporaryDirectory(prefix="atbench-bench-") as folder:
        cache = Path(folder)
        cold, warm = (sum(knowing.measure("load", cache)) * MS for _ in range(2))
        numbered, examples = (seconds * MS * 1000 for seconds in knowing.measure("explain", cache))
        (short, little), (long, much) = knowing.decode(small, cache), knowing.decode(large, cache)
    rate = (len(large) - len(small)) / (long - short) / 1e6
    report.gate("manuals from the cache", f"{warm:.0f} ms, cold {cold:.0f}: at most a third of it", warm <= cold / 3)
    report.goal("  all families", f"{warm:.0f} ms, goal 60; cold {cold:.0f} ms, goal 1000", warm <= 60 and cold <= 1000)
    words = f"{numbered:.0f} us a line of traffic, {examples:.0f} us an example, goal 50"
    report.goal("explaining, warm", words, max(numbered, examples) <= 50)
    words = f"{much:.0f} MB for 16 MB, {little:.0f} for 4: at most a tenth more"
    report.gate("decode: memory", words, much <= 1.1 * little)
    report.goal("decode: speed", f"{rate:.2f} MB/s with explanations, goal 1", rate >= 1)


PLAIN: dict[str, Callable[[Report], None]] = {"manuals": manuals}
PARTS: dict[str, Callable[[Report, Screen], None]] = {
    "flood": flood,
    "paced": paced,
    "keys": keys,
    "pixels": pixels,
    "start": start,
    "ten": ten,
}


def main() -> int:
    wanted = sys.argv[1:] or [*PARTS, *PLAIN]
    if unknown := [name for name in wanted if name not in {**PARTS, **PLAIN}]:
        print(f"There is no part {', '.join(unknown)}; there are {', '.join([*PARTS, *PLAIN])}", file=sys.stderr)
        return 2
    seen = [name for name in wanted if name in PARTS]
    missing = [name for name in ("Xvfb", "cat") if seen and not shutil.which(name)]
    if missing:
        print(f"The bench needs {', '.join(missing)}: apt install xvfb coreutils", file=sys.stderr)
        return 2
    report = Report()
    if seen:
        with Screen() as screen:
            for name in seen:
                PARTS[name](report, screen)
    for name in wanted:
        if name in PLAIN:
            PLAIN[name](report)
    print(f"{report.failed} gates missed" if report.failed else "all gates held")
    return min(report.failed, 1)


if __name__ == "__main__":
    sys.exit(main())
