"""Lights and counters."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from atbench.ui.statusbar import Light, StatusLine, amount


@pytest.fixture
def line(theme, qtbot):
    made = StatusLine()
    qtbot.addWidget(made)
    made.resize(1200, 28)
    made.show()
    return made


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 B"), (999, "999 B"), (18_400, "18.4 kB"), (999_960, "1.0 MB"), (10**12, "1000.0 GB")]
)
def test_amounts(count: int, text: str) -> None:
    assert amount(count) == text


def test_a_click_asks(line: StatusLine, qtbot) -> None:
    with qtbot.waitSignal(line.asked) as told:
        line.lights["signal"].click()
    assert told.args == ["AT+CSQ"]


@pytest.mark.parametrize("state", ["good", "working", "failed", "unknown"])
def test_every_state_has_its_own_shape(line: StatusLine, state: str) -> None:
    shapes = {}
    for name in ("good", "working", "failed", "unknown"):
        line.lights["sim"].show_state(name, "x")
        picture = line.lights["sim"].grab().toImage()
        shapes[name] = bytes(picture.constBits())[: picture.sizeInBytes()]
    assert len(set(shapes.values())) == 4
    line.lights["sim"].show_state(state, "waits")
    assert line.lights["sim"].accessibleName() == "SIM: waits"


def test_recording_shows_where(line: StatusLine) -> None:
    assert not line._record.isVisible()
    line.show_recording("/tmp/capture")
    assert line._record.toolTip() == "/tmp/capture"


def test_what_was_done_is_told(line: StatusLine) -> None:
    line.say("Copied")
    assert line._said.text() == "Copied"
    assert line._silence.isActive()


def test_new_numbers_do_not_paint_the_lights_again(theme, qtbot, monkeypatch) -> None:
    painted: list[str] = []
    paint = Light.paintEvent

    def count(light, event) -> None:
        painted.append(light.lamp.name)
        paint(light, event)

    monkeypatch.setattr(Light, "paintEvent", count)
    line = StatusLine()
    qtbot.addWidget(line)
    line.resize(900, 28)
    line.show()
    qtbot.waitExposed(line)
    for _turn in range(5):
        QApplication.processEvents()
    painted.clear()
    for number in range(10):
        line.show_counts(number * 12_345, number * 67)
        QApplication.processEvents()
    assert painted == []
