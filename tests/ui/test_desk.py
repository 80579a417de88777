"""The desk with a virtual module: opening, sending, queueing, prompts, running, another language, failing."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pty
import tty

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from atbench.files import command_set
from atbench.port.port import PortSettings
from atbench.ui.toolbar import VIRTUAL

READY = f"{VIRTUAL}?boot=0"


async def until(desk, true, seconds=20.0) -> None:
    """Waits for a fact."""
    async with asyncio.timeout(seconds):
        while not true():
            await desk.workbench.clock.sleep(0.5)


def lines(desk) -> list[str]:
    log = desk.session.log
    return [log.line(i).text for i in range(len(log))]


def keys(desk) -> list[str]:
    return [message.key for message in desk.messages]


def test_opening_sends_nothing(play) -> None:
    async def scene(desk) -> None:
        window = desk.window
        assert window.stack.currentWidget() is window.welcome
        assert not window.input.command.send.isEnabled()
        await desk.ports.open_now(READY)
        assert desk.open
        assert window.stack.currentWidget() is window.terminal
        assert window.input.command.send.isEnabled()
        assert desk.session.written == 0
        assert window.status.lights["port"].state == "good"
        assert QApplication.focusWidget() is window.input.command.field

    play(scene)


def test_enter_sends_and_the_answer_is_explained(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        field = desk.window.input.command.field
        field.setText("AT+CSQ")
        QTest.keyClick(field, Qt.Key.Key_Return)
        await until(desk, lambda: "OK" in lines(desk))
        assert field.text() == ""
        desk.tick()
        assert desk.window.status.lights["signal"].state == "good"
        desk.window.terminal.go_to(len(desk.session.log) - 2)
        assert "signal" in desk.window.pane.as_text().lower()
        QTest.keyClick(field, Qt.Key.Key_Up)
        assert field.text() == "AT+CSQ"

    play(scene)


def test_a_second_enter_sends_at_once_and_waits_only_when_told(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.lines.typed("AT+QIACT=1", b"\r")
        desk.lines.typed("AT", b"\r")
        assert not desk.lines.queue
        assert lines(desk)[-2:] == ["AT+QIACT=1", "AT"]
        await until(desk, lambda: not desk.session.pending)
        desk.window.input.command.switches["wait"].setChecked(True)
        assert desk.settings.get("wait")
        desk.lines.typed("AT+QIDEACT=1", b"\r")
        desk.lines.typed("AT+CSQ", b"\r")
        assert list(desk.lines.queue) == [("AT+CSQ", b"\r")]
        assert "1" in desk.window.input.command.field.chip.text()
        await until(desk, lambda: "+CSQ: " in " ".join(lines(desk)))
        assert not desk.lines.queue

    play(scene)


def test_dropping_the_queue(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.window.input.command.switches["wait"].setChecked(True)
        desk.lines.typed("AT+QIACT=1", b"\r")
        desk.lines.typed("AT+CSQ", b"\r")
        desk.window.input.command.field.chip.click()
        assert not desk.lines.queue
        assert desk.window.input.command.field.chip.isHidden()

    play(scene)


def test_a_line_with_a_secret_is_not_kept(play, tmp_path) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.lines.typed('AT+QMTCFG="aliauth",0,"k1Invented","bench","5e1f0a7c3d924b6688aa01c2d3e4f506"', b"\r")
        desk.lines.typed("AT+CSQ", b"\r")
        assert desk.history.last == "AT+CSQ"

    play(scene)
    kept = (tmp_path / "history.txt").read_text()
    assert "AT+CSQ" in kept
    assert "aliauth" not in kept


def test_a_prompt_turns_the_input_into_data(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        bar = desk.window.input
        for command in (
            "AT+QIACT=1",
            'AT+QMTOPEN=0,"broker.example.com",1883',
            'AT+QMTCONN=0,"bench"',
            'AT+QMTPUBEX=0,0,0,0,"a/b",5',
        ):
            desk.lines.typed(command, b"\r")
            last = "OK" if "QIACT" in command else ">" if "PUBEX" in command else "+QMT"
            await until(desk, lambda last=last: lines(desk)[-1].startswith(last))
        desk.tick()
        assert bar.data.isVisibleTo(bar)
        assert "QMTPUBEX" in bar.data.title.text()
        assert not bar.data.only.isVisibleTo(bar.data)
        bar.data.edit.setPlainText("hello")
        assert "5 / 5" in bar.data.count.text()
        bar.data.send.click()
        await until(desk, lambda: "+QMTPUBEX: 0,0,0" in lines(desk))
        desk.tick()
        assert bar.command.isVisibleTo(bar)
        assert desk.workbench.far_end.messages[0][:2] == ("a/b", b"hello")

    play(scene)


def test_running_and_stopping_a_list(play) -> None:
    async def scene(desk) -> None:
        desk.lists.load(command_set("aliyun_qmt.ini"))
        await desk.ports.open_now(READY)
        window = desk.window
        window.acts["run"].trigger()
        await until(desk, lambda: desk.lists.running)
        assert not window.acts["run"].isEnabled()
        await until(desk, lambda: len(desk.lists._results) > 6)
        window.acts["stop"].trigger()
        await until(desk, lambda: not desk.lists.running)
        assert not desk.lists.report.ok
        assert window.acts["run"].isEnabled()

    play(scene)


def test_another_language_round_the_same_workbench(play) -> None:
    async def scene(desk) -> None:
        desk.lists.load(command_set("aliyun_qmt.ini"))
        await desk.ports.open_now(READY)
        desk.lines.typed("AT+CSQ", b"\r")
        await until(desk, lambda: "OK" in lines(desk))
        session, old, before = desk.session, desk.window, lines(desk)
        desk.window.acts["run"].trigger()
        await until(desk, lambda: len(desk.lists._results) > 4)
        old.input.command.field.setText("AT+COPS?")
        old.acts["language_zh_CN"].trigger()
        new = desk.window
        assert new is not old
        assert desk.session is session
        assert new.isVisible()
        assert lines(desk)[: len(before)] == before
        assert new.input.command.field.text() == "AT+COPS?"
        assert new.toolbar.button.isEnabled()
        assert desk.lists.running
        assert len(new.commands.command_set().rows) == 25
        desk.lists.stop()
        await until(desk, lambda: not desk.lists.running)
        new.acts["language_en"].trigger()

    play(scene, speed=5)  # the list must not be through while the window is built anew


def test_every_menu_action_has_its_method(play) -> None:
    from operator import attrgetter

    from atbench.ui.actions import ROWS

    async def scene(desk) -> None:
        for row in ROWS:
            assert callable(attrgetter(row.run)(desk)), row.id

    play(scene)


def test_a_missing_port_is_told(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now("/dev/ttyNOT_THERE")
        assert not desk.open
        [message] = desk.messages
        assert "/dev/ttyNOT_THERE" in message.title
        assert message.reason
        assert len(message.buttons) == 2
        assert desk.window.stack.currentWidget() is desk.window.welcome
        await desk.ports.open_now(READY)
        assert not keys(desk)

    play(scene)


@pytest.fixture
def wire():
    """Both ends of a serial line: (our end, name of the other)."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    yield ours, os.ttyname(theirs)
    os.close(theirs)
    with contextlib.suppress(OSError):
        os.close(ours)


def test_a_vanishing_port(play, wire) -> None:
    ours, name = wire

    async def scene(desk) -> None:
        await desk.ports.open_now(name)
        os.write(ours, b"\r\nRDY\r\n")
        await until(desk, lambda: "RDY" in lines(desk))
        os.close(ours)
        await until(desk, lambda: not desk.open)
        window = desk.window
        assert window.stack.currentWidget() is window.terminal
        assert keys(desk) == ["port"]
        assert window.status.lights["port"].state == "failed"
        assert desk.session.log.line(len(desk.session.log) - 1).kind == "local"

    play(scene)


def test_noise_hints_at_the_baud_rate(play, wire) -> None:
    ours, name = wire
    noise = bytes((i * 89 + 131) % 256 | 0x80 for i in range(2000))

    async def scene(desk) -> None:
        await desk.ports.open_now(name)
        os.write(ours, noise)
        await until(desk, lambda: desk.session.received == len(noise))
        desk.tick()
        assert keys(desk) == ["baud"]
        os.write(ours, b"+CSQ: 20,99\r\nOK\r\n" * 200)
        await until(desk, lambda: "OK" in lines(desk)[-1])
        desk.tick()
        assert not keys(desk)

    play(scene)


def test_other_line_settings_open_the_port_again(play, wire) -> None:
    _ours, name = wire

    async def scene(desk) -> None:
        await desk.ports.open_now(name)
        first = desk.session
        desk.window.toolbar.show_line(PortSettings(baud=9600))
        desk.ports.line_changed()
        await until(desk, lambda: desk.open and desk.session is not first)
        assert desk.settings.get("line")["baud"] == 9600

    play(scene)


def test_a_slip_of_ours_keeps_the_terminal(qapp, play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)

        async def slips() -> None:
            raise ZeroDivisionError("by mistake")

        desk.tasks.start("slip", slips())
        await until(desk, lambda: keys(desk))
        [message] = desk.messages
        assert message.key == "broken"
        desk.copy_details()
        assert "ZeroDivisionError" in qapp.clipboard().text()
        desk.lines.typed("AT", b"\r")
        await until(desk, lambda: "OK" in lines(desk))
        desk._details = ""

    play(scene)


def test_a_damaged_list_is_told(play, tmp_path) -> None:
    bad = tmp_path / "bad.ini"
    bad.write_bytes(b"\x00\x01\x02 nothing")

    async def scene(desk) -> None:
        desk.lists.load(bad)
        assert keys(desk) == ["list"]

    play(scene)


def test_what_the_user_set_is_there_again(play, tmp_path) -> None:
    async def first(desk) -> None:
        window = desk.window
        window.acts["theme_dark"].trigger()
        window.acts["times_relative"].trigger()
        window.acts["notes"].trigger()
        window.acts["text_larger"].trigger()
        window.input.command.end.setCurrentIndex(2)
        window.input.command.end.activated.emit(2)

    async def second(desk) -> None:
        window = desk.window
        assert window.acts["theme_dark"].isChecked()
        assert window.terminal.time_way == "relative"
        assert not window.acts["notes"].isChecked()
        assert window.terminal.font().pixelSize() == 14 or desk.settings.get("font_size") == 14
        assert window.input.options()["line_end"] == "CRLF"

    play(first)
    play(second)


def test_a_dropped_list_and_the_button_of_the_welcome(play) -> None:
    async def scene(desk) -> None:
        desk.window.dropped.emit(str(command_set("aliyun_qmt.ini")))
        assert len(desk.window.commands.command_set().rows) == 25
        assert not desk.lists.running
        assert desk.session is None
        desk.window.welcome.virtual_wanted.emit()
        await until(desk, lambda: desk.open)

    play(scene)


def test_a_broken_manual_of_the_user_is_told(play, tmp_path) -> None:
    (tmp_path / "manuals" / "quectel").mkdir(parents=True)
    (tmp_path / "manuals" / "quectel" / "mine.toml").write_text("commands = 5")

    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        [message] = desk.messages
        assert message.tone == "warning"
        assert "mine.toml" in f"{message.title} {message.reason}"

    play(scene)


def test_a_missing_port_after_a_lost_one_is_told(play, wire) -> None:
    async def scene(desk) -> None:
        master, path = wire
        await desk.ports.open_now(path)
        os.close(master)
        await until(desk, lambda: not desk.open)
        await desk.ports.open_now("/dev/ttyNOPE")
        (message,) = desk.messages
        assert "/dev/ttyNOPE" in message.title
        assert desk.window.strips.height() > 20

    play(scene)


def test_nothing_is_recorded_over_a_file(play, tmp_path) -> None:
    kept = tmp_path / "kept.bin"
    kept.write_bytes(b"keep")

    async def scene(desk) -> None:
        desk.ports.record = kept
        await desk.ports.open_now(READY)
        (message,) = desk.messages
        assert "kept.bin" in message.title
        assert not desk.open
        await desk.ports.open_now(READY)  # try again: still not somewhere else
        assert not desk.open

    play(scene)
    assert kept.read_bytes() == b"keep"


def test_changes_of_a_list_keep_the_window_open_once(play) -> None:
    async def scene(desk) -> None:
        desk.lists.load(command_set("aliyun_qmt.ini"))
        desk.window.commands.model.set_field(0, "text", "ATE0")
        desk.window.close()
        assert desk.window.isVisible()
        assert "unsaved" in keys(desk)
        desk.window.close()
        assert not desk.window.isVisible()

    play(scene)
