"""A real ping, where this computer lets programs do it."""

import asyncio

import pytest

from atbench.virtual.backends.ping import ping


def test_this_computer_answers():
    try:
        answer = asyncio.run(ping("127.0.0.1", 1, 5, 32))
    except OSError as error:
        pytest.skip(f"no pings here: {error}")
    assert answer is not None
    milliseconds, hops = answer
    assert milliseconds < 1000
    assert 0 < hops <= 255
