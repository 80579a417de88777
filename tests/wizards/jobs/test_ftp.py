"""The FTP wizard: all that its fields ask for, from the first step to the last, and from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyftpdlib")

from tests.wizards.ferrying import BIG, HOST, Ferry, Shore, play, shore, tree

from atbench.__main__ import main
from atbench.virtual.far_end.devices import FTP_PASSWORD, FTP_USER
from atbench.wizards.jobs.ftp import WIZARD
from atbench.wizards.presets import read_preset


@pytest.fixture
def server() -> Iterator[Shore]:
    with shore() as server:
        yield server


@pytest.mark.parametrize("profile", ["ec200s", "ec20", "eg800k"])
def test_all_that_can_be_asked(tmp_path: Path, server: Shore, profile: str) -> None:
    work, back = server.home / "work", tmp_path / "back"
    work.mkdir()
    (work / "old name.txt").write_bytes(b"renamed")
    (work / "gone.txt").write_bytes(b"")
    (work / "gone too" / "deep").mkdir(parents=True)
    (work / "gone too" / "deep" / "file").write_bytes(b"1")
    (work / "results").mkdir()
    (work / "results" / "a.bin").write_bytes(BIG[:3000])
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_bytes(b"<html>")
    (tmp_path / "one.bin").write_bytes(BIG[:70_000])

    async def scene(ferry: Ferry) -> None:
        assert await ferry.run.all(), [one for one in ferry.run.results.values() if one.state == "failed"]
        results = ferry.run.results
        assert results["upload"].note == "2 files, 70006 bytes, sizes right"
        assert results["download"].note == "2 files, 3007 bytes, checksums right"
        assert results["manage"].note == "2 folders, 2 files, 7 bytes"
        assert results["list"].note == "made/, results/, site/, new name.txt, one.bin"

    values = {
        "folder": "/work",
        "make": "made/deep\nmade",
        "upload": f"{tmp_path / 'site'}\n{tmp_path / 'one.bin'}",
        "download": "results\nold name.txt",
        "here": str(back),
        "rename": "old name.txt=new name.txt",
        "delete": "gone.txt\ngone too",
    }
    play(tmp_path / "home", server, scene, profile, **values)
    assert tree(back) == {"old name.txt": b"renamed", "results": None, "results/a.bin": BIG[:3000]}
    assert set(tree(work)) == {
        "made",
        "made/deep",
        "new name.txt",
        "one.bin",
        "results",
        "results/a.bin",
        "site",
        "site/index.html",
    }


@pytest.mark.parametrize(
    ("values", "step", "words"),
    [
        ({"folder": "/nosuch"}, "folder", "550"),
        ({"rename": "a"}, "rename", "a"),
        ({"rename": "a=b"}, "rename", "550"),
        ({"delete": "nosuch"}, "delete", "/nosuch"),
        ({"download": "nosuch"}, "download", "/nosuch"),
        ({"upload": "/nosuch/file"}, "upload", "/nosuch/file"),
        ({"make": "x\x22"}, "make", "quote"),
    ],
)
def test_what_does_not_work_is_said(
    tmp_path: Path, server: Shore, values: dict[str, str], step: str, words: str
) -> None:
    async def scene(ferry: Ferry) -> None:
        ferry.talk.values.update(values)
        assert not await ferry.run.all()
        result = ferry.run.results[step]
        assert result.state == "failed" and words in result.note
        assert result.causes or result.tries

    play(tmp_path, server, scene)


def test_presets_of_before_go_on_working(tmp_path: Path) -> None:
    path = tmp_path / "preset.toml"
    names = ("server", "security", "port", "user", "mode", "timeout", "folder", "upload", "download", "here", "delete")
    path.write_text('wizard = "ftp"\n[values]\n' + "".join(f'{name} = "1"\n' for name in names))
    assert set(read_preset(path, WIZARD)) == set(names)


def _run(tmp_path: Path, server: Shore, *more: str) -> list[str]:
    given = {"server": HOST, "user": FTP_USER, "password": FTP_PASSWORD}
    fields = [word for name, value in given.items() for word in ("--set", f"{name}={value}")]
    url = f"virtual://ec200s?boot=0&host={HOST}=127.0.0.1:{server.ports[0]}"
    return ["--home", str(tmp_path / "home"), "wizard", "run", "ftp", "--lang", "en", "--port", url, *fields, *more]


def test_from_the_command_line(tmp_path: Path, server: Shore, capsys: pytest.CaptureFixture[str]) -> None:
    (server.home / "dir" / "sub").mkdir(parents=True)
    (server.home / "dir" / "sub" / "a.bin").write_bytes(BIG[:300_000])
    (server.home / "dir" / "b.bin").write_bytes(b"1")
    server.moods.pace = 200_000  # two seconds, so that something is to be told
    assert main(_run(tmp_path, server, "--set", "download=dir", "--set", f"here={tmp_path}", "--json")) == 0
    told = capsys.readouterr()
    steps = {row["step"]: row for row in map(json.loads, told.out.splitlines())}
    assert steps["download"]["state"] == "passed" and steps["download"]["note"].startswith("2 files, 300001 bytes")
    lines = [line for line in told.err.splitlines() if " bytes" in line]
    assert len(lines) >= 2 and "sub/a.bin: " in lines[0] and "of 300,001 bytes" in lines[0]
    assert "100 %" in lines[-1]
    assert tree(tmp_path / "dir") == {"b.bin": b"1", "sub": None, "sub/a.bin": BIG[:300_000]}
