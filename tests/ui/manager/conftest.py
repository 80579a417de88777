"""A wizard has many short time limits: with a clock that runs too fast a busy computer would miss them."""

from __future__ import annotations

import functools

import pytest


@pytest.fixture
def play(play):
    return functools.partial(play, speed=5)


@pytest.fixture
def here(tmp_path):
    """A folder of this computer, with one in it."""
    folder = tmp_path / "bench"
    (folder / "firmware" / "old").mkdir(parents=True)
    (folder / "readme.md").write_bytes(b"read me\r\n")
    (folder / "data10.bin").write_bytes(bytes(range(256)) * 10)
    (folder / "data2.bin").write_bytes(b"OK\r\n+++\x1a" * 50)
    (folder / "firmware" / "app.bin").write_bytes(b"\x7fapp" * 700)
    (folder / "firmware" / "old" / "boot.bin").write_bytes(b"boot" * 30)
    return folder
