"""Lights and counters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from atbench.ui.statusbar import StatusLine, amount


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


class Requests(QObject):
    """Counts how often the layout of what it watches is asked for."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.LayoutRequest
        return False


def test_new_numbers_do_not_lay_the_line_out_again(line: StatusLine) -> None:
    QApplication.processEvents()
    requests = Requests()
    line.installEventFilter(requests)
    for number in range(10):
        line.show_counts(number * 12_345, number * 67)
        QApplication.processEvents()
    assert requests.count == 0


def test_signs_are_short_where_there_is_little_room(line: StatusLine) -> None:
    line.resize(1400, 28)
    line.signs.show_faults(2)
    line.signs.show_idle(1)
    assert (line.signs.faults.text(), line.signs.idle.text()) == ("2 faults", "Context 1 is idle")
    line.resize(960, 28)
    assert (line.signs.faults.text(), line.signs.idle.text()) == ("2", "Idle")
    assert line.signs.idle.accessibleName() == "Context 1 is idle"
