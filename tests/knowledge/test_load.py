from __future__ import annotations

import os
from pathlib import Path

import pytest

from atbench.knowledge import Knowledge
from atbench.knowledge.load import BadFile, read_file, read_manual


def slip(manuals: Path, user: Path, text: str) -> list[str]:
    """The warnings for a user's file with this text."""
    file = user / "acme" / "mine.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return read_manual(manuals, user, "acme1").warnings


SOURCE = '[source]\nmanual = "Mine"\nversion = "1"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = \n", "line 1"),
        (SOURCE + '[[commands]]\nname = "+X"\nsection = "1"\nsorce = "a"\n', "`sorce` - at `$.commands[0]`"),
        (SOURCE + '[[commands]]\nname = "+X"\n', "missing required field `section` - at `$.commands[0]`"),
        (SOURCE + '[[urcs]]\nname = "+X"\nsection = "1"\ntext = ["only English"]\n', "$.urcs[0].text"),
        (
            SOURCE + '[[urcs]]\nname = "+X"\nsection = "1"\nlines = [{ syntax = "+X: <n>", example = "+X: 1" }]\n',
            "<n> - at `$.urcs[0].lines[0]`",
        ),
        (
            SOURCE + '[[urcs]]\nname = "+X"\nsection = "1"\nlines = [{ syntax = "+X", example = "+Y" }]\n',
            "does not fit its syntax - at `$.urcs[0].lines[0]`",
        ),
        (
            SOURCE + '[[headers]]\nkey = "+X"\nname = "+X"\nsection = "1"\npattern = "("\nexample = "+X"\n',
            "$.headers[0]",
        ),
    ],
)
def test_a_slip_in_a_users_file_is_told_with_file_and_place(
    manuals: Path, tmp_path: Path, text: str, said: str
) -> None:
    (warning,) = slip(manuals, tmp_path / "user", text)
    assert said in warning
    assert "mine.toml" in warning
    assert warning.endswith("correct it and save it.")


def test_the_program_goes_on_without_the_broken_file(manuals: Path, tmp_path: Path) -> None:
    slip(manuals, tmp_path / "user", "title = ")
    known = Knowledge(manuals, tmp_path / "user", "acme1", cache="")
    assert known.explain("+LAMP: 3").summary == "Lamp: level"
    assert len(known.warnings) == 1


def test_bytes_that_are_no_text_are_a_slip_too(manuals: Path, tmp_path: Path) -> None:
    file = tmp_path / "user" / "acme" / "gbk.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(b'title = "\xc4\xe3"')
    assert "gbk.toml" in read_manual(manuals, tmp_path / "user", "acme1").warnings[0]


def test_a_users_row_wins(manuals: Path, tmp_path: Path) -> None:
    text = SOURCE + '[[commands]]\nname = "+LAMP"\nsection = "9"\ntext = ["My lamp", "我的灯"]\n'
    assert slip(manuals, tmp_path / "user", text) == []
    row = read_manual(manuals, tmp_path / "user", "acme1").commands["+LAMP"]
    assert (row.text, row.manual, row.section) == (("My lamp", "我的灯"), "Mine", "9")
    assert row.answers  # what the user does not say stays


def test_read_file_names_file_and_place(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text("[source]\nmanual = 1\n", "utf-8")
    with pytest.raises(BadFile, match=r"x\.toml: .*\$\.source\.manual"):
        read_file(file)


def test_an_unknown_profile_tells_which_there_are(manuals: Path) -> None:
    with pytest.raises(ValueError, match="no profile foo.*acme1"):
        read_manual(manuals, None, "foo")
    with pytest.raises(ValueError, match="no family foo.*acme"):
        read_manual(manuals, None, "acme1", "foo")


def test_a_family_name_serves_as_a_profile(manuals: Path) -> None:
    manual = read_manual(manuals, None, "acme")
    assert (manual.family, manual.profile.title) == ("acme", "Acme")


def test_rows_of_a_profile_hold_only_for_it(manuals: Path, tmp_path: Path) -> None:
    text = SOURCE + '[[commands]]\nname = "+X"\nsection = "1"\nprofiles = ["acme2"]\n'
    slip(manuals, tmp_path / "user", text)
    assert "+X" not in read_manual(manuals, tmp_path / "user", "acme1").commands


def test_the_cache_holds_until_a_file_changes(manuals: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = read_manual(manuals, None, "acme1", cache=cache)
    assert read_manual(manuals, None, "acme1", cache=cache) == first
    file = manuals / "acme" / "rows.toml"
    before = file.stat()
    file.write_text(file.read_text("utf-8").replace('"Lamp"', '"Lump"'), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert read_manual(manuals, None, "acme1", cache=cache).commands["+LAMP"].text == ("Lump", "灯")


def test_the_cache_is_really_used(manuals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_manual(manuals, None, "acme1", cache=tmp_path)
    monkeypatch.setattr("atbench.knowledge.load.read_file", None)
    assert "+LAMP" in read_manual(manuals, None, "acme1", cache=tmp_path).commands


def test_a_damaged_cache_is_no_matter(manuals: Path, tmp_path: Path) -> None:
    read_manual(manuals, None, "acme1", cache=tmp_path)
    (tmp_path / "manuals-acme1.msgpack").write_bytes(b"\xc1")
    assert "+LAMP" in read_manual(manuals, None, "acme1", cache=tmp_path).commands


def test_a_broken_file_is_told_at_every_start(manuals: Path, tmp_path: Path) -> None:
    (manuals / "acme" / "bad.toml").write_text("x = ", "utf-8")
    for _again in range(2):
        assert len(read_manual(manuals, None, "acme1", cache=tmp_path).warnings) == 1
