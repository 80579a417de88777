"""The status panel in the whole program: opened, kept fresh, asking, closed."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from atbench.port.port import moment

READY = "virtual://ec600s?boot=0"


async def until(desk, true, seconds=20.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await desk.workbench.clock.sleep(0.5)


def panel(desk):
    return desk.overview._panel


def sent(desk) -> list[str]:
    log = desk.session.log
    return [line.text for line in map(log.line, range(len(log))) if line.kind == "command"]


def test_the_button_opens_it_and_the_input_keeps_the_focus(play) -> None:
    async def scene(desk) -> None:
        window = desk.window
        await desk.ports.open_now(READY)
        field = window.input.command.field
        window.show()
        QTest.mouseClick(window.status.panel_button, Qt.MouseButton.LeftButton)
        assert panel(desk).isVisible()
        assert QApplication.focusWidget() is field
        assert window.status.panel_button.isChecked() and window.acts["status"].isChecked()
        assert "SIM card: – (never)" in panel(desk).text()
        assert panel(desk).geometry().bottom() < window.input.y()
        assert desk.session.written == 0
        QTest.mouseClick(window.status.panel_button, Qt.MouseButton.LeftButton)
        assert not panel(desk).isVisible()
        assert not window.status.panel_button.isChecked()

    play(scene)


def test_a_question_is_sent_and_its_answer_shown(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.overview.toggle("", False)
        panel(desk)._lines["rssi"].ask.click()
        assert sent(desk) == ["AT+CSQ"]
        await until(desk, lambda: "dBm" in panel(desk).text())
        assert "Signal: −" in panel(desk).text()

    play(scene)


def test_all_questions_wait_for_each_other(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.overview.toggle("", False)
        panel(desk).all.click()
        assert sent(desk) == ["AT+CPIN?"]
        await until(desk, lambda: not desk.lines.queue and not desk.session.pending)
        desk.overview.refresh()
        assert sent(desk)[-1] == "AT+QFOPEN?"
        assert "Operator: " in panel(desk).text()
        assert "Operator: –" not in panel(desk).text()
        # Each was answered before the next one went out.
        assert not any(desk.session.log.line(n).mark for n in range(len(desk.session.log)))

    play(scene)


def test_the_key_gives_it_the_focus_and_escape_gives_it_back(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.window.acts["status"].trigger()
        assert panel(desk).isAncestorOf(desk.window.focusWidget())
        desk.window.acts["back"].trigger()
        assert not panel(desk).isVisible()
        assert desk.window.focusWidget() is desk.window.input.command.field
        assert not desk.window.acts["status"].isChecked()

    play(scene)


def test_the_menu_key_on_a_light_opens_its_row(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        light = desk.window.status.lights["signal"]
        at = light.rect().center()
        key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, light.mapToGlobal(at))
        QApplication.sendEvent(light, key)
        assert desk.window.focusWidget() is panel(desk)._lines["rssi"].ask

    play(scene)


def test_nothing_is_asked_where_that_would_do_harm(play) -> None:
    async def scene(desk) -> None:
        assert desk.workbench.knowledge
        desk.overview.toggle("", False)
        ask = panel(desk)._lines["sim"].ask
        assert not ask.isEnabled() and ask.toolTip() == "Open a port first"
        await desk.ports.open_now(READY)
        assert ask.isEnabled() and ask.toolTip() == "Send AT+CPIN?"
        for command, last in (
            ("AT+QIACT=1", "OK"),
            ('AT+QMTOPEN=0,"broker.example.com",1883', "+QMTOPEN: 0,0"),
            ('AT+QMTCONN=0,"bench"', "+QMTCONN: 0,0,0"),
            ('AT+QMTPUBEX=0,0,0,0,"a/b",5', ">"),
        ):
            desk.session.type(command)
            await until(desk, lambda last=last: desk.session.log.line(len(desk.session.log) - 1).text.startswith(last))
        desk.overview.refresh()
        assert not ask.isEnabled() and ask.toolTip() == "The module waits for data"
        before = desk.session.written
        desk.lines.ask("AT+CSQ")  # what a light does
        assert desk.session.written == before

    play(scene)


def test_a_restart_empties_it(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.overview.toggle("", False)
        desk.session.on_bytes(b"\r\n+CPIN: READY\r\n", moment())
        await until(desk, lambda: desk.session.status.get("sim"))
        desk.overview.refresh()
        assert "SIM card: ready" in panel(desk).text()
        desk.session.on_bytes(b"\r\nRDY\r\n", moment())
        await until(desk, lambda: not desk.session.status.get("sim"))
        desk.overview.refresh()
        assert "SIM card: – (never)" in panel(desk).text()

    play(scene)


def test_other_manuals_other_rows(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.overview.toggle("", False)
        await desk.workbench.use("me3630")
        assert "Cloud (MQTT)" in panel(desk).text()
        assert "Open files" not in panel(desk).text()
        assert desk.window.status.lights["context"].question == "AT+CGACT?"

    play(scene)


def test_a_small_window_scrolls_it(play) -> None:
    async def scene(desk) -> None:
        desk.window.resize(960, 600)
        await desk.ports.open_now(READY)
        await desk.workbench.use("tencent")
        desk.overview.toggle("", False)
        desk.overview.refresh()
        shown = panel(desk).geometry()
        assert shown.top() >= 0 and shown.right() < desk.window.centralWidget().width()

    play(scene)
