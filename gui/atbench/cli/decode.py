"""`atbench decode FILE`: every line of a saved stream with its meaning."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec.json import encode

from atbench.at.dialect import Dialect
from atbench.cli.explain import family, knowledge, lines
from atbench.session.status import Status
from atbench.store.capture import Record
from atbench.store.foreign import plain
from atbench.store.replay import Moment, replay, replay_records
from atbench.texts import _


def add(commands: Any) -> None:
    parser = commands.add_parser("decode", help=_("explains a saved log line by line"))
    family(parser)
    parser.add_argument("--json", action="store_true", help=_("one JSON object a line"))
    parser.add_argument("file", metavar="FILE", help=_("a capture or any log; - for standard input"))


def run(args: argparse.Namespace) -> int:
    known = knowledge(args)
    if not known:
        return 2
    try:
        moments = _moments(args.file, known.dialect)
        size = _size(args.file) if sys.stderr.isatty() and not sys.stdout.isatty() else 0
        status = Status(known.told, past=False)  # what the log told until here: it says why a command failed
        for moment in _told(moments, size) if size else moments:
            if moment.event.name == "local":
                continue
            explanation = known.explain(
                moment.event.line, event=moment.event, facts=status.now if moment.event.ok is False else {}
            )
            status.after(moment.event)
            _say(encode(explanation.json()).decode() if args.json else "\n".join(lines(explanation)))
    except Unwritten as error:
        raise error.why from None
    except OSError as error:
        text = _("{file} cannot be read: {why}. Check the name and your rights.")
        print(text.format(file=args.file, why=error.strerror or error), file=sys.stderr)
        return 1
    return 0


class Unwritten(Exception):
    """The output takes no more; `why` is the error of the system. It is not the fault of the file that is read."""

    def __init__(self, why: OSError) -> None:
        self.why = why


def _say(text: str) -> None:
    try:
        print(text)
    except OSError as error:
        raise Unwritten(error) from None


def _moments(file: str, dialect: Dialect) -> Iterator[Moment]:
    if file != "-":
        return replay(Path(file), dialect)
    stream, live = plain(_standard_input())
    return replay_records(stream, dialect, live)


def _size(file: str) -> int:
    """Bytes of the file, 0 where that cannot be known, as for a pipe."""
    return os.fstat(sys.stdin.fileno()).st_size if file == "-" else Path(file).stat().st_size


def _told(moments: Iterable[Moment], size: int) -> Iterator[Moment]:
    """The moments as they are; the terminal shows how much of `size` bytes they are."""
    done = shown = 0
    for moment in moments:
        done += len(moment.event.raw)
        percent = min(done * 100 // size, 100)
        if percent > shown:
            shown = percent
            print(f"\r{percent} %", end="", file=sys.stderr, flush=True)
        yield moment
    print("\r     \r", end="", file=sys.stderr, flush=True)


def _standard_input() -> Iterator[Record]:
    if sys.stdin is None:  # it was closed when the program began
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    while data := os.read(sys.stdin.fileno(), 1 << 16):  # what is there, so that a pipe is followed live
        yield Record("R", 0.0, data)
