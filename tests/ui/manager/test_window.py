"""The file manager in the window: by the keyboard alone, in both languages, in every size, on its page and outside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from tests.ui.manager.helpers import MODULE, VALUES, choose, key, manager, names, opened, read, rests, signed_in
from tests.ui.test_window import interactive
from tests.ui.wizard.helpers import choose_in_menu, focused, tab_to, to_step, type_value, until

from atbench import texts

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_whole_job_with_the_keyboard(play, here, language: str) -> None:
    async def scene(desk) -> None:
        if language != texts.language():
            desk.views.use_language(language)
        desk.window.reset_layout(QSize(1440, 900))
        await desk.ports.open_now(MODULE)
        choose_in_menu(desk, "ftp")
        for name, value in VALUES.items():
            type_value(desk, name, value)
        number = next(at for at, step in enumerate(desk.wizards.work.wizard.steps) if step.name == "manage")
        to_step(desk, number)
        first, second = manager(desk).panes
        tab_to("managerFirstPath")
        key(Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(focused(), str(here))
        key(Qt.Key.Key_Return)
        await until(desk, lambda: "firmware" in names(first))
        tab_to("managerSecondFirst")
        assert focused().text() == texts._("Sign in")
        key(Qt.Key.Key_Space)
        await read(desk, 1)
        tab_to("managerFirstFiles")
        choose(first, "firmware")
        key(Qt.Key.Key_Right, CONTROL)
        await rests(desk)
        home = desk.workbench.far_end.file_home
        assert (home / "firmware" / "app.bin").read_bytes() == (here / "firmware" / "app.bin").read_bytes()
        tab_to("managerSecondFiles")
        choose(second, "readme.txt")
        key(Qt.Key.Key_Left, CONTROL)
        await rests(desk)
        assert (here / "readme.txt").read_bytes() == (home / "readme.txt").read_bytes()
        assert texts._(desk.wizards.work.step.text) in manager(desk).title.whole()

    play(scene)


def test_another_language_keeps_places_and_choice(play, here) -> None:
    async def scene(desk) -> None:
        first, second = (await signed_in(desk, here)).panes
        choose(first, "data2.bin", "readme.md")
        desk.wizards.files.hand.use(second.side, "UFS")
        await rests(desk)
        desk.wizards.files.hand.rename(first.side, "data2.bin", "data10.bin")
        await until(desk, lambda: not first.warning.isHidden())
        desk.views.use_language("zh_CN")
        first, second = manager(desk).panes
        assert desk.wizards.dock.pages.currentWidget() is desk.wizards.files.page
        assert first.side.view.chosen == {"data2.bin", "readme.md"} == first.table.now()[0]
        assert first.head.path.text() == str(here)
        assert second.head.place.currentData() == "UFS"
        assert second.state.title.text() == texts._("Empty")
        assert first.warning.words.text()
        desk.wizards.files.hand.use(second.side, "server")
        await rests(desk)
        assert names(second) == ["readme.txt"]

    play(scene)


def test_in_a_panel_of_its_own_and_back(play, here) -> None:
    async def scene(desk) -> None:
        made = await signed_in(desk, here)
        assert made.splitter.orientation() is Qt.Orientation.Vertical
        choose(made.panes[0], "readme.md")
        tab_to("managerMove")
        key(Qt.Key.Key_Space)
        await desk.workbench.clock.sleep(0.5)
        dock = desk.wizards.files.dock
        assert dock.isVisible() and dock.width() >= 1400
        assert made.splitter.orientation() is Qt.Orientation.Horizontal
        assert made.panes[0].table.hasFocus()
        assert made.panes[0].side.view.chosen == {"readme.md"}
        desk.views.use_language("zh_CN")  # and another window
        made = manager(desk)
        assert desk.wizards.files.dock.isVisible() and made.isVisible()
        desk.wizards.work.go(0)
        assert desk.wizards.files.dock.isVisible()
        key(Qt.Key.Key_Right, CONTROL) if made.panes[0].table.hasFocus() else made.panes[0].copy.click()
        await rests(desk)
        assert "readme.md" in names(made.panes[1])
        desk.wizards.files.dock.shut.click()
        await desk.workbench.clock.sleep(0.5)
        assert desk.wizards.files.dock is None
        desk.wizards.work.go(10)
        assert made.isVisible()
        desk.wizards.files.move_out()
        desk.wizards.open("doctor")  # another wizard takes it along
        await until(desk, lambda: not desk.wizards.settling.active)
        assert not [one for one in desk.window.findChildren(type(dock)) if one.isVisible()]

    play(scene)


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (960, 600)])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut(play, here, size: tuple[int, int], language: str) -> None:
    async def scene(desk) -> None:
        desk.views.use_language(language)
        await desk.ports.open_now(MODULE)
        made = await opened(desk, here)
        desk.window.reset_layout(QSize(*size))
        desk.wizards.open("ftp")
        for outside in (False, True):
            if outside:
                desk.wizards.files.move_out()
            made.panes[0].question.ask("x", [("Delete", lambda: None)])
            await desk.workbench.clock.sleep(1)
            assert desk.window.size() == QSize(*size)
            bottom = desk.window.statusBar().geometry()
            assert bottom.bottom() == size[1] - 1
            edge = made.mapTo(desk.window, made.rect().bottomLeft()).y()
            assert edge < bottom.top(), "the foot lies under the status bar"
            cut = [
                f"{one.objectName()}: {one.width()} of {one.sizeHint().width()}"
                for one in made.findChildren(QAbstractButton)
                if one.isVisible() and one.text() and one.width() < one.sizeHint().width() - 1
            ]
            assert not cut
            for pane in made.panes:
                assert pane.stack.height() >= 72
                hidden = [one.objectName() for one in pane.findChildren(QAbstractButton) if one.isVisible()]
                assert f"{pane.name}_more" in hidden

    play(scene)


@pytest.mark.parametrize("outside", [False, True])
def test_everything_has_names(play, here, outside: bool) -> None:
    async def scene(desk) -> None:
        made = await signed_in(desk, here)
        if outside:
            desk.wizards.files.move_out()
        choose(made.panes[0], "readme.md")
        made.panes[0].copy.click()
        await rests(desk)
        made.panes[0].head.tools["make"].click()
        made.panes[1].head.tools["make"].click()
        widgets = [one for one in interactive(desk.window) if one.isVisible()]
        assert not [type(one) for one in widgets if not one.objectName()]
        inside = [one for one in widgets if made.isAncestorOf(one) or desk.wizards.dock.isAncestorOf(one)]
        assert not [one.objectName() for one in inside if not one.accessibleName()]
        called = [one.accessibleName() for one in widgets]
        assert len(set(called)) == len(called), [one for one in called if called.count(one) > 1]

    play(scene)


def test_the_menu_has_everything_too(play, here) -> None:
    async def scene(desk) -> None:
        made = await opened(desk, here)
        pane = made.panes[0]
        choose(pane, "readme.md")
        pane.head.drop_down()
        menu = desk.window.findChild(object, "managerFirstMenu")
        titles = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
        assert titles[:5] == ["To the folder above", "Read again", "New folder", "Rename", "Delete"]
        next(action for action in menu.actions() if action.text() == "Sort by: Size").trigger()
        assert pane.side.order == (1, False)
        menu.close()

    play(scene)


def test_it_is_imported_only_when_a_wizard_has_it() -> None:
    import subprocess
    import sys

    code = "import sys, atbench.ui.desk; print([one for one in sys.modules if one.startswith('atbench.ui.manager')])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
