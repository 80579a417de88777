"""Settings: rows, a file, and a damaged one."""

import pytest

from atbench.files import Home
from atbench.settings import ROWS, Settings


def test_defaults_then_values(tmp_path):
    settings = Settings(Home(tmp_path))
    assert {row.name: settings.get(row.name) for row in ROWS} == {row.name: row.default for row in ROWS}
    settings.set("theme", "dark")
    assert Settings(Home(tmp_path)).get("theme") == "dark"


def test_a_value_of_the_wrong_type_gives_the_default(tmp_path):
    Home(tmp_path).settings.write_text('{"font_size": "big", "theme": "dark"}')
    settings = Settings(Home(tmp_path))
    assert (settings.get("font_size"), settings.get("theme")) == (13, "dark")


@pytest.mark.parametrize("text", ["{", "[]", "\x00\xff"])
def test_a_damaged_file_is_kept_aside(tmp_path, text):
    home = Home(tmp_path)
    home.settings.write_text(text)
    settings = Settings(home)
    assert settings.problem
    assert settings.get("theme") == "system"
    assert (tmp_path / "settings.json.damaged").read_text() == text


def test_unknown_names_are_slips(tmp_path):
    with pytest.raises(KeyError):
        Settings(Home(tmp_path)).get("colour")
