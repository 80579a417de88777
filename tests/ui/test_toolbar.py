"""The port box, the line settings and the button."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from atbench.port.port import PortSettings
from atbench.ui.parts import tool
from atbench.ui.toolbar import VIRTUAL, Toolbar


@pytest.fixture
def bar(theme, qtbot):
    made = Toolbar()
    qtbot.addWidget(made)
    made.resize(1200, 46)
    made.show()
    return made


def test_ports_by_name_and_by_title(bar: Toolbar) -> None:
    bar.port.show_ports([("COM7", "Quectel EC25 · AT"), ("COM8", "")])
    assert bar.port.count() == 3
    bar.port.choose("COM7")
    assert bar.port.currentText() == "COM7 · Quectel EC25 · AT"
    assert bar.port.url == "COM7"
    bar.port.choose(VIRTUAL)
    assert bar.port.url == VIRTUAL
    bar.port.setEditText("/dev/pts/7")
    assert bar.port.url == "/dev/pts/7"


def test_virtual_modules_stand_below(bar: Toolbar) -> None:
    bar.port.show_ports([("COM7", "")], [(VIRTUAL, "EC600S"), ("virtual://bg96", "BG96")])
    assert [bar.port.itemText(row) for row in range(bar.port.count())] == ["COM7", "Virtual EC600S", "Virtual BG96"]
    bar.port.setCurrentIndex(2)
    assert bar.port.url == "virtual://bg96"


def test_a_new_list_keeps_what_was_typed(bar: Toolbar) -> None:
    bar.port.setEditText("/dev/pts/7")
    bar.port.show_ports([("COM7", "")])
    assert bar.port.url == "/dev/pts/7"


def test_enter_in_the_box_opens(bar: Toolbar, qtbot) -> None:
    bar.port.setEditText("loop://")
    with qtbot.waitSignal(bar.open_wanted) as told:
        QTest.keyClick(bar.port.lineEdit(), Qt.Key.Key_Return)
    assert told.args == ["loop://"]


def test_the_button_opens_and_closes(bar: Toolbar, qtbot) -> None:
    bar.port.choose("")
    assert not bar.button.isEnabled()
    assert bar.button.toolTip() == "Choose a port first"
    bar.port.setEditText("COM7")
    assert bar.button.property("kind") == "primary"
    with qtbot.waitSignal(bar.open_wanted):
        bar.button.click()
    bar.show_open("COM7")
    assert bar.button.text() == "Close port"
    with qtbot.waitSignal(bar.close_wanted):
        bar.button.click()


def test_line_settings_there_and_back(bar: Toolbar) -> None:
    settings = PortSettings(baud=460800, bits=7, parity="E", stop=2, flow="rts/cts", dtr=False, rts=False)
    bar.show_line(settings)
    assert bar.settings == settings
    assert bar.line.text() == "7E2"
    assert "Even" in bar.line.toolTip()


def test_any_baud_rate(bar: Toolbar) -> None:
    bar.baud.setEditText("74880")
    assert bar.settings.baud == 74880
    bar.baud.setEditText("")
    assert bar.settings.baud == 115200


def test_a_choice_in_the_flyout_is_told(bar: Toolbar, qtbot) -> None:
    with qtbot.waitSignal(bar.line_changed):
        bar.menu._boxes["parity"].activated.emit(1)


def test_words_leave_a_bar_that_is_narrow_before_its_buttons_come(theme, qtbot) -> None:
    made = Toolbar()
    qtbot.addWidget(made)
    made.resize(960, 46)
    made.show()
    button = tool("tool_x", "Word", picture="clock")
    made.add(button, word=True)
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    made.resize(1200, 46)
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
