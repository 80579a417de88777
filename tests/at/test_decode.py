"""Bytes as text, one line at a time."""

import pytest

from atbench.at.decode import decode, readable

CASES = {
    b"OK": "OK",
    "信号".encode(): "信号",
    "信号 强度：24".encode("gbk"): "信号 强度：24",
    b"\xfeAT": r"\xfeAT",
    b"a\x00b\x1bc": r"a\x00b\x1bc",
    b"tab\there": "tab\there",
    "é".encode(): "é",
    b"\xff\xff\xff": r"\xff\xff\xff",
}


@pytest.mark.parametrize("raw", CASES)
def test_decode(raw):
    assert decode(raw) == CASES[raw]


def test_noise_is_not_readable():
    assert readable("余额 12 元".encode("gbk"))
    assert not readable(b"\x81\x00\xff\x9cA\x80")
