"""The faults of an open virtual module: each a switch of the far end panel, and a sign in the status bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.test_desk import READY, lines, until

from atbench import texts
from atbench.virtual.faults import ROWS, explain


async def opened(desk):
    """The form, and the switches of the module."""
    await desk.ports.open_now(READY)
    desk.window.acts["faults"].trigger()
    return desk.far_ends.dock.faults, desk.workbench.port.faults


def press(key: Qt.Key, text: str = "") -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def test_every_fault_is_a_switch_with_its_words(play) -> None:
    async def scene(desk) -> None:
        form, faults = await opened(desk)
        assert list(form.rows) == [row.name for row in ROWS]
        for fault in ROWS:
            row = form.rows[fault.name]
            words = explain(fault)
            assert row.words.text() == words[:1].upper() + words[1:]
            assert row.edit.isHidden() == (fault.low == fault.high)
            row.box.click()
            assert faults[fault.name] == fault.usual
            if fault.name == "reboot":
                await until(desk, lambda: not faults.on("reboot"))  # it goes back by itself, and the page sees it
                await until(desk, lambda: not form.rows["reboot"].box.isChecked())
                continue
            row.box.click()
            assert not faults.on(fault.name)
        assert not form.calm.isEnabled()

    play(scene)


def test_the_keyboard_walks_throws_and_types_a_number(play) -> None:
    async def scene(desk) -> None:
        form, faults = await opened(desk)
        assert form.rows["no_answer"].box.hasFocus()
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Space)
        assert faults["late"] == 2
        press(Qt.Key.Key_Tab)
        edit = form.rows["late"].edit
        assert edit.hasFocus()
        edit.selectAll()
        QTest.keyClicks(edit, "0.5")
        assert faults["late"] == 2  # not before it is whole
        press(Qt.Key.Key_Return)
        assert faults["late"] == 0.5
        assert "0.5 s late" in form.rows["late"].words.text()
        for _step in range(40):
            press(Qt.Key.Key_Down)
        last = form.rows[ROWS[-1].name]
        assert last.box.hasFocus()
        assert last.visibleRegion().boundingRect().height() == last.height()  # it was brought into sight

    play(scene)


def test_a_number_out_of_range_is_not_taken(play) -> None:
    async def scene(desk) -> None:
        form, faults = await opened(desk)
        row = form.rows["byte_lost"]
        row.edit.setFocus()
        row.edit.selectAll()
        QTest.keyClicks(row.edit, "1")
        assert row.problem.text() == "a number from 2 to 1000000"
        row.box.click()
        assert not row.box.isChecked() and not faults.on("byte_lost")
        assert row.edit.hasFocus()
        row.edit.selectAll()
        QTest.keyClicks(row.edit, "3")
        assert row.problem.isHidden()
        row.box.click()
        assert faults["byte_lost"] == 3

    play(scene)


def test_a_fault_does_what_it_says_and_the_status_bar_shows_it(play) -> None:
    async def scene(desk) -> None:
        form, faults = await opened(desk)
        sign = desk.window.status.signs.faults
        assert sign.isHidden()
        form.rows["plain_error"].box.click()
        assert sign.accessibleName().endswith(": 1")
        assert form.words.whole() == "1 fault is on"
        await desk.session.ask("AT+NOSUCH")
        assert lines(desk)[-1] == "ERROR"
        faults["one_byte"] = 1  # by a script, say
        await until(desk, lambda: sign.accessibleName().endswith(": 2"))
        await until(desk, lambda: form.rows["one_byte"].box.isChecked())
        desk.far_ends.dock.close()
        sign.click()
        assert form.isVisible()
        form.calm.click()
        assert not any(map(faults.on, faults))
        assert sign.isHidden() and form.words.whole() == "The module does what it should"
        form.rows["plain_error"].box.click()
        await desk.workbench.close()
        await until(desk, lambda: sign.isHidden())  # the next module is a new one

    play(scene)


def test_another_language_takes_the_page_along(play) -> None:
    async def scene(desk) -> None:
        _form, faults = await opened(desk)
        faults["late"] = 3
        desk.views.use_language("zh_CN")
        desk.far_ends.show(True)
        form = desk.far_ends.dock.faults
        assert form is not _form and form.isVisible()
        await until(desk, lambda: form.rows["late"].box.isChecked())
        assert form.rows["late"].edit.text() == "3"
        assert form.rows["no_answer"].words.text() == texts._("it hears nothing of what is typed")
        assert not desk.window.status.signs.faults.isHidden()

    play(scene)
