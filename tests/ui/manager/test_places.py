"""What the panes show: three places, in any state of the module, and what can be changed there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.manager.helpers import MODULE, choose, key, names, opened, read, rests, signed_in
from tests.ui.wizard.helpers import commands, focused, lines, until


def test_before_anything_is_open_it_says_what_to_do(play, here) -> None:
    async def scene(desk) -> None:
        manager = await opened(desk, here)
        first, second = manager.panes
        assert names(first) == ["firmware", "data2.bin", "data10.bin", "readme.md"]
        assert second.state.title.text() == "No port is open"
        assert second.head.tools["again"].toolTip() == "Open a port first"
        await desk.ports.open_now(MODULE)
        assert second.state.title.text() == "Not signed in"
        count = len(commands(desk))
        await desk.workbench.clock.sleep(2)
        assert len(commands(desk)) == count  # nothing is asked on its own
        second.state.first.click()
        await read(desk, 1)
        assert desk.wizards.work.step.name == "manage"
        assert names(second) == ["readme.txt"]

    play(scene)


def test_all_three_places(play, here) -> None:
    async def scene(desk) -> None:
        manager = await signed_in(desk, here)
        first, second = manager.panes
        home = desk.workbench.far_end.file_home
        (home / "reports").mkdir()
        (home / "big.bin").write_bytes(bytes(12_345))
        second.head.tools["again"].click()
        await rests(desk)
        assert names(second) == ["reports", "big.bin", "readme.txt"]
        model = second.table.model()
        assert model.data(model.index(1, 1)) == "12.3 kB"
        assert model.data(model.index(1, 2)).startswith("20")
        await desk.session.ask('AT+QFTPGET="readme.txt","UFS:kept.txt"')
        await until(desk, lambda: any(line.startswith("+QFTPGET: 0") for line in lines(desk)))
        box = first.head.place
        box.setFocus()
        for _step in range(2):
            key(Qt.Key.Key_Down)
        await read(desk, 0)
        assert first.side.kind == "UFS"
        assert names(first) == ["kept.txt"]
        assert first.head.tools["make"].toolTip() == "Module (UFS) cannot do that"
        assert "· 11 File manager: list " in "\n".join(lines(desk))

    play(scene)


def test_into_folders_and_out_again(play, here) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(MODULE)
        manager = await opened(desk, here)
        first = manager.panes[0]
        choose(first, "firmware")
        key(Qt.Key.Key_Return)
        await rests(desk)
        assert first.head.path.text() == str(here / "firmware")
        assert names(first) == ["old", "app.bin"]
        key(Qt.Key.Key_Backspace)
        await rests(desk)
        assert first.side.view.chosen == {"firmware"}  # one goes on where one came from
        assert first.table.hasFocus()
        first.head.path.setFocus()
        first.head.path.selectAll()
        QTest.keyClicks(first.head.path, str(here / "firmware" / "old"))
        key(Qt.Key.Key_Return)
        await rests(desk)
        assert names(first) == ["boot.bin"]
        first.head.path.setFocus()
        first.head.path.selectAll()
        QTest.keyClicks(first.head.path, str(here / "nowhere"))
        key(Qt.Key.Key_Return)
        await rests(desk)
        assert "nowhere" in first.warning.words.text()
        assert names(first) == ["boot.bin"]  # what was there is still shown
        assert first.head.path.text() == str(here / "firmware" / "old")

    play(scene)


@pytest.mark.parametrize("side", [0, 1])
def test_make_rename_and_delete_with_the_keyboard(play, here, side: int) -> None:
    async def scene(desk) -> None:
        manager = await signed_in(desk, here)
        pane = manager.panes[side]
        home = (here, desk.workbench.far_end.file_home)[side]
        pane.head.tools["make"].setFocus()
        key(Qt.Key.Key_Space)
        QTest.keyClicks(focused(), "neu 1")
        key(Qt.Key.Key_Return)
        await until(desk, lambda: "neu 1" in names(pane))
        assert (home / "neu 1").is_dir()
        assert pane.side.view.chosen == {"neu 1"}
        assert pane.table.hasFocus()
        key(Qt.Key.Key_F2)
        assert focused().objectName() == "managerName"
        QTest.keyClicks(focused(), "reports")
        key(Qt.Key.Key_Return)
        await until(desk, lambda: "reports" in names(pane))
        assert (home / "reports").is_dir() and not (home / "neu 1").exists()
        choose(pane, "reports")
        key(Qt.Key.Key_Delete)
        assert "Delete reports" in pane.question.words.text()
        key(Qt.Key.Key_Escape)
        assert pane.question.isHidden() and (home / "reports").exists()
        assert pane.table.hasFocus()
        key(Qt.Key.Key_Delete)
        assert (home / "reports").exists()  # asked first
        key(Qt.Key.Key_Space)
        await until(desk, lambda: "reports" not in names(pane))
        assert not (home / "reports").exists()

    play(scene)


def test_several_are_deleted_after_one_question(play, here) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(MODULE)
        pane = (await opened(desk, here)).panes[0]
        choose(pane, "firmware", "readme.md")
        key(Qt.Key.Key_Delete)
        assert "Delete 2 items" in pane.question.words.text()
        choose(pane, "readme.md")  # another choice: the question is not meant any more
        assert pane.question.isHidden()
        choose(pane, "firmware", "readme.md")
        key(Qt.Key.Key_Delete)
        key(Qt.Key.Key_Space)
        await until(desk, lambda: names(pane) == ["data2.bin", "data10.bin"])
        assert sorted(path.name for path in here.iterdir()) == ["data10.bin", "data2.bin"]

    play(scene)


def test_sorting(play, here) -> None:
    async def scene(desk) -> None:
        pane = (await opened(desk, here)).panes[0]
        choose(pane, "data2.bin")
        desk.wizards.files.hand.sort(pane.side, 1)
        assert names(pane) == ["firmware", "readme.md", "data2.bin", "data10.bin"]
        desk.wizards.files.hand.sort(pane.side, 1)
        assert names(pane) == ["firmware", "data10.bin", "data2.bin", "readme.md"]
        assert pane.table.now() == (frozenset({"data2.bin"}), "data2.bin")

    play(scene)


def test_what_the_server_refuses_is_said_with_what_to_try(play, here) -> None:
    async def scene(desk) -> None:
        pane = (await signed_in(desk, here)).panes[1]
        far_end = desk.workbench.far_end
        far_end.file_moods.replies["RNFR"] = "550 Not yours."
        desk.wizards.files.hand.rename(pane.side, "readme.txt", "other.txt")
        await rests(desk)
        assert "QFTPRENAME" in pane.warning.words.text()
        assert not pane.warning.isHidden() and names(pane) == ["readme.txt"]
        pane.warning.shut.click()
        assert pane.warning.isHidden()
        for verb in ("MLSD", "LIST", "NLST"):
            far_end.file_moods.replies[verb] = "550 Not yours."
        pane.head.tools["again"].click()
        await rests(desk)
        assert pane.stack.currentWidget() is pane.state
        assert pane.state.title.text() and pane.state.words.text()
        far_end.file_moods.replies.clear()
        pane.state.first.click()
        await rests(desk)
        assert names(pane) == ["readme.txt"]

    play(scene)


def test_a_session_that_the_server_ended_is_opened_again(play, here) -> None:
    async def scene(desk) -> None:
        pane = (await signed_in(desk, here)).panes[1]
        desk.workbench.far_end.drop()
        while pane.side.view.trouble is None:
            pane.head.tools["again"].click()
            await rests(desk)
        assert pane.state.second.text() == "Sign in again"
        pane.state.second.click()
        await until(desk, lambda: desk.wizards.running)
        await rests(desk)
        assert names(pane) == ["readme.txt"]

    play(scene)


def test_after_the_port_was_closed_everything_is_read_again(play, here) -> None:
    async def scene(desk) -> None:
        manager = await opened(desk, here, "files")
        first, second = manager.panes
        await desk.ports.open_now(MODULE)
        await read(desk, 1)
        choose(first, "readme.md")
        first.copy.click()
        await rests(desk)
        assert names(second) == ["readme.md"]
        await desk.workbench.close()
        await until(desk, lambda: not desk.open)
        assert second.state.title.text() == "No port is open"
        await desk.ports.open_now(MODULE)  # another one, without a file
        await rests(desk)
        assert second.state.title.text() == "Empty"

    play(scene)


def test_the_wizard_of_files_has_one_too(play, here) -> None:
    async def scene(desk) -> None:
        await desk.ports.open_now(MODULE)
        manager = await opened(desk, here, "files")
        await rests(desk)
        second = manager.panes[1]
        assert second.state.title.text() == "Empty"
        assert [second.head.place.itemData(at) for at in range(4)] == ["computer", "UFS", "RAM", "SD"]
        choose(manager.panes[0], "readme.md", "data2.bin")
        manager.panes[0].copy.click()
        await rests(desk)
        assert names(second) == ["data2.bin", "readme.md"]

    play(scene)
