"""Signing in at the clouds by what AT+QMTCFG was given: right, and with each value wrong once."""

import pytest

from atbench.virtual.far_end.devices import (
    DEMO,
    DEMO_HOST,
    HUAWEI_DEVICE,
    HUAWEI_HOST,
    HUAWEI_PRODUCT,
    HUAWEI_PRODUCT_SECRET,
    HUAWEI_SECRET,
    ONENET_DEMO,
    ONENET_HOST,
)

from ..talk import SIGN_IN

ONENET = f'"onenet",0,"{ONENET_DEMO.key}","{ONENET_DEMO.secret}"'
HWAUTH = f'"hwauth",0,"{HUAWEI_DEVICE}","{HUAWEI_SECRET}"'
HWPRODID = f'"hwprodid",0,"{HUAWEI_PRODUCT}","{HUAWEI_PRODUCT_SECRET}","lamp_7"'


def connect(talk, setting: str, host: str, client: str) -> bytes:
    """The code that AT+QMTCONN tells."""
    assert talk.ask(f"AT+QMTCFG={setting}") == "OK"
    assert talk.ask("AT+QIACT=1") == "OK"
    talk.open(host)
    talk.say(f'AT+QMTCONN=0,"{client}"')
    talk.hear("+QMTCONN: 0,0,")
    return talk.hear("\r\n").strip()


@pytest.mark.parametrize(
    ("setting", "host", "client", "visitor", "user", "topic"),
    [
        (
            ONENET,
            ONENET_HOST,
            ONENET_DEMO.name,
            ONENET_DEMO.name,
            ONENET_DEMO.key,
            f"$sys/{ONENET_DEMO.key}/bench_0001/x",
        ),
        (HWAUTH, HUAWEI_HOST, "any", f"{HUAWEI_DEVICE}_0_0_", HUAWEI_DEVICE, f"$oc/devices/{HUAWEI_DEVICE}/sys/x"),
        (f"{HWAUTH},1", HUAWEI_HOST, "any", f"{HUAWEI_DEVICE}_0_1_", HUAWEI_DEVICE, "$oc/devices/other"),
        (HWPRODID, HUAWEI_HOST, "", f"{HUAWEI_PRODUCT}_lamp_7_0_0_", f"{HUAWEI_PRODUCT}_lamp_7", ""),
    ],
)
def test_signing_in(talk, setting, host, client, visitor, user, topic):
    assert connect(talk, setting, host, client) == b"0"
    (found,) = talk.far_end.clients
    assert found.client.startswith(visitor) and found.user == user
    if topic:
        talk.say(f'AT+QMTSUB=0,1,"{topic}",2')
        talk.hear(f"+QMTSUB: 0,1,0,{128 if 'other' in topic else 1}\r\n")


@pytest.mark.parametrize(
    ("setting", "host", "client", "code"),
    [
        (ONENET, ONENET_HOST, "nobody", 2),
        (ONENET.replace(ONENET_DEMO.key, "nothing"), ONENET_HOST, ONENET_DEMO.name, 4),
        (ONENET.replace(ONENET_DEMO.secret, "AAAA"), ONENET_HOST, ONENET_DEMO.name, 4),
        (HWAUTH.replace(HUAWEI_DEVICE, "nobody"), HUAWEI_HOST, "any", 4),
        (HWAUTH.replace(HUAWEI_SECRET, "wrong"), HUAWEI_HOST, "any", 4),
        (HWPRODID.replace(HUAWEI_PRODUCT, "nothing"), HUAWEI_HOST, "any", 4),
        (HWPRODID.replace(HUAWEI_PRODUCT_SECRET, "wrong"), HUAWEI_HOST, "any", 4),
        (HWPRODID.replace("lamp_7", "bench_0001"), HUAWEI_HOST, "any", 4),  # this device has a secret of its own
        ('"keepalive",0,20', HUAWEI_HOST, "any", 5),  # nothing to sign in with
        (ONENET, HUAWEI_HOST, "any", 2),  # another cloud's
    ],
)
def test_one_wrong_value(talk, setting, host, client, code):
    assert connect(talk, setting, host, client) == str(code).encode()
    talk.hear("+QMTSTAT: 0,1\r\n")


def test_the_platform_wants_another_keep_alive(talk):
    assert talk.ask('AT+QMTCFG="keepalive",0,20') == "OK"
    assert connect(talk, HWAUTH, HUAWEI_HOST, "any") == b"2"


def test_a_key_that_is_no_base64(talk):
    assert talk.ask(f"AT+QMTCFG={ONENET.replace(ONENET_DEMO.secret, 'no key!')}") == "OK"
    assert talk.ask("AT+QIACT=1") == "OK"
    talk.open(ONENET_HOST)
    assert talk.ask(f'AT+QMTCONN=0,"{ONENET_DEMO.name}"') == "ERROR"


def test_the_cloud_that_was_set_last_counts(talk):
    assert talk.ask(f"AT+QMTCFG={ONENET}") == "OK"
    assert connect(talk, SIGN_IN.removeprefix("AT+QMTCFG="), DEMO_HOST, "me") == b"0"
    assert talk.far_end.clients[0].user == f"{DEMO.name}&{DEMO.key}"


def test_a_typed_user_comes_first(talk):
    assert talk.ask(f"AT+QMTCFG={HWAUTH}") == "OK"
    talk.connect(user=',"anna","secret"')
    assert (talk.far_end.clients[0].client, talk.far_end.clients[0].user) == ("me", "anna")
