"""Is somebody there: data mode, results as numbers, another baud rate, another line end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.files import Home
from atbench.port.port import PortSettings
from atbench.session.session import Session
from atbench.wizards.network.alive import alive
from atbench.wizards.talk import Progress, Talk
from atbench.wizards.wizard import StepFailed
from atbench.workbench import Workbench

Before = Callable[[Session], Awaitable[None]]


def play(home: Path, before: Before | None = None, url: str = "virtual://ec600s?boot=0", speed: float = 20) -> str:
    """What `alive` says of a module to which something was done before."""

    async def scene() -> str:
        bench = Workbench(Home(home), Clock(speed))
        session = await bench.open(url)
        try:
            async with asyncio.timeout(40):
                if before:
                    await before(session)
                return await alive(Talk(session, bench.knowledge, bench.clock, {}))
        finally:
            await bench.close()

    return asyncio.run(scene())


def test_how_it_talks_is_told(tmp_path: Path) -> None:
    assert play(tmp_path) == "answers, echo on, errors with numbers"


def test_echo_off(tmp_path: Path) -> None:
    async def before(session: Session) -> None:
        await session.ask("ATE0")

    assert "echo off" in play(tmp_path, before)


@pytest.mark.parametrize("seen", [True, False])
def test_results_as_numbers(tmp_path: Path, seen: bool) -> None:
    """ATV0, in this session or left by somebody before us."""

    async def before(session: Session) -> None:
        if seen:
            await session.ask("ATV0")
            return
        with session.expect(lambda event: event.line == b"0") as told:
            session.send(b"ATV0\r")
            await told.wait(20)

    assert "results were numbers (ATV0): words now" in play(tmp_path, before)


@pytest.mark.parametrize("seen", [True, False])
def test_data_mode_with_an_echoing_peer(tmp_path: Path, seen: bool) -> None:
    async def before(session: Session) -> None:
        await session.ask("AT+QIACT=1")
        command = 'AT+QIOPEN=1,0,"TCP","echo.example",7007,0,2'
        if seen:
            answer = await session.ask(command, 150)
            assert answer.ok
            return
        with session.expect(lambda event: event.line == b"CONNECT") as told:
            session.send(command.encode() + b"\r")
            await told.wait(60)

    assert play(tmp_path, before).startswith("answers")


@contextlib.contextmanager
def uart(rate: int, end: bytes) -> Iterator[str]:
    """A module at a serial line with a rate: at another one it makes nothing of the bytes, and its own are garbage."""
    import termios
    import tty

    master, slave = os.openpty()
    tty.setraw(slave)
    code, stop = getattr(termios, f"B{rate}"), threading.Event()

    def work() -> None:
        typed = b""
        while not stop.is_set():
            if not select.select([master], [], [], 0.02)[0]:
                continue
            data = os.read(master, 4096)
            if termios.tcgetattr(master)[5] != code:
                os.write(master, bytes(byte | 0x80 for byte in data))
                typed = b"\xff"
                continue
            typed += data
            while end in typed:
                line, _end, typed = typed.partition(end)
                if line.strip().startswith(b"AT"):
                    os.write(master, line + end + b"\r\nOK\r\n")

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield os.ttyname(slave)
    finally:
        stop.set()
        thread.join()
        os.close(master)
        os.close(slave)


serial = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminals")


def probe(home: Path, rate: int, end: bytes, speed: float = 5) -> tuple[str, int, bytes, list[Progress]]:
    """What is said of a module at that line, and the settings afterwards."""

    async def scene() -> tuple[str, int, bytes, list[Progress]]:
        bench = Workbench(Home(home), Clock(speed))
        progress: list[Progress] = []
        with uart(rate, end) as device:
            session = await bench.open(device, PortSettings(baud=115200))
            talk = Talk(session, bench.knowledge, bench.clock, {}, progress.append)
            try:
                async with asyncio.timeout(40):
                    note = await alive(talk)
            except StepFailed as error:
                note = str(error)
            finally:
                found = session.rate, session.line_end
                await bench.close()
        return note, *found, progress

    return asyncio.run(scene())


@serial
@pytest.mark.parametrize("rate", [9600, 38400, 921600])
def test_another_baud_rate(tmp_path: Path, rate: int) -> None:
    note, found, end, progress = probe(tmp_path, rate, b"\r")
    assert f"found at {rate} baud with CR, not at 115200 baud with CR" in note
    assert (found, end) == (rate, b"\r")
    assert any(one.name.startswith(f"{rate} baud") for one in progress)


@serial
def test_another_line_end(tmp_path: Path) -> None:
    note, found, end, _progress = probe(tmp_path, 115200, b"\r\n")
    assert "found at 115200 baud with CR LF" in note
    assert (found, end) == (115200, b"\r\n")


@serial
def test_both_are_others(tmp_path: Path) -> None:
    note, found, end, _progress = probe(tmp_path, 9600, b"\r\n")
    assert (found, end) == (9600, b"\r\n"), note


@serial
def test_what_does_not_answer_leaves_the_line_as_it_was(tmp_path: Path) -> None:
    note, found, end, _progress = probe(tmp_path, 300, b"\r", 20)
    assert note.startswith("The module does not answer AT (tried: ")
    assert "9600" in note
    assert (found, end) == (115200, b"\r")
