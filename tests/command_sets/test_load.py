from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from atbench.command_sets.load import LARGEST, load, save
from atbench.command_sets.model import CommandSet, Row
from atbench.files import command_set

LIST = b"[SET]\r\nRunTimes=1\r\nDelayTime=5\r\n[1]\r\nCho=1\r\nCMD=AT\r\nDelay=\r\nHEX=0\r\nEnter=1\r\n"


def test_loads_and_saves(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"  # the name does not matter
    path.write_bytes(LIST)
    commands = load(path)
    assert (commands.path, commands.rows) == (path, (Row(1, "AT", selected=True),))
    save(replace(commands, rows=(*commands.rows, Row(3, "ATI"))), path)
    assert load(path).rows == (Row(1, "AT", selected=True), Row(3, "ATI"))


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "It is empty. Save the list again"),
        (b"\r\n \r\n", "It is empty"),
        (os.urandom(300), "no QCOM list"),
        (b"\xff\xfe[\x001", "half a character"),
        (LIST + b";" * LARGEST, "larger than 4 MiB"),
    ],
)
def test_a_bad_file_gives_one_sentence(tmp_path: Path, data: bytes, part: str) -> None:
    path = tmp_path / "bad.ini"
    path.write_bytes(data)
    with pytest.raises(ValueError, match="bad.ini cannot be loaded. ") as caught:
        load(path)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_file_at_all(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="There is no such file"):
        load(tmp_path / "missing.ini")
    with pytest.raises(ValueError, match="It is a folder"):
        load(tmp_path)
    with pytest.raises(ValueError, match="a device"):
        load("/dev/null")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read(tmp_path: Path) -> None:
    path = tmp_path / "locked.ini"
    path.write_bytes(LIST)
    path.chmod(0)
    with pytest.raises(ValueError, match="You may not read it"):
        load(path)


def test_saving_fails_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ValueError, match="list.ini cannot be saved"):
        save(CommandSet(rows=(Row(1, "AT"),)), tmp_path / "file" / "list.ini")
    with pytest.raises(ValueError, match="Row 1 contains a line end"):
        save(CommandSet(rows=(Row(1, "A\nT"),)), tmp_path / "list.ini")
    assert not (tmp_path / "list.ini").exists()


def test_the_list_of_the_demo() -> None:
    commands = load(command_set("aliyun_qmt.ini"))
    assert commands.warnings == ()
    assert [row.n for row in commands.rows] == list(range(1, 26))
    assert all(row.selected for row in commands.rows)
    [payload] = [row for row in commands.rows if not row.enter]
    publish = commands.rows[payload.n - 2].text
    assert publish.endswith(f",{len(payload.text)}")
