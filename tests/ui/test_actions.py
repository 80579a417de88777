"""The rows of actions and their menus."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from atbench.ui.actions import MENUS, ROWS, WHY, Actions


def made(qtbot) -> tuple[QMainWindow, Actions]:
    window = QMainWindow()
    qtbot.addWidget(window)
    acts = Actions(window)
    acts.fill(window.menuBar())
    return window, acts


def test_every_row_is_well_formed() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert row.menu in ("", *MENUS)
        assert not row.when or row.when in WHY
        assert bool(row.group) <= bool(row.value)


def test_an_action_is_wanted(theme, qtbot) -> None:
    _window, acts = made(qtbot)
    with qtbot.waitSignal(acts.wanted) as told:
        acts["notes"].trigger()
    assert told.args[0].id == "notes"
    assert told.args[1] is True


def test_facts_enable_and_say_why_not(theme, qtbot) -> None:
    _window, acts = made(qtbot)
    acts.facts({"open": False})
    assert not acts["repeat"].isEnabled()
    assert acts["repeat"].toolTip() == "Open a port first"
    acts.facts({"open": True})
    assert acts["repeat"].isEnabled()


def test_groups_exclude_each_other(theme, qtbot) -> None:
    _window, acts = made(qtbot)
    acts.show("theme", "dark")
    acts.show("theme", "light")
    assert [row.value for row in ROWS if row.group == "theme" and acts[row.id].isChecked()] == ["light"]


def test_no_menu_is_empty(theme, qtbot) -> None:
    window, _acts = made(qtbot)
    menus = [action.menu() for action in window.menuBar().actions()]
    assert len(menus) == len(MENUS)
    assert all(menu.actions() for menu in menus)
