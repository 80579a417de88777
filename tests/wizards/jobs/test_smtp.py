"""The mail wizard against the virtual EC20 and the local mail server."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.files import Home, resource
from atbench.knowledge import Knowledge
from atbench.virtual.far_end.devices import MAIL_PASSWORD, MAIL_USER
from atbench.virtual.far_end.mails import Mail
from atbench.wizards.jobs.smtp import WIZARD
from atbench.wizards.jobs.smtp_steps import host
from atbench.wizards.run import Run
from atbench.wizards.talk import Talk
from atbench.workbench import Workbench

KNOWN = Knowledge(resource("manuals"), cache="", profile="ec20")
VALUES = {
    "provider": "qq",
    "security": "1",
    "user": MAIL_USER,
    "password": MAIL_PASSWORD,
    "sender": f"{MAIL_USER}@mail.example",
    "to": "one@mail.example\ntwo@mail.example",
    "cc": "three@mail.example",
    "bcc": "four@mail.example",
    "subject": "Report 7",
    "body": "Line one\nLine two\n",
}


def play(home: Path, values: dict[str, str]) -> tuple[Run, list[Mail], list[str]]:
    """Runs the wizard; returns the run, the mails that arrived, and the files left on the module."""

    async def scene() -> tuple[Run, list[Mail], list[str]]:
        bench = Workbench(Home(home), Clock(10), "ec20")
        session = await bench.open("virtual://ec20?boot=0")
        talk = Talk(session, bench.knowledge, bench.clock, {**WIZARD.defaults(bench.knowledge), **values})
        run = Run(WIZARD, talk)
        try:
            async with asyncio.timeout(50):
                await run.all()
                await run.undo()
                left = await session.ask('AT+QFLST="*"')
                mails = list(bench.far_end.mails) if bench.far_end else []
        finally:
            await bench.close()
        return run, mails, [event.text for event in left.lines]

    return asyncio.run(scene())


def failures(run: Run) -> list[str]:
    return [f"{result.step}: {result.note}" for result in run.results.values() if result.state == "failed"]


@pytest.mark.parametrize("security", ["0", "1", "2"])
def test_a_mail_arrives(tmp_path: Path, security: str) -> None:
    run, mails, left = play(tmp_path, {**VALUES, "security": security})
    assert run.ok, failures(run)
    (mail,) = mails
    assert mail.subject == "Report 7"
    assert mail.body.replace(b"\r\n", b"\n").rstrip() == b"Line one\nLine two"
    assert len(mail.envelope.recipients) == 4
    assert mail.envelope.secure == (security != "0")
    assert left == []


@pytest.mark.parametrize(
    ("charset", "text"), [("auto", "温度 23 °C"), ("2", "温度报告"), ("3", "溫度報告"), ("1", "Größe ✓")]
)
def test_any_language(tmp_path: Path, charset: str, text: str) -> None:
    run, mails, _left = play(tmp_path, {**VALUES, "charset": charset, "subject": text, "body": text})
    assert run.ok, failures(run)
    assert mails[0].subject == text
    codec = {"auto": "utf-8", "1": "utf-8", "2": "gb2312", "3": "big5"}[charset]
    assert mails[0].body.rstrip().decode(codec) == text


def test_attachments_byte_for_byte_and_removed_afterwards(tmp_path: Path) -> None:
    files = [tmp_path / f"part{n}.bin" for n in range(10)]
    for number, path in enumerate(files):
        path.write_bytes(bytes(range(256)) * (number + 1))
    attachments = "\n".join(map(str, files))
    run, mails, left = play(tmp_path / "home", {**VALUES, "body": "x" * 10240, "attachments": attachments})
    assert run.ok, failures(run)
    assert [(one.name, one.data) for one in mails[0].attachments] == [(p.name, p.read_bytes()) for p in files]
    assert len(mails[0].body.rstrip()) == 10240
    assert left == []


@pytest.mark.parametrize(
    ("wrong", "step"),
    [
        ({"password": "wrong"}, "send"),
        ({"provider": "", "server": "mail.example.invalid"}, "send"),
        ({"charset": "0", "subject": "温度"}, "subject"),
        ({"attachments": "/no/such/file"}, "attachments"),
        ({"to": "\n".join(f"p{n}@mail.example" for n in range(21))}, "recipients"),
        ({"subject": "x" * 101}, "subject"),
    ],
)
def test_a_wrong_value_fails_at_its_step(tmp_path: Path, wrong: dict[str, str], step: str) -> None:
    run, mails, left = play(tmp_path, {**VALUES, **wrong})
    assert run.results[step].state == "failed", failures(run)
    assert run.results[step].note
    assert not any(result.state == "passed" for result in list(run.results.values())[-1:])
    assert (mails, left) == ([], [])
    assert VALUES["password"] not in run.results[step].note


@pytest.mark.parametrize(
    ("security", "given", "port", "doubt"),
    [
        ("1", "", "465", ""),
        ("2", "", "587", ""),
        ("0", "", "25", ""),
        ("1", "2525", "2525", ""),
        ("2", "25", "25", ""),
        ("2", "465", "465", "SSL"),
        ("0", "587", "587", "STARTTLS"),
    ],
)
def test_ports_are_proposed_and_odd_pairs_told(security: str, given: str, port: str, doubt: str) -> None:
    job = WIZARD
    values = {"server": "m.example", "security": security, "port": given}
    assert job.complete(values)["port"] == port
    told = job.doubts(values).get("port", "")
    assert doubt in told if doubt else not told


def test_a_provider_has_its_server() -> None:
    assert host({"provider": "gmail", "server": "m.example"}) == "smtp.gmail.com"
    assert host({"provider": "", "server": "m.example"}) == "m.example"


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("to", {"to": "a@b.example\nnobody"}, "nobody is no mail address"),
        ("sender", {"sender": "me at home"}, "no mail address"),
        ("bcc", {"bcc": "@b.example"}, "no mail address"),
        ("to", {"to": "a@b.example", "cc": "\n".join(["a@b.example"] * 19)}, "21 recipients, 20 are allowed"),
        ("subject", {"subject": "温" * 34}, "102 bytes, 100 are allowed"),
        ("attachments", {"attachments": "\n".join(["a"] * 11)}, "11 attachments, 10 are allowed"),
    ],
)
def test_what_would_be_refused_is_held_at_its_field(name: str, values: dict[str, str], words: str) -> None:
    assert words in WIZARD.refusals({**VALUES, **values}, KNOWN)[name]


def test_good_values_are_not_held() -> None:
    job = WIZARD
    assert job.refusals({**job.defaults(KNOWN), **VALUES, "cc": "a@b.example\n\nc@d.example"}, KNOWN) == {}


def test_a_letter_outside_the_character_set_is_told_at_its_field() -> None:
    assert "温" in WIZARD.doubts({"security": "1", "charset": "0", "body": "温度"})["body"]
