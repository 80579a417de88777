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


class Folded(Numbers):
    def __init__(self, count: int, echoes: list[int], repeats: list[int]) -> None:
        super().__init__(count, echoes)
        self.repeats = array("I", repeats)
        self.folded = array("I", sorted({*echoes, *repeats}))


@given(st.lists(st.sampled_from("eur."), max_size=80), st.booleans())
def test_repeats_stand_in_the_row_of_the_first(kinds: list[str], folded: bool) -> None:
    """e: an echo, u: a URC, r: the same again, where one stands before it; `.`: any other line."""
    repeats: list[int] = []
    heads: dict[int, int] = {}
    for line, kind in enumerate(kinds):
        heads[line] = line
        if kind == "r" and line and kinds[line - 1] in "ur" and (kinds[line - 1] == "u" or line - 1 in repeats):
            repeats.append(line)
            heads[line] = heads[line - 1]
    echoes = [line for line, kind in enumerate(kinds) if kind == "e"]
    rows = Rows(Folded(len(kinds), echoes, repeats))  # type: ignore[arg-type]
    rows.folded, rows.collapsed = folded, True
    shown = [line for line in range(len(kinds)) if line not in repeats and not (folded and line in echoes)]
    assert len(rows) == len(shown)
    assert rows.lines(0, 100) == shown
    for line in range(len(kinds)):
        assert rows.head(line) == heads[line]
        if line in shown or line in repeats:
            assert rows.row(line) == shown.index(heads[line])
    for line in shown:
        assert rows.last(line) == max(other for other, head in heads.items() if head == line)
    assert rows.repeats(0, len(kinds)) == len(repeats)


def test_nothing_is_collapsed_unless_wanted() -> None:
    rows = Rows(Folded(4, [], [1, 2]))  # type: ignore[arg-type]
    assert rows.lines(0, 9) == [0, 1, 2, 3]
    assert (rows.head(2), rows.last(0), rows.row(2)) == (2, 0, 2)
