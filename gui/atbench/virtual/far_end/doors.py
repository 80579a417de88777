"""How the local cloud treats a client, by the host name that the client called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atbench.port.port import moment
from atbench.virtual.backends import aliyun, huawei, onenet, packets, tencent
from atbench.virtual.backends.packets import ACCEPTED, BAD_CLIENT, BAD_PASSWORD, NOT_ALLOWED, Hello, Message
from atbench.virtual.backends.sign_in import Credentials
from atbench.virtual.far_end.devices import DEVICES, HUAWEI_SECRETS, ONENET_KEYS, TENCENT_SECRETS

FAILURE = 0x80  # SUBACK 3.9.3


def _everything(hello: Hello, message: Message) -> bool:
    return True


def _any_holder(hello: Hello, name: str) -> int:
    return ACCEPTED


@dataclass(frozen=True, slots=True)
class Door:
    """`check` gives the CONNACK code, `grant` the SUBACK code for a user, a topic filter and the QoS asked for.

    `loops`: a message also goes back to the clients that subscribed to its topic; where it does not, the platform
    takes it. `takes` tells whether the user may publish this; what it does not take gets no answer, and it raises
    `Broken` where the connection ends for it. `mutual`: who comes over TLS is asked for a certificate, and `fits` gives
    the CONNACK code for the name in it, "" for none.
    """

    check: Callable[[Hello], int]
    grant: Callable[[Hello, str, int], int]
    loops: bool = True
    takes: Callable[[Hello, Message], bool] = _everything
    mutual: bool = False
    fits: Callable[[Hello, str], int] = _any_holder


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


def _tencent_device(who: Credentials, hello: Hello) -> int:
    return NOT_ALLOWED if hello.will else tencent.check(who, TENCENT_SECRETS, moment())


def _tencent_secured(hello: Hello) -> int:
    """Over TLS: certificate or key stand for the password."""
    if hello.user is None or hello.will:
        return NOT_ALLOWED
    return tencent.check_user(_text(hello.client), _text(hello.user), TENCENT_SECRETS, moment())


def _tencent_holder(hello: Hello, name: str) -> int:
    """The device's name is in its certificate (inferred). Without one the key has told who it is."""
    return ACCEPTED if name in ("", _text(hello.client)) else NOT_ALLOWED


_THING = ("property", "event", "action")


def _tencent_grant(hello: Hello, topic: str, asked: int) -> int:
    """IoT Hub documentation, "topics": of the three first ones a device may read two; and what the platform sends."""
    who = _tencent_path(hello)
    own = {f"{who}/control", f"{who}/data", f"$sys/operation/result/{who}", f"$shadow/operation/result/{who}"}
    down = {f"$thing/down/{kind}/{who}" for kind in _THING} | {f"$ota/update/{who}"}
    return min(asked, 1) if topic in own | down else FAILURE


def _tencent_takes(hello: Hello, message: Message) -> bool:
    """Raises `Broken` for what the platform does not have: QoS 2 and retained messages."""
    if message.qos == 2 or message.retain:
        raise packets.Broken
    who = _tencent_path(hello)
    own = {f"{who}/event", f"{who}/data", f"$sys/operation/{who}", f"$shadow/operation/{who}", f"$ota/report/{who}"}
    up = {f"$thing/up/{kind}/{who}" for kind in _THING}
    return _text(message.topic) in own | up


def _tencent_path(hello: Hello) -> str:
    """`${productId}/${deviceName}`: a product has ten letters and digits."""
    client = _text(hello.client)
    return f"{client[:10]}/{client[10:]}"


PLAIN = Door(_anyone, lambda hello, topic, asked: asked)
ALIYUN = Door(_signed(_aliyun_device), _aliyun_grant, loops=False)
ONENET = Door(_signed(_onenet_device), _onenet_grant, loops=False)
HUAWEI = Door(_signed(_huawei_device), _huawei_grant, loops=False)

TENCENT = Door(_signed(_tencent_device), _tencent_grant, takes=_tencent_takes)
TENCENT_SECURED = Door(_tencent_secured, _tencent_grant, takes=_tencent_takes, mutual=True, fits=_tencent_holder)

_DOORS = {"aliyuncs.com": ALIYUN, "heclouds.com": ONENET, "myhuaweicloud.com": HUAWEI, "tencentdevices.com": TENCENT}
_SECURED = {"tencentdevices.com": TENCENT_SECURED}


def door(host: str, tls: bool = False) -> Door:
    """By the last two labels of the name."""
    name = ".".join(host.split(".")[-2:])
    found = _DOORS.get(name, PLAIN)
    return _SECURED.get(name, found) if tls else found
