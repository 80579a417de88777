from __future__ import annotations

import pytest

from atbench.ui.terminal.rows import Rows
from atbench.ui.terminal.scrollbar import MarkBar


class Failing:
    """A log of which every line in `lines` failed."""

    version, echoes = 1, ()

    def __init__(self, count: int, lines: list[int]) -> None:
        self._count, self._lines = count, lines
        self.errors = len(lines)
        self.asked = 0

    def __len__(self) -> int:
        return self._count

    def failed(self, start: int, step: int) -> int:
        self.asked += 1
        return next((line for line in self._lines if line > start), -1)


@pytest.fixture
def bar(qtbot, theme) -> MarkBar:
    bar = MarkBar(None)  # type: ignore[arg-type]
    qtbot.addWidget(bar)
    bar.resize(12, 104)
    return bar


def test_a_mark_stands_where_its_error_is(bar) -> None:
    bar.rows = Rows(Failing(1000, [0, 500, 999]))  # type: ignore[arg-type]
    assert bar.places() == [2, 52, 101]


def test_no_errors_no_marks(bar) -> None:
    assert bar.places() == []
    bar.rows = Rows(Failing(1000, []))  # type: ignore[arg-type]
    assert bar.places() == []


def test_a_thousand_errors_cost_a_search_for_each_pixel(bar) -> None:
    log = Failing(100_000, list(range(100_000)))
    bar.rows = Rows(log)  # type: ignore[arg-type]
    assert bar.places() == list(range(2, 102))
    assert log.asked <= 101
    bar.places()
    assert log.asked <= 101
