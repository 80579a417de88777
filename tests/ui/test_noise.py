"""Is it another baud rate?"""

from __future__ import annotations

import random

import pytest

from atbench.ui.noise import noisy


def test_bytes_of_another_baud_rate() -> None:
    chance = random.Random(1)
    assert noisy(bytes(chance.choice((0x80, 0xF8, 0x00, 0xE0, 0x78, 0xFE, 0x06, 0x1E)) for _ in range(400)))
    assert noisy(bytes(400))
    assert noisy(chance.randbytes(400))


@pytest.mark.parametrize(
    "sample",
    [
        b"",
        b"\xff\xfe",
        b"\r\nRDY\r\n\r\n+CPIN: READY\r\n" * 10,
        "泵站三号，水位正常。\r\n".encode() * 10,
        "泵站三号，水位正常。\r\n".encode("gb18030") * 10,
        b"\x00\x00\xf8RDY\r\n+CFUN: 1\r\n+CPIN: READY\r\n+QUSIM: 1\r\n+QIND: SMS DONE\r\n",
    ],
)
def test_what_a_module_says_is_no_noise(sample: bytes) -> None:
    assert not noisy(sample)
