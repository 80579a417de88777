"""Counting the lines of a flood, a quarter of a gigabyte a second, where nobody asks what they say."""

from __future__ import annotations

import re
from array import array

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
