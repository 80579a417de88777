"""Signing in at Tencent Cloud IoT Hub."""

import pytest

from atbench.virtual.backends import tencent
from atbench.virtual.backends.packets import ACCEPTED, BAD_CLIENT, BAD_PASSWORD, NOT_ALLOWED
from atbench.virtual.backends.sign_in import Credentials

CLIENT, SECRET, NOW = "PRODUCT017lamp_7", "MDAwMDAwMDAwMDAwMDAwMA==", 1_700_000_000.0
DEVICES = {CLIENT: SECRET}
RIGHT = tencent.credentials(CLIENT, SECRET, NOW)


def signed(user, secret=SECRET, method="hmacsha1", client=CLIENT):
    return Credentials(client, user, f"{tencent.sign(user, secret, method)};{method}")


def test_the_fields():
    assert RIGHT.user == f"{CLIENT};21010406;bench;1700036000"
    assert RIGHT.password.endswith(";hmacsha1") and len(RIGHT.password) == 49
    assert tencent.host("PRODUCT017") == "PRODUCT017.iotcloud.tencentdevices.com"


def test_a_signature_that_openssl_gave():
    """printf %s 'c;1;a;2' | openssl dgst -sha1 -mac HMAC -macopt key:0000000000000000"""
    assert tencent.sign("c;1;a;2", SECRET, "hmacsha1") == "f632ee98aac5bbbd44a190062555699ec9b45692"


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (RIGHT, ACCEPTED),
        (signed(RIGHT.user, method="hmacsha256"), ACCEPTED),
        (RIGHT._replace(password=RIGHT.password.upper().replace("HMACSHA1", "hmacsha1")), ACCEPTED),
        (RIGHT._replace(client="PRODUCT017lamp_8"), BAD_CLIENT),
        (RIGHT._replace(client=""), BAD_CLIENT),
        (signed(f"other;21010406;bench;{NOW + 9:.0f}"), BAD_PASSWORD),
        (signed(f"{CLIENT};x;bench;{NOW + 9:.0f}"), BAD_PASSWORD),
        (signed(f"{CLIENT};21010406;;{NOW + 9:.0f}"), BAD_PASSWORD),
        (signed(f"{CLIENT};21010406;bench;never"), BAD_PASSWORD),
        (signed(f"{CLIENT};21010406;bench;"), NOT_ALLOWED),
        (signed(f"{CLIENT};21010406;bench"), BAD_PASSWORD),
        (signed(f"{CLIENT};21010406;bench;{NOW - 1:.0f}"), NOT_ALLOWED),
        (signed(RIGHT.user, "MDAwMDAwMDAwMDAwMDAwMQ=="), BAD_PASSWORD),
        (signed(RIGHT.user, "no Base64"), BAD_PASSWORD),
        (RIGHT._replace(password=RIGHT.password.replace("sha1", "md5")), BAD_PASSWORD),
        (RIGHT._replace(password=RIGHT.password.partition(";")[0]), BAD_PASSWORD),
        (RIGHT._replace(password=""), BAD_PASSWORD),
    ],
)
def test_each_wrong_field(who, code):
    assert tencent.check(who, DEVICES, NOW) == code
