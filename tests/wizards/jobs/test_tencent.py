"""The Tencent wizard on each firmware, with a certificate, and with a firmware that the cloud offers."""

from __future__ import annotations

import asyncio
import hashlib
import random
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.files import Home, resource
from atbench.knowledge import Knowledge
from atbench.wizards.jobs.tencent import WIZARD
from atbench.wizards.run import Run
from atbench.wizards.samples import sample
from atbench.wizards.talk import Talk
from atbench.workbench import Workbench

FIRMWARE = random.Random(5).randbytes(20_000)


def play(
    home: Path, profile: str, values: dict[str, str], options: str = "", offer: bool = False
) -> tuple[Run, list[bytes]]:
    async def scene() -> tuple[Run, list[bytes]]:
        bench = Workbench(Home(home), Clock(10), profile)
        session = await bench.open(f"virtual://{profile}?boot=0{options}")
        far_end = bench.far_end
        assert far_end
        if offer:
            far_end.offer_firmware("1.2.0", FIRMWARE)
        given = {**WIZARD.defaults(bench.knowledge), **sample("tencent", home), **values}
        run = Run(WIZARD, Talk(session, bench.knowledge, bench.clock, given))
        try:
            async with asyncio.timeout(50):
                await run.all()
                await run.undo()
        finally:
            await bench.close()
        return run, [message.payload for message in far_end.messages if "/event" in message.topic]

    home.mkdir(exist_ok=True)
    return asyncio.run(scene())


def failures(run: Run) -> list[str]:
    return [f"{one.step}: {one.note}" for one in run.results.values() if one.state == "failed"]


@pytest.mark.parametrize("profile", ["tencent", "tencent-esp8266", "tencent-m6315"])
def test_each_firmware(tmp_path: Path, profile: str) -> None:
    wifi = {"mode": "1", "network": "1", "ssid": "workshop", "wifi_password": "demo-wifi-01"}
    run, arrived = play(tmp_path, profile, wifi if profile == "tencent-esp8266" else {})
    assert run.ok, failures(run)
    assert arrived == [b'{"lamp":1}']


def test_with_a_certificate(tmp_path: Path) -> None:
    folder = tmp_path / "certificates"
    folder.mkdir()
    names = {"certificate": "tencent.crt", "key": "tencent.key"}
    values = {"mode": "2", **{field: str(folder / name) for field, name in names.items()}}
    run, arrived = play(tmp_path, "tencent", values, f"&certificates={folder}")
    assert run.ok, failures(run)
    assert arrived == [b'{"lamp":1}']


def test_a_firmware_that_the_cloud_offers(tmp_path: Path) -> None:
    target = tmp_path / "new.bin"
    run, _arrived = play(tmp_path, "tencent", {"version": "1.1.0", "save": str(target)}, offer=True)
    assert run.ok, failures(run)
    assert hashlib.md5(target.read_bytes()).digest() == hashlib.md5(FIRMWARE).digest()


@pytest.mark.parametrize(
    ("wrong", "step"),
    [({"secret": "d3Jvbmc="}, "connect"), ({"product": "UNKNOWN001"}, "connect")],
)
def test_a_wrong_value_fails_at_its_step(tmp_path: Path, wrong: dict[str, str], step: str) -> None:
    run, arrived = play(tmp_path, "tencent", wrong)
    assert run.results[step].state == "failed", failures(run)
    assert run.results[step].note
    assert arrived == []


def test_no_firmware_is_offered(tmp_path: Path) -> None:
    run, _arrived = play(tmp_path, "tencent", {"version": "1.1.0", "save": str(tmp_path / "new.bin"), "wait": "3"})
    result = run.results["version"]
    assert result.state == "failed"
    assert "offered no firmware within 3 s" in result.note
    assert result.tries


@pytest.mark.parametrize(
    ("profile", "mode", "modes"),
    [("tencent", "0", ["0", "1", "2"]), ("tencent-esp8266", "1", ["1"]), ("tencent-m6315", "0", ["0", "1", "2"])],
)
def test_the_module_limits_the_ways_to_sign_in(profile: str, mode: str, modes: list[str]) -> None:
    known = Knowledge(resource("manuals"), cache="", profile=profile)
    assert WIZARD.defaults(known)["mode"] == mode
    assert [value for value, _text in WIZARD.field("mode").allowed(known)] == modes
    assert bool(WIZARD.field("mode").refusal("0", known)) == ("0" not in modes)


def test_a_secret_that_is_no_base64_is_held_at_its_field() -> None:
    known = Knowledge(resource("manuals"), cache="", profile="tencent")
    values = {**WIZARD.defaults(known), "product": "p", "device": "d", "secret": "no base64!"}
    assert "Base64" in WIZARD.refusals(values, known)["secret"]
