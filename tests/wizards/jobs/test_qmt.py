"""The QMT wizard against the virtual EC600S and its local cloud."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from atbench.clock import Clock
from atbench.files import Home
from atbench.virtual.far_end.devices import DEMO, DEMO_HOST, HUAWEI_DEVICE, HUAWEI_SECRET, ONENET_DEMO
from atbench.wizards.cloud.signing import aliyun, tencent
from atbench.wizards.jobs.qmt import WIZARD
from atbench.wizards.run import Run
from atbench.wizards.talk import Talk
from atbench.wizards.wizard import planned
from atbench.workbench import Workbench

TOPIC = f"/sys/{DEMO.key}/{DEMO.name}/thing/event/property/post"
SET = f"/sys/{DEMO.key}/{DEMO.name}/thing/service/property/set"
REPLY = f"{TOPIC}_reply"
ALIYUN = {"host": DEMO_HOST, "product": DEMO.key, "device": DEMO.name, "secret": DEMO.secret, "client_id": "lamp"}
MESSAGE = '{"method":"thing.event.property.post","params":{"说明":"ok"}}'


def play(home: Path, values: dict[str, str], before: tuple[str, ...] = (), url: str = "") -> tuple[Run, list[bytes]]:
    """Runs the wizard; returns the run and the payloads that arrived."""

    async def scene() -> tuple[Run, list[bytes]]:
        bench = Workbench(Home(home), Clock(10))
        session = await bench.open(url or "virtual://ec600s?boot=0")
        talk = Talk(session, bench.knowledge, bench.clock, {**WIZARD.defaults(bench.knowledge), **values})
        run = Run(WIZARD, talk)
        try:
            async with asyncio.timeout(50):
                for command in before:
                    await talk.do(command)
                await run.all()
                arrived = [message.payload for message in bench.far_end.messages] if bench.far_end else []
                await run.undo()
                active = [state for state in session.status.every("context").values() if state == "active"]
                assert len(active) == ("AT+QIACT=1" in before)  # it is left as it was found
                assert session.status.get("mqtt 0") in (None, "closed")
        finally:
            await bench.close()
        return run, arrived

    return asyncio.run(scene())


@pytest.mark.parametrize("cloud", ["aliyun", "aliyun_signed"])
def test_a_message_arrives_as_it_was_typed(tmp_path: Path, cloud: str) -> None:
    values = {**ALIYUN, "cloud": cloud, "subscribe": f"{SET}\n{REPLY}", "topic": TOPIC, "message": MESSAGE}
    run, arrived = play(tmp_path, values)
    assert run.ok, [result for result in run.results.values() if result.state != "passed"]
    assert arrived == [MESSAGE.encode()]


def test_a_client_that_is_open_is_closed_first(tmp_path: Path) -> None:
    before = ("AT+QIACT=1", f'AT+QMTOPEN=0,"{DEMO_HOST}",1883')
    run, _arrived = play(tmp_path, {**ALIYUN, "cloud": "aliyun"}, before)
    assert run.ok, [result for result in run.results.values() if result.state != "passed"]
    assert "closed" in run.results["free"].note


@pytest.mark.parametrize(
    ("wrong", "step"),
    [({"secret": "0" * 32}, "connect"), ({"host": "no.such.host.invalid"}, "open"), ({"port": "9"}, "open")],
)
def test_a_wrong_value_fails_at_its_step_with_reason_and_advice(
    tmp_path: Path, wrong: dict[str, str], step: str
) -> None:
    run, _arrived = play(tmp_path, {**ALIYUN, "cloud": "aliyun", **wrong})
    result = run.results[step]
    assert result.state == "failed", run.results
    assert result.causes
    assert result.tries
    assert ALIYUN["secret"] not in result.note


def test_any_broker_with_tls_and_the_servers_certificate(tmp_path: Path) -> None:
    folder = tmp_path / "certificates"
    folder.mkdir()
    values = {"cloud": "any", "host": "broker.example", "port": "8883", "tls": "1", "seclevel": "1"}
    values |= {"ca": str(folder / "ca.pem"), "topic": "t", "message": "x", "qos": "0"}
    run, arrived = play(tmp_path, values, url=f"virtual://ec600s?boot=0&certificates={folder}")
    assert run.ok, [result for result in run.results.values() if result.state != "passed"]
    assert arrived == [b"x"]


def test_sign_in_is_computed_as_the_clouds_say() -> None:
    told = aliyun("pk", "device", "secret", client="12345")
    assert told.client == "12345|securemode=3,signmethod=hmacsha256|"
    assert told.user == "device&pk"
    assert len(told.password) == 64
    told = tencent("PRODUCT007", "dev7", "c2VjcmV0", 1_900_000_000)
    assert told.client == "PRODUCT007dev7"
    assert told.user.split(";")[0] == told.client
    assert told.password.endswith(";hmacsha256")


@pytest.mark.parametrize(
    ("values", "client"),
    [
        (
            {"cloud": "onenet", "product": ONENET_DEMO.key, "secret": ONENET_DEMO.secret, "device": "bench_0001"},
            "bench",
        ),
        ({"cloud": "huawei", "product": HUAWEI_DEVICE, "secret": HUAWEI_SECRET}, HUAWEI_DEVICE),
        ({"cloud": "aliyun", "product": DEMO.key, "device": DEMO.name, "secret": DEMO.secret}, "atbench"),
    ],
)
def test_a_cloud_is_reached_with_its_device_alone(tmp_path: Path, values: dict[str, str], client: str) -> None:
    run, _arrived = play(tmp_path, values)
    assert run.ok, [result for result in run.results.values() if result.state != "passed"]
    assert run.talk.values["client_id"].startswith(client)


@pytest.mark.parametrize(
    ("values", "name", "proposal", "doubt"),
    [
        ({}, "port", "1883", ""),
        ({"tls": "1"}, "port", "8883", ""),
        ({"tls": "1", "port": "1883"}, "port", "1883", "8883"),
        ({"tls": "1", "port": "1883", "cloud": "aliyun"}, "port", "1883", ""),
        ({"port": "8883"}, "port", "8883", "TLS"),
        ({"cloud": "huawei"}, "host", "iotda-device.cn-north-4.myhuaweicloud.com", ""),
        ({"cloud": "huawei", "region": "x"}, "host", "iotda-device.x.myhuaweicloud.com", ""),
        ({"cloud": "onenet", "tls": "1"}, "host", "mqttstls.heclouds.com", ""),
        ({"cloud": "aliyun_signed", "product": "pk"}, "host", "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com", ""),
        ({"cloud": "onenet", "device": "lamp", "client_id": "x"}, "client_id", "x", "lamp"),
        ({"cloud": "onenet", "device": "lamp"}, "client_id", "lamp", ""),
    ],
)
def test_proposals_and_doubts(values: dict[str, str], name: str, proposal: str, doubt: str) -> None:
    assert WIZARD.complete(values)[name] == proposal
    told = WIZARD.doubts({"cloud": "any", **values}).get(name, "")
    assert doubt in told if doubt else not told


def test_the_last_will_is_sent_as_it_was_chosen(tmp_path: Path) -> None:
    values = {**ALIYUN, "cloud": "aliyun", "will_topic": "t", "will": "gone", "will_qos": "1", "will_retain": "1"}
    run, _arrived = play(tmp_path, values)
    assert run.results["settings"].state == "passed"
    settings = next(step for step in WIZARD.steps if step.name == "settings")
    assert 'AT+QMTCFG="will",0,1,1,1,"t","gone"' in planned(settings, run.talk.values)
