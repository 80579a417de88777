"""The composer with the real window: what is offered, what the keys do, and that nothing is ever held back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.test_desk import READY, lines, until

DOWN, UP, TAB, ESC, F2, ENTER = (
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Escape,
    Qt.Key.Key_F2,
    Qt.Key.Key_Return,
)


@pytest.fixture
def typed(play):
    """`typed(keys, then)` types texts and keys into the field and hands the desk to `then`."""

    def run(keys, then, port: str = "") -> None:
        async def scene(desk) -> None:
            desk.window.activateWindow()
            field = desk.window.input.command.field
            field.setFocus()
            if port:
                desk.ports.open(port)
                await until(desk, lambda: desk.open)
            await desk.warm()
            for key in keys:
                QTest.keyClicks(field, key) if isinstance(key, str) else QTest.keyClick(field, key)
            result = then(desk, desk.composer, field)
            if result is not None:
                await result

        play(scene)

    return run


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["AT+QMTO", TAB], "AT+QMTOPEN="),
        (["AT+QMTOPEN=0", TAB], "AT+QMTOPEN=0,"),
        (["AT+QMTOPEN=0,broker.example", TAB], 'AT+QMTOPEN=0,"broker.example",'),
        (['AT+QMTOPEN=0,"broker.example"', TAB, "1883"], 'AT+QMTOPEN=0,"broker.example",1883'),
        (["AT+QMTCFG=", DOWN, DOWN, ENTER], 'AT+QMTCFG="pdpcid",'),
        (["AT+QMTCFG=", DOWN, UP, DOWN, TAB], 'AT+QMTCFG="version",'),
        (["AT+QMTCFG=ver", TAB], 'AT+QMTCFG="version",'),
        (["AT+QMTOPEN=0", F2], "AT+QMTOPEN="),
        (["AT+QMTOPEN=0", F2, F2], "AT+QMTOPEN?"),
        (["AT+QMTOPEN=0", F2, F2, F2], "AT+QMTOPEN=?"),
        (["AT+CMEE=2;+QMTO", TAB], "AT+CMEE=2;+QMTOPEN="),
        (["hello", DOWN], "hello"),
    ],
)
def test_what_keys_make(typed, keys, text: str) -> None:
    def then(desk, composer, field) -> None:
        assert field.text() == text

    typed(keys, then)


def test_the_parameter_at_hand(typed) -> None:
    def then(desk, composer, field) -> None:
        box = composer.box
        assert box.isVisible()
        assert (box.name.text(), box.limit.text()) == ("AT+QMTPUBEX", "up to 15 s")
        assert "qos: quality of service (QoS)" in box.slot.text()
        assert box.list.topLevelItemCount() == 3
        # Over the input, at the right end: one place.
        assert box.geometry().bottom() < desk.window.input.geometry().top()

    typed(["AT+QMTPUBEX=0,1,"], then)


def test_what_the_manual_would_refuse_is_said_and_sent(typed) -> None:
    async def sent(desk) -> None:
        await until(desk, lambda: 'AT+QMTOPEN=9,"h",1' in lines(desk))

    def then(desk, composer, field):
        assert field.problem.text() == "client_idx 9 is not allowed: 0-5"
        QTest.keyClick(field, ENTER)
        return sent(desk)

    typed(['AT+QMTOPEN=9,"h",1'], then, READY)


def test_esc_hides_it_until_another_command(typed) -> None:
    def then(desk, composer, field) -> None:
        assert not composer.box.isVisible()
        QTest.keyClicks(field, "1")
        assert not composer.box.isVisible()
        field.clear()
        QTest.keyClicks(field, "AT+QMTCFG=")
        assert composer.box.isVisible()

    typed(["AT+QMTOPEN=", ESC], then)


def test_enter_sends_what_stands_there(typed) -> None:
    async def sent(desk) -> None:
        await until(desk, lambda: "OK" in lines(desk))
        assert "AT" in lines(desk)

    def then(desk, composer, field):
        QTest.keyClick(field, ENTER)
        assert field.text() == ""
        assert not composer.box.isVisible()
        return sent(desk)

    typed(["AT"], then, READY)


def test_hosts_of_this_session_are_offered(typed) -> None:
    async def opened(desk, field) -> None:
        QTest.keyClick(field, ENTER)
        await until(desk, lambda: len(lines(desk)) > 2)
        QTest.keyClicks(field, "AT+QMTOPEN=1,")
        assert [offer.shown for offer in desk.composer.composition.offers] == ["broker.example"]

    def then(desk, composer, field):
        return opened(desk, field)

    typed(['AT+QMTOPEN=0,"broker.example"', TAB, "1883"], then, READY)
