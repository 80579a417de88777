from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atbench.ui.terminal.rows import Rows


class Numbers:
    """A log of which only the numbers of its lines matter."""

    version = errors = 0

    def __init__(self, count: int, echoes: list[int]) -> None:
        self._count = count
        self.echoes = array("I", echoes)

    def __len__(self) -> int:
        return self._count


@given(st.integers(0, 60), st.sets(st.integers(0, 59)), st.integers(0, 60), st.booleans())
def test_rows_are_the_lines_that_are_left(count: int, echoes: set[int], first: int, folded: bool) -> None:
    hidden = sorted(line for line in echoes if line < count)
    rows = Rows(Numbers(count, hidden))  # type: ignore[arg-type]
    rows.first, rows.folded = min(first, count), folded
    left = [line for line in range(rows.first, count) if not folded or line not in hidden]
    assert len(rows) == len(left)
    assert rows.lines(0, 100) == left
    assert [rows.row(line) for line in left] == list(range(len(left)))


def test_the_row_of_an_echo_is_that_of_its_answer() -> None:
    rows = Rows(Numbers(5, [1]))  # type: ignore[arg-type]
    assert rows.row(1) == rows.row(2) == 1


def test_a_row_behind_the_end_is_a_line_behind_the_end() -> None:
    rows = Rows(Numbers(5, [1]))  # type: ignore[arg-type]
    assert rows.line(4) == 5


@pytest.mark.parametrize(("row", "count", "lines"), [(2, 2, [2, 3]), (4, 9, [4]), (9, 3, [])])
def test_a_page_ends_with_the_log(row: int, count: int, lines: list[int]) -> None:
    assert Rows(Numbers(5, [])).lines(row, count) == lines  # type: ignore[arg-type]
