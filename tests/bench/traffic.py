"""Bytes as modules send them: numbered, so that lost, doubled or moved ones show up in a comparison."""

from __future__ import annotations

import random
from collections.abc import Iterator

MB = 1_000_000


def lines(seed: int = 7) -> Iterator[bytes]:
    """AT traffic without an end: URCs with JSON in them, answers, results; about 34 bytes a line."""
    dice = random.Random(seed)
    for number in range(1, 1 << 60):
        luck = dice.random()
        if luck < 0.15:
            yield b'+QMTRECV: 0,%d,"dev/%06d/up","{""seq"":%d}"\r\n' % (number % 65536, number, number)
        elif luck < 0.45:
            yield b"+CSQ: %d,99 n=%d\r\n" % (dice.randrange(32), number)
        elif luck < 0.6:
            cell = dice.randrange(1 << 28)
            yield b'+QENG: "servingcell","NOCONN","LTE","FDD",460,00,%07X,%d\r\n' % (cell, number)
        elif luck < 0.8:
            yield b"+CREG: 2,1 %012d\r\n" % number
        else:
            yield b"OK\r\n"


def block(size: int) -> bytes:
    """Whole lines, together about `size` bytes."""
    made = bytearray()
    for line in lines():
        made += line
        if len(made) >= size:
            break
    return bytes(made)
