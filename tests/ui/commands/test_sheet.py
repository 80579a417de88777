from __future__ import annotations

from atbench.command_sets.model import CommandSet, Row
from atbench.ui.commands.sheet import LEAST, MOST, Sheet


def sheet(*texts: str) -> Sheet:
    return Sheet.of(CommandSet(rows=tuple(Row(n, text) for n, text in enumerate(texts, 1) if text)))


def texts(one: Sheet) -> list[str]:
    last = max((at for at, row in enumerate(one.rows) if row.text), default=-1)
    return [row.text for row in one.rows[: last + 1]]


def test_rows_keep_their_numbers_and_empty_ones_stay() -> None:
    one = sheet("AT", "", "ATI")
    assert texts(one) == ["AT", "", "ATI"]
    assert len(one.rows) == LEAST
    assert [row.n for row in one.filled()] == [1, 3]


def test_a_list_may_be_longer_than_qcoms() -> None:
    assert len(sheet(*["AT"] * 40).rows) == 40


def test_wild_numbers_are_made_tame() -> None:
    for numbers in ((5, MOST + 1), (0, 1), (2, 2)):
        one = Sheet.of(CommandSet(rows=tuple(Row(n, "AT") for n in numbers)))
        assert [row.n for row in one.filled()] == [1, 2]


def test_all_or_nothing_is_ticked_and_empty_rows_never() -> None:
    ticked = sheet("AT", "", "ATI").ticked(True)
    assert [row.selected for row in ticked.rows[:3]] == [True, False, True]
    assert not any(row.selected for row in ticked.ticked(False).rows)


def test_rows_are_inserted_deleted_and_moved() -> None:
    one = sheet("A", "B", "C")
    assert texts(one.inserted(1, [Row(1, "X"), Row(1, "Y")])) == ["A", "X", "Y", "B", "C"]
    assert texts(one.without([0, 2])) == ["B"]
    assert texts(one.moved([1, 2], -1)) == ["B", "C", "A"]
    assert texts(one.moved([0, 1], 1)) == ["C", "A", "B"]
    assert one.moved([0], -1) == one
    for changed in (one.inserted(1, [Row(1, "X")]), one.without([0]), one.moved([0], 1)):
        assert [row.n for row in changed.rows] == list(range(1, len(changed.rows) + 1))
        assert len(changed.rows) == LEAST


def test_nothing_is_lost_by_an_insertion_into_a_full_list() -> None:
    full = sheet(*(f"AT{n}" for n in range(LEAST)))
    assert len(full.inserted(3, [Row(1, "X")]).filled()) == LEAST + 1
