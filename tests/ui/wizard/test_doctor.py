"""The doctor in the window: what a module lacks is left out with a word, and its report is for others."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QGuiApplication
from tests.ui.wizard.helpers import idle, states, until
from tests.wizards.network.test_alive import uart


def test_a_module_for_wifi(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now("virtual://tencent-esp8266?boot=0")
        desk.wizards.open("doctor")
        work, page = desk.wizards.work, desk.wizards.dock.page
        names = [step.name for step in work.wizard.steps]
        work.go(names.index("sim"))
        assert "No SIM card" in page.note.words.text()
        work.go(names.index("context"))
        assert list(page.fields.rows) == ["ssid", "wifi_password"]
        assert "AT+CWJAP?" in page.commands.text
        work.run_all()
        await idle(desk)
        assert states(desk)["sim"] == "skipped" and states(desk)["context"] == "passed"
        summary = desk.wizards.dock.summary
        assert summary.report.text() == "Support report…"
        desk.wizards.dock.saving.copy_text()
        text = QGuiApplication.clipboard().text()
        assert "-52 dBm" in text
        assert "10.83." not in text and "02:00:00" not in text

    play(scene)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminals")
def test_the_rate_that_was_found_is_shown(play) -> None:
    async def scene(desk) -> None:
        with uart(9600, b"\r\n") as device:
            await desk.ports.open_now(device)
            desk.wizards.open("doctor")
            desk.wizards.work.run_step()
            await until(desk, lambda: states(desk)["alive"] == "passed", 60)
            await idle(desk)
            assert desk.window.toolbar.settings.baud == 9600
            assert desk.window.input.command.end.currentData() == "CRLF"
            assert desk.session is not None  # it was not opened again
            await desk.workbench.close()

    play(scene)
