"""Signing in at Alibaba Cloud IoT, as a module does it after `AT+QMTCFG="aliauth"` and as the cloud checks it.

Source: Alibaba Cloud IoT Platform, "MQTT-TCP connection communication": client identifier
`${id}|securemode=3,signmethod=hmacsha1[,timestamp=${t}]|`, user `${deviceName}&${productKey}`, password the
hexadecimal HMAC of the names and values joined in alphabetical order. securemode is 2 over TLS and 3 over plain TCP.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import NamedTuple

from atbench.virtual.backends.sign_in import Credentials

_HASHES = {"hmacmd5": hashlib.md5, "hmacsha1": hashlib.sha1, "hmacsha256": hashlib.sha256}


class Device(NamedTuple):
    """The three values that name a device. The secret never leaves module and cloud."""

    key: str
    name: str
    secret: str


def credentials(client: str, device: Device, tls: bool = False) -> Credentials:
    """What the module sends in CONNECT for the client identifier that `AT+QMTCONN` was given."""
    mark = f"|securemode={2 if tls else 3},signmethod=hmacsha1|"
    return Credentials(client + mark, f"{device.name}&{device.key}", sign(client, device))


def sign(client: str, device: Device, method: str = "hmacsha1", timestamp: str = "") -> str:
    """The password. Raises KeyError for a method that the cloud does not know."""
    text = f"clientId{client}deviceName{device.name}productKey{device.key}"
    text += f"timestamp{timestamp}" if timestamp else ""
    return hmac.new(device.secret.encode(), text.encode(), _HASHES[method]).hexdigest().upper()


def check(client: str, user: str, password: str, devices: dict[tuple[str, str], str]) -> bool:
    """Whether the cloud lets the device in; `devices` maps (product key, device name) to the secret."""
    name, _, key = user.partition("&")
    id_, _, marks = client.partition("|")
    values = dict(mark.partition("=")[::2] for mark in marks.rstrip("|").split(","))
    secret = devices.get((key, name))
    if secret is None or values.get("signmethod") not in _HASHES or values.get("securemode") not in ("2", "3"):
        return False
    right = sign(id_, Device(key, name, secret), values["signmethod"], values.get("timestamp", ""))
    return hmac.compare_digest(right.encode(), password.upper().encode())
