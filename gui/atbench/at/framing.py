"""The small questions of framing, asked of the bytes at the front of a buffer; each answers from the bytes alone."""

from __future__ import annotations

import re

# Longest line kept in one piece, bytes. A stream without line ends is cut into pieces of this size.
LONGEST = 65536
# Blank bytes before a line: line ends, blanks, NULs of a starting module.
BLANK = re.compile(rb"[\r\n \x00]{0,4096}+")
# A run of blanks this long (a break condition sends NULs) is told as a piece of noise.
BLANKS = 4096
# A line with its end: LF after any CRs, or CRs that something else follows (echo and ATV0 end in a lone CR).
LINE = re.compile(rb"([^\r\n]*)(?:\r*\n|\r+(?=[^\r\n]))")
# A payload without a length: to Ctrl+Z or Esc, or to the line before a final result where these are not echoed.
PAYLOAD = re.compile(
    rb"[^\x1a\x1b]*?(?:[\x1a\x1b]|"
    rb"(?=\r\n(?:\+[A-Z]+: [^\r\n\x1a\x1b]*\r\n\r\n)?(?:OK|ERROR|\+CM[ES] ERROR[^\r\n\x1a\x1b]*)\r\n))"
)
DIGIT = re.compile(rb"[0-8]\r")


def blank_size(rest: bytearray) -> int:
    """How many blank bytes stand at the front."""
    match = BLANK.match(rest)
    return match.end() if match else 0


def around(rest: bytearray, start: int, size: int) -> int:
    """How many bytes stand round a counted payload: quotes, a line end before it. -1: more bytes must tell.

    The bytes behind the payload decide, because it may begin with a quote or a line end itself.
    """
    end = start + size
    if len(rest) < end + 2:
        return -1
    if rest[start] == 0x22:
        return 2 if rest[end + 1] == 0x22 else 0
    if not size or rest[start : start + 2] != b"\r\n" or rest[end : end + 2] == b"\r\n":
        return 0
    if rest[start + 2] == 0x22:
        return -1 if len(rest) < end + 4 else 4 if rest[end + 3] == 0x22 else 2
    return 2


def after_prompt(rest: bytearray) -> int:
    """Where the echo of a payload starts: behind the blank or line end of the prompt. -1: more bytes must tell."""
    if rest == b"\r":
        return -1
    return 1 if rest.startswith(b" ") else 2 if rest.startswith(b"\r\n") else 0
