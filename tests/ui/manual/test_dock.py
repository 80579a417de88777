"""The dock of the manual: search, list, page, and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.ui.manual.browser import ABOVE
from atbench.ui.manual.dock import ManualDock


@pytest.fixture(scope="module")
def known():
    return Knowledge(resource("manuals"), profile="ec600s", cache="")


@pytest.fixture
def dock(qtbot, theme, known) -> ManualDock:
    window = QMainWindow()
    qtbot.addWidget(window)
    dock = ManualDock(window)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.resize(460, 700)
    window.show()
    dock.show_manual(known.pages, known.title)
    dock._window = window  # or nobody keeps it
    return dock


def shown(dock: ManualDock) -> str:
    return dock.page.toPlainText()


def test_all_entries_stand_there_at_first(dock, known) -> None:
    assert dock.index.first.name == "A/"
    assert len(dock.index._entries) == len(known.pages.entries())
    assert "Search for a command" in shown(dock)
    assert dock.field.placeholderText() == "Search the manuals of EC600S"


def test_the_way_by_keys(dock, qtbot) -> None:
    """Field, Down into the list, Enter opens, Tab to the page."""
    dock.to_search()
    QTest.keyClicks(dock.field, "653")
    QTest.keyClick(dock.field, Qt.Key.Key_Down)  # the search is not waited for
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dock.index)
    assert dock.index.chosen.code == "653"
    QTest.keyClick(dock.index, Qt.Key.Key_Return)
    assert dock.page.now.key == "codes:smtp"
    assert dock.page.now.part == "code:653"
    QTest.keyClick(dock.index, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dock.page
    dock.index.setFocus()
    QTest.keyClick(dock.index, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is dock.field


def test_enter_in_the_field_opens_the_nearest(dock) -> None:
    QTest.keyClicks(dock.field, "csq")
    QTest.keyClick(dock.field, Qt.Key.Key_Return)
    assert dock.page.now.key == "AT+CSQ"
    assert dock.field.hasFocus() or QApplication.focusWidget() is not dock.page


def test_the_search_waits_for_the_last_key(dock, qtbot) -> None:
    before = list(dock.index._entries)
    QTest.keyClicks(dock.field, "qmtp")
    assert dock.index._entries == before
    qtbot.waitUntil(lambda: dock.index.first.name == "AT+QMTPUB")


def test_a_part_is_scrolled_to(dock) -> None:
    assert dock.open("codes:smtp", "code:653")
    bar = dock.page.verticalScrollBar()
    assert bar.value() > 100
    first = dock.page.cursorForPosition(QPoint(40, ABOVE + 14)).block().text()
    near = dock.page.cursorForPosition(QPoint(200, ABOVE + 24)).block().text()
    assert "653" in first or "DNS" in near


def test_a_page_that_is_not_there_changes_nothing(dock) -> None:
    dock.open("AT+CSQ")
    assert not dock.open("AT+NOSUCH")
    assert dock.page.now.key == "AT+CSQ"


def test_back_and_forward_keep_the_place(dock) -> None:
    dock.open("codes:smtp", "code:670")
    place = dock.page.verticalScrollBar().value()
    dock.open("AT+CSQ")
    assert not dock.forward.isEnabled()
    QTest.mouseClick(dock.back, Qt.MouseButton.LeftButton)
    assert dock.page.now.key == "codes:smtp"
    assert dock.page.verticalScrollBar().value() == place
    assert dock.forward.isEnabled()
    dock.page.forward()
    assert dock.page.now.key == "AT+CSQ"
    dock.page.back()
    dock.open("AT+CREG")
    assert not dock.page.behind


def test_alt_left_goes_back(dock, qtbot) -> None:
    dock.open("AT+CSQ")
    dock.open("AT+CREG")
    dock.page.setFocus()
    dock.window().activateWindow()
    qtbot.waitUntil(dock.page.hasFocus)
    QTest.keyClick(dock.page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert dock.page.now.key == "AT+CSQ"


def test_a_link_puts_a_command_into_the_input(dock, qtbot) -> None:
    with qtbot.waitSignal(dock.command_wanted) as told:
        dock.page.follow(QUrl("try:AT%2BQMTOPEN%3D0%2C%22broker.example%22%2C1883"))
    assert told.args == ['AT+QMTOPEN=0,"broker.example",1883']


def test_a_link_opens_a_page(dock) -> None:
    dock.page.follow(QUrl("page:codes:smtp"))
    assert dock.page.now.key == "codes:smtp"
    dock.page.follow(QUrl("https://example.com"))
    assert dock.page.now.key == "codes:smtp"


def test_the_menu_of_a_command_opens_its_page(dock) -> None:
    dock.open("codes:smtp")
    menu = dock.page.menu("try:AT%2BQIACT%3F")
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:3] == ["Put into the input", "Copy the command", "Open AT+QIACT in the manual"]
    menu.actions()[2].trigger()
    assert dock.page.now.key == "AT+QIACT"


def test_a_click_on_a_real_link(dock, qtbot) -> None:
    dock.open("AT+CSQ")
    page = dock.page
    spots = (QPoint(x, y) for y in range(0, page.viewport().height(), 4) for x in (30, 60))
    spot = next(spot for spot in spots if page.anchorAt(spot).startswith("try:"))
    with qtbot.waitSignal(dock.command_wanted) as told:
        QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.args[0].startswith("AT+CSQ")


def test_letters_on_the_page_are_a_command(dock, qtbot) -> None:
    dock.open("AT+CSQ")
    with qtbot.waitSignal(dock.typed) as told:
        QTest.keyClick(dock.page, Qt.Key.Key_A)
    assert told.args == ["a"]


def test_what_is_copied_can_be_sent(dock) -> None:
    dock.open("AT+QMTOPEN")
    dock.page.selectAll()
    dock.page.copy()
    text = QGuiApplication.clipboard().text()
    assert 'AT+QMTOPEN=0,"broker.example",1883' in text
    assert "\N{ZERO WIDTH SPACE}" not in text


def test_another_theme_and_size_keep_the_place(dock, theme) -> None:
    dock.open("codes:smtp", "code:670")
    place = dock.page.verticalScrollBar().value()
    theme.use("dark")
    assert dock.page.verticalScrollBar().value() == place
    assert theme.css("sel").lower() in dock.page.toHtml().lower()


def test_another_module_shows_its_manuals(dock) -> None:
    dock.open("AT+QMTOPEN")
    other = Knowledge(resource("manuals"), family="tencent", cache="")
    dock.show_manual(other.pages, other.title)
    assert "Search for a command" in shown(dock)  # it has no such command
    dock.search("tcmqttconn")
    assert dock.index.first.name == "AT+TCMQTTCONN"


def test_nothing_found_is_said(dock) -> None:
    dock.search("nosuchthing")
    assert "EC600S" in dock.index.topLevelItem(0).text(0)


def test_another_window_takes_it_over(dock, known, qtbot) -> None:
    dock.open("AT+CSQ")
    dock.open("codes:smtp", "code:653")
    dock.search("smtp")
    dock.show_index(False)
    other = ManualDock()
    qtbot.addWidget(other)
    other.show_manual(known.pages, known.title)
    other.use_state(dock.state())
    assert other.page.now.key == "codes:smtp"
    assert other.field.text() == "smtp"
    assert other.index.isHidden()
    other.page.back()
    assert other.page.now.key == "AT+CSQ"


def test_the_list_points_at_the_page(dock) -> None:
    """Whoever comes from a line sees the neighbours of its command."""
    dock.open("AT+QMTOPEN", "line1")
    assert dock.index.chosen.name == "AT+QMTOPEN"
    dock.search("dns")
    dock.open("codes:smtp", "code:653")
    assert (dock.index.chosen.name, dock.index.chosen.code) == ("smtp", "653")
    dock.to_search()
    QTest.keyClick(dock.field, Qt.Key.Key_Return)
    assert dock.page.now.key == dock.index.first.key


def test_words_on_a_page_are_found_there(dock) -> None:
    dock.search("keepalive")
    entry = next(entry for entry in dock.index._entries if entry.name == "AT+QMTCFG")
    dock.index.opened.emit(entry)
    assert dock.page.textCursor().selectedText().lower() == "keepalive"
    dock.open("AT+QMTCFG", words="dataformat")
    assert dock.page.verticalScrollBar().value() > 0
    assert dock.page.viewport().rect().contains(dock.page.cursorRect().center())
