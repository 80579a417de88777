"""What a module says in CONNECT: will, session, and the sign-in that AT+QMTCFG prepared (MQTT note V1.0, 3.2.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from atbench.port.port import moment
from atbench.virtual.backends import aliyun, huawei, onenet
from atbench.virtual.backends.aliyun import Device
from atbench.virtual.backends.packets import Hello, Message
from atbench.virtual.backends.sign_in import Credentials
from atbench.virtual.backends.slot import Settings, Slot
from atbench.virtual.line import Refused


def hello_of(slot: Slot, client: str, user: str, password: str) -> Hello:
    """`client`, `user` and `password` as typed. Without a user the clouds' settings make all three."""
    settings = slot.settings
    if settings.cloud and not user:
        client, user, password = _signed(settings, client)
    return Hello(
        client.encode("latin-1"),
        user.encode("latin-1") if user else None,
        password.encode("latin-1") if user else None,
        settings.number("version"),
        bool(settings.number("session")),
        settings.number("keepalive"),
        _will(settings),
    )


def _signed(settings: Settings, client: str) -> Credentials:
    try:
        return CLOUDS[settings.cloud](settings, client, settings.values[settings.cloud])
    except ValueError as error:  # a OneNET key that is no Base64: no token can be made of it (inferred)
        raise Refused from error


Values = Sequence[int | str | bytes]


def _aliyun(settings: Settings, client: str, values: Values) -> Credentials:
    key, name, secret = map(str, values)
    return aliyun.credentials(client, Device(key, name, secret), bool(settings.number("ssl")))


def _onenet(settings: Settings, client: str, values: Values) -> Credentials:
    """The typed client identifier is the device's name, as users of the modules write it."""
    product, key = map(str, values)
    return onenet.credentials(client, product, key, moment())


def _huawei(settings: Settings, client: str, values: Values) -> Credentials:
    """Inferred: the typed client identifier gives way to the one that the cloud wants; <hw_time_enable> is its mark."""
    device, secret, *checked = values
    return huawei.credentials(str(device), str(secret), bool(checked and checked[0]), moment())


def _huawei_product(settings: Settings, client: str, values: Values) -> Credentials:
    """Inferred: the device is `{product}_{node}`, as the cloud names it, and signs with its product's secret."""
    product, secret, node, *checked = values
    return huawei.credentials(f"{product!s}_{node!s}", str(secret), bool(checked and checked[0]), moment())


CLOUDS: dict[str, Callable[[Settings, str, Values], Credentials]] = {
    "aliauth": _aliyun,
    "onenet": _onenet,
    "hwauth": _huawei,
    "hwprodid": _huawei_product,
}


def _will(settings: Settings) -> Message | None:
    for key in ("will", "willex"):
        match settings.values[key]:
            case (1, int(qos), int(retain), str(topic), str(payload)):
                return Message(topic.encode("latin-1"), payload.encode("latin-1"), qos, bool(retain))
    return None
