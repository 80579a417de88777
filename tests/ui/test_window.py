"""The window as a whole: names for tests and screen readers, sizes, keys, the layout that is remembered."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from atbench.ui.actions import ROWS
from atbench.ui.history import History
from atbench.ui.messages import Messages
from atbench.ui.theme import SIZES
from atbench.ui.window import Window

KINDS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)


@pytest.fixture
def window(theme, qtbot, tmp_path):
    made = Window().furnish(History(tmp_path / "history.txt", lambda text: False), Messages())
    qtbot.addWidget(made)
    made.reset_layout(QSize(1440, 900))
    made.show()
    made.show_terminal(True)
    return made


def interactive(window: QWidget) -> list[QWidget]:
    """What a person can use, without the parts that Qt makes inside of them."""
    found = []
    for kind in (*KINDS, QAbstractScrollArea):
        for widget in window.findChildren(kind):
            inside = isinstance(widget.parent(), QAbstractSpinBox) or widget.objectName().startswith("qt_")
            popup = widget.window() is not window and widget.window().isWindow()
            if not inside and not popup and widget not in found and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                found.append(widget)
    return found


def test_everything_has_a_name_of_its_own(window: Window) -> None:
    widgets = interactive(window)
    assert len(widgets) > 40
    nameless = [f"{type(widget).__name__} in {widget.parent()}" for widget in widgets if not widget.objectName()]
    assert not nameless
    names = Counter(widget.objectName() for widget in widgets)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("terminal", [True, False])
def test_a_screen_reader_can_tell_everything_apart(window: Window, terminal: bool) -> None:
    window.show_terminal(terminal)
    seen = [widget for widget in interactive(window) if widget.isVisible()]
    silent = [widget.objectName() for widget in seen if not widget.accessibleName()]
    assert not silent
    names = Counter(widget.accessibleName() for widget in seen)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("size", [(960, 600), (1280, 720), (1440, 900)])
def test_nothing_is_cut(window: Window, size: tuple[int, int], qtbot) -> None:
    window.reset_layout(QSize(*size))
    qtbot.waitUntil(lambda: window.size() == QSize(*size))
    dock = SIZES["dock" if size[0] >= 1400 else "dock_narrow"]
    qtbot.waitUntil(lambda: window.commands.width() == dock)
    cut = []
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            room, wanted = button.width(), button.sizeHint().width()
            if room < wanted - 1:
                cut.append(f"{button.objectName()}: {room} of {wanted}")
    assert not cut
    assert window.minimumSizeHint().width() <= 960
    assert window.minimumSizeHint().height() <= 600


def test_first_layout(window: Window) -> None:
    assert window.commands.width() == SIZES["dock"]
    assert window.toolbar.height() == SIZES["toolbar"]
    assert window.input.height() == SIZES["inputbar"]
    assert window.statusBar().height() == SIZES["statusbar"]
    assert window.pane.height() == SIZES["explanation"]


def test_first_layout_on_a_small_screen(window: Window, qtbot) -> None:
    window.reset_layout(QSize(1280, 720))
    assert window.pane.strip
    qtbot.waitUntil(lambda: window.commands.width() == SIZES["dock_narrow"])


def test_the_layout_comes_back(window: Window, theme, qtbot, tmp_path) -> None:
    window.pane.set_strip(True)
    window.commands.hide()
    saved = window.layout_now()
    other = Window().furnish(History(tmp_path / "h", lambda text: False), Messages())
    qtbot.addWidget(other)
    other.use_layout(saved)
    other.show()
    assert other.pane.strip
    assert other.commands.isHidden()


@pytest.mark.parametrize("saved", [{}, {"geometry": 5, "state": "%%%"}, {"geometry": "AAAA", "explanation": "tall"}])
def test_a_damaged_layout_is_the_first_one(window: Window, saved: dict) -> None:
    window.use_layout(saved)
    assert not window.commands.isHidden()


def test_typing_goes_to_the_input_wherever_the_focus_is(window: Window, qtbot) -> None:
    window.terminal.typed.connect(window.input.type)
    window.terminal.setFocus()
    QTest.keyClick(window.terminal, Qt.Key.Key_A)
    assert window.input.command.field.text() == "a"
    assert QApplication.focusWidget() is window.input.command.field


def test_every_key_is_given_once() -> None:
    keys = Counter(key.strip() for row in ROWS for key in row.key.split(";") if key)
    assert [key for key, count in keys.items() if count > 1] == []


def test_the_first_layout_of_a_window_that_stands_already(theme, qtbot, tmp_path) -> None:
    made = Window()
    qtbot.addWidget(made)
    made.resize(1440, 860)
    made.show()
    QApplication.processEvents()
    made.furnish(History(tmp_path / "history.txt", lambda text: False), Messages())
    made.reset_layout(QSize(1440, 860))
    QApplication.processEvents()
    assert made.commands.width() == SIZES["dock"]
    assert made.stack.width() > 900


def test_the_window_stays_while_something_would_be_lost(window: Window, qtbot) -> None:
    window.guards.append(lambda: False)
    with qtbot.assertNotEmitted(window.closing):
        window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.closing):
        window.leave()
    assert not window.isVisible()
