"""A wizard has many short time limits: with a clock that runs too fast a busy computer would miss them."""

from __future__ import annotations

import functools

import pytest


@pytest.fixture
def play(play):
    return functools.partial(play, speed=10)
