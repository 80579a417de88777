"""Transfers that broke, because the server or the port went or somebody stopped them, go on from where they were."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyftpdlib")
pytest.importorskip("trustme")

from tests.virtual import vsftpd
from tests.wizards.ferrying import BIG, BY_FLASH, BY_PORT, Ferry, Shore, debian, play, shore, tree

from atbench.port.port import PortLost
from atbench.wizards.moving.move import Moved, move
from atbench.wizards.moving.places import Computer, Server
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


@pytest.mark.parametrize(("profile", "security"), [(BY_PORT, "2"), (BY_FLASH, "0")])
def test_an_upload_goes_on_when_the_server_went_away(
    tmp_path: Path, server: Shore, profile: str, security: str
) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(DATA)

    async def scene(ferry: Ferry) -> None:
        server.moods.pace = PACE
        ferry.at(SENT[profile], server.drop)
        with pytest.raises(StepFailed):
            await up(ferry, path)
        there = (server.home / "big.bin").stat().st_size
        assert 0 < there < len(DATA)
        server.moods.pace = 0
        await ferry.sign_in()
        assert await up(ferry, path) == Moved(1, len(DATA), 1)
        assert server.starts("STOR") == [0, there]
        assert (server.home / "big.bin").read_bytes() == DATA

    play(tmp_path / "home", server, scene, profile, security=security)
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(("profile", "security"), [(BY_PORT, "2"), (BY_FLASH, "0")])
def test_a_download_goes_on_when_the_server_went_away(
    tmp_path: Path, server: Shore, profile: str, security: str
) -> None:
    (server.home / "big.bin").write_bytes(DATA)
    part = tmp_path / "back" / "big.bin.part"

    async def scene(ferry: Ferry) -> None:
        server.moods.pace = PACE
        ferry.at(HALF // 2, server.drop)
        with pytest.raises(StepFailed):
            await down(ferry, "/big.bin", tmp_path / "back")
        here = part.stat().st_size
        assert 0 < here < len(DATA) and DATA.startswith(part.read_bytes())
        server.moods.pace = 0
        await ferry.sign_in()
        server.heard.clear()
        assert await down(ferry, "/big.bin", tmp_path / "back") == Moved(1, len(DATA), 1)
        assert server.starts("RETR")[0] == here
        assert tree(tmp_path / "back") == {"big.bin": DATA}

    play(tmp_path / "home", server, scene, profile, security=security)


@pytest.mark.parametrize("profile", [BY_PORT, BY_FLASH])
@pytest.mark.parametrize("way", ["up", "down"])
def test_it_goes_on_when_the_port_was_lost(tmp_path: Path, server: Shore, profile: str, way: str) -> None:
    path, back = tmp_path / "big.bin", tmp_path / "back"
    (path if way == "up" else server.home / "big.bin").write_bytes(DATA)

    async def breaks(ferry: Ferry) -> None:
        server.moods.pace = PACE
        ferry.at(SENT[profile] if way == "up" else HALF, ferry.port.unplug)
        with pytest.raises(PortLost):
            await (up(ferry, path) if way == "up" else down(ferry, "/big.bin", back))

    async def again(ferry: Ferry) -> None:
        server.heard.clear()
        there = (server.home / "big.bin").stat().st_size
        here = (back / "big.bin.part").stat().st_size if way == "down" else 0
        moved = await (up(ferry, path) if way == "up" else down(ferry, "/big.bin", back))
        assert (moved.files, moved.bytes) == (1, len(DATA))
        if way == "up":
            assert server.starts("STOR") == [there] and there
            assert (server.home / "big.bin").read_bytes() == DATA
        else:
            assert server.starts("RETR")[0] == here
            assert tree(back) == {"big.bin": DATA}

    play(tmp_path / "home", server, breaks, profile)
    server.moods.pace = 0
    play(tmp_path / "home", server, again, profile)


@pytest.mark.parametrize("profile", [BY_PORT, BY_FLASH])
@pytest.mark.parametrize("way", ["up", "down"])
def test_it_goes_on_after_a_stop(tmp_path: Path, server: Shore, profile: str, way: str) -> None:
    path, back = tmp_path / "big.bin", tmp_path / "back"
    (path if way == "up" else server.home / "big.bin").write_bytes(DATA)

    async def scene(ferry: Ferry) -> None:
        server.moods.pace = PACE
        task = asyncio.current_task()
        assert task
        ferry.at(SENT[profile] if way == "up" else HALF, task.cancel)
        with pytest.raises(asyncio.CancelledError):
            await (up(ferry, path) if way == "up" else down(ferry, "/big.bin", back))
        task.uncancel()
        assert (await ferry.talk.ask("AT")).ok  # it listens
        server.moods.pace = 0
        moved = await (up(ferry, path) if way == "up" else down(ferry, "/big.bin", back))
        assert (moved.files, moved.bytes) == (1, len(DATA))
        assert moved.resumed or (way, profile) == ("down", BY_FLASH)
        if way == "up":
            assert (server.home / "big.bin").read_bytes() == DATA
        else:
            assert tree(back) == {"big.bin": DATA}

    play(tmp_path / "home", server, scene, profile)


def test_a_stop_does_not_wait_for_a_slow_server(tmp_path: Path, server: Shore) -> None:
    """A module that goes on where `+++` left a download is busy until it gives it up; then the rest is fetched."""
    (server.home / "big.bin").write_bytes(DATA)

    async def scene(ferry: Ferry) -> None:
        task, talk = asyncio.current_task(), ferry.talk
        assert task
        server.moods.pace = 60_000
        ferry.at(10_000, task.cancel)
        with pytest.raises(asyncio.CancelledError):
            await down(ferry, "/big.bin", tmp_path / "back")
        task.uncancel()
        assert (await talk.ask("AT")).ok
        here = (tmp_path / "back" / "big.bin.part").stat().st_size
        assert 0 < here < len(DATA)
        server.moods.pace = 0
        assert await down(ferry, "/big.bin", tmp_path / "back") == Moved(1, len(DATA), 1)
        assert server.starts("RETR")[1] == here
        assert tree(tmp_path / "back") == {"big.bin": DATA}

    play(tmp_path / "home", server, scene, timeout="20")


@pytest.fixture(scope="module")
def real() -> Iterator[Shore]:
    if reason := vsftpd.missing():
        pytest.skip(reason)
    with debian() as server:
        yield server


@pytest.mark.parametrize("how", [{}, {"mode": "0"}, {"security": "1"}, {"security": "2"}], ids=str)
def test_with_vsftpd_it_goes_on_where_it_broke(tmp_path: Path, real: Shore, how: dict[str, str]) -> None:
    path, back, name = tmp_path / "big.bin", tmp_path / "back", f"{real.home}/big.bin"
    path.write_bytes(BIG)
    given = {"user": "anonymous", "password": "", "folder": str(real.home), **how}
    there = 0

    async def breaks(ferry: Ferry) -> None:
        ferry.at(HALF, ferry.port.unplug)
        with pytest.raises(PortLost):
            await up(ferry, path, str(real.home))

    async def again(ferry: Ferry) -> None:
        nonlocal there
        there = (real.home / "big.bin").stat().st_size
        assert await up(ferry, path, str(real.home)) == Moved(1, len(BIG), 1)
        assert (real.home / "big.bin").read_bytes() == BIG
        ferry.at(HALF, ferry.port.unplug)
        with pytest.raises(PortLost):
            await down(ferry, name, back)

    async def at_last(ferry: Ferry) -> None:
        here = (back / "big.bin.part").stat().st_size
        assert await down(ferry, name, back) == Moved(1, len(BIG), 1)
        assert tree(back) == {"big.bin": BIG}
        assert real.starts("STOR")[-1] == there > 0
        assert here > 0 and here in real.starts("RETR")

    play(tmp_path / "home", real, breaks, **given)
    play(tmp_path / "home", real, again, **given)
    play(tmp_path / "home", real, at_last, **given)
    Path(name).unlink()


def test_another_file_never_goes_on_where_the_first_one_broke(tmp_path: Path, server: Shore) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(DATA)

    async def scene(ferry: Ferry) -> None:
        server.moods.pace = PACE
        ferry.at(HALF, server.drop)
        with pytest.raises(StepFailed):
            await up(ferry, path)
        server.moods.pace = 0
        path.write_bytes(DATA[::-1])
        await ferry.sign_in()
        assert await up(ferry, path) == Moved(1, len(DATA))
        assert server.starts("STOR") == [0, 0]
        assert (server.home / "big.bin").read_bytes() == DATA[::-1]
        server.moods.pace = PACE
        ferry.at(HALF, server.drop)
        with pytest.raises(StepFailed):
            await down(ferry, "/big.bin", tmp_path / "back")
        server.moods.pace = 0
        (server.home / "big.bin").write_bytes(DATA[1:])
        await ferry.sign_in()
        assert await down(ferry, "/big.bin", tmp_path / "back") == Moved(1, len(DATA) - 1)
        assert tree(tmp_path / "back") == {"big.bin": DATA[1:]}

    play(tmp_path / "home", server, scene)
