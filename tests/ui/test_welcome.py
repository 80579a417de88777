"""What stands there before a port was opened."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from atbench.ui.welcome import CARDS, Welcome


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_every_button_says_what_is_wanted(theme, qtbot, card) -> None:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    with qtbot.waitSignal(getattr(welcome, card.wanted)):
        welcome.findChild(QPushButton, f"welcome_{card.name}").click()


def test_only_one_button_is_blue() -> None:
    assert sum(card.kind == "primary" for card in CARDS) == 1


def test_it_says_how_many_ports_there_are(theme, qtbot) -> None:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    assert welcome._title.text() == "No serial port found yet"
    welcome.show_ports(["COM7", "COM8"])
    assert "2 ports" in welcome._text.text()
    welcome.show_ports(["COM7"])
    assert "COM7" in welcome._text.text()
