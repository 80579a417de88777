from __future__ import annotations

import os
from pathlib import Path

import pytest

from atbench.files import resource
from atbench.knowledge import Knowledge
from atbench.knowledge.load import BadFile, read_file, read_manual, state_of


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


def own(user: Path, name: str, text: str) -> None:
    file = user / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_a_users_family_toml_adds_modules_to_a_shipped_family(manuals: Path, tmp_path: Path) -> None:
    own(tmp_path / "user", "acme/family.toml", 'profiles = [{ name = "acme2", title = "Acme Two" }]\n' + SOURCE)
    found = read_manual(manuals, tmp_path / "user", "acme2")
    assert found.warnings == []
    assert found.families["acme"].title == "Acme"
    assert [profile.name for profile in found.families["acme"].profiles] == ["acme1", "acme2"]
    assert "+LAMP" in found.commands


def test_a_users_own_family(manuals: Path, tmp_path: Path) -> None:
    user = tmp_path / "user"
    own(user, "mine/rows.toml", SOURCE + '[[commands]]\nname = "+MINE"\nsection = "1"\n')
    (warning,) = read_manual(manuals, user, "acme1").warnings
    assert str(user / "mine") in warning and "family.toml" in warning and "acme" in warning
    head = 'title = "Mine"\nextends = "acme"\nprofiles = [{ name = "mine1", title = "Mine One" }]\n'
    own(user, "mine/family.toml", head + SOURCE)
    found = read_manual(manuals, user, "mine1")
    assert (found.warnings, found.family) == ([], "mine")
    assert {"+LAMP", "+MINE"} <= set(found.commands)
    assert "+MINE" not in read_manual(manuals, user, "acme1").commands


def test_a_slip_is_told_whatever_family_is_used(manuals: Path, tmp_path: Path) -> None:
    user = tmp_path / "user"
    own(user, "mine/family.toml", 'title = "Mine"\n' + SOURCE)
    own(user, "mine/rows.toml", "title = ")
    assert "rows.toml" in read_manual(manuals, user, "acme1").warnings[0]


def test_the_state_of_a_folder_changes_with_its_files(tmp_path: Path) -> None:
    states = [state_of(tmp_path)]
    for text in ("a = 1", "a = 12", None):
        if text is None:
            (tmp_path / "x" / "y.toml").unlink()
        else:
            own(tmp_path, "x/y.toml", text)
        states.append(state_of(tmp_path))
    assert states[0] == states[3] != states[1] != states[2] != states[0]


def test_the_example_for_users_and_the_screen_of_contributing_load(tmp_path: Path) -> None:
    screen = resource("").parent / "CONTRIBUTING.md"
    text = screen.read_text("utf-8")
    begin, end = text.index("    [source]"), text.index("`sets` are facts")
    file = tmp_path / "row.toml"
    for rows in (
        resource("guide/example.toml.txt").read_text("utf-8"),
        text[begin:end].replace("\n    ", "\n").strip(),
    ):
        file.write_text(rows, "utf-8")
        assert read_file(file, trusted=False).commands[0].name == "+LAMP"


ROW = """[source]
manual = "Mine"
version = "1"
[[commands]]
name = "+MINE"
section = "1"
{row}
forms = [{{ syntax = "{syntax}", example = "AT+MINE=1"{form} }}]
fields.a = {{ text = ["a", "a"]{field} }}
"""


def row(syntax: str = "AT+MINE=<a>", row: str = "", form: str = "", field: str = "") -> str:
    return ROW.format(syntax=syntax, row=row, form=form, field=field)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (row("AT+MINE=[<a>"), "does not fit"),
        (row("AT+MINE=<a>]"), "does not fit"),
        (row(field=', decode = "nope"'), "no function nope"),
        (row(field=', type = "group", parts = ["zz"]'), "<zz>"),
        (row(form=', text = ["{a!x}", "b"]'), "cannot be filled"),
        (row(form=', text = ["a", "{"]'), "cannot be filled"),
        (row(form=', sets = { "x" = "{a.b}" }'), "cannot be filled"),
        (row(row='seconds_by = ["{"]'), "cannot be filled"),
        (row(row='remedies = [{ text = ["a", "b"], command = "AT{0}" }]'), "cannot be filled"),
        ("a = " + "[" * 3000, "recursion"),
        ("a = " + "1" * 9000, "digits"),
    ],
)
def test_rows_that_would_break_the_program_later_are_slips(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(BadFile, match=words):
        read_file(path, trusted=False)


def test_a_file_of_the_windows_editor_loads(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(row(), "utf-8-sig")
    assert read_file(path, trusted=False).commands[0].name == "+MINE"


def test_a_huge_file_is_a_slip(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("#" * (4 << 20) + "\n")
    with pytest.raises(BadFile, match="larger than 4 MB"):
        read_file(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    os.mkfifo(path)
    with pytest.raises(BadFile, match="no file"):
        read_file(path)
