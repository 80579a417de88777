"""What a wizard did, to take along: read from the log of a real run, without secrets."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.command_sets.formats import qcom
from atbench.files import Home
from atbench.virtual.far_end.devices import DEMO, DEMO_HOST
from atbench.wizards.jobs import qmt
from atbench.wizards.record import KEPT, Sent, sent
from atbench.wizards.report import Told, command_set, html, left_out, summary, text
from atbench.wizards.run import Run, StepResult
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import Field, Step, Wizard
from atbench.workbench import Workbench

TOPIC = f"/sys/{DEMO.key}/{DEMO.name}/thing/event/property/post"
VALUES = {
    "cloud": "aliyun",
    "host": DEMO_HOST,
    "product": DEMO.key,
    "device": DEMO.name,
    "secret": DEMO.secret,
    "topic": TOPIC,
    "message": '{"params":{"light":1}}',
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The QMT wizard as it went on a virtual module."""

    async def scene() -> Told:
        bench = Workbench(Home(tmp_path_factory.mktemp("home")), Clock(10))
        session = await bench.open("virtual://ec600s?boot=0")
        wizard = qmt.WIZARD
        begun: list[int] = []
        done: dict[str, list[Sent]] = {}

        def heard(result: StepResult) -> None:
            if result.state == "running":
                begun.append(len(session.log))
            elif result.state != "skipped":
                done[result.step] = sent(session.log, begun[-1], len(session.log))

        talk = Talk(session, bench.knowledge, bench.clock, {**wizard.defaults(bench.knowledge), **VALUES})
        run = Run(wizard, talk, heard)
        try:
            async with asyncio.timeout(50):
                assert await run.all(), run.results
        finally:
            await bench.close()
        return Told(wizard, talk.values, run.results, done, bench.knowledge, "EC600S", "2026-11-20 14:06")

    return asyncio.run(scene())


def test_every_command_stands_with_its_results(told: Told) -> None:
    opened = told.sent["open"]
    assert [one.text for one in opened] == [f'AT+QMTOPEN=0,"{DEMO_HOST}",1883']
    assert (opened[0].ok, opened[0].answer, opened[0].late_ok, opened[0].late) == (True, "OK", True, "+QMTOPEN: 0,0")
    assert opened[0].late_seconds >= opened[0].seconds


def test_a_payload_is_no_command(told: Told) -> None:
    *_asked, command, payload = told.sent["publish"]
    assert command.text.endswith(f",{len(VALUES['message'])}")
    assert (payload.payload, payload.data, payload.size) == (True, VALUES["message"].encode(), 22)
    assert command.late == "+QMTPUBEX: 0,1,0"


def test_the_list_has_what_was_sent_in_its_order(told: Told) -> None:
    commands = command_set(told)
    texts = [row.text for row in commands.rows]
    assert texts[:2] == ["AT", "AT+CMEE=1"]
    assert texts.index('AT+QMTCONN=0,"atbench"') < texts.index(VALUES["message"]) < texts.index("AT+QMTDISC=0")
    assert [row.n for row in commands.rows] == list(range(1, len(texts) + 1))
    assert [row.text for row in commands.rows if not row.enter] == [VALUES["message"]]
    assert qcom.read(qcom.write(commands)).rows == tuple(replace(row, delay_ms=None) for row in commands.rows)


def test_a_secret_is_left_out_of_the_list_and_its_row_not_ticked(told: Told) -> None:
    rows = [row for row in command_set(told).rows if not row.selected]
    assert [row.text for row in rows] == [f'AT+QMTCFG="aliauth",0,"{DEMO.key}","{DEMO.name}","<secret>"']
    assert left_out(told) == 1
    assert DEMO.secret.encode() not in qcom.write(command_set(told))


@pytest.mark.parametrize("form", [text, html])
def test_no_report_tells_a_secret(told: Told, form: object) -> None:
    words = form(told)  # type: ignore[operator]
    assert DEMO.secret not in words
    assert "********" in words
    assert "AT+QMTOPEN=0" in words
    assert "Done: 11 of 11 steps worked" in words


def test_the_page_is_one_file_and_shows_a_failure(told: Told) -> None:
    why = StepResult("open", "failed", "client 0: <DNS>", 0.3, ("The name is misspelt",), ("Look at it",))
    words = html(replace(told, results={**told.results, "open": why}))
    assert "client 0: &lt;DNS&gt;" in words
    assert "The name is misspelt" in words and "Look at it" in words
    assert '<section class="failed">' in words
    assert "http" not in words.replace(DEMO_HOST, "")  # it asks for nothing from elsewhere
    assert summary(replace(told, results={**told.results, "open": why})).startswith("Ended at “Open”")


WIZARD = Wizard(
    "small",
    "Small",
    "",
    (Field("password", "Password", secret=True), Field("key", "Key", "file", secret=True)),
    (Step("one", "One"),),
)


def small(told: Told, values: dict[str, str], *sent_: Sent) -> Told:
    return Told(WIZARD, values, {"one": StepResult("one", "passed")}, {"one": sent_}, told.knowledge)


def test_payloads_that_no_list_can_hold_as_text(told: Told) -> None:
    cases = {
        b"two\r\nlines": "74 77 6F 0D 0A 6C 69 6E 65 73",
        b" blank": "20 62 6C 61 6E 6B",
        b"text\x1a": "74 65 78 74 1A",
        b"\xff\xfe": "FF FE",
    }
    for data, digits in cases.items():
        row = command_set(small(told, {}, Sent(data, True, len(data)))).rows[0]
        assert (row.text, row.hex, row.enter) == (digits, True, False)
    row = command_set(small(told, {}, Sent(b"x" * 10, True, 5_000_000))).rows[0]
    assert (row.text, row.selected) == ("<5000000 bytes>", False)


def test_secrets_that_the_manual_does_not_know(told: Told, tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    key.write_bytes(b"-----BEGIN KEY-----\n" + b"k" * KEPT)
    content = key.read_bytes()
    values = {"password": "open sesame", "key": str(key)}
    made = small(
        told,
        values,
        Sent(b'AT+NOSUCH="open sesame"'),
        Sent(b"login=open sesame", True, 17),
        Sent(content[:KEPT], True, len(content)),
    )
    assert [row.text for row in command_set(made).rows] == ['AT+NOSUCH="<password>"', "<password>", "<key>"]
    assert not any(row.selected for row in command_set(made).rows)
    assert "sesame" not in html(made) + text(made)
    assert str(key) not in html(made)
