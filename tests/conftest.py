"""What holds for all tests: no window on the screen, English texts, and garbage collected in this thread alone."""

from __future__ import annotations

import gc
import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from atbench import texts

WHOLE = 200  # tests between two collections of everything
_done = 0


def pytest_configure() -> None:
    # Whenever it happens to be due: in the thread of a virtual module that would destroy widgets and end the program.
    gc.disable()


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()  # modules and tests stay: a collection need not look through them each time


def pytest_runtest_logfinish() -> None:
    global _done
    _done += 1
    gc.collect(2 if _done % WHOLE == 0 else 1)


@pytest.fixture(autouse=True)
def _english() -> None:
    texts.use("en")
