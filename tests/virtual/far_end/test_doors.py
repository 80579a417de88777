"""Whom the local cloud lets in, and what it grants."""

import pytest

from atbench.virtual.backends import aliyun
from atbench.virtual.backends.packets import Hello
from atbench.virtual.far_end.devices import DEMO, DEMO_HOST
from atbench.virtual.far_end.doors import ALIYUN, PLAIN, door

RIGHT = aliyun.credentials("me", DEMO)


def hello(client: str, user: str | None = None, password: str | None = None) -> Hello:
    return Hello(client.encode(), None if user is None else user.encode(), None if user is None else password.encode())


@pytest.mark.parametrize(
    ("host", "where"),
    [
        (DEMO_HOST, ALIYUN),
        ("a1DemoKey01.iot-as-mqtt.cn-shanghai.aliyuncs.com", ALIYUN),
        ("notaliyuncs.com", PLAIN),
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
