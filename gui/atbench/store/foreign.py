"""Logs that other terminals saved: a time and perhaps an arrow before each line, taken off again.

QCOM, SSCOM, Tera Term, minicom, CoolTerm, the Arduino monitor and our own text export write such lines. A file is one
of them when most of its first lines begin with a time; every other file is what the module said, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from atbench.store.capture import Record

HEAD = 40
"""Lines that are looked at before a file is called a log."""
LONGEST = 1 << 20
"""Bytes after which a line is taken as it stands."""

_CLOCK = rb"\d{1,2}:\d\d:\d\d(?:[.:,]\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?"
_DATE = rb"(?:\d{2,4}[-/.]\d{1,2}[-/.]\d{1,4}|[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2})[ _T]"
_TIME = re.compile(rb"\s*[\[(]?(?:" + _DATE + rb")?" + _CLOCK + rb"(?: \d{4})?[\])]?[ \t]?")


def _spelt(*words: str) -> bytes:
    """The words in both encodings that Chinese programs write."""
    return b"|".join(re.escape(word.encode(encoding)) for word in words for encoding in ("utf-8", "gbk"))


_SENT = re.compile(rb"[ \t]*(?:" + _spelt("发→◇", "发送", "→") + rb"|>>|->|(?:TX|Tx|SEND|Send|OUT)[ ]?[:>])[ \t]?")
_HEARD = re.compile(rb"[ \t]*(?:" + _spelt("收←◆", "接收", "←") + rb"|<<|<-|(?:RX|Rx|RECV|Recv|IN)[ ]?[:<>])[ \t]?")
_OWN_KIND = re.compile(rb"(?:command|echo|answer|final|urc|late|prompt|data|text|noise|local) +")


def plain(stream: Iterable[Record]) -> tuple[Iterator[Record], bool]:
    """The records of a saved file without what a terminal wrote before its lines, and whether it tells what was sent.

    A file that is no such log comes back as it is.
    """
    source = iter(stream)
    first = next(source, None)
    if first is None:
        return iter(()), False
    begun = chain((first,), source)
    head = first.data[: 1 << 16].splitlines()[:HEAD]
    told = [line for line in head if line.strip()]
    timed = [_TIME.match(line) for line in told]
    if first.kind != "R" or len(told) < 2 or sum(map(bool, timed)) * 3 < len(told) * 2:
        return begun, False
    rests = [line[found.end() :] for line, found in zip(told, timed, strict=True) if found]
    both = any(_SENT.match(rest) for rest in rests) and any(_HEARD.match(rest) for rest in rests)
    one = not both and all(_SENT.match(rest) for rest in rests)  # the arrow is only a separator
    return _stripped(begun, both, one), both


def _stripped(stream: Iterable[Record], both: bool, one: bool) -> Iterator[Record]:
    for time, line in _lines(stream):
        found = _TIME.match(line)
        if not found:
            yield Record("R", time, line)
            continue
        rest = line[found.end() :]
        sent = _SENT.match(rest) if both or one else None
        mark = sent or (_HEARD.match(rest) if both else None)
        rest = rest[mark.end() :] if mark else rest
        if both and (kind := _OWN_KIND.match(rest)):
            rest = rest[kind.end() :]
        if sent and both:
            yield Record("T", time, rest.rstrip(b"\r\n") + b"\r")
        else:
            yield Record("R", time, rest if rest.endswith(b"\n") else rest + b"\r\n")


def _lines(stream: Iterable[Record]) -> Iterator[tuple[float, bytes]]:
    """Lines with their ends, in constant memory."""
    rest = b""
    time = 0.0
    for record in stream:
        time = record.time
        *whole, rest = (rest + record.data).split(b"\n")
        yield from ((time, line + b"\n") for line in whole)
        if len(rest) > LONGEST:
            yield time, rest
            rest = b""
    if rest:
        yield time, rest
