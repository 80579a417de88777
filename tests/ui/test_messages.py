"""Messages and the strips that show them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from atbench.ui.messages import SHOWN, Message, Messages, Strip, Strips


@pytest.fixture
def pane(theme, qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


def test_the_newest_stands_on_top_and_takes_the_place_of_its_key() -> None:
    messages = Messages()
    messages.show(Message("port", "COM7 is gone"))
    messages.show(Message("list", "bad.ini is empty"))
    messages.show(Message("port", "COM8 is gone"))
    assert [message.title for message in messages] == ["COM8 is gone", "bad.ini is empty"]
    messages.done("port")
    messages.done("nobody")
    assert len(messages) == 1


def test_strips_show_three_and_count_the_rest(pane: QWidget, qtbot) -> None:
    messages = Messages()
    strips = Strips(messages, pane)
    assert not strips.isVisible()
    for number in range(5):
        messages.show(Message(f"m{number}", f"message {number}"))
    qtbot.waitUntil(lambda: sum(strip.isVisible() for strip in strips.findChildren(Strip)) == SHOWN)
    assert any("2 more" in label.text() for label in strips.findChildren(QLabel))
    assert strips.width() == pane.width()


def test_a_button_does_its_work_and_close_takes_the_strip_away(pane: QWidget) -> None:
    done: list[str] = []

    def again() -> None:
        done.append("again")

    messages = Messages()
    strips = Strips(messages, pane)
    messages.show(Message("port", "COM7 is busy", "minicom holds it", buttons=(("Try again", again),)))
    strips.findChild(QPushButton, "message_port_0").click()
    assert done == ["again"]
    strips.findChild(QToolButton, "message_port_close").click()
    assert len(messages) == 0
    assert strips.isHidden()


def test_a_command_to_type_can_be_copied(pane: QWidget, qapp) -> None:
    messages = Messages()
    strips = Strips(messages, pane)
    messages.show(Message("port", "No right to open ttyUSB2", command="sudo usermod -aG dialout $USER"))
    strips.findChild(QToolButton, "message_port_copy").click()
    assert qapp.clipboard().text() == "sudo usermod -aG dialout $USER"


def test_strips_follow_the_width_of_their_pane(pane: QWidget, qtbot) -> None:
    messages = Messages()
    strips = Strips(messages, pane)
    messages.show(Message("port", "COM7 is gone", "The cable was pulled. " * 8))
    pane.resize(400, 400)
    qtbot.waitUntil(lambda: strips.width() == 400)


def test_a_message_in_the_place_of_another_is_seen(pane: QWidget) -> None:
    messages = Messages()
    strips = Strips(messages, pane)
    messages.show(Message("port", "COM7 is gone"))
    messages.show(Message("port", "There is no port COM8"))
    assert strips.height() > 20
    assert [strip.message.title for strip in strips.findChildren(Strip) if strip.isVisible()] == [
        "There is no port COM8"
    ]
