"""The doctor on every module, its red lights, and what it hands on."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from atbench.cli.wizard_report import Notes
from atbench.clock import Clock
from atbench.files import Home
from atbench.knowledge import MASK
from atbench.session.session import Session
from atbench.virtual.state import PROFILES
from atbench.wizards.discretion import discreet
from atbench.wizards.jobs.doctor import WIZARD
from atbench.wizards.network.checks import checked, checks
from atbench.wizards.network.joining import activated
from atbench.wizards.run import Run
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import StepFailed
from atbench.workbench import Workbench

Before = Callable[[Session], Awaitable[object]]


def play(home: Path, profile: str, before: Before | None = None, fault: str = "", **values: str) -> Run:
    """The doctor as it went; `run.talk.values["page"]` is its report as a page, `["text"]` as a text."""

    async def scene() -> Run:
        bench = Workbench(Home(home), Clock(20), profile)
        session = await bench.open(f"virtual://{profile}?boot=0{fault and '&fault=' + fault}")
        notes = Notes(session)
        talk = Talk(session, bench.knowledge, bench.clock, {**WIZARD.defaults(bench.knowledge), **values})
        run = Run(WIZARD, talk, notes.hear)
        try:
            async with asyncio.timeout(50):
                if before:
                    await before(session)
                await run.all()
                await run.undo()
            for name in ("page.html", "text.txt"):
                notes.write(home / name, run)
        finally:
            await bench.close()
        return run

    return asyncio.run(scene())


def ask(*commands: str) -> Before:
    async def before(session: Session) -> None:
        for command in commands:
            assert (await session.ask(command)).ok, command

    return before


CELLULAR = [name for name, row in PROFILES.items() if "wifi" not in row.families]


@pytest.mark.parametrize("profile", CELLULAR)
def test_all_lights_are_green(tmp_path: Path, profile: str) -> None:
    run = play(tmp_path, profile)
    assert run.ok, [result for result in run.results.values() if result.state not in ("passed", "skipped")]
    skipped = {name for name, result in run.results.items() if result.state == "skipped"}
    assert skipped == ({"checks", "dns"} if "+QIACT" not in run.talk.knowledge.commands else set())
    assert all(run.results[name].note for name in skipped)
    assert "dBm" in run.results["signal"].note
    assert "EPS: registered at home" in run.results["registration"].note
    assert "10.83.21.107" in run.results["context"].note
    assert run.results["clock"].note.startswith("20")


def test_a_module_for_wifi(tmp_path: Path) -> None:
    run = play(tmp_path, "tencent-esp8266")
    assert run.ok
    passed = [name for name, result in run.results.items() if result.state == "passed"]
    assert passed == ["alive", "identity", "signal", "context"]
    assert "Wi-Fi" in run.results["sim"].note
    assert run.results["signal"].note == "-52 dBm, strong"
    assert run.results["context"].note == "address 10.83.21.107, in the Wi-Fi workshop, as it was"


def test_a_wifi_that_is_named(tmp_path: Path) -> None:
    run = play(tmp_path, "tencent-esp8266", ask("AT+CWQAP"), ssid="garage", wifi_password="00000000")
    assert "garage" in run.results["context"].note


def test_no_wifi_is_a_red_light(tmp_path: Path) -> None:
    result = play(tmp_path, "tencent-esp8266", ask("AT+CWQAP")).results["context"]
    assert (result.state, result.note) == ("failed", "The module is in no Wi-Fi network")
    assert result.tries


RED = [
    ("ec600s", "no_answer", "alive"),
    ("me3630", "sim_removed", "sim"),
    ("tencent", "registration_lost", "registration"),
    ("ec600s", "dns_failing", "dns"),
    ("eg800k", "dns_failing", "dns"),
]


@pytest.mark.parametrize(("profile", "fault", "step"), RED)
def test_it_stops_at_the_first_red_light(tmp_path: Path, profile: str, fault: str, step: str) -> None:
    run = play(tmp_path, profile, fault=fault)
    assert not run.ok
    names = list(run.results)
    assert [name for name, result in run.results.items() if result.state == "failed"] == [step]
    assert all(run.results[name].state == "waiting" for name in names[names.index(step) + 1 :])
    assert run.results[step].causes and run.results[step].tries


def test_a_clock_that_is_not_set_is_a_red_light(tmp_path: Path) -> None:
    run = play(tmp_path, "ec600s", ask('AT+CCLK="04/01/01,00:00:10+00"'))
    assert run.results["clock"].state == "failed"
    assert 'AT+QNTP=1,"ntp.aliyun.com",123,1' in run.results["clock"].remedies
    assert not run.ok


def test_the_access_point_is_proposed_from_the_card(tmp_path: Path) -> None:
    run = play(tmp_path, "ec600s", ask('AT+QICSGP=1,1,""'))
    assert run.results["apn"].note == "internet, proposed for the operator of the SIM card"
    run = play(tmp_path, "me3630", ask('AT+CGDCONT=1,"IP",""'))
    assert run.results["apn"].note == "internet, proposed for the operator of the SIM card"


@pytest.mark.parametrize("profile", ["ec600s", "me3630"])
def test_an_access_point_that_is_named(tmp_path: Path, profile: str) -> None:
    assert play(tmp_path, profile, apn="iot.example").results["apn"].note == "iot.example"


def test_three_contexts_are_active_already(tmp_path: Path) -> None:
    before = ask("AT+QIACT=2", "AT+QIACT=3", "AT+QIACT=4")
    result = play(tmp_path, "ec600s", before).results["checks"]
    assert (result.state, result.note) == ("failed", "3 of 3 contexts active")
    assert result.remedies == ("AT+QIDEACT=4",)


def test_not_attached_is_found_before_the_context(tmp_path: Path) -> None:
    async def scene() -> None:
        bench = Workbench(Home(tmp_path), Clock(20), "ec600s")
        session = await bench.open("virtual://ec600s?boot=0")
        try:
            await session.ask("AT+CGATT=0")
            talk = Talk(session, bench.knowledge, bench.clock, {})
            with pytest.raises(StepFailed) as failed:
                await checked(talk)
            assert str(failed.value) == "Not attached to packet data"
            assert failed.value.remedies == ("AT+CGATT=1",)
            assert [one.ok for one in await checks(talk)] == [False, True, True, True, True]
            with pytest.raises(StepFailed) as refused:
                await activated(talk)  # where it is refused they say why
            assert refused.value.causes == ("Not attached to packet data",)
            assert "AT+CGATT=1" in refused.value.remedies
        finally:
            await bench.close()

    asyncio.run(scene())


@pytest.mark.parametrize("profile", ["ec600s", "me3630", "tencent", "tencent-m6315", "tencent-esp8266"])
def test_the_report_says_neither_who_nor_where(tmp_path: Path, profile: str) -> None:
    row = PROFILES[profile]
    before = ask('AT+QICSGP=1,1,""', "AT+CREG=2", "AT+CGREG=2", "AT+CEREG=2") if profile == "ec600s" else None
    run = play(tmp_path, profile, before)
    assert run.ok
    for name in ("page.html", "text.txt"):
        told = (tmp_path / name).read_text("utf-8")
        assert "dBm" in told and row.revision in told
        for secret in (row.imei, row.imsi, row.iccid, "10.83.", "1A2B", "0C3D4E5", "02:00:00"):
            assert secret not in told, (name, secret)


@pytest.mark.parametrize(
    "text",
    [
        '+CIFSR:STAMAC,"02:00:00:00:00:02"',
        "address 10.83.21.107, was active",
        '+CGPADDR: 1,"2001:db8::17"',
        "fe80:0:0:0:1:2:3:4",
        "call +8613800000000",
        "office@mail.example",
        "IMEI 004999010640000",
        "89860000000000000001",
        "8986000000000000000F",
    ],
)
def test_what_is_taken_out(text: str) -> None:
    found = discreet(text)
    assert MASK in found
    assert not re.search(r"\d{3}|mail|db8|fe80|:00", found), found


@pytest.mark.parametrize("text", ["2026-11-21 17:28:13", "-57 dBm", "EC600SCNDR00A00M00", "AT version:1.7.0", "3 of 3"])
def test_what_stays(text: str) -> None:
    assert discreet(text) == text


def test_a_name_that_nobody_has(tmp_path: Path) -> None:
    result = play(tmp_path, "ec600s", host="no.such.host.invalid").results["dns"]
    assert result.state == "failed"
    assert "565" in result.note
    assert "AT+QIDNSCFG=1" in result.remedies
