"""Presets hold values and no secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from atbench.wizards.doctor import WIZARD
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
