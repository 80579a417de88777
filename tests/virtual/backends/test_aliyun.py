"""Signing in at Alibaba Cloud, with the worked example of its documentation."""

import pytest

from atbench.virtual.backends.aliyun import Device, check, credentials, sign

EXAMPLE = Device("pk", "device", "secret")
DEVICES = {("pk", "device"): "secret"}


def test_the_published_example():
    assert sign("12345", EXAMPLE, timestamp="789") == "FAFD82A3D602B37FB0FA8B7892F24A477F851A14"


def test_what_a_module_sends():
    client, user, password = credentials("me", EXAMPLE)
    assert (client, user) == ("me|securemode=3,signmethod=hmacsha1|", "device&pk")
    assert check(client, user, password, DEVICES)
    assert credentials("me", EXAMPLE, tls=True).client == "me|securemode=2,signmethod=hmacsha1|"


@pytest.mark.parametrize("method", ["hmacmd5", "hmacsha1", "hmacsha256"])
def test_every_method_with_a_timestamp(method):
    password = sign("me", EXAMPLE, method, "789")
    client = f"me|securemode=3,signmethod={method},timestamp=789|"
    assert check(client, "device&pk", password.lower(), DEVICES)
    assert not check(client.replace("789", "790"), "device&pk", password, DEVICES)


@pytest.mark.parametrize(
    ("client", "user"),
    [
        ("me", "device&pk"),
        ("me|securemode=3|", "device&pk"),
        ("me|securemode=9,signmethod=hmacsha1|", "device&pk"),
        ("me|securemode=3,signmethod=rot13|", "device&pk"),
        ("me|securemode=3,signmethod=hmacsha1|", "device"),
        ("me|securemode=3,signmethod=hmacsha1|", "other&pk"),
        ("you|securemode=3,signmethod=hmacsha1|", "device&pk"),
        ("", ""),
    ],
)
def test_who_is_not_let_in(client, user):
    assert not check(client, user, sign("me", EXAMPLE), DEVICES)
