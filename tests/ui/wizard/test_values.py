"""What is remembered: values for each module, secrets nowhere but in the keyring; presets; what can be taken along."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit
from tests.ui.wizard.helpers import ALIYUN, DEMO_HOST, READY, idle, states, until
from tests.ui.wizard.test_page import opened
from tests.wizards.test_vault import ring

from atbench.command_sets.load import load
from atbench.wizards.vault import MISSING


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch) -> None:
    """Not that of whoever runs the tests."""
    monkeypatch.setitem(sys.modules, "keyring", None)


def _text(path: Path) -> str:
    return path.read_text("utf-8")


def test_values_come_back_for_the_module_and_no_secret_is_on_disk(play) -> None:
    async def scene(desk) -> None:
        work, _page = opened(desk, **ALIYUN)
        work.go(3)
        settings = _text(desk.workbench.home.settings)
        assert DEMO_HOST in settings
        assert ALIYUN["secret"] not in settings
        assert json.loads(settings)["wizards"]["qmt"]["ec600s"]["cloud"] == "aliyun"
        desk.wizards.open("doctor")
        work, _page = opened(desk)
        assert (work.values["host"], work.values["secret"]) == (DEMO_HOST, "")
        assert work.values["keepalive"] == "120"

    play(scene)


def test_damaged_values_are_left_out(play) -> None:
    async def scene(desk) -> None:
        desk.settings.set("wizards", {"qmt": {"ec600s": {"host": 5, "nonsense": "x", "secret": "leaked", "port": "9"}}})
        work, _page = opened(desk)
        assert work.values["port"] == "9"
        assert not isinstance(work.values["host"], int) and work.values["secret"] == ""
        assert "nonsense" not in work.values

    play(scene)


def test_without_a_keyring_the_box_says_why(play, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)

    async def scene(desk) -> None:
        work, page = opened(desk, **ALIYUN)
        work.go(7)
        await until(desk, lambda: page.fields.reason.text())
        box = page.fields.remember
        assert not box.isHidden() and not box.isEnabled()
        assert page.fields.reason.text() == MISSING
        work.go(0)
        assert box.isHidden()

    play(scene)


def test_secrets_are_kept_in_the_keyring_when_wished(play, monkeypatch) -> None:
    held = ring(monkeypatch)

    async def scene(desk) -> None:
        work, page = opened(desk, **ALIYUN)
        work.go(7)
        box = page.fields.remember
        await until(desk, lambda: box.isEnabled())
        assert not box.isChecked() and not held
        box.click()
        await until(desk, lambda: bool(held))
        assert held == {("atbench", "qmt/ec600s/secret"): ALIYUN["secret"]}
        desk.wizards.open("doctor")
        work, page = opened(desk)
        work.go(7)
        await until(desk, lambda: work.values["secret"] == ALIYUN["secret"])
        assert page.fields.rows["secret"].editor.value() == ALIYUN["secret"]
        assert page.fields.remember.isChecked()
        page.fields.remember.click()
        await until(desk, lambda: not held)

    play(scene)


def test_a_preset_is_shared_without_secrets(play, tmp_path: Path) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = opened(desk, **ALIYUN)
        work.run_step()
        await idle(desk)
        saving, path = desk.wizards.dock.saving, tmp_path / "lamp.toml"
        saving.write_preset(path)
        assert ALIYUN["secret"] not in path.read_text("utf-8")
        work.use_defaults()
        assert work.values["host"] == ""
        saving.read_preset(path)
        assert work.values["host"] == DEMO_HOST
        assert states(desk)["alive"] == "passed"  # what was run does not depend on these values
        path.write_text('wizard = "smtp"\n', "utf-8")
        with pytest.raises(ValueError, match="preset of smtp"):
            saving.read_preset(path)

    play(scene)


def test_the_file_dialogs_are_opened_and_may_be_left(play, tmp_path: Path) -> None:
    async def scene(desk) -> None:
        work, _page = opened(desk, **ALIYUN)
        saving = desk.wizards.dock.saving

        async def answer(path: Path | None) -> None:
            await until(desk, lambda: desk.window.findChild(QFileDialog, "file_dialog") is not None)
            dialog = desk.window.findChild(QFileDialog, "file_dialog")
            if path:
                dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
                dialog.accept()
            else:
                dialog.reject()
            await until(desk, lambda: desk.window.findChild(QFileDialog, "file_dialog") is None)

        path = tmp_path / "one.toml"
        saving.save_preset()
        await answer(path)
        assert DEMO_HOST in path.read_text("utf-8")
        work.use_defaults()
        saving.load_preset()
        await answer(None)
        assert work.values["host"] == ""
        saving.load_preset()
        await answer(path)
        assert work.values["host"] == DEMO_HOST

    play(scene)


def test_what_it_did_can_be_taken_along(play, tmp_path: Path) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = opened(desk, **ALIYUN)
        summary = desk.wizards.dock.summary
        work.go(len(work.wizard.steps))
        assert not summary.save.isEnabled()
        work.run_all()
        await idle(desk)
        assert work.step.name == "end"  # there is time for messages now
        notice = desk.wizards.dock.page.notice
        assert "messages can be written" in notice.words.text()
        assert desk.session.status.contexts
        notice.console.click()
        assert desk.console.dock.isVisible()
        work.run_all()
        await idle(desk)
        assert work.step is None
        assert summary.how.text().startswith("Done: 11 of 11 steps worked")
        assert "not ticked" in summary.rest.text()
        saving = desk.wizards.dock.saving
        saving.write_set(tmp_path / "lamp.ini")
        saving.write_report(tmp_path / "lamp.html")
        summary.copy.click()
        rows = load(tmp_path / "lamp.ini").rows
        assert rows[-1].text == "AT+QIDEACT=1"  # what was taken back belongs to it
        assert f'AT+QMTOPEN=0,"{DEMO_HOST}",1883' in [row.text for row in rows]
        kept = [(tmp_path / "lamp.ini").read_text("utf-8"), (tmp_path / "lamp.html").read_text("utf-8")]
        kept.append(QGuiApplication.clipboard().text())
        assert not [text for text in kept if ALIYUN["secret"] in text]
        assert "AT+QIDEACT=1" in [line.text for line in map(desk.session.log.line, range(len(desk.session.log)))]

    play(scene)


def test_what_is_left_can_be_cleaned_up(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = opened(desk, **{**ALIYUN, "host": "no.such.host.invalid"})
        work.run_all()
        await idle(desk)
        assert desk.session.status.contexts  # kept: the step may be tried again
        work.go(len(work.wizard.steps))
        clean = desk.wizards.dock.summary.clean
        assert clean.isVisibleTo(desk.wizards.dock)
        clean.click()
        await idle(desk)
        assert desk.session.status.contexts == {}
        assert clean.isHidden()

    play(scene)


def test_another_wizard_takes_back_what_the_last_one_left(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = opened(desk, **{**ALIYUN, "host": "no.such.host.invalid"})
        work.run_all()
        await idle(desk)
        assert desk.session.status.contexts
        desk.wizards.open("doctor")
        await until(desk, lambda: desk.session.status.contexts == {})
        assert desk.wizards.dock.windowTitle() == "Doctor"

    play(scene)
