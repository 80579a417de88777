"""How the local cloud treats a client, by the host name that the client called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atbench.virtual.backends import aliyun
from atbench.virtual.backends.packets import Hello
from atbench.virtual.far_end.devices import DEVICES

ACCEPTED, BAD_VERSION, BAD_CLIENT, BAD_PASSWORD, NOT_ALLOWED = 0, 1, 2, 4, 5
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


def _aliyun_device(hello: Hello) -> int:
    if hello.user is None or hello.password is None:
        return NOT_ALLOWED
    client, user, password = (value.decode(errors="replace") for value in (hello.client, hello.user, hello.password))
    return ACCEPTED if aliyun.check(client, user, password, DEVICES) else BAD_PASSWORD


def _aliyun_grant(hello: Hello, topic: str, asked: int) -> int:
    """Grants 1 for 0, as a real module was seen to report, and never more; other devices' topics are refused."""
    name, _, key = (hello.user or b"").decode(errors="replace").partition("&")
    own = {"sys": f"/sys/{key}/{name}/", "ext": "/ext/", "ota": "/ota/", "broadcast": f"/broadcast/{key}/"}
    start = own.get(topic.split("/")[1] if topic.startswith("/") else "", f"/{key}/{name}/")
    return 1 if topic.startswith(start) else FAILURE


PLAIN = Door(_anyone, lambda hello, topic, asked: asked)
ALIYUN = Door(_aliyun_device, _aliyun_grant, loops=False)


def door(host: str) -> Door:
    return ALIYUN if host == "aliyuncs.com" or host.endswith(".aliyuncs.com") else PLAIN
