"""How fast the manuals are there and explain: run as a program of its own, so that nothing is warm before.

`python -m tests.bench.knowing load FOLDER` reads every family with the cache in FOLDER (an empty one: cold);
`... explain FOLDER` explains lines. Both print seconds, one number a line.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

from tests.bench import traffic
from tests.bench.program import TOP, now, python

FAMILIES = ("3gpp", "quectel", "tencent", "gosuncn")
LINES = 20_000


def measure(what: str, cache: Path) -> list[float]:
    """The numbers that a fresh program prints."""
    command = python("-m", "tests.bench.knowing", what, str(cache))
    done = subprocess.run(command, env=_env(), stdout=subprocess.PIPE, check=True)
    return [float(line) for line in done.stdout.split()]


def decode(data: bytes, folder: Path) -> tuple[float, float]:
    """Processor seconds of `atbench decode` for a file with this content, and the most memory that it had, in MB."""
    file = folder / "log"
    file.write_bytes(data)
    command = python("-m", "atbench", "decode", "--home", str(folder), str(file))
    process = subprocess.Popen(command, env=_env(), stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"decode ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(TOP / "gui"), str(TOP)))}


def _load(cache: Path) -> None:
    from atbench.files import resource
    from atbench.knowledge import Knowledge

    root = resource("manuals")
    for family in FAMILIES:
        begin = now()
        assert Knowledge(root, family=family, cache=cache).dialect
        print(now() - begin)


def _explain(cache: Path) -> None:
    """Numbered lines of traffic, and the examples of all rows; their like was explained before, they were not."""
    from atbench.at.engine import Engine
    from atbench.files import resource
    from atbench.knowledge import Knowledge
    from atbench.knowledge.load import read_manual

    root = resource("manuals")
    known = Knowledge(root, family="quectel", cache=cache)
    engine = Engine(known.dialect)
    manual = read_manual(root, None, "quectel")
    rows = [*manual.urcs.values(), *manual.commands.values()]
    shapes = [line for row in rows for line in (getattr(row, "lines", None) or [*row.answers, *row.late])]
    examples = [line.example.encode() for line in shapes]
    sent = list(islice(traffic.lines(), 2 * LINES))
    for line in (*examples, *sent[:LINES]):
        known.explain(event=engine.classify(line))
    for new in (sent[LINES:], [line + b" " for line in examples]):
        events = [engine.classify(line) for line in new]
        begin = now()
        for event in events:
            known.explain(event=event)
        print((now() - begin) / len(events))


if __name__ == "__main__":
    {"load": _load, "explain": _explain}[sys.argv[1]](Path(sys.argv[2]))
