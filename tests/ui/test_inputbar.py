"""The input: what Enter sends, history, HEX, the queue's chip, and the data bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from atbench.ui.history import History
from atbench.ui.inputbar import InputBar
from atbench.ui.payload import Prompt


@pytest.fixture
def bar(theme, qtbot, tmp_path):
    history = History(tmp_path / "history.txt", lambda text: False)
    for line in ("AT+CSQ", "AT+COPS?", "ATI"):
        history.add(line)
    made = InputBar(history)
    qtbot.addWidget(made)
    made.show_options("CR", True, False)
    made.show_open(True)
    made.resize(900, 84)
    made.show()
    return made


def press(bar: InputBar, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(bar.command.field, key, held)


@pytest.mark.parametrize(("end", "wire"), [("CR", b"\r"), ("LF", b"\n"), ("CRLF", b"\r\n"), ("none", b"")])
def test_enter_adds_the_line_end(bar: InputBar, qtbot, end: str, wire: bytes) -> None:
    bar.show_options(end, True, False)
    bar.command.field.setText("AT")
    with qtbot.waitSignal(bar.sent) as told:
        press(bar, Qt.Key.Key_Return)
    assert told.args == ["AT", wire]
    assert bar.command.field.text() == ""


def test_shift_enter_and_the_switch_leave_the_line_end_out(bar: InputBar, qtbot) -> None:
    bar.command.field.setText("AT")
    with qtbot.waitSignal(bar.sent) as told:
        press(bar, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert told.args == ["AT", b""]
    bar.command.switches["enter"].setChecked(False)
    bar.command.field.setText("AT")
    with qtbot.waitSignal(bar.sent) as told:
        press(bar, Qt.Key.Key_Return)
    assert told.args == ["AT", b""]


def test_up_and_down_with_what_was_typed(bar: InputBar) -> None:
    field = bar.command.field
    QTest.keyClicks(field, "AT+C")
    press(bar, Qt.Key.Key_Up)
    assert field.text() == "AT+COPS?"
    press(bar, Qt.Key.Key_Up)
    assert field.text() == "AT+CSQ"
    press(bar, Qt.Key.Key_Up)
    assert field.text() == "AT+CSQ"
    press(bar, Qt.Key.Key_Down)
    press(bar, Qt.Key.Key_Down)
    assert field.text() == "AT+C"


def test_hex(bar: InputBar, qtbot) -> None:
    bar.command.switches["hex"].setChecked(True)
    bar.command.field.setText("41 5")
    assert not bar.command.field.problem.text()
    bar.command.field.setText("41 5G")
    assert "“G”" in bar.command.field.problem.text()
    press(bar, Qt.Key.Key_Return)
    assert bar.command.field.text() == "41 5G"
    bar.command.field.setText("41 54")
    with qtbot.waitSignal(bar.raw) as told:
        press(bar, Qt.Key.Key_Return)
    assert told.args == [b"AT\r"]


def test_without_a_port_nothing_is_sent_and_nothing_lost(bar: InputBar, qtbot) -> None:
    bar.show_open(False)
    bar.command.field.setText("AT")
    with qtbot.assertNotEmitted(bar.sent):
        press(bar, Qt.Key.Key_Return)
    assert bar.command.field.text() == "AT"
    assert bar.command.field.problem.text() == "Open a port first"
    assert bar.command.send.toolTip() == "Open a port first"


def test_the_chip_of_the_queue(bar: InputBar, qtbot) -> None:
    bar.show_queue(2)
    assert bar.command.field.chip.isVisible()
    assert bar.command.field.chip.text() == "2 queued · drop"
    with qtbot.waitSignal(bar.drop_wanted):
        bar.command.field.chip.click()


def test_special_keys_and_lines(bar: InputBar, qtbot) -> None:
    z, escape, plus = bar.command.special.menu().actions()
    for action, data in ((z, b"\x1a"), (escape, b"\x1b")):
        with qtbot.waitSignal(bar.raw) as told:
            action.trigger()
        assert told.args == [data]
    with qtbot.waitSignal(bar.escape_wanted):
        plus.trigger()
    with qtbot.waitSignal(bar.lines_wanted) as told:
        bar.command.control["rts"].click()
    assert told.args == ["rts", True]


def test_data_that_ends_by_ctrl_z(bar: InputBar, qtbot) -> None:
    bar.show_prompt(Prompt("AT+QISEND=0"))
    assert bar.data.isVisible()
    assert bar.data.only.isVisible()
    assert bar.data.send.text() == "Send + Ctrl+Z"
    bar.data.edit.setPlainText("泵")
    assert bar.data.count.text() == "3 bytes"
    with qtbot.waitSignal(bar.payload) as told:
        QTest.keyClick(bar.data.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["泵".encode() + b"\x1a"]


def test_data_with_a_length(bar: InputBar, qtbot) -> None:
    bar.show_prompt(Prompt('AT+QMTPUBEX=0,0,0,0,"a",4', 4))
    assert not bar.data.only.isVisible()
    bar.data.edit.setPlainText("12345")
    assert bar.data.count.text() == "5 / 4 bytes"
    assert bar.data.count.property("part") == "error"
    bar.data.edit.setPlainText("1234")
    assert bar.data.count.property("part") == "strong"
    with qtbot.waitSignal(bar.payload) as told:
        bar.data.send.click()
    assert told.args == [b"1234"]


def test_the_first_esc_only_arms(bar: InputBar, qtbot) -> None:
    bar.show_prompt(Prompt("AT+QISEND=0"))
    with qtbot.assertNotEmitted(bar.payload):
        QTest.keyClick(bar.data.edit, Qt.Key.Key_Escape)
    assert bar.data.cancel.text() == "Esc again to cancel"
    with qtbot.waitSignal(bar.payload) as told:
        QTest.keyClick(bar.data.edit, Qt.Key.Key_Escape)
    assert told.args == [b"\x1b"]


def test_the_bar_grows_once_and_shrinks_again(bar: InputBar, theme) -> None:
    bar.show_prompt(Prompt("AT+QISEND=0"))
    assert bar.height() == theme.size("databar")
    bar.show_prompt(None)
    assert bar.height() == theme.size("inputbar")


def test_esc_is_no_way_out_of_data_with_a_length(bar: InputBar, qtbot) -> None:
    bar.show_prompt(Prompt('AT+QMTPUBEX=0,0,0,0,"a",4', 4))
    assert not bar.data.cancel.isVisible()
    with qtbot.assertNotEmitted(bar.payload):
        QTest.keyClick(bar.data.edit, Qt.Key.Key_Escape)
        QTest.keyClick(bar.data.edit, Qt.Key.Key_Escape)


@pytest.mark.parametrize("text", ["123", "12345"])
def test_data_of_another_length_are_sent_by_the_second_press(bar: InputBar, qtbot, text: str) -> None:
    bar.show_prompt(Prompt('AT+QMTPUBEX=0,0,0,0,"a",4', 4))
    bar.data.edit.setPlainText(text)
    with qtbot.assertNotEmitted(bar.payload):
        bar.data.send.click()
    assert bar.data.send.text() == "Send anyway"
    with qtbot.waitSignal(bar.payload) as told:
        bar.data.send.click()
    assert told.args == [text.encode()]
    assert bar.data.send.text() == "Send"
