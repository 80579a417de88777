"""The far end and the console in the whole window, against a virtual module: byte for byte in both directions."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from tests.ui.test_desk import READY, lines, until
from tests.ui.test_window import interactive

from atbench import texts
from atbench.ui.arrivals.item import Item
from atbench.ui.far_end.moods import MOODS

HELLO = ("AT+QIACT=1", 'AT+QMTCFG="recv/mode",0,0,1', 'AT+QMTOPEN=0,"broker.example.com",1883', 'AT+QMTCONN=0,"bench"')
NASTY = '{"a": "\\"b\\",c",\n "泵": [1, 2]}\r\nOK\r\n'


async def connected(desk) -> None:
    await desk.ports.open_now(READY)
    for command in HELLO:
        with desk.session.late_of(command) as told:
            await desk.session.ask(command)
            if told:
                await told.wait(30)


async def subscribed(desk, topic: str = "plant/7/set") -> None:
    desk.console.show(True)
    dock = desk.console.dock
    dock.pages.show_page(1)
    dock.subscribe.target.topic.setEditText(topic)
    await until(desk, dock.subscribe.button.isEnabled)
    QTest.keyClick(dock.subscribe.target.topic.lineEdit(), Qt.Key.Key_Return)
    await until(desk, lambda: dock.subscribe.list.count() == 1 and not desk.console.busy)


def test_a_pushed_message_is_a_urc_and_stands_in_the_console(play) -> None:
    async def scene(desk) -> None:
        await connected(desk)
        await subscribed(desk)
        assert "granted" in desk.console.dock.subscribe.list.item(0).text()
        desk.far_ends.show(True)
        far = desk.far_ends.dock
        await until(desk, lambda: far.push.target.topic.findText("plant/7/set") >= 0)
        far.push.target.topic.setEditText("plant/7/set")
        far.push.editor.text.setPlainText(NASTY)
        far.push.editor.text.setFocus()
        QTest.keyClick(far.push.editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        wire = NASTY.encode().replace(b"\r", b"")  # a text editor has one kind of line end
        await until(desk, lambda: any("+QMTRECV: 0,0," in line for line in lines(desk)))
        assert "1 client" in far.push.words.whole()
        desk.console.show(True)
        dock = desk.console.dock
        await until(desk, lambda: dock.model.rows)
        assert [(item.title, item.payload) for item in dock.model.rows] == [("plant/7/set", wire)]
        dock.list.choose(0)
        assert dock.content.isVisible()
        dock.content.line.click()
        assert desk.window.terminal.selected == dock.model.rows[0].line

    play(scene)


@pytest.mark.parametrize(
    ("text", "form", "payload"),
    [
        (NASTY, "text", NASTY.encode().replace(b"\r", b"")),
        ("00 FF 1A 1B 0D 0A 22", "hex", b"\x00\xff\x1a\x1b\r\n\x22"),
        ('{"a": 1}', "json", b'{"a": 1}'),
    ],
)
def test_a_published_message_reaches_the_far_end(play, text: str, form: str, payload: bytes) -> None:
    async def scene(desk) -> None:
        await connected(desk)
        desk.console.show(True)
        form_ = desk.console.dock.publish
        assert not form_.button.isEnabled()
        form_.target.topic.setEditText("plant/7/post")
        form_.editor.write(text, form)
        assert f'"plant/7/post",{len(payload)}' in form_.words.whole()
        form_.button.click()
        assert desk.console.busy
        desk.tick()
        assert desk.lines.prompt is None  # the console answers the prompt, not the input
        await until(desk, lambda: not desk.console.busy)
        assert [message.payload for message in desk.workbench.far_end.messages] == [payload]
        assert str(len(payload)) in form_.words.whole()
        desk.far_ends.show(True)
        await until(desk, lambda: desk.far_ends.dock.model.rows)
        assert desk.far_ends.dock.model.rows[0].payload == payload

    play(scene)


def test_a_failure_is_told_in_the_words_of_the_manual(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.console.show(True)
        form = desk.console.dock.publish
        form.target.topic.setEditText("t")
        form.editor.write("hi")
        form.button.click()
        await until(desk, lambda: not desk.console.busy)
        assert desk.console.sending.failed
        assert "not connected" in form.words.whole()
        form.editor.write("hello")
        assert form.words.whole().startswith("AT+QMTPUBEX")
        form.editor.write("{", "json")
        assert "JSON" in form.words.whole()
        assert not form.button.isEnabled()

    play(scene)


def test_templates_take_the_names_of_the_device(play) -> None:
    async def scene(desk) -> None:
        await connected(desk)
        await subscribed(desk, "/sys/a1DemoKey01/bench_0001/thing/service/property/set")
        form = desk.console.dock.publish
        form.templates.menu().actions()[0].trigger()
        assert form.target.now[1] == "/sys/a1DemoKey01/bench_0001/thing/event/property/post"
        assert b"thing.event.property.post" in form.editor.payload()
        form.editor.compact.click()
        assert b"\n" not in form.editor.payload()

    play(scene)


def test_a_thousand_messages_and_the_filter(play) -> None:
    async def scene(desk) -> None:
        await connected(desk)
        await subscribed(desk, "plant/#")
        far = desk.workbench.far_end
        for number in range(1000):
            far.push(f"plant/{number % 2}", b'{"n":%d}' % number)
        await until(desk, lambda: desk.session.urcs.count("+QMTRECV") == 1000)
        dock = desk.console.dock
        await until(desk, lambda: len(dock.model.items) == 1000)
        assert [item.payload for item in dock.model.items] == [b'{"n":%d}' % number for number in range(1000)]
        dock.search.setText('"n":777}')
        assert [item.payload for item in dock.model.rows] == [b'{"n":777}']
        dock.search.clear()
        dock.topics.setCurrentIndex(dock.topics.findData("plant/1"))
        dock.filter()
        assert len(dock.model.rows) == 500

    play(scene)


def test_stored_messages_are_fetched(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        for command in (HELLO[0], 'AT+QMTCFG="recv/mode",0,1,1', *HELLO[2:]):
            with desk.session.late_of(command) as told:
                await desk.session.ask(command)
                if told:
                    await told.wait(30)
        await subscribed(desk)
        desk.workbench.far_end.push("plant/7/set", b"kept")
        form = desk.console.dock.subscribe
        await until(desk, lambda: form.read.isVisible())
        form.read.click()
        await until(desk, lambda: desk.console.dock.model.rows and not form.read.isVisible())
        assert desk.console.dock.model.rows[0].payload == b"kept"

    play(scene)


def test_unsubscribing_and_dropping(play) -> None:
    async def scene(desk) -> None:
        await connected(desk)
        await subscribed(desk)
        form = desk.console.dock.subscribe
        form.end.click()
        await until(desk, lambda: form.list.count() == 0)
        assert lines(desk)[-1] == "+QMTUNS: 0,2,0"
        await subscribed(desk)
        desk.far_ends.show(True)
        dock = desk.far_ends.dock
        await until(desk, lambda: "bench" in dock.server.clients.item(0).text())
        dock.server.drop.click()
        await until(desk, lambda: any("+QMTSTAT: 0,1" in line for line in lines(desk)))
        await until(desk, lambda: "Nobody" in dock.server.clients.item(0).text())
        desk.console.show(True)
        await until(desk, lambda: form.list.count() == 0)  # a lost connection ends them

    play(scene)


def test_it_lives_as_long_as_a_virtual_module_is_open(play) -> None:
    async def scene(desk) -> None:
        action = desk.window.acts["far_end"]
        assert not action.isEnabled()
        await desk.ports.open_now(READY)
        assert action.isEnabled()
        action.trigger()
        assert desk.far_ends.dock is not None
        assert desk.window.panels == [desk.far_ends.dock]
        await desk.workbench.close()
        await until(desk, lambda: desk.far_ends.dock is None)
        assert desk.window.panels == []
        assert not action.isEnabled()
        await desk.ports.open_now(READY)
        assert desk.far_ends.dock is not None  # it was open before

    play(scene)


def test_every_mood_is_a_switch(play) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(READY)
        desk.far_ends.show(True)
        far, server = desk.workbench.far_end, desk.far_ends.dock.server
        for mood, box in zip(MOODS, server._boxes, strict=True):
            assert not mood.is_on(far)
            box.setChecked(True)
            assert mood.is_on(far)
            assert texts._(mood.text) in server.words.whole()
            box.setChecked(False)
            assert not mood.is_on(far)
        assert far.moods.replies == {}

    play(scene)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(960, 600), (1440, 900)])
def test_names_and_room(play, language: str, size: tuple[int, int]) -> None:
    async def scene(desk) -> None:
        if language != texts.language():
            desk.views.use_language(language)
        desk.window.reset_layout(QSize(*size))
        await desk.ports.open_now(READY)
        desk.far_ends.show(True)
        desk.console.show(True)
        item = Item("mail", "subject", b'{"a":1}', 0.0, facts=(("From", "a@example.com"),), parts=(("a.txt", b"1"),))
        for dock in (desk.console.dock, desk.far_ends.dock):
            desk.window.raise_dock(dock)
            dock.model.add([item])
            dock.show_list()
            dock.list.choose(0)
            for page in range(dock.pages.stack.count()):
                dock.pages.show_page(page)
                await desk.workbench.clock.sleep(2)
                seen = [one for one in interactive(desk.window) if one.isVisible() and dock.isAncestorOf(one)]
                assert len(seen) > 8
                assert not [widget for widget in seen if not widget.objectName()]
                assert not [widget.objectName() for widget in seen if not widget.accessibleName()]
                names = Counter(widget.accessibleName() for widget in seen)
                assert [name for name, count in names.items() if count > 1] == []
                cut = [
                    button.objectName()
                    for button in dock.findChildren(QAbstractButton)
                    if button.isVisible() and button.text() and button.width() < button.sizeHint().width() - 1
                ]
                assert cut == []
        assert desk.window.width() == size[0]

    play(scene)


def test_another_language_takes_the_docks_along(play) -> None:
    async def scene(desk) -> None:
        await connected(desk)
        await subscribed(desk)
        desk.workbench.far_end.push("plant/7/set", b"one")
        desk.console.dock.publish.editor.write("draft")
        await until(desk, lambda: desk.console.dock.model.rows)
        desk.views.use_language("zh_CN")
        desk.console.show(True)
        await until(desk, lambda: desk.console.dock.model.rows)
        assert desk.console.dock.publish.editor.payload() == b"draft"
        assert desk.console.dock.subscribe.list.count() == 1

    play(scene)
