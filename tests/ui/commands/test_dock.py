from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QLineEdit, QWidget

from atbench.command_sets.model import CommandSet, Row, Warning_
from atbench.command_sets.report import Report, RowResult
from atbench.ui.commands.dock import CommandDock
from atbench.ui.commands.model import Column

Key, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

LIST = CommandSet(
    Path("/lists/session.ini"),
    default_delay_ms=20,
    rounds=2,
    rows=(
        Row(1, "AT", selected=True),
        Row(2, "AT+CPIN?", selected=True, delay_ms=300),
        Row(4, "1a", hex=True, enter=False),
        Row(29, "ATI"),
    ),
)


@pytest.fixture
def dock(qtbot, theme) -> CommandDock:
    dock = CommandDock()
    qtbot.addWidget(dock)
    dock.resize(452, 700)
    dock.load(LIST)
    dock.set_open(True)
    dock.show()
    dock.table.setFocus()
    return dock


def click(qtbot, dock: CommandDock, n: int, column: Column) -> None:
    rect = dock.table.visualRect(dock.model.index(n - 1, column))
    qtbot.mouseClick(dock.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def texts(dock: CommandDock) -> dict[int, str]:
    return {row.n: row.text for row in dock.command_set().rows}


def choose(dock: CommandDock, *numbers: int) -> None:
    table, flag = dock.table, QItemSelectionModel.SelectionFlag
    table.setCurrentIndex(dock.model.index(numbers[0] - 1, Column.COMMAND))
    for n in numbers[1:]:
        table.selectionModel().select(dock.model.index(n - 1, 0), flag.Select | flag.Rows)


def test_a_list_comes_back_as_it_was_loaded(dock) -> None:
    assert dock.command_set() == LIST
    assert not dock.changed


def test_a_click_anywhere_in_a_cell_ticks_its_box(qtbot, dock) -> None:
    for column in (Column.TICK, Column.HEX, Column.ENTER):
        click(qtbot, dock, 1, column)
    assert dock.command_set().rows[0] == Row(1, "AT", hex=True, enter=False)


def test_the_play_button_asks_for_its_row(qtbot, dock) -> None:
    with qtbot.waitSignal(dock.row_wanted) as wanted:
        click(qtbot, dock, 2, Column.SEND)
    assert wanted.args == [LIST.rows[1]]


def test_an_empty_row_has_nothing_to_send(qtbot, dock) -> None:
    with qtbot.assertNotEmitted(dock.row_wanted):
        click(qtbot, dock, 3, Column.SEND)


def test_a_row_is_edited_where_it_stands(qtbot, dock) -> None:
    choose(dock, 1)
    qtbot.keyClick(dock.table, Key.Key_F2)
    assert dock.table.state() is dock.table.State.EditingState
    editor = dock.table.findChild(QLineEdit, "cellCommand")
    editor.setText("AT+CSQ")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: texts(dock)[1] == "AT+CSQ")
    assert dock.tabs.tabText(0) == "session.ini *"
    qtbot.keyClick(dock.table, Key.Key_Z, CTRL)
    assert dock.tabs.tabText(0) == "session.ini"
    assert dock.command_set() == LIST


def test_keys_change_rows(qtbot, dock) -> None:
    choose(dock, 1)
    qtbot.keyClick(dock.table, Key.Key_D, CTRL)
    assert [texts(dock)[n] for n in (1, 2, 3)] == ["AT", "AT", "AT+CPIN?"]
    qtbot.keyClick(dock.table, Key.Key_Down, ALT)
    assert [texts(dock)[n] for n in (1, 2, 3)] == ["AT", "AT+CPIN?", "AT"]
    qtbot.keyClick(dock.table, Key.Key_Delete)
    assert texts(dock)[2] == "AT+CPIN?"
    assert 3 not in texts(dock)
    qtbot.keyClick(dock.table, Key.Key_Space)
    for _ in range(4):
        dock.model.step_back()
    assert dock.command_set() == LIST


def test_space_ticks_all_that_is_chosen(qtbot, dock) -> None:
    choose(dock, 2, 4)
    qtbot.keyClick(dock.table, Key.Key_Space)
    assert [row.selected for row in dock.command_set().rows] == [True, True, True, False]
    qtbot.keyClick(dock.table, Key.Key_Space)
    assert [row.selected for row in dock.command_set().rows] == [True, False, False, False]


def test_lines_are_pasted_as_rows(qtbot, dock) -> None:
    QGuiApplication.clipboard().setText("AT+CREG?\r\n\r\nAT+CSQ\r\n")
    choose(dock, 2)
    qtbot.keyClick(dock.table, Key.Key_V, CTRL)
    assert [texts(dock)[n] for n in (1, 2, 3, 4)] == ["AT", "AT+CREG?", "AT+CSQ", "AT+CPIN?"]
    qtbot.keyClick(dock.table, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "AT+CREG?\nAT+CSQ"


def test_a_letter_goes_to_the_input(qtbot, dock) -> None:
    with qtbot.waitSignal(dock.typed) as typed:
        qtbot.keyClicks(dock.table, "a")
    assert typed.args == ["a"]


def test_all_are_chosen_and_cleared_with_a_way_back(qtbot, dock) -> None:
    dock.foot.all.click()
    assert all(row.selected for row in dock.command_set().rows)
    assert dock.foot.all.checkState() is Qt.CheckState.Checked
    dock.foot.all.click()
    assert not any(row.selected for row in dock.command_set().rows)
    dock.foot.clear.click()
    assert not dock.command_set().rows
    assert dock.pages.currentWidget() is dock.table
    for _ in range(3):
        dock.model.step_back()
    assert dock.command_set() == LIST


def test_run_times_and_delay_belong_to_the_list(dock) -> None:
    assert (dock.foot.rounds.value(), dock.foot.delay.value()) == (2, 20)
    dock.foot.rounds.setValue(7)
    dock.foot.delay.setValue(0)
    assert (dock.command_set().rounds, dock.command_set().default_delay_ms) == (7, 0)
    dock.model.step_back()
    assert dock.foot.delay.value() == 20


def test_the_head_ticks_all(qtbot, dock) -> None:
    head = dock.table.horizontalHeader()
    place = head.sectionViewportPosition(Column.TICK) + 5
    spot = head.viewport().rect().topLeft()
    spot.setX(place)
    spot.setY(10)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert all(row.selected for row in dock.command_set().rows)


# -- the run --------------------------------------------------------------------------------------------------------


def test_run_says_why_it_cannot(dock) -> None:
    dock.set_open(False)
    assert not dock.foot.run.isEnabled()
    assert dock.foot.run.toolTip() == "Open a port first"
    dock.set_open(True)
    dock.model.change(dock.model.sheet.ticked(False), "")
    assert dock.foot.run.toolTip() == "Tick the rows to run first, or choose all"


def test_run_takes_the_list_and_the_choices_of_its_menu(qtbot, dock) -> None:
    dock.foot.go_on.setChecked(True)
    with qtbot.waitSignal(dock.run_wanted) as wanted:
        dock.foot.run.click()
    assert wanted.args == [LIST, {"go_on": True, "qcom_timing": False}]


def test_a_run_is_watched_and_stopped(qtbot, dock) -> None:
    dock.run_started()
    assert not dock.foot.run.isEnabled()
    dock.show_row(1, RowResult(1, "AT", "running"))
    dock.show_row(1, RowResult(1, "AT", "passed", seconds=0.011))
    dock.show_row(2, RowResult(2, "AT+CPIN?", "failed", "SIM not inserted"))
    progress = dock.foot.progress
    assert progress.title.text() == "Round 1 of 2"
    assert progress.failed.text() == "1 failed"
    click(qtbot, dock, 1, Column.ENTER)
    assert dock.command_set() == LIST
    with qtbot.waitSignal(dock.stop_wanted):
        dock.foot.stop.click()
    rows = (RowResult(1, "AT", "passed"), RowResult(2, "AT+CPIN?", "failed", "SIM not inserted"))
    dock.run_ended(Report(rows, False, 75.2, "row 2: SIM not inserted"))
    assert progress.title.text() == "Not all passed"
    assert progress.words.whole() == "1 passed · 1 failed · row 2: SIM not inserted"
    assert progress.time.text() == "1:15"
    assert dock.model.results
    progress.back.click()
    assert dock.model.results is None
    assert dock.foot.pages.currentIndex() == 0


@pytest.mark.parametrize("touched", [False, True])
def test_the_row_at_work_is_in_sight_unless_the_user_scrolls(qtbot, dock, touched: bool) -> None:
    rows = tuple(Row(n, f"AT+X{n}", selected=True) for n in range(1, 80))
    dock.load(replace(LIST, rows=rows))
    dock.run_started()
    bar = dock.table.verticalScrollBar()
    if touched:
        bar.triggerAction(bar.SliderAction.SliderToMinimum)
    dock.show_row(60, RowResult(60, "AT+X60", "running"))
    rect = dock.table.visualRect(dock.model.index(59, 0))
    assert dock.table.viewport().rect().contains(rect.center()) is not touched


# -- empty, notes, names --------------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(qtbot, dock) -> None:
    dock.load(CommandSet())
    assert dock.pages.currentWidget() is dock.empty
    assert dock.tabs.tabText(0) == "New list"
    with qtbot.waitSignals([dock.load_wanted, dock.examples_wanted]):
        dock.empty.load.click()
        dock.empty.examples.click()
    dock.empty.rows.click()
    assert dock.pages.currentWidget() is dock.table
    assert dock.table.findChild(QLineEdit, "cellCommand")


def test_lines_can_be_pasted_into_nothing(qtbot, dock) -> None:
    dock.load(CommandSet())
    QGuiApplication.clipboard().setText("AT\nATI")
    qtbot.keyClick(dock, Key.Key_V, CTRL)
    assert texts(dock) == {1: "AT", 2: "ATI"}
    assert dock.pages.currentWidget() is dock.table


def test_notes_on_import_open_as_a_list(qtbot, dock) -> None:
    assert not dock.notes.isVisible()
    dock.load(replace(LIST, warnings=(Warning_(2, "the delay is no number"), Warning_(0, "damaged"))))
    assert dock.notes.isVisible()
    assert not dock.notes.list.isVisible()
    dock.notes.open.click()
    assert [dock.notes.list.item(n).text() for n in (0, 1)] == ["row 2: the delay is no number", "file: damaged"]


def test_saving_makes_it_clean(dock, tmp_path: Path) -> None:
    dock.model.set_field(0, "text", "ATI")
    assert dock.changed
    dock.saved(tmp_path / "mine.ini")
    assert not dock.changed
    assert dock.tabs.tabText(0) == "mine.ini"
    assert dock.command_set().path == tmp_path / "mine.ini"


def test_everything_has_a_name(dock) -> None:
    kinds = (QAbstractButton, QAbstractSpinBox, QLineEdit)
    found = [widget for kind in kinds for widget in dock.findChildren(kind)]
    for widget in found:
        inner = isinstance(widget.parentWidget(), QAbstractSpinBox) or widget.objectName().startswith("qt_")
        assert inner or (widget.objectName() and widget.accessibleName()), _path(widget)


def _path(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r} in {widget.parentWidget()}"


@pytest.mark.parametrize("width", [380, 396, 452, 600])
def test_no_button_is_cut(dock, width: int) -> None:
    dock.resize(width, 600)
    QApplication.processEvents()
    for button in (dock.foot.load, dock.foot.save, dock.foot.run, dock.foot.stop):
        assert button.width() >= button.sizeHint().width() - 1


def test_a_stop_is_told_as_a_stop(dock) -> None:
    dock.run_started()
    dock.show_row(1, RowResult(1, "AT", "passed"))
    dock.show_row(2, RowResult(2, "AT+CPIN?", "skipped", "stopped"))
    assert dock.foot.progress.bar.value() == 1
    dock.run_ended(Report((RowResult(1, "AT", "passed"), RowResult(2, "AT+CPIN?", "skipped")), False, 1, "stopped"))
    assert dock.foot.progress.title.text() == "Stopped"


def test_commands_are_unsaved_and_ticks_are_not(dock, tmp_path: Path) -> None:
    dock.choose_all()
    assert dock.changed
    assert not dock.unsaved
    dock.model.set_field(0, "text", "ATE0")
    assert dock.unsaved
    dock.saved(tmp_path / "s.ini")
    assert not dock.unsaved


def test_a_list_with_changes_can_be_brought_back(dock, qtbot) -> None:
    dock.model.set_field(0, "text", "ATE0")
    with qtbot.waitSignal(dock.replaced) as told:
        dock.new()
    (old,) = told.args
    dock.bring_back(old)
    assert dock.command_set().rows[0].text == "ATE0"
    assert dock.unsaved


def test_another_dock_takes_a_changed_list_over(dock, qtbot) -> None:
    dock.model.set_field(0, "text", "ATE0")
    other = CommandDock()
    qtbot.addWidget(other)
    other.take_over(dock)
    assert other.unsaved
    assert other.tabs.tabText(0) == "session.ini *"


def test_stopped_is_said_once(dock) -> None:
    dock.run_started()
    dock.run_ended(Report((RowResult(1, "AT", "passed"),), False, 1.0, "stopped"))
    assert dock.foot.progress.title.text() == "Stopped"
    assert "stopped" not in dock.foot.progress.words.whole()


def test_what_was_only_sent_has_not_passed(dock) -> None:
    dock.run_started()
    dock.run_ended(Report((RowResult(1, "AT", "sent"),), True, 1.0))
    assert dock.foot.progress.title.text() == "All sent"
