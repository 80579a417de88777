"""URCs in the whole program, with a virtual module."""

from __future__ import annotations

import asyncio

from PySide6.QtWidgets import QApplication

from atbench.port.port import moment
from atbench.ui.toolbar import VIRTUAL

READY = f"{VIRTUAL}?boot=0"


async def says(desk, data: bytes) -> None:
    """The module says this, and it is shown."""
    session = desk.session
    size = session.received + len(data)
    session.on_bytes(data, moment())
    async with asyncio.timeout(10):
        while session.received < size:
            await desk.workbench.clock.sleep(0.1)
    desk.tick()


def text(desk) -> str:
    return desk.session.log.line(desk.window.terminal.selected).text


def test_the_list_leads_through_the_terminal(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        await says(desk, b"\r\nRDY\r\n\r\n+CREG: 1\r\n\r\n+CREG: 5\r\n\r\nRDY\r\n")
        desk.window.pane.set_strip(False)
        desk.window.pane.show_page("urcs")
        page = desk.window.urcs
        assert [row.name for row in page.model.rows] == ["RDY", "+CREG"]
        page.table.selectRow(1)
        page.table.go()
        assert text(desk) == "+CREG: 5"
        page.table.go(before=True)
        assert text(desk) == "+CREG: 1"
        assert desk.window.pane.line.text == "+CREG: 1"
        page.table.go(before=True)  # there is none before it
        assert text(desk) == "+CREG: 1"
        desk.window.acts["next_urc"].trigger()
        assert text(desk) == "+CREG: 5"
        for _n in range(3):
            desk.window.acts["previous_urc"].trigger()
        assert text(desk) == "RDY"

    play(scene)


def test_a_flood_is_counted_and_found(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        await says(desk, b'+QMTRECV: 0,0,"t","1"\r\n' * 3000)
        assert desk.session.urcs.count("+QMTRECV") == 3000
        desk.urcs.go("+QMTRECV")
        log = desk.session.log
        assert desk.window.terminal.selected == len(log) - 1
        desk.window.acts["previous_urc"].trigger()
        assert desk.window.terminal.selected == len(log) - 2

    play(scene)


def test_what_was_chosen_is_remembered_and_calls(play, monkeypatch) -> None:
    alerts: list[object] = []
    monkeypatch.setattr(QApplication, "alert", lambda *what: alerts.append(what))

    async def choose(desk) -> None:
        await desk.ports.open_now(READY)
        await says(desk, b"\r\nRING\r\n")
        desk.urcs.choose("RING", True)
        desk.urcs.use_bell(True)
        assert not alerts

    async def again(desk) -> None:
        assert desk.urcs.chosen == ["RING"]
        assert desk.window.urcs.corner.bell.isChecked()
        monkeypatch.setattr(QApplication, "beep", lambda: alerts.append("bell"))
        await desk.ports.open_now(READY)
        desk.window.pane.set_strip(False)
        desk.window.pane.show_page("urcs")
        assert [(row.name, row.count) for row in desk.window.urcs.model.rows] == [("RING", 0)]
        await says(desk, b"\r\nRING\r\n\r\nRING\r\n")
        assert len(alerts) == 2
        desk.urcs.choose("RING", False)
        assert desk.settings.get("urcs") == []

    play(choose)
    play(again)


def test_repeats_are_collapsed_as_the_setting_says(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        await says(desk, b"\r\nRING\r\n" * 5)
        rows = desk.window.terminal.rows
        assert len(desk.session.log) - len(rows) == 4
        desk.window.acts["collapse"].trigger()
        assert len(desk.session.log) == len(rows)
        assert desk.settings.get("collapse") is False

    play(scene)


def test_a_cleared_line_is_not_gone_to(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        await says(desk, b"\r\nRING\r\n")
        desk.views.clear()
        desk.urcs.go("RING")
        assert desk.window.terminal.selected == -1
        desk.views.unclear()
        desk.urcs.go("RING")
        assert text(desk) == "RING"

    play(scene)


def test_the_tab_stays_in_another_language(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        await says(desk, b"\r\nRING\r\n")
        desk.window.pane.set_strip(False)
        desk.window.acts["next_tab"].trigger()
        desk.window.acts["language_zh_CN"].trigger()
        assert desk.window.pane.page == "urcs"
        assert [row.name for row in desk.window.urcs.model.rows] == ["RING"]

    play(scene)
