"""A flood: its lines counted, a quarter of a gigabyte a second, where nobody asks what they say."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Container
from operator import itemgetter

from atbench.at.dialect import Dialect, announced

# A line with the blank bytes before it, as the engine cuts a stream.
# The possessive `*+` keeps it from trying a run of blanks from each of its bytes again.
LINE = re.compile(rb"[\r\n \x00]*+[^\r\n]+(?:\r*\n|\r+(?=[^\r\n]))")


# Stands for the end of a blank line, so that it belongs to the next one; and what must not follow it then.
GLUE = b"\x7f\x7f"
UNGLUED = re.compile(rb"\x7f\x7f[\r\n \x00]")

# Bytes of a line that are looked at to tell what it is, and how far its name goes in them.
START = 10
HEAD = re.compile(rb"[^: \r\n]*:?")
BLANK = b"\r\n \x00"

_start = itemgetter(slice(0, len(GLUE) + START))


def lines_of(block: bytes) -> tuple[array[int], dict[bytes, int]]:
    """The lengths of all lines in a block, blank ones counted with the next, and how many lines have which head.

    A head is the first word with its colon, at most ten bytes: `+CSQ:`, `OK`, `+TCMQTTRCV`.
    """
    glued = block
    if block[:1] in (b"\r", b"\n") or b"\n\r\n" in block:
        glued = (b"\n" + block).replace(b"\n\r\n", b"\n" + GLUE)[1:]
    lines = glued.splitlines(keepends=True)
    if lines and not glued.endswith(b"\n"):
        lines.pop()
    starts = Counter(map(_start, lines))
    # Where a line starts with a blank, the slow way knows to what it belongs.
    if min(starts, default=b" ")[0] <= 0x20 or (glued is not block and UNGLUED.search(glued)):
        words = len(block.rstrip(BLANK))  # blanks at the end belong to a line that has not come yet
        end = block.find(b"\n", words) + 1 if words else 0
        lines = LINE.findall(block, 0, end)
        starts = Counter(line.lstrip(BLANK)[: START + len(GLUE)] for line in lines)
    return array("I", map(len, lines)), _heads(starts)


def _heads(starts: Counter[bytes]) -> dict[bytes, int]:
    heads: dict[bytes, int] = {}
    for start, count in starts.items():
        head = head_of(start.removeprefix(GLUE))
        heads[head] = heads.get(head, 0) + count
    return heads


def head_of(line: bytes) -> bytes:
    match = HEAD.match(line, 0, START)
    return match[0] if match else b""


def may_hold(heads: Container[bytes], name: bytes) -> bool:
    """Whether lines with these heads can be such with this name; False is sure."""
    head = head_of(name)
    return head in heads or head + b":" in heads


def plain_size(block: bytes, heads: Container[bytes], dialect: Dialect) -> int:
    """How much of a block holds no announced bytes but such that end with their line, and no line with a body."""
    if any(may_hold(heads, name) and name in block for name in dialect.with_body):
        return 0
    size = len(block)
    for counted in dialect.counted:
        if not may_hold(heads, counted.key):
            continue
        for match in counted.pattern.finditer(block, 0, size):
            start, end = match.end(), match.end() + announced(match)
            if counted.quoted and block[start : start + 1] == block[end + 1 : end + 2] == b'"':
                end += 2
            if block[end : end + 1] not in (b"\r", b"\n") or b"\n" in block[match.start() : end]:
                size = block.rfind(b"\n", 0, match.start()) + 1
                break
    return size
