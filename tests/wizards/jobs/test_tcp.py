"""The TCP wizard against the virtual module: the same bytes at both ends, in every access mode."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.files import Home
from atbench.wizards.jobs.tcp import WIZARD
from atbench.wizards.run import Run
from atbench.wizards.talk import Talk
from atbench.workbench import Workbench

AWKWARD = b"\r\nOK\r\n\x00\x1a\x1b+++ERROR\r\nCONNECT\r\n\xff+QIRD: 5\r\n" + bytes(range(256))
PLACE = {"host": "echo.example", "port": "7000"}


def play(
    home: Path,
    values: dict[str, str],
    before: tuple[str, ...] = (),
    unplug: str = "",
    profile: str = "ec600s",
    until: str = "",
) -> tuple[Run, list[bytes]]:
    """Runs the wizard; returns the run and what arrived at the far end, a connection an entry."""

    async def scene() -> tuple[Run, list[bytes]]:
        bench = Workbench(Home(home), Clock(10))
        session = await bench.open(f"virtual://{profile}?boot=0")
        talk = Talk(session, bench.knowledge, bench.clock, {**WIZARD.defaults(bench.knowledge), **values})
        run = Run(WIZARD, talk)
        far_end = bench.far_end
        assert far_end
        try:
            async with asyncio.timeout(50):
                for command in before:
                    await talk.do(command)
                for step in WIZARD.steps:
                    if step.name == unplug:
                        await bench.close()
                    if not await run.step(step) or step.name == until:
                        break
                arrived = [bytes(one.received) for one in far_end.conversations]
                await run.undo()
                if not unplug:
                    assert await talk.lines("AT+QISTATE?") == []
        finally:
            await bench.close()
        return run, arrived

    return asyncio.run(scene())


def failed(run: Run) -> list[object]:
    return [result for result in run.results.values() if result.state != "passed"]


@pytest.mark.parametrize("mode", ["0", "1", "2"])
@pytest.mark.parametrize("service", ["TCP", "UDP"])
def test_the_same_bytes_at_both_ends(tmp_path: Path, mode: str, service: str) -> None:
    sent, saved = tmp_path / "sent", tmp_path / "saved"
    sent.write_bytes(AWKWARD)
    values = {**PLACE, "service": service, "mode": mode, "file": str(sent), "save": str(saved), "message": "灯 7"}
    run, arrived = play(tmp_path / "home", values)
    assert failed(run) == []
    assert arrived == ["灯 7".encode() + AWKWARD]
    assert saved.read_bytes() == arrived[0]


def test_ten_thousand_bytes_go_in_pieces(tmp_path: Path) -> None:
    sent, saved = tmp_path / "sent", tmp_path / "saved"
    sent.write_bytes(bytes(place * 7 % 256 for place in range(10_000)))
    run, arrived = play(tmp_path / "home", {**PLACE, "file": str(sent), "save": str(saved)}, profile="ec20")
    assert failed(run) == []
    assert arrived == [sent.read_bytes()]
    assert saved.read_bytes() == sent.read_bytes()


def test_a_socket_that_is_open_is_closed_first(tmp_path: Path) -> None:
    before = ("AT+QIACT=1", 'AT+QIOPEN=1,0,"TCP","other.example",7001')
    run, _arrived = play(tmp_path, {**PLACE, "message": "x"}, before)
    assert failed(run) == []
    assert "closed" in run.results["free"].note


@pytest.mark.parametrize("mode", ["0", "2"])
@pytest.mark.parametrize("wrong", [{"host": "no.such.host.invalid"}, {"port": "9"}])
def test_a_wrong_value_fails_with_reason_and_advice(tmp_path: Path, wrong: dict[str, str], mode: str) -> None:
    run, _arrived = play(tmp_path, {**PLACE, "mode": mode, **wrong})
    result = run.results["open"]
    assert result.state == "failed", run.results
    assert result.causes
    assert "resol" in result.note or "refused" in result.note


@pytest.mark.parametrize("step", [step.name for step in WIZARD.steps])
def test_a_lost_port_is_said_at_every_step(tmp_path: Path, step: str) -> None:
    run, _arrived = play(tmp_path, {**PLACE, "message": "x"}, unplug=step)
    assert run.results[step].state == "failed"


@pytest.mark.parametrize("mode", ["0", "2"])
def test_given_up_half_way_nothing_stays_open(tmp_path: Path, mode: str) -> None:
    run, arrived = play(tmp_path, {**PLACE, "mode": mode}, until="open")  # `play` looks for open sockets
    assert run.results["open"].state == "passed"
    assert arrived == [b""]
