"""Small widgets."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from atbench.ui import parts


def test_a_button_for_an_action_follows_it(theme, qtbot) -> None:
    action = QAction("Notes")
    action.setCheckable(True)
    button = parts.ActionButton(action, "tool_notes", "search", True)
    qtbot.addWidget(button)
    action.setChecked(True)
    assert button.isChecked()
    button.click()
    assert not action.isChecked()
    action.setToolTip("Open a port first")
    action.setEnabled(False)
    assert not button.isEnabled()
    assert button.toolTip() == "Open a port first"


def test_a_click_leaves_the_focus_where_it_is(theme, qtbot) -> None:
    for made in (parts.check("a", "A"), parts.push("b", "B"), parts.tool("c", "C")):
        qtbot.addWidget(made)
        assert made.focusPolicy() is Qt.FocusPolicy.TabFocus
        assert made.accessibleName()


def test_a_new_look(theme, qtbot) -> None:
    made = parts.label("x", "small")
    qtbot.addWidget(made)
    parts.restyle(made, "part", "error")
    assert made.property("part") == "error"
