"""What calls the user, with the desktop replaced: a test has no tray and makes no noise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from atbench.ui.urcs import attention
from atbench.ui.urcs.attention import Attention


class Counts:
    """A tally of which only counts matter."""

    def __init__(self) -> None:
        self.version = 0
        self.counts: dict[str, int] = {}

    def come(self, name: str, times: int = 1) -> None:
        self.counts[name] = self.count(name) + times
        self.version += 1

    def count(self, name: str) -> int:
        return self.counts.get(name, 0)


class Desktop:
    """What Qt was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.alerts = self.beeps = 0
        self.messages: list[tuple[str, str]] = []
        self.tray = True
        monkeypatch.setattr(QApplication, "alert", lambda *_what: self._alert())
        monkeypatch.setattr(QApplication, "beep", lambda: self._beep())
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: self.tray)
        monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
        monkeypatch.setattr(QSystemTrayIcon, "show", lambda _icon: None)
        monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, title, text, *_rest: self._told(title, text))

    def _alert(self) -> None:
        self.alerts += 1

    def _beep(self) -> None:
        self.beeps += 1

    def _told(self, title: str, text: str) -> None:
        self.messages.append((title, text))


@pytest.fixture
def desktop(monkeypatch) -> Desktop:
    monkeypatch.setattr(attention, "PERIOD", 0)
    return Desktop(monkeypatch)


@pytest.fixture
def counts() -> Counts:
    return Counts()


@pytest.fixture
def calls(qtbot, theme, desktop, counts) -> Attention:
    window = QWidget()
    qtbot.addWidget(window)
    parent = QObject()
    made = Attention(lambda: window, lambda name: f"meaning of {name}", parent)
    made.keep = parent  # type: ignore[attr-defined]
    made.watch(counts, ["RING"])  # type: ignore[arg-type]
    return made


def test_a_chosen_urc_calls(calls, counts, desktop) -> None:
    counts.come("RDY")
    calls.tick()
    assert (desktop.alerts, desktop.messages) == (0, [])
    counts.come("RING")
    calls.tick()
    calls.tick()
    assert (desktop.alerts, desktop.beeps) == (1, 0)
    assert desktop.messages == [("RING", "meaning of RING")]


def test_the_bell_rings_when_it_is_on(calls, counts, desktop) -> None:
    calls.bell = True
    counts.come("RING")
    calls.tick()
    assert desktop.beeps == 1


def test_what_came_within_a_second_is_told_in_one(calls, counts, desktop, monkeypatch) -> None:
    counts.come("RING")
    calls.tick()
    monkeypatch.setattr(attention, "PERIOD", 1_000_000)
    counts.come("RING", 40_000)
    calls.tick()
    assert desktop.alerts == 1
    monkeypatch.setattr(attention, "PERIOD", 0)
    calls.tick()
    assert desktop.alerts == 2
    assert desktop.messages[-1] == ("RING", "meaning of RING · 40,000 times")


def test_many_at_once_are_named_up_to_three(calls, counts, desktop) -> None:
    names = ["RING", "A", "B", "C", "D"]
    calls.watch(counts, names)
    for name in names:
        counts.come(name)
    calls.tick()
    title, text = desktop.messages[0]
    assert title == "URCs came"
    assert text.split("\n")[0] == "RING · meaning of RING"
    assert text.split("\n")[-1] == "and 2 more"
    assert len(text.split("\n")) == 4


def test_what_came_before_it_was_chosen_is_not_told(calls, counts, desktop) -> None:
    counts.come("RDY", 5)
    calls.tick()
    calls.watch(counts, ["RING", "RDY"])
    counts.come("RDY")
    calls.tick()
    assert desktop.messages == [("RDY", "meaning of RDY")]


def test_no_tray_no_message(calls, counts, desktop) -> None:
    desktop.tray = False
    counts.come("RING")
    calls.tick()
    assert (desktop.alerts, desktop.messages) == (1, [])
    assert calls._tray is None


def test_whoever_looks_at_the_window_gets_no_message(calls, counts, desktop, monkeypatch) -> None:
    monkeypatch.setattr(QWidget, "isActiveWindow", lambda _widget: True)
    counts.come("RING")
    calls.tick()
    assert (desktop.alerts, desktop.messages) == (1, [])
    assert calls._tray is None


def test_another_session_begins_anew(calls, counts, desktop) -> None:
    counts.come("RING", 3)
    calls.tick()
    other = Counts()
    other.come("RING")
    calls.watch(other, ["RING"])  # what it said while it was opened counts
    calls.tick()
    assert desktop.messages[-1] == ("RING", "meaning of RING")
    calls.watch(None, ["RING"])
    calls.tick()
    assert len(desktop.messages) == 2
