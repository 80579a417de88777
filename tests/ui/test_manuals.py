"""The manual in the whole window: from lines to pages, from pages to the input, other languages and modules."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from tests.ui.test_desk import READY, until
from tests.ui.test_window import interactive

from atbench.ui.theme import SIZES


async def failed_open(desk) -> int:
    """A line +QMTOPEN: 0,... that failed; its number."""
    await desk.ports.open_now(READY)
    desk.lines.typed('AT+QMTOPEN=0,"nosuch.invalid",1883', b"\r")
    log = desk.session.log
    await until(desk, lambda: log.line(len(log) - 1).kind == "late")
    desk.tick()
    return len(log) - 1


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


def test_it_is_made_when_first_wanted(play) -> None:
    async def scene(desk) -> None:
        window, action = desk.window, desk.window.acts["manual"]
        assert window.manual is None
        assert not action.isChecked()
        action.trigger()
        dock = window.manual
        await until(desk, lambda: dock.index.first is not None)
        assert dock.isVisible()
        assert action.isChecked()
        assert window.tabifiedDockWidgets(window.commands) == [dock]
        action.trigger()
        assert dock.isHidden()
        assert not action.isChecked()
        assert not window.commands.isHidden()
        action.trigger()
        assert window.manual is dock
        window.commands.raise_()
        await desk.workbench.clock.sleep(3)  # the window lays itself out
        action.trigger()  # behind the other tab: it comes to the front
        await desk.workbench.clock.sleep(3)  # the window lays itself out
        assert not dock.visibleRegion().isEmpty()
        assert action.isChecked()

    play(scene)


def test_nothing_of_it_is_imported_at_the_start() -> None:
    code = (
        "import sys; from atbench.ui import app, desk, window; import atbench.ui.explain.pane\n"
        "sys.exit('atbench.ui.manual.dock' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_from_a_line_to_its_page(play) -> None:
    async def scene(desk) -> None:
        number = await failed_open(desk)
        desk.window.terminal.go_to(number)
        desk.window.pane.head.manual.click()
        page = desk.window.manual.page
        assert page.now.key == "AT+QMTOPEN"
        assert page.now.part.startswith("line")
        menu = QMenu()
        desk.window.terminal.menu_wanted.emit(menu, number)
        assert words(menu)[1] == "Manual: AT+QMTOPEN"
        assert words(menu)[2].endswith("(qmtopen_result)")
        menu.actions()[2].trigger()
        assert page.now.key == "codes:qmtopen_result"

    play(scene)


def test_an_unknown_line_is_looked_for(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.lines.typed("AT+QFOO=1", b"\r")
        await until(desk, lambda: len(desk.session.log) > 1)
        desk.tick()
        number = next(i for i in range(len(desk.session.log)) if desk.session.log.line(i).text == "AT+QFOO=1")
        desk.window.terminal.go_to(number)
        button = desk.window.pane.head.manual
        assert button.text() == "Search manual"
        button.click()
        dock = desk.window.manual
        assert dock.field.text() == "AT+QFOO"
        assert QApplication.focusWidget() is dock.field
        menu = QMenu()
        desk.window.terminal.menu_wanted.emit(menu, number)
        assert "Search manual" in words(menu)

    play(scene)


def test_f1_while_composing(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        field = desk.window.input.command.field
        QTest.keyClicks(field, 'AT+QMTCFG="aliauth",0,')
        QTest.keyClick(field, Qt.Key.Key_F1)
        page = desk.window.manual.page
        assert page.now.key == "AT+QMTCFG"
        form = int(page.now.part.removeprefix("form"))
        assert "aliauth" in desk.workbench.knowledge.pages.page("AT+QMTCFG").forms[form].syntax
        assert QApplication.focusWidget() is field

    play(scene)


def test_f1_while_composing_a_form_that_needs_no_box(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        field = desk.window.input.command.field
        QTest.keyClicks(field, "AT+QMTOPEN=?")
        assert not desk.composer.box.isVisible()
        QTest.keyClick(field, Qt.Key.Key_F1)
        assert desk.window.manual.page.now.key == "AT+QMTOPEN"
        assert QApplication.focusWidget() is field

    play(scene)


def test_trying_never_sends(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.window.acts["manual"].trigger()
        desk.window.manual.command_wanted.emit("AT+CSQ")
        assert desk.window.input.command.field.text() == "AT+CSQ"
        assert QApplication.focusWidget() is desk.window.input.command.field
        assert desk.session.written == 0

    play(scene)


def test_escape_goes_back_to_the_input(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.window.acts["manual"].trigger()
        field = desk.window.manual.field
        assert QApplication.focusWidget() is field
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert QApplication.focusWidget() is desk.window.input.command.field

    play(scene)


def test_another_language_and_another_module(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.window.acts["manual"].trigger()
        desk.window.manual.open("AT+CSQ")
        desk.window.acts["language_zh_CN"].trigger()
        dock = desk.window.manual
        assert dock is not None
        assert not dock.isHidden()
        assert "信号" in dock.page.toPlainText()
        desk.window.acts["language_en"].trigger()
        dock = desk.window.manual
        await desk.workbench.use("tencent")
        assert dock.page.now.key == "AT+CSQ"
        dock.search("tcmqttconn")
        assert dock.index.first.name == "AT+TCMQTTCONN"

    play(scene)


def test_everything_has_a_name_of_its_own(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        for size in ((1440, 900), (960, 600)):
            desk.window.reset_layout(QSize(*size))
            desk.window.acts["manual"].setChecked(False)
            desk.window.acts["manual"].trigger()
            await desk.workbench.clock.sleep(5)
            seen = [widget for widget in interactive(desk.window) if widget.isVisible()]
            for name in (lambda w: w.objectName(), lambda w: w.accessibleName()):
                counted = Counter(map(name, seen))
                assert [word for word, count in counted.items() if count > 1 or not word] == []
            dock = desk.window.manual
            assert dock.titleBarWidget().height() >= dock.field.height() + 10
            assert dock.width() == SIZES["dock" if size[0] == 1440 else "dock_narrow"]

    play(scene)


def test_it_comes_back_where_it_stood(play) -> None:
    async def first(desk) -> None:
        await desk.ports.open_now(READY)
        desk.window.acts["manual"].trigger()
        desk.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, desk.window.manual)
        desk.views.remember()

    async def second(desk) -> None:
        await desk.ports.open_now(READY)
        assert desk.window.manual is None
        desk.window.acts["manual"].trigger()
        assert desk.window.dockWidgetArea(desk.window.manual) == Qt.DockWidgetArea.LeftDockWidgetArea

    play(first)
    play(second)
