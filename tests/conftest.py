"""What holds for all tests: no window on the screen, English texts."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from atbench import texts


@pytest.fixture(autouse=True)
def _english() -> None:
    texts.use("en")
