"""Icons in the colours of the theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

import atbench.ui
from atbench.files import resource
from atbench.ui.icons import icon, pixmap, redress, set_icon

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_can_be_drawn(theme, name: str) -> None:
    image = pixmap(name).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def test_every_icon_that_is_asked_for_is_there() -> None:
    asked = set()
    for path in Path(atbench.ui.__file__).parent.rglob("*.py"):
        asked |= set(re.findall(r'set_icon\([\w.]+, "([a-z-]+)"', path.read_text(encoding="utf-8")))
    assert asked <= set(NAMES)


def test_a_theme_colours_them_anew(theme, qtbot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    button = QPushButton("Open", root)
    set_icon(button, "plug", "text")
    before = button.icon().pixmap(16).toImage()
    theme.use("dark")
    redress(root)
    assert button.icon().pixmap(16).toImage() != before


def test_a_disabled_icon_is_grey(theme) -> None:
    made = icon("plug", "text")
    assert made.pixmap(16, made.Mode.Disabled).toImage() != made.pixmap(16, made.Mode.Normal).toImage()
