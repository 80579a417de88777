"""A flood: its lines counted, a quarter of a gigabyte a second, where nobody asks what they say."""

from __future__ import annotations

import re
from array import array

from atbench.at.dialect import Dialect

# A line with the blank bytes before it, as the engine cuts a stream.
# The possessive `*+` keeps it from trying a run of blanks from each of its bytes again.
LINE = re.compile(rb"[\r\n \x00]*+[^\r\n]+(?:\r*\n|\r+(?=[^\r\n]))")


def line_lengths(block: bytes) -> array[int]:
    """The lengths of all lines in a block, blank ones counted with the next; three times the speed of `LINE` alone."""
    plain = block.count(b"\r") == block.count(b"\r\n") and block[0] not in b"\r\n \x00"
    if plain and not any(blank in block for blank in (b"\n ", b"\n\x00", b"\n\r\n\r\n", b"\n\n")):
        # A blank line becomes part of the next one when its line feed is no line feed any more.
        lengths = array("I", (size + 1 for size in map(len, block.replace(b"\n\r\n", b"\n\r\r").split(b"\n"))))
        lengths.pop()
        if min(lengths, default=0) > 2:
            return lengths
    words = len(block.rstrip(b"\r\n \x00"))  # blanks at the end belong to a line that has not come yet
    end = block.find(b"\n", words) + 1 if words else 0
    return array("I", map(len, LINE.findall(block, 0, end)))


def line_starts(block: bytes) -> frozenset[bytes]:
    """The first four bytes of all lines."""
    return frozenset({line[:4] for line in block.split(b"\n")})


def plain_size(block: bytes, starts: frozenset[bytes], dialect: Dialect) -> int:
    """How much of a block holds no announced bytes but such that end with their line, and no line with a body."""
    hidden = any(start[:1] in (b" ", b"\x00") for start in starts)  # a line may begin behind blanks
    if any((hidden or name[:4] in starts) and name in block for name in dialect.with_body):
        return 0
    size = len(block)
    for counted in dialect.counted:
        if not (hidden or counted.key[:4] in starts):
            continue
        for match in counted.pattern.finditer(block, 0, size):
            start, end = match.end(), match.end() + int(match["n"])
            if counted.quoted and block[start : start + 1] == block[end + 1 : end + 2] == b'"':
                end += 2
            if block[end : end + 1] not in (b"\r", b"\n") or b"\n" in block[match.start() : end]:
                size = block.rfind(b"\n", 0, match.start()) + 1
                break
    return size
