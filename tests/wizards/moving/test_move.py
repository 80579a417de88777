"""Files and folders between this computer, a server and a module: byte for byte, with reasons for refusals."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("pyftpdlib")
pytest.importorskip("trustme")

from tests.wizards.ferrying import BIG, BY_FLASH, BY_PORT, Ferry, Shore, play, shore, tree

from atbench.wizards.moving.move import Moved, move
from atbench.wizards.moving.places import Computer, Module, Server
from atbench.wizards.wizard import StepFailed

DATA = BIG[:1_600_000]  # too much for the flash of the one, no matter for the other
HALF = 800_000
PACE = 2_000_000  # bytes that the server moves in a second
SENT = {BY_PORT: HALF, BY_FLASH: 1_200_000}  # done when half of it is at the server: by flash the first half is here


@pytest.fixture(scope="module")
def running() -> Iterator[Shore]:
    with shore() as server:
        yield server


@pytest.fixture
def server(running: Shore) -> Iterator[Shore]:
    """Empty, in its best mood."""
    running.heard.clear()
    yield running
    for path in sorted(running.home.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    running.moods.room, running.moods.pace, running.moods.slow = None, 0, 0


async def up(ferry: Ferry, path: Path, folder: str = "/", **more: bool) -> Moved:
    chosen = [(str(path), await Computer().is_folder(str(path)))]
    return await move(ferry.talk, Computer(), chosen, Server(ferry.talk), folder, **more)


async def down(ferry: Ferry, name: str, folder: Path, is_folder: bool = False) -> Moved:
    return await move(ferry.talk, Server(ferry.talk), [(name, is_folder)], Computer(), str(folder))


@pytest.mark.parametrize(
    ("profile", "how"),
    [
        (BY_PORT, {}),
        (BY_PORT, {"mode": "0"}),
        (BY_PORT, {"security": "1"}),
        (BY_PORT, {"security": "2"}),
        (BY_FLASH, {"mode": "0"}),
        (BY_FLASH, {"security": "2"}),
    ],
    ids=str,
)
def test_five_megabytes_there_and_back(tmp_path: Path, server: Shore, profile: str, how: dict[str, str]) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(BIG)

    async def scene(ferry: Ferry) -> None:
        assert await up(ferry, path) == Moved(1, len(BIG))
        assert (server.home / "big.bin").read_bytes() == BIG
        assert await down(ferry, "/big.bin", tmp_path / "back") == Moved(1, len(BIG))
        assert tree(tmp_path / "back") == {"big.bin": BIG}
        assert {(one.total, one.what, one.name) for one in ferry.told} == {(len(BIG), "bytes", "big.bin")}
        done = [one.done for one in ferry.told]
        half = len(done) - done[::-1].index(0) - 1  # where the download begins
        assert done[0] == 0 and done[half - 2] == done[-1] == len(BIG)
        assert sorted(done[half:]) == done[half:]
        assert any("COM:" in text for text, _time in ferry.sent if "QFTPPUT" in text) == (profile == BY_PORT)
        assert ferry.port._module.unit.files.listed("*") == []

    play(tmp_path / "home", server, scene, profile, **how)
    assert tree(tmp_path)["big.bin"] == BIG and not list(tmp_path.glob(".*"))


# -- how it goes ---------------------------------------------------------------------------------------------------


def test_how_far_it_is_is_asked_once_a_second_and_never_in_data_mode(tmp_path: Path, server: Shore) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(BIG[:2_000_000])
    server.moods.pace = 4_000_000

    async def scene(ferry: Ferry) -> None:
        await up(ferry, path)
        await down(ferry, "/big.bin", tmp_path / "back")
        asked = [(text, time) for text, time in ferry.sent if text == "AT+QFTPLEN"]
        assert len(asked) > 4
        gaps = [later - earlier for (_a, earlier), (_b, later) in pairwise(asked)]
        assert min(gaps) > 0.95, gaps
        moving = [text.partition("=")[0] for text, _time in ferry.sent]
        for number, name in enumerate(moving):
            if name == "AT+QFTPLEN":
                before = next(one for one in reversed(moving[:number]) if one != "AT+QFTPLEN")
                assert before in ("AT+QFTPPUT", "AT+QFTPGET")
        assert not [text for text, _time in ferry.sent if "COM:" in text and "MLSD" not in text]

    play(tmp_path / "home", server, scene, BY_FLASH)


def test_nothing_is_asked_in_data_mode(tmp_path: Path, server: Shore) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(BIG[:1_500_000])
    server.moods.pace = 4_000_000

    async def scene(ferry: Ferry) -> None:
        await up(ferry, path)
        await down(ferry, "/big.bin", tmp_path / "back")
        assert not [text for text, _time in ferry.sent if text == "AT+QFTPLEN"]

    play(tmp_path / "home", server, scene, BY_PORT)


TRICKY = b"\r\nOK\r\n\r\n+QFTPGET: 0,5\r\n+++\r\nCONNECT\r\nNO CARRIER\r\n\x00\x1a\xff" * 300
TREE: dict[str, bytes | None] = {
    "a folder": None,
    "a folder/with blanks.txt": b"one\r\n",
    "a folder/empty": None,
    "a folder/none.bin": b"",
    "\u6e29\u5ea6": None,
    "\u6e29\u5ea6/\u62a5\u544a.txt": "\u6e29\u5ea6\u62a5\u544a\n".encode(),
    "tricky.bin": TRICKY,
    "large.bin": BIG[:1_200_000],
}


def grow(folder: Path) -> None:
    for name, data in TREE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(exist_ok=True) if data is None else path.write_bytes(data)


@pytest.mark.parametrize("profile", [BY_PORT, BY_FLASH])
def test_folders_with_their_tree(tmp_path: Path, server: Shore, profile: str) -> None:
    grow(tmp_path / "tree")
    size = sum(len(data or b"") for data in TREE.values())

    async def scene(ferry: Ferry) -> None:
        assert await up(ferry, tmp_path / "tree") == Moved(5, size)
        assert tree(server.home / "tree") == TREE
        assert await down(ferry, "/tree", tmp_path / "back", True) == Moved(5, size)
        assert tree(tmp_path / "back" / "tree") == TREE
        assert {one.total for one in ferry.told if one.what == "bytes"} == {size}
        await Server(ferry.talk).delete("/tree", True)
        assert tree(server.home) == {}

    play(tmp_path / "home", server, scene, profile)


def test_what_is_there_already(tmp_path: Path, server: Shore) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"new")
    (server.home / "a.txt").write_bytes(b"older and longer")
    asked: list[str] = []

    async def ask(name: str) -> bool:
        asked.append(name)
        return len(asked) > 1

    async def scene(ferry: Ferry) -> None:
        here, there = Computer(), Server(ferry.talk)
        left = Moved(0, 0, 0, ("/a.txt is there already, it was left out",))
        assert await move(ferry.talk, here, [(str(path), False)], there, "/", False) == left
        assert await move(ferry.talk, here, [(str(path), False)], there, "/", ask) == left
        assert (server.home / "a.txt").read_bytes() == b"older and longer"
        assert await move(ferry.talk, here, [(str(path), False)], there, "/", ask) == Moved(1, 3)
        assert (server.home / "a.txt").read_bytes() == b"new"
        assert asked == ["/a.txt", "/a.txt"]

    play(tmp_path / "home", server, scene)


def test_between_the_module_and_the_others(tmp_path: Path, server: Shore) -> None:
    grow(tmp_path / "tree")
    (server.home / "data.bin").write_bytes(TRICKY)

    async def scene(ferry: Ferry) -> None:
        talk, there, module, here = ferry.talk, Server(ferry.talk), Module(ferry.talk), Computer()
        assert await move(talk, there, [("/data.bin", False)], module, "") == Moved(1, len(TRICKY))
        assert ferry.port._module.unit.files.read("UFS:data.bin") == TRICKY
        assert await move(talk, module, [("data.bin", False)], here, str(tmp_path / "back")) == Moved(1, len(TRICKY))
        assert tree(tmp_path / "back") == {"data.bin": TRICKY}
        await there.make("/sub")
        assert await move(talk, module, [("data.bin", False)], there, "/sub") == Moved(1, len(TRICKY))
        assert tree(server.home / "sub") == {"data.bin": TRICKY}
        card = Module(talk, "SD")
        moved = await move(talk, here, [(str(tmp_path / "tree" / "a folder"), True)], card, "")
        assert moved.files == 1 and "_" in moved.notes[0] and "none.bin is empty" in moved.notes[1]
        assert [one.name for one in await card.list("")] == ["a folder_with blanks.txt"]

    play(tmp_path / "home", server, scene)


# -- what is refused -----------------------------------------------------------------------------------------------


async def refusal(work: object) -> str:
    with pytest.raises(StepFailed) as told:
        await work  # type: ignore[misc]
    assert told.value.causes or told.value.tries, told.value
    return str(told.value)


def test_refusals_have_reasons(tmp_path: Path, server: Shore) -> None:
    bad, path, quoted = tmp_path / "a:b.txt", tmp_path / "a.txt", tmp_path / 'a"b.txt'
    for one in (bad, path, quoted):
        one.write_bytes(b"data" * 500)
    (server.home / "b.txt").write_bytes(b"text")

    async def scene(ferry: Ferry) -> None:
        assert "553" in await refusal(up(ferry, bad))
        assert "quote" in await refusal(up(ferry, quoted))
        server.moods.room = 1000
        assert "552" in await refusal(up(ferry, path))
        server.moods.room = None
        assert "/nosuch" in await refusal(down(ferry, "/nosuch", tmp_path))
        assert "nosuch" in await refusal(up(ferry, tmp_path / "nosuch"))
        assert "/nowhere is no folder" in await refusal(up(ferry, path, "/nowhere"))
        (tmp_path / "in the way").write_bytes(b"")
        assert "in the way" in await refusal(down(ferry, "/b.txt", tmp_path / "in the way"))

    play(tmp_path / "home", server, scene)


def test_a_reader_may_not_write(tmp_path: Path, server: Shore) -> None:
    from atbench.virtual.far_end.devices import FTP_READER, FTP_READER_PASSWORD

    path = tmp_path / "a.txt"
    path.write_bytes(b"data")

    async def scene(ferry: Ferry) -> None:
        assert "550" in await refusal(up(ferry, path))
        assert "550" in await refusal(Server(ferry.talk).make("/sub"))

    play(tmp_path / "home", server, scene, user=FTP_READER, password=FTP_READER_PASSWORD)


def test_what_does_not_fit_on_the_module_is_said_first(tmp_path: Path, server: Shore) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(BIG)
    (server.home / "big.bin").write_bytes(BIG)

    async def scene(ferry: Ferry) -> None:
        talk, module = ferry.talk, Module(ferry.talk)
        assert "917503" in await refusal(move(talk, Computer(), [(str(path), False)], module, ""))
        assert "917503" in await refusal(move(talk, Server(talk), [("/big.bin", False)], module, ""))
        assert not [text for text, _time in ferry.sent if text.startswith(("AT+QFUPL", "AT+QFTPGET"))]

    play(tmp_path / "home", server, scene)


def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, server: Shore) -> None:
    async def scene(ferry: Ferry) -> None:
        with pytest.raises(StepFailed, match="cannot be the name"):
            await move(ferry.talk, Server(ferry.talk), [("/..", True)], Computer(), str(tmp_path))

    play(tmp_path / "home", server, scene)
