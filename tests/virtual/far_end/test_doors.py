"""Whom the local cloud lets in, and what it grants."""

from dataclasses import replace

import pytest

from atbench.port.port import moment
from atbench.virtual.backends import aliyun, huawei, onenet
from atbench.virtual.backends.packets import Hello
from atbench.virtual.far_end.devices import (
    DEMO,
    DEMO_HOST,
    HUAWEI_DEVICE,
    HUAWEI_HOST,
    HUAWEI_SECRET,
    ONENET_DEMO,
    ONENET_HOST,
)
from atbench.virtual.far_end.doors import ALIYUN, HUAWEI, ONENET, PLAIN, door

RIGHT = aliyun.credentials("me", DEMO)
NAME, PRODUCT = ONENET_DEMO.name, ONENET_DEMO.key


def hello(client: str, user: str | None = None, password: str | None = None, keepalive: int = 120) -> Hello:
    texts = (None if text is None else text.encode() for text in (user, password))
    return Hello(client.encode(), *texts, keepalive=keepalive)


ONE = hello(*onenet.credentials(NAME, PRODUCT, ONENET_DEMO.secret, moment()))
HUA = hello(*huawei.credentials(HUAWEI_DEVICE, HUAWEI_SECRET, True, moment()))


@pytest.mark.parametrize(
    ("host", "where"),
    [
        (DEMO_HOST, ALIYUN),
        ("a1DemoKey01.iot-as-mqtt.cn-shanghai.aliyuncs.com", ALIYUN),
        ("notaliyuncs.com", PLAIN),
        (ONENET_HOST, ONENET),
        (HUAWEI_HOST, HUAWEI),
        ("com", PLAIN),
        ("broker.example", PLAIN),
    ],
)
def test_which_door(host, where):
    assert door(host) is where


@pytest.mark.parametrize(
    ("where", "who", "code"),
    [
        (PLAIN, hello("me"), 0),
        (PLAIN, hello("me", "anybody", "anything"), 0),
        (PLAIN, Hello(b"", clean=False), 2),
        (ALIYUN, hello(*RIGHT), 0),
        (ALIYUN, hello("me"), 5),
        (ALIYUN, hello("me", "anybody", "anything"), 4),
        (ALIYUN, hello(RIGHT.client, RIGHT.user, "0" * 40), 4),
        (ONENET, ONE, 0),
        (ONENET, hello(NAME), 5),
        (ONENET, hello(NAME, PRODUCT), 5),
        (ONENET, replace(ONE, client=b"nobody"), 2),
        (ONENET, replace(ONE, user=b"nothing"), 4),
        (ONENET, replace(ONE, password=b""), 4),
        (HUAWEI, HUA, 0),
        (HUAWEI, hello("me"), 5),
        (HUAWEI, replace(HUA, client=b"me"), 2),
        (HUAWEI, replace(HUA, keepalive=0), 2),
        (HUAWEI, replace(HUA, keepalive=1201), 2),
        (HUAWEI, replace(HUA, user=b"other"), 4),
        (HUAWEI, replace(HUA, password=b"0" * 64), 4),
    ],
)
def test_who_comes_in(where, who, code):
    assert where.check(who) == code


@pytest.mark.parametrize("asked", [0, 1, 2])
def test_what_is_granted(asked):
    user = hello(*RIGHT)
    assert PLAIN.grant(user, "t", asked) == asked
    assert ALIYUN.grant(user, f"/sys/{DEMO.key}/{DEMO.name}/thing/x", asked) == 1
    assert ALIYUN.grant(user, f"/{DEMO.key}/{DEMO.name}/user/get", asked) == 1
    assert ALIYUN.grant(user, "/sys/other/device/thing/x", asked) == 128
    assert ALIYUN.grant(user, "#", asked) == 128
    assert ONENET.grant(ONE, f"$sys/{PRODUCT}/{NAME}/dp/post/json/+", asked) == min(asked, 1)
    assert ONENET.grant(ONE, f"$sys/{PRODUCT}/other/#", asked) == 128
    assert HUAWEI.grant(HUA, f"$oc/devices/{HUAWEI_DEVICE}/sys/messages/down", asked) == min(asked, 1)
    assert HUAWEI.grant(HUA, "$oc/devices/other/#", asked) == 128
