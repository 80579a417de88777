"""How the local cloud treats a client, by the host name that the client called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atbench.port.port import moment
from atbench.virtual.backends import aliyun, huawei, onenet
from atbench.virtual.backends.packets import ACCEPTED, BAD_CLIENT, BAD_PASSWORD, NOT_ALLOWED, Hello
from atbench.virtual.backends.sign_in import Credentials
from atbench.virtual.far_end.devices import DEVICES, HUAWEI_SECRETS, ONENET_KEYS

FAILURE = 0x80  # SUBACK 3.9.3


@dataclass(frozen=True, slots=True)
class Door:
    """`check` gives the CONNACK code, `grant` the SUBACK code for a user, a topic filter and the QoS asked for.

    `loops`: a message also goes back to the clients that subscribed to its topic; where it does not, the platform
    takes it.
    """

    check: Callable[[Hello], int]
    grant: Callable[[Hello, str, int], int]
    loops: bool = True


def _anyone(hello: Hello) -> int:
    """A plain broker: it needs a name for a session that is to last (MQTT 3.1.3.1)."""
    return ACCEPTED if hello.client or hello.clean else BAD_CLIENT


def _signed(check: Callable[[Credentials, Hello], int]) -> Callable[[Hello], int]:
    """A cloud: nobody comes in without user and password."""

    def enter(hello: Hello) -> int:
        if hello.user is None or hello.password is None:
            return NOT_ALLOWED
        fields = (value.decode(errors="replace") for value in (hello.client, hello.user, hello.password))
        return check(Credentials(*fields), hello)

    return enter


def _aliyun_device(who: Credentials, hello: Hello) -> int:
    return ACCEPTED if aliyun.check(*who, DEVICES) else BAD_PASSWORD


def _onenet_device(who: Credentials, hello: Hello) -> int:
    return onenet.check(who, ONENET_KEYS, moment())


def _huawei_device(who: Credentials, hello: Hello) -> int:
    return huawei.check(who, hello.keepalive, HUAWEI_SECRETS, moment())


def _text(data: bytes | None) -> str:
    return (data or b"").decode(errors="replace")


def _aliyun_grant(hello: Hello, topic: str, asked: int) -> int:
    """Grants 1 for 0, as a real module was seen to report, and never more; other devices' topics are refused."""
    name, _, key = _text(hello.user).partition("&")
    own = {"sys": f"/sys/{key}/{name}/", "ext": "/ext/", "ota": "/ota/", "broadcast": f"/broadcast/{key}/"}
    start = own.get(topic.split("/")[1] if topic.startswith("/") else "", f"/{key}/{name}/")
    return 1 if topic.startswith(start) else FAILURE


def _onenet_grant(hello: Hello, topic: str, asked: int) -> int:
    """OneNET documentation, "topics": a device's own, QoS 0 and 1."""
    own = f"$sys/{_text(hello.user)}/{_text(hello.client)}/"
    return min(asked, 1) if topic.startswith(own) else FAILURE


def _huawei_grant(hello: Hello, topic: str, asked: int) -> int:
    """IoTDA documentation, "topics": a device's own, QoS 0 and 1."""
    return min(asked, 1) if topic.startswith(f"$oc/devices/{_text(hello.user)}/") else FAILURE


PLAIN = Door(_anyone, lambda hello, topic, asked: asked)
ALIYUN = Door(_signed(_aliyun_device), _aliyun_grant, loops=False)
ONENET = Door(_signed(_onenet_device), _onenet_grant, loops=False)
HUAWEI = Door(_signed(_huawei_device), _huawei_grant, loops=False)

_DOORS = {"aliyuncs.com": ALIYUN, "heclouds.com": ONENET, "myhuaweicloud.com": HUAWEI}


def door(host: str) -> Door:
    """By the last two labels of the name."""
    return _DOORS.get(".".join(host.split(".")[-2:]), PLAIN)
