"""The commands that publish and subscribe: form, limits, escapes; and a whole exchange with each family's module."""

from __future__ import annotations

import asyncio

import pytest

from atbench.clock import Clock
from atbench.files import Home
from atbench.session.messages import Inbox
from atbench.session.subscriptions import Subscriptions
from atbench.virtual.far_end.devices import DEMO, TENCENT_DEMO
from atbench.wizards.cloud import messages
from atbench.wizards.cloud.messages import CLOUD, QMT, TENCENT, Letter, plan, refusal, subscribing, unsubscribing, way
from atbench.wizards.talk import Talk
from atbench.workbench import Workbench


@pytest.mark.parametrize(
    ("family", "letter", "profile", "command", "payload"),
    [
        (QMT, Letter("a/b", b"hi", 0, client=3), "", 'AT+QMTPUBEX=3,0,0,0,"a/b",2', b"hi"),
        (QMT, Letter("a/b", b"hi", 1, client=3), "bg96", 'AT+QMTPUB=3,9,1,0,"a/b"', b"hi\x1a"),
        (QMT, Letter("a/b", b"h\x1ai"), "bg96", 'AT+QMTPUB=0,0,0,0,"a/b",3', b"h\x1ai"),
        (QMT, Letter("a/b", b"hi", 2, True), "", 'AT+QMTPUBEX=0,9,2,1,"a/b",2', b"hi"),
        (TENCENT, Letter("P/d/e", b"hi", 1), "tencent", 'AT+TCMQTTPUB="P/d/e",1,"hi"', None),
        (TENCENT, Letter("P/d/e", b'{"a":1}', 1), "tencent", 'AT+TCMQTTPUBL="P/d/e",1,7', b'{"a":1}'),
        (TENCENT, Letter("P/d/e", b"a\r\n"), "tencent-esp8266", 'AT+TCMQTTPUBL="P/d/e",0,3', b"a\r\n\r\n"),
        (TENCENT, Letter("t", b"x" * 1025), "tencent", 'AT+TCMQTTPUBL="t",0,1025', b"x" * 1025),
        (CLOUD, Letter("/k/d/u", b'{"a":1}'), "me3630", 'AT+CLOUDPUB=/k/d/u,0,{"a":1}', None),
    ],
)
def test_the_form_follows_length_and_content(family, letter, profile, command, payload) -> None:
    made = plan(family, letter, 9, "", profile)
    assert (made.command, made.payload) == (command, payload)


def test_the_form_can_be_chosen_and_is_escaped() -> None:
    letter = Letter("t", b'{"a":1,"b":2}')
    assert plan(TENCENT, letter, form="short").command == 'AT+TCMQTTPUB="t",0,"{"a":1,"b":2}"'
    escaped = plan(TENCENT, letter, form="short", profile="tencent-esp8266").command
    assert escaped == 'AT+TCMQTTPUB="t",0,"{\\"a\\":1\\,\\"b\\":2}"'
    assert plan(TENCENT, Letter("t", b"hi"), form="long").payload == b"hi"


@pytest.mark.parametrize(
    ("family", "letter", "word"),
    [
        (QMT, Letter("", b"x"), "topic"),
        (QMT, Letter("a/+", b"x"), "one topic"),
        (QMT, Letter("t", b""), "empty"),
        (QMT, Letter("t", b"x" * 1501), "1500"),
        (QMT, Letter('a"b', b"x"), "quotes"),
        (CLOUD, Letter("t", b"x" * 256), "255"),
        (CLOUD, Letter("t", b"a\nb"), "one line"),
        (CLOUD, Letter("a,b", b"x"), "commas"),
    ],
)
def test_what_the_manual_would_refuse(family, letter, word) -> None:
    assert word in refusal(family, letter)


def test_subscribing() -> None:
    assert subscribing(QMT, "a/#", 1, 2, 5) == 'AT+QMTSUB=2,5,"a/#",1'
    assert subscribing(TENCENT, "a", 0) == 'AT+TCMQTTSUB="a",0'
    assert subscribing(CLOUD, "/a", 1) == "AT+CLOUDSUB=/a,1"


INFO = f'"{TENCENT_DEMO.key}","{TENCENT_DEMO.name}","{TENCENT_DEMO.secret}"'
QMT_BRING = (
    "AT+QIACT=1",
    'AT+QMTCFG="recv/mode",0,0,1',
    'AT+QMTOPEN=0,"broker.example.com",1883',
    'AT+QMTCONN=0,"bench"',
)
BRING = {
    **dict.fromkeys(("ec600s", "bg96", "ec200u"), QMT_BRING),
    "tencent": ('AT+TCREGNET=0,"CMNET"', f"AT+TCDEVINFOSET=0,{INFO}", "AT+TCMQTTCONN=0,5000,240,1,1"),
    "tencent-m6315": ("AT+TCREGNET=0,1,CMNET", f"AT+TCDEVINFOSET=1,{INFO}", "AT+TCMQTTCONN=1,5000,240,1,1"),
    "tencent-esp8266": (f"AT+TCDEVINFOSET=1,{INFO}", "AT+TCMQTTCONN=1,5000,240,1,1"),
    "me3630": ("AT+ZECMCALL=1", f"AT+CLOUDAUTH={DEMO.key},{DEMO.name},{DEMO.secret}", "AT+CLOUDCONN"),
}
TOPICS = {
    **dict.fromkeys(("ec600s", "bg96", "ec200u"), "a/b"),
    **dict.fromkeys(("tencent", "tencent-m6315", "tencent-esp8266"), f"{TENCENT_DEMO.key}/{TENCENT_DEMO.name}/event"),
    "me3630": f"/sys/{DEMO.key}/{DEMO.name}/thing/event/property/post",
}
PAYLOADS = {
    **dict.fromkeys(("ec600s", "bg96", "ec200u"), bytes(range(1, 256)) + b'\r\nOK\r\n"'),
    "tencent": b'{"a": [1, 2], "b": "\xe6\xb3\xb5"}\r\n',
    "tencent-m6315": b'{"a": [1, 2]}',
    "tencent-esp8266": b'{"a": [1, 2]}',
    "me3630": b'{"a": [1, 2], "b": "\xe6\xb3\xb5"}',
}


@pytest.mark.parametrize("profile", BRING)
@pytest.mark.parametrize("payload", [b"", b"hello"])
def test_bytes_reach_the_far_end_and_come_back(tmp_path, profile: str, payload: bytes) -> None:
    payload, topic = payload or PAYLOADS[profile], TOPICS[profile]

    async def run() -> None:
        bench = Workbench(Home(tmp_path), Clock(10))
        session = await bench.open(f"virtual://{profile}?boot=0")
        inbox, held = Inbox(session), Subscriptions(session)
        try:
            family = way(bench.knowledge)
            assert family is not None
            talk = Talk(session, bench.knowledge, bench.clock, {})
            for command in BRING[profile]:
                await talk.do(command)
            other = topic.replace("/event", "/control") if family is TENCENT else topic
            await talk.do(subscribing(family, other, 1))
            assert [(one.topic, one.asked) for one in held.now()] == [(other, 1)]
            sent = plan(family, Letter(topic, payload, 1), 7, "", bench.knowledge.profile)
            await messages.publish(talk, sent)
            far = bench.far_end
            assert far is not None
            assert await asyncio.get_running_loop().run_in_executor(None, far.wait, 1, 10)
            assert (far.messages[-1].topic, far.messages[-1].payload) == (topic, payload)
            far.push(other, payload)
            async with asyncio.timeout(10):
                while not inbox.messages:
                    await bench.clock.sleep(0.5)
                    inbox.read()
            got = inbox.messages[-1]
            assert (got.topic, got.payload, got.whole) == (other, payload, True)
            await talk.do(unsubscribing(family, other))
            assert held.now() == ()
        finally:
            await bench.close()

    asyncio.run(run())


def test_which_way(tmp_path) -> None:
    async def run() -> None:
        found = {}
        for profile in ("ec600s", "ec20", "tencent", "tencent-m6315", "me3630"):
            bench = Workbench(Home(tmp_path), Clock(10), profile)
            found[profile] = way(bench.knowledge).name
        assert found == {
            "ec600s": "qmt",
            "ec20": "qmt",
            "tencent": "tencent",
            "tencent-m6315": "tencent",
            "me3630": "cloud",
        }

    asyncio.run(run())
