"""What a wizard says it will send, and what it sends: the same, but for what a step finds out first."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.wizards.plays import PLAYS, Play, able
from tests.wizards.rehearsal import Stage, commands, knowledge, stage

from atbench.wizards.all_ import wizard
from atbench.wizards.record import sent
from atbench.wizards.run import StepResult
from atbench.wizards.wizard import planned


@dataclass(frozen=True)
class Apart:
    """Commands of a step that are planned or sent alone. `why` is what the step finds out first."""

    wizard: str
    step: str
    pattern: str
    why: str


APART = (
    Apart("ftp", "upload", r"AT\+QFTPLEN", "asked each second, as long as the transfer lasts"),
    Apart("ftp", "download", r"AT\+QFTPLEN", "asked each second, as long as the transfer lasts"),
    Apart("ftp", "make", r"AT\+QFTP(SIZE|MLSD|MKDIR)=.*", "folders above it that are missing are made, too"),
    Apart("tencent", "network", r'AT\+TCREGNET(=0,".*"|\?)', "the card tells which access point is proposed"),
    Apart("tencent", "firmware", r"AT\+TCREADFWDATA=\d+", "the module tells how long the firmware is"),
    Apart("tcp", "exchange", r"AT\+QIRD=0,1500", "read again until nothing more comes"),
)
BETWEEN = re.compile(r"atb[0-9a-f]{8}\.tmp")  # the name that a file has on its way: it is known once that has been read


def _mark(play: Play) -> str:
    return f"{play.wizard}-{play.label}"


def play_through(play: Play, profile: str, home: Path) -> dict[str, tuple[list[str], list[str]]]:
    """For each step that passed: what was planned, and what was sent."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    plans: dict[str, tuple[int, list[str]]] = {}

    def hear(on: Stage, result: StepResult) -> None:
        play.before(on, result)
        talk = on.run.talk
        if result.state == "running":
            step = next(one for one in on.run.wizard.steps if one.name == result.step)
            way = step.on(talk.knowledge.commands) or step
            plans[step.name] = (len(talk.session.log), planned(way, talk.values))
        elif result.state != "skipped":
            assert result.state == "passed", result
            start, plan = plans[result.step]
            lines = sent(talk.session.log, start, len(talk.session.log))
            found[result.step] = (plan, [one.text for one in lines if not one.payload])

    async def run() -> None:
        async with stage(play.wizard, profile, home, play.given(profile, home), hear) as on:
            assert await on.run.all()
            await on.run.undo()

    asyncio.run(run())
    return found


@pytest.mark.parametrize("play", PLAYS, ids=_mark)
def test_a_wizard_sends_what_it_says(play: Play, tmp_path: Path) -> None:
    profile = next(one for one in able(play.wizard) if play.needs <= commands(one))
    for step, (plan, out) in play_through(play, profile, tmp_path).items():
        known = [one.pattern for one in APART if (one.wizard, one.step) == (play.wizard, step)]
        planned_, sent_ = ([one for one in lines if not _apart(one, known)] for lines in (plan, out))
        assert planned_ == [BETWEEN.sub("atb….tmp", one) for one in sent_], step


def _apart(command: str, patterns: list[str]) -> bool:
    return any(re.fullmatch(pattern, command) for pattern in patterns)


def test_those_apart_are_of_steps_that_there_are() -> None:
    for one in APART:
        assert one.step in [step.name for step in wizard(one.wizard).steps], one


@pytest.mark.parametrize(
    ("name", "step", "values", "commands"),
    [
        (
            "smtp",
            "server",
            {"security": "2", "ssl_context": "3", "server": "a.example"},
            '"smtpserver","a.example",587',
        ),
        ("smtp", "server", {"provider": "qq"}, '"smtpserver","smtp.qq.com",465'),
        ("smtp", "recipients", {"to": "a@b", "cc": "c@d\ne@f"}, 'AT+QSMTPDST=1,2,"e@f"'),
        ("qmt", "subscribe", {"subscribe": "a\nb", "qos": "2"}, 'AT+QMTSUB=0,1,"a",2,"b",2'),
        ("qmt", "connect", {"cloud": "onenet", "device": "lamp"}, 'AT+QMTCONN=0,"lamp"'),
        ("qmt", "open", {"cloud": "aliyun", "product": "pk"}, '"pk.iot-as-mqtt.cn-shanghai.aliyuncs.com",1883'),
        ("qmt", "apn", {"apn": "net", "apn_user": "u", "apn_password": "p"}, 'AT+QICSGP=1,1,"net","u","p",1'),
        ("http", "request", {"method": "POST", "body": "é", "url": "http://a.example"}, "AT+QHTTPPOST=2,80,60"),
        ("http", "request", {"headers": "A: b", "url": "http://a.example"}, "AT+QHTTPGET=60,41,80"),
        ("tcp", "exchange", {"message": "x" * 1500}, "AT+QISEND=0,40"),
    ],
)
def test_plans_follow_the_values(name: str, step: str, values: dict[str, str], commands: str) -> None:
    job = wizard(name)
    full = job.complete({**job.defaults(knowledge(job.profile)), **values})
    found = planned(next(one for one in job.steps if one.name == step), full)
    assert [one for one in found if one.endswith(commands)], found


def test_where_nothing_can_be_sent_nothing_is_planned(tmp_path: Path) -> None:
    job = wizard("smtp")
    values = {**job.defaults(knowledge("ec20")), "attachments": str(tmp_path / "none"), "charset": "0", "subject": "é"}
    steps = {step.name: step for step in job.steps}
    assert planned(steps["attachments"], values) == []
    assert planned(steps["subject"], values) == []
