"""Does what arrives look like another baud rate? Told from a sample of bytes. No Qt."""

from __future__ import annotations

import re

SAMPLE = 512
LEAST = 48  # bytes under which nobody can tell
MOSTLY = 0.3

_READABLE = re.compile(rb"[\t\r\n\x1a\x1b\x20-\x7e]")


def noisy(sample: bytes) -> bool:
    """Whether a great part of `sample` is neither plain text, UTF-8 nor Chinese in GB18030."""
    if len(sample) < LEAST:
        return False
    odd = len(sample) - len(_READABLE.findall(sample))
    if odd < MOSTLY * len(sample):
        return False
    return not any(_decodes(sample, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(sample: bytes, encoding: str) -> bool:
    # A sample may start or end in the middle of a character.
    for start in range(4):
        for end in range(4):
            try:
                text = sample[start : len(sample) - end].decode(encoding)
            except UnicodeDecodeError:
                continue
            return sum(sign.isprintable() or sign in "\r\n\t" for sign in text) > 0.9 * len(text)
    return False
