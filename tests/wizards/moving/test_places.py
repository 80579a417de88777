"""Places with files: they list, make, rename and delete in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest.importorskip("pyftpdlib")
pytest.importorskip("trustme")

import asyncio

from tests.virtual import vsftpd
from tests.wizards.ferrying import Ferry, Shore, debian, play, shore

from atbench.wizards.moving import listings
from atbench.wizards.moving.places import Computer, Entry, Module, Place, Server
from atbench.wizards.wizard import Refused, StepFailed

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Shore]:
    with shore() as server:
        yield server


@pytest.fixture(scope="module")
def real() -> Iterator[Shore]:
    if reason := vsftpd.missing():
        pytest.skip(reason)
    with debian() as server:
        yield server


# -- lists ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("drwxr-xr-x    2 ftp      ftp          4096 Jan 31 12:05 sub", Entry("sub", True, -1, "2026-01-31 12:05")),
        ("-rw-r--r-- 1 u g 123 Dec 31 23:59 last year", Entry("last year", False, 123, "2025-12-31 23:59")),
        ("-rw-r--r--   1 owner 7 Feb  9  2019  two blanks", Entry(" two blanks", False, 7, "2019-02-09")),
        ("lrwxrwxrwx 1 u g 3 Jan  1  2020 link -> a b", Entry("link", False, 3, "2020-01-01")),
        ("-rw-r--r--+ 1 u g 5 M\xe4r  1 12:00 named so", Entry("named so", False, 5, "")),
        ("01-31-26  09:15PM       <DIR>          my docs", Entry("my docs", True, -1, "2026-01-31 21:15")),
        ("01-31-2026  12:05AM              1234 a.bin", Entry("a.bin", False, 1234, "2026-01-31 00:05")),
    ],
)
def test_printed_lists(line: str, entry: Entry) -> None:
    assert listings.printed(["total 3", line, "d????????? ? ?", ""], NOW) == [entry]


def test_lists_for_machines() -> None:
    lines = [
        "type=cdir;modify=20260131120000; .",
        "Type=dir;Modify=20260131120059.123; a b; c",
        "type=file;size=12;modify=20260131120000;perm=r; x.bin",
        "type=OS.unix=slink:/x;size=3; link",
        "size=1; old",
        "type=file;size=1; ../../outside",
        "nothing",
    ]
    assert listings.machine(lines) == [
        Entry("a b; c", True, -1, "2026-01-31 12:00"),
        Entry("x.bin", False, 12, "2026-01-31 12:00"),
        Entry("link", False, 3),
        Entry("old", False, 1),
    ]


def test_bare_lists() -> None:
    assert listings.bare(["a b", "folder/c", "/x/d/", ".", ""]) == ["a b", "c", "d"]


# -- this computer -------------------------------------------------------------------------------------------------


def test_this_computer(tmp_path: Path) -> None:
    place = Computer(str(tmp_path))

    async def scene() -> None:
        await _works(place, place.join(place.start, "work"))
        assert place.parent("/") == "/"
        (tmp_path / "a.part").write_bytes(b"1")
        (tmp_path / "a.part.json").write_bytes(b"1")
        (tmp_path / ".a.sending.json").write_bytes(b"1")
        assert [one.name for one in await place.list(place.start)] == ["a.part", "work"][::-1]
        (tmp_path / "folder").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "folder")
        (tmp_path / "folder" / "kept").write_bytes(b"")
        await place.delete(str(tmp_path / "link"), True)
        assert (tmp_path / "folder" / "kept").exists()

    asyncio.run(scene())


async def _works(place: Place, folder: str) -> None:
    """All that can be done in a place with folders."""
    assert place.can == {"folders", "make", "rename", "delete", "time"}
    await place.make(folder)
    name = place.join(folder, "\u6e29\u5ea6 1")
    await place.make(name)
    await place.make(place.join(name, "deep"))
    (listed,) = await place.list(folder)
    assert (listed.name, listed.folder) == ("\u6e29\u5ea6 1", True)
    assert place.parent(name) == folder
    other = place.join(folder, "b")
    await place.rename(name, other)
    found = await place.look(other)
    assert found and found.folder
    assert await place.look(name) is None
    with pytest.raises(StepFailed) as told:
        await place.list(name)
    assert told.value.causes or told.value.tries
    for work in (place.make(other), place.delete(name, True), place.rename(name, other)):
        with pytest.raises(StepFailed):
            await work
    await place.delete(other, True)
    assert await place.list(folder) == []


# -- servers -------------------------------------------------------------------------------------------------------


def test_the_local_server(tmp_path: Path, server: Shore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.chdir", None)  # the folder of a session is not that of this program

    async def scene(ferry: Ferry) -> None:
        place = Server(ferry.talk)
        assert (place.start, place.parent("/"), place.parent("/a"), place.join("/", "a")) == ("/", "/", "/", "/a")
        await _works(place, "/work")
        (server.home / "work" / "z.bin").write_bytes(b"12345")
        (server.home / "work" / "Y").mkdir()
        (server.home / "work" / "a").write_bytes(b"")
        assert [(one.name, one.folder, one.size) for one in await place.list("/work")] == [
            ("Y", True, -1),
            ("a", False, 0),
            ("z.bin", False, 5),
        ]
        found = await place.look("/work/z.bin")
        assert found and found.size == 5 and found.time == (await place.list("/work"))[2].time != ""
        await place.delete("/work", True)
        assert {"QFTPMLSD"} == {text[3:].partition("=")[0] for text, _t in ferry.sent} & {"QFTPMLSD", "QFTPLIST"}
        with pytest.raises(Refused, match="550"):
            await place.delete("/nosuch", False)
        with pytest.raises(StepFailed, match="255"):
            await place.make("/" + "x" * 255)

    play(tmp_path, server, scene)


def test_a_server_without_mlsd(tmp_path: Path, real: Shore) -> None:
    old = "\u6e29\u5ea6".encode("gb18030")

    async def scene(ferry: Ferry) -> None:
        place = Server(ferry.talk)
        assert place.start == str(real.home)
        await _works(place, place.join(place.start, "work"))
        asked = [text for text, _time in ferry.sent]
        assert sum("QFTPMLSD" in text for text in asked) == 1  # then it is known that there is none
        (real.home / "work" / "a b").write_bytes(b"12345")
        (real.home / "sub").mkdir()
        path = place.join(place.start, "work")
        (found,) = await place.list(path)
        assert found == Entry("a b", False, 5, found.time) and len(found.time) == 16
        ferry.talk.values["server lists by"] = "NLST"
        assert await place.list(place.start) == [Entry("sub", True), Entry("work", True)]
        assert await place.list(path) == [Entry("a b", False, 5)]
        del ferry.talk.values["server lists by"]
        await place.delete(place.join(path, "a b"), False)
        (real.home / "work" / old.decode("utf-8", "surrogateescape")).write_bytes(b"1")
        assert [one.name for one in await place.list(path)] == ["\u6e29\u5ea6"]
        await Server(ferry.talk).delete(place.join(path, "\u6e29\u5ea6"), False)
        await place.delete(path, True)
        assert [one.name for one in await place.list(place.start)] == ["sub"]

    play(tmp_path, real, scene, user="anonymous", password="", folder=str(real.home))


# -- the module ----------------------------------------------------------------------------------------------------


def test_the_storages_of_a_module(tmp_path: Path, server: Shore) -> None:
    async def scene(ferry: Ferry) -> None:
        files = ferry.port._module.unit.files
        files.add("UFS:b.txt", b"123")
        files.add("UFS:a.txt", b"")
        files.add("SD:c.txt", b"12")
        flash, card = Module(ferry.talk), Module(ferry.talk, "SD")
        assert await flash.list("") == [Entry("a.txt", False, 0), Entry("b.txt", False, 3)]
        assert await card.list("") == [Entry("c.txt", False, 2)]
        assert (flash.can, flash.parent(""), flash.join("", "x"), await card.free()) == (
            {"delete"},
            "",
            "x",
            (32 << 20) - 2,
        )
        await card.delete("c.txt", False)
        await flash.delete("b.txt", False)
        assert await card.list("") == [] and len(await flash.list("")) == 1
        for work in (flash.delete("b.txt", False), flash.make("x"), flash.rename("a.txt", "x")):
            with pytest.raises(StepFailed):
                await work

    play(tmp_path, server, scene)
