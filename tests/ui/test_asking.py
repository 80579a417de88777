"""File dialogs that do not stop the other tasks."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from atbench.ui.asking import file_to_open, file_to_save

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # windows above windows, off screen


async def _opened(desk, name: str = "file_dialog") -> QFileDialog:
    while not (dialog := desk.window.findChild(QFileDialog, name)):
        await desk.workbench.clock.sleep(0.5)
    return dialog


def test_a_list_is_chosen_while_other_tasks_run(play, tmp_path) -> None:
    path = tmp_path / "mine.ini"
    path.write_text("[SET]\nRunTimes=1\n[1]\nCMD=AT\n")

    async def scene(desk) -> None:
        task = desk.tasks.start("ask", file_to_open(desk.window, "Open", str(tmp_path), "Lists (*.ini)"))
        dialog = await _opened(desk)
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        dialog.accept()
        assert await task == path

    play(scene)


def test_thinking_better_of_it(play, tmp_path) -> None:
    async def scene(desk) -> None:
        task = desk.tasks.start("ask", file_to_save(desk.window, "Save", str(tmp_path / "x.txt"), "Text (*.txt)"))
        (await _opened(desk)).reject()
        assert (await task)[0] is None

    play(scene)
