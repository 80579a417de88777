"""Presets hold values and no secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from atbench.wizards.jobs.doctor import WIZARD
from atbench.wizards.presets import read_preset, write_preset


def test_there_and_back_without_secrets(tmp_path: Path) -> None:
    path = tmp_path / "preset.toml"
    write_preset(path, WIZARD, {"context": "2", "apn": 'a"b\\c\nd', "apn_password": "hidden"})
    assert read_preset(path, WIZARD) == {"context": "2", "apn": 'a"b\\c\nd'}
    assert "hidden" not in path.read_text()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("wizard = ", "no preset"),
        ('wizard = "smtp"', "preset of smtp"),
        ("[values]\nnosuch = 1", "no field nosuch"),
    ],
)
def test_a_wrong_file_is_said(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "preset.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=words):
        read_preset(path, WIZARD)


@pytest.mark.parametrize("text", ["a = " + "[" * 3000, "a = " + "1" * 9000])
def test_a_file_beyond_all_measure_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "preset.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match="no preset"):
        read_preset(path, WIZARD)


def test_a_preset_of_the_windows_editor(tmp_path: Path) -> None:
    path = tmp_path / "preset.toml"
    path.write_text('[values]\napn = "internet"\n', "utf-8-sig")
    assert read_preset(path, WIZARD) == {"apn": "internet"}
