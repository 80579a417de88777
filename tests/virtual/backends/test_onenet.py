"""Signing in at OneNET: the token as its documentation has it, and every field wrong once."""

from urllib.parse import parse_qsl, urlencode

import pytest

from atbench.virtual.backends import onenet
from atbench.virtual.backends.sign_in import Credentials

NOW = 1_700_000_000.0
KEY = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY="
DEVICES = {("123123", "mydev"): KEY}
RIGHT = onenet.credentials("mydev", "123123", KEY, NOW)


def with_token(**changes: str) -> Credentials:
    """The right fields with a token that differs in some of its own."""
    return RIGHT._replace(password=urlencode(dict(parse_qsl(RIGHT.password)) | changes))


def test_the_token():
    assert RIGHT[:2] == ("mydev", "123123")
    start = "version=2018-10-31&res=products%2F123123%2Fdevices%2Fmydev&et=1731536000&method=sha256&sign="
    assert RIGHT.password.startswith(start)
    assert not set("/+= ") & set(RIGHT.password.partition("&sign=")[2])


def test_the_signature():
    """HMAC-SHA1 of the text that the documentation puts together, with OpenSSL's own tool."""
    sign = onenet.sign("products/123123", "a2V5", "1537255523", "sha1")
    assert sign == "7AxIVTMgOmegDLtfK/3Mc7+Bkxc="


@pytest.mark.parametrize("method", ["md5", "sha1", "sha256"])
def test_every_hash(method):
    token = onenet.token("mydev", "123123", KEY, int(NOW) + 1, method)
    assert onenet.check(RIGHT._replace(password=token), DEVICES, NOW) == 0


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (RIGHT, 0),
        (RIGHT._replace(client="other"), 2),
        (RIGHT._replace(user="9"), 4),
        (RIGHT._replace(password="secret"), 4),
        (with_token(version="2018-10-30"), 4),
        (with_token(method="sha512"), 4),
        (with_token(et="soon"), 4),
        (with_token(et="1731536001"), 4),
        (with_token(res="products/123123"), 4),
        (with_token(sign="AAAA"), 4),
        (RIGHT._replace(password=onenet.token("other", "123123", KEY, int(NOW) + 9)), 5),  # signed, for another device
        (RIGHT._replace(password=onenet.token("mydev", "123123", KEY, int(NOW) - 1)), 5),  # signed, and run out
    ],
)
def test_one_wrong_field(who, code):
    assert onenet.check(who, DEVICES, NOW) == code


def test_a_key_that_is_no_base64():
    with pytest.raises(ValueError, match="no key"):
        onenet.credentials("mydev", "123123", "no key", NOW)
