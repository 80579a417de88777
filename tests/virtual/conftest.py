"""A module to talk to."""

from collections.abc import Iterator

import pytest

from .talk import Talk


@pytest.fixture
def talk() -> Iterator[Talk]:
    with Talk() as talk:
        yield talk
