"""The wizard page: what it says before anything runs, fields and their limits, failures with remedies, stopping."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from tests.ui.test_window import interactive
from tests.ui.wizard.helpers import ALIYUN, READY, commands, idle, lines, states, until

from atbench.wizards.jobs import qmt
from atbench.wizards.run import StepResult
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import Field, Step, Wizard


def opened(desk, name: str = "qmt", **values: str):
    """The page of a wizard with these values."""
    desk.wizards.open(name)
    for field, value in values.items():
        desk.wizards.work.set_value(field, value)
    return desk.wizards.work, desk.wizards.dock.page


def own(desk, monkeypatch, *steps: Step, fields: tuple[Field, ...] = ()):
    """A wizard of ours in the place of QMT."""
    made = Wizard("qmt", "Small", "", fields, steps, ("quectel",))
    monkeypatch.setattr(qmt, "WIZARD", made)
    return opened(desk)


def type_into(page, name: str, text: str) -> None:
    edit = page.fields.rows[name].editor.control
    edit.selectAll()
    QTest.keyClicks(edit, text)


def test_without_a_port_it_says_what_to_do_and_opens_a_virtual_module(play) -> None:
    async def scene(desk) -> None:
        work, page = opened(desk)
        assert "No port is open" in page.notice.words.text()
        for button in desk.wizards.dock.foot.buttons.values():
            assert not button.isEnabled() or button.objectName() == "wizard_skip"
        page.notice.virtual.click()
        await until(desk, lambda: desk.open)
        assert desk.workbench.port.name == f"virtual://{work.wizard.profile}"
        assert page.notice.isHidden()

    play(scene)


def test_a_module_without_the_commands_is_told(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        _work, page = opened(desk, "smtp")
        assert "the manuals of EC600S do not have. They may be refused: AT+QSMTPCLR" in page.notice.words.text()
        assert desk.wizards.dock.foot.buttons["all"].isEnabled()  # the module may know better

    play(scene)


def test_commands_and_fields_follow_what_is_typed(play) -> None:
    async def scene(desk) -> None:
        work, page = opened(desk, **ALIYUN)
        work.go(8)
        type_into(page, "host", "broker.example")
        assert 'AT+QMTOPEN=0,"broker.example",1883' in page.commands.text
        assert page.fields.rows["host"].hint.text() == "86 of 100 bytes left"
        work.go(7)
        assert ALIYUN["secret"] not in page.commands.text
        assert '"••••••••"' in page.commands.text
        assert not page.fields.rows["product"].isHidden()
        work.set_value("cloud", "any")
        assert page.fields.rows["product"].isHidden()

    play(scene)


def test_a_value_that_the_manual_would_refuse_is_held(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, page = opened(desk, **ALIYUN)
        work.go(8)
        type_into(page, "port", "70000")
        row = page.fields.rows["port"]
        assert "1 to 65535" in row.problem.text()
        assert row.editor.control.property("wrong") == "true"
        work.go(0)
        work.run_all()
        assert not desk.wizards.running
        assert work.at == 8
        assert len(lines(desk)) == 1  # nothing was sent
        page.fields.rows["port"].send.click()
        assert "sent anyway" in page.fields.rows["port"].problem.text()
        work.run_all()
        await idle(desk)
        assert any("70000" in line for line in lines(desk))
        type_into(page, "port", "70001")  # another value is held again
        assert not page.fields.rows["port"].send.isHidden()

    play(scene)


def test_a_needed_value_is_asked_for_when_it_is_wanted(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, page = opened(desk, **{**ALIYUN, "cloud": "any", "host": ""})
        work.go(8)
        assert page.fields.rows["host"].problem.isHidden() or not page.fields.rows["host"].problem.text()
        work.go(0)
        work.run_all()
        assert work.at == 8
        assert page.fields.rows["host"].problem.text() == "Server is needed"
        assert page.fields.rows["host"].editor.control.hasFocus()

    play(scene)


def test_a_failure_says_why_and_its_button_sends_one_command(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, page = opened(desk, **{**ALIYUN, "host": "no.such.host.invalid"})
        work.run_all()
        await idle(desk)
        assert work.step.name == "open" and states(desk)["open"] == "failed"
        first, second = page.failure.rungs
        assert first.button.isEnabled() and not second.button.isEnabled()
        count = len(commands(desk))
        first.button.setFocus()
        QTest.keyClick(first.button, Qt.Key.Key_Space)
        await idle(desk)
        assert len(commands(desk)) == count + 1
        assert first.command == "AT+QIACT?"
        assert "+QIACT: 1" in first.answer.text() and "OK" in first.answer.text()
        assert second.button.isEnabled()  # one rung a click
        # The value is mended, and the rest goes on from here.
        type_into(page, "host", ALIYUN["host"])
        assert states(desk)["open"] == "again" and states(desk)["settings"] == "passed"
        desk.wizards.dock.foot.buttons["retry"].click()
        await idle(desk)
        assert work.step.name == "end" and work.pausing
        assert {state for name, state in states(desk).items() if name != "end"} == {"passed", "skipped"}

    play(scene)


def test_a_remedy_that_is_not_whole_goes_into_the_input(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(f"{READY}&pin=1234")
        work, page = opened(desk, "doctor")
        work.run_all()
        await idle(desk)
        assert states(desk)["sim"] == "failed"
        page.failure.rungs[0].button.click()
        assert desk.window.input.command.field.text() == "AT+CPIN="
        assert "AT+CPIN=" not in lines(desk)

    play(scene)


async def _waits(talk: Talk) -> str:
    talk.undo.append("AT+CREG=0")
    talk.tell(Progress(5, 20, "bytes"))
    await talk.clock.sleep(10_000)
    return ""


def test_stop_ends_a_step_and_takes_back_what_was_done(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, page = own(desk, monkeypatch, Step("one", "One", act=_waits), Step("two", "Two", commands=("AT+CSQ",)))
        foot = desk.wizards.dock.foot
        foot.buttons["all"].click()
        await until(desk, lambda: work.progress is not None)
        assert page.pace.text() == "5 of 20 bytes · 25 %"
        assert page.bar.value() == 250
        foot.buttons["stop"].click()
        await idle(desk)
        assert states(desk) == {"one": "stopped", "two": "waiting"}
        assert "AT+CREG=0" in lines(desk)
        assert work.left == 0
        assert not page.bar.isVisible()

    play(scene)


async def _prompts(talk: Talk) -> str:
    await talk.do("AT+QIACT=1")
    talk.undo.append("AT+QIDEACT=1")
    await talk.ask('AT+QFUPL="UFS:left.bin",100000')
    talk.session.send(b"x" * 100)
    await talk.clock.sleep(10_000)
    return ""


def test_stop_leaves_data_mode(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = own(desk, monkeypatch, Step("one", "One", act=_prompts))
        work.run_all()
        await until(desk, lambda: "CONNECT" in lines(desk))
        await desk.workbench.clock.sleep(1)
        assert desk.lines.prompt is None  # the wizard answers it, not the input
        work.stop()
        await idle(desk)
        shown = lines(desk)
        assert "+++" in shown
        assert shown.index("+++") < shown.index("AT+QIDEACT=1")
        assert desk.session.status.contexts == {}
        assert (await desk.session.ask("AT", 2.0)).ok

    play(scene)


def test_a_port_that_is_closed_ends_the_step_with_what_to_do(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)

        async def asks(talk: Talk) -> str:
            while True:
                await talk.ask("AT")
                await talk.clock.sleep(1)

        work, page = own(desk, monkeypatch, Step("one", "One", act=asks))
        work.run_all()
        await until(desk, lambda: "AT" in lines(desk))
        await desk.workbench.close()
        await idle(desk)
        result = work.results["one"]
        assert result.state == "failed"
        assert "port" in result.note and result.tries == ("Open the port again, then repeat",)
        assert not page.failure.isHidden()
        assert "No port is open" in page.notice.words.text()
        await desk.ports.open_now(READY)
        assert desk.wizards.dock.foot.buttons["retry"].isEnabled()

    play(scene)


def test_a_slip_in_a_step_fails_that_step_alone(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)

        async def slips(talk: Talk) -> str:
            raise KeyError("no such thing")

        work, _page = own(desk, monkeypatch, Step("one", "One", act=slips))
        work.run_all()
        await idle(desk)
        assert work.results["one"].state == "failed"
        assert "Something in atbench went wrong" in work.results["one"].note
        assert [message.key for message in desk.messages] == ["broken"]
        desk._details = ""  # that is what was wanted here

    play(scene)


def test_while_one_is_at_work_nobody_else_speaks(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = own(desk, monkeypatch, Step("one", "One", act=_waits))
        commands, field = desk.window.commands, desk.window.input.command.field
        work.run_all()
        assert not commands.foot.run.isEnabled()
        assert commands.foot.run.toolTip() == "A wizard is at work"
        assert not desk.window.acts["run"].isEnabled()
        field.setFocus()
        QTest.keyClicks(field, "A")
        assert "wizard is at work" in field.problem.text()
        count = len(lines(desk))
        desk.lines.ask("AT+CSQ")
        assert len(lines(desk)) == count
        desk.wizards.open("doctor")  # not while this one works
        assert desk.wizards.work is work
        work.stop()
        await idle(desk)
        assert not field.problem.text()
        assert "wizard" not in commands.foot.run.toolTip()

    play(scene)


def test_while_a_list_runs_no_step_does(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, page = opened(desk, "doctor")
        monkeypatch.setattr(type(desk.lists), "running", property(lambda lists: True))
        work.desk_changed()
        assert not desk.wizards.dock.foot.buttons["all"].isEnabled()
        assert "list is running" in page.notice.words.text()
        work.run_all()
        assert not desk.wizards.running

    play(scene)


def test_another_wizard_comes_to_the_front_where_the_first_one_stood(play) -> None:
    async def scene(desk) -> None:
        desk.manuals.show(True)
        opened(desk, "doctor")
        await until(desk, lambda: not desk.wizards.dock.visibleRegion().isEmpty())
        desk.wizards.open("qmt")
        await desk.drawn()
        assert not desk.wizards.dock.visibleRegion().isEmpty()
        assert desk.window.manual.visibleRegion().isEmpty()

    play(scene)


def test_what_changes_for_good_is_said_before(play) -> None:
    async def scene(desk) -> None:
        work, page = opened(desk, "doctor")
        assert page.lasting.isHidden()
        work.go(7)
        assert page.lasting.words.text().startswith("Changes for good: The access point")
        assert page.manual.whole.endswith("· 2.1.1") or "·" in page.manual.whole

    play(scene)


def test_the_manual_opens_at_the_command(play) -> None:
    async def scene(desk) -> None:
        work, page = opened(desk)
        work.go(8)
        page.manual.click()
        await until(desk, lambda: desk.manuals.dock is not None)
        assert "QMTOPEN" in desk.manuals.dock.page.toPlainText()

    play(scene)


def test_another_language_keeps_the_place_and_the_values(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, page = opened(desk, **ALIYUN)
        work.run_step()
        await idle(desk)
        work.go(8)
        type_into(page, "host", "broker.example")
        old = desk.wizards.dock
        desk.views.use_language("zh_CN")
        dock = desk.wizards.dock
        assert dock is not old and not dock.isHidden()
        assert desk.wizards.work is work
        assert dock.page.fields.rows["host"].editor.value() == "broker.example"
        assert dock.steps.currentRow() == 8
        assert states(desk)["alive"] == "passed"
        assert desk.window.wizard is dock

    play(scene)


def test_a_step_goes_on_while_the_language_changes(play, monkeypatch) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = own(desk, monkeypatch, Step("one", "One", act=_waits))
        work.run_all()
        await until(desk, lambda: work.progress is not None)
        desk.views.use_language("zh_CN")
        assert desk.wizards.running
        assert desk.wizards.dock.foot.buttons["stop"].isEnabled()
        assert not desk.window.commands.foot.run.isEnabled()
        desk.wizards.dock.foot.buttons["stop"].click()
        await idle(desk)
        assert states(desk) == {"one": "stopped"}

    play(scene)


def test_a_secret_shows_only_while_the_eye_is_held(play) -> None:
    async def scene(desk) -> None:
        work, page = opened(desk, **ALIYUN)
        work.go(7)
        editor = page.fields.rows["secret"].editor
        assert editor.edit.echoMode() is QLineEdit.EchoMode.Password
        QTest.mousePress(editor.eye, Qt.MouseButton.LeftButton)
        assert editor.edit.echoMode() is QLineEdit.EchoMode.Normal
        QTest.mouseRelease(editor.eye, Qt.MouseButton.LeftButton)
        assert editor.edit.echoMode() is QLineEdit.EchoMode.Password

    play(scene)


@pytest.mark.parametrize("name", ["doctor", "qmt", "files"])
def test_every_step_has_names_for_all_it_holds(play, name: str) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        work, _page = opened(desk, name, **(ALIYUN if name == "qmt" else {}))
        for at in range(len(work.wizard.steps) + 1):
            work.go(at)
            widgets = [one for one in interactive(desk.window) if one.isVisible()]
            assert not [type(one) for one in widgets if not one.objectName()]
            names = [one.accessibleName() for one in widgets]
            assert all(names), [one.objectName() for one in widgets if not one.accessibleName()]
            assert len(set(names)) == len(names), [one for one in names if names.count(one) > 1]

    play(scene)


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (960, 600)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut(play, size: tuple[int, int], language: str) -> None:
    async def scene(desk) -> None:
        desk.views.use_language(language)
        desk.window.reset_layout(QSize(*size))
        await desk.ports.open_now(READY)
        work, _page = opened(desk, **ALIYUN)
        work.results["open"] = StepResult("open", "failed", "no", 0.3, ("why",), ("what",), ("AT+QIACT?",))
        for at in (0, 7, 8, len(work.wizard.steps)):
            work.go(at)
            await desk.workbench.clock.sleep(0.5)
            inside = desk.wizards.dock.pages.currentWidget()
            assert inside.widget().width() <= inside.viewport().width()
            cut = [
                f"{one.objectName()}: {one.width()} of {one.sizeHint().width()}"
                for one in desk.wizards.dock.findChildren(QAbstractButton)
                if one.isVisible() and one.text() and not hasattr(one, "whole")
                if one.width() < one.sizeHint().width() - 1
            ]
            assert not cut
        assert desk.window.size() == QSize(*size)

    play(scene)


def test_nothing_of_it_is_imported_at_start() -> None:
    import subprocess
    import sys

    code = "import sys, atbench.ui.desk; print([one for one in sys.modules if one.startswith('atbench.ui.wizard.')])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
