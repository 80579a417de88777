"""Where things lie."""

import pytest

from atbench.files import Home, command_set, resource, write_whole


def test_what_ships_is_found():
    assert resource("manuals").is_dir()
    assert command_set("aliyun_qmt.ini").is_file()


def test_home(tmp_path):
    home = Home(tmp_path)
    assert {path.parent for path in (home.captures, home.settings, home.history, home.manuals)} == {tmp_path}


def test_write_whole_is_all_or_nothing(tmp_path):
    write_whole(tmp_path / "new" / "file", b"one")
    write_whole(tmp_path / "new" / "file", b"two")
    assert (tmp_path / "new" / "file").read_bytes() == b"two"
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):
        write_whole(tmp_path / "folder", b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "new"]
