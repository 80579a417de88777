from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from atbench.command_sets.model import CommandSet, Row
from atbench.command_sets.report import RowResult
from atbench.ui.commands.model import Column, CommandModel
from atbench.ui.commands.sheet import Sheet

Role = Qt.ItemDataRole


@pytest.fixture
def model(qapp) -> CommandModel:
    model = CommandModel()
    rows = (Row(1, "AT"), Row(2, "1A0", hex=True, enter=False), Row(16, "ATI", delay_ms=500))
    model.load(Sheet.of(CommandSet(rows=rows)))
    return model


def test_cells_are_edited_and_undone(model) -> None:
    edits = [
        (Column.COMMAND, "AT+CSQ", Role.EditRole, "text"),
        (Column.DELAY, "250", Role.EditRole, "delay_ms"),
        (Column.HEX, Qt.CheckState.Checked, Role.CheckStateRole, "hex"),
        (Column.ENTER, Qt.CheckState.Unchecked, Role.CheckStateRole, "enter"),
        (Column.TICK, Qt.CheckState.Checked, Role.CheckStateRole, "selected"),
    ]
    before = model.row(0)
    for column, value, role, _field in edits:
        assert model.setData(model.index(0, column), value, role)
    assert model.row(0) == Row(1, "AT+CSQ", hex=True, enter=False, selected=True, delay_ms=250)
    for _ in edits:
        model.step_back()
    assert model.row(0) == before
    assert model.undo.isClean()
    model.step_forth()
    assert model.row(0).text == "AT+CSQ"


@pytest.mark.parametrize("text", ["-1", "soon", "1.5", "99999999999"])
def test_a_delay_is_a_number_of_milliseconds(model, text: str) -> None:
    assert not model.setData(model.index(0, Column.DELAY), text)
    assert model.undo.isClean()


def test_an_empty_delay_is_the_lists_own(model) -> None:
    assert model.setData(model.index(15, Column.DELAY), " ")
    assert model.row(15).delay_ms is None


def test_the_same_value_is_no_change(model) -> None:
    model.setData(model.index(0, Column.COMMAND), "AT")
    assert model.undo.isClean()


def test_cells_speak(model) -> None:
    said = {
        (15, Column.ENTER): "row 16, Enter, ticked",
        (15, Column.TICK): "row 16, choose, not ticked",
        (15, Column.DELAY): "row 16, delay 500 ms",
        (0, Column.DELAY): "row 1, delay 1000 ms",
        (0, Column.COMMAND): "row 1, AT",
        (4, Column.COMMAND): "row 5, empty",
        (1, Column.HEX): "row 2, HEX, ticked",
    }
    for (row, column), words in said.items():
        assert model.data(model.index(row, column), Role.AccessibleTextRole) == words


def test_wrong_hex_is_told_where_it_stands(model) -> None:
    assert "odd number" in str(model.data(model.index(1, Column.COMMAND), Role.ToolTipRole))
    assert "odd" not in str(model.data(model.index(0, Column.COMMAND), Role.ToolTipRole))


def test_results_of_a_new_round_replace_the_old_ones(model) -> None:
    model.start_run()
    model.show_result(RowResult(1, "AT", "passed", round=1))
    model.show_result(RowResult(2, "ATI", "failed", round=1))
    model.show_result(RowResult(1, "AT", "running", round=2))
    assert list(model.results) == [1]
    assert model.data(model.index(0, Column.TICK), Role.AccessibleTextRole) == "row 1, running"
    assert model.headerData(Column.SEND, Qt.Orientation.Horizontal) == "Time"
    model.end_run()
    assert model.headerData(Column.SEND, Qt.Orientation.Horizontal) == "Send"


def test_nothing_changes_while_it_runs(model) -> None:
    model.setData(model.index(0, Column.COMMAND), "ATI")
    model.locked = True
    assert not model.setData(model.index(0, Column.COMMAND), "AT+CSQ")
    model.step_back()
    assert model.row(0).text == "ATI"
