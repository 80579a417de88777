"""What the clouds want as client identifier, user and password, computed here: for brokers reached as any other.

Alibaba Cloud IoT: "MQTT-TCP connection communication". Tencent Cloud IoT Hub: the key sign-in of its public C SDK.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import NamedTuple


class Credentials(NamedTuple):
    """What CONNECT carries."""

    client: str
    user: str
    password: str


def aliyun(key: str, name: str, secret: str, tls: bool = False, client: str = "") -> Credentials:
    """For a device of Alibaba Cloud, signed with SHA-256. `client` is free; the name of the device by default."""
    client = client or name
    text = f"clientId{client}deviceName{name}productKey{key}"
    password = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    marks = f"|securemode={2 if tls else 3},signmethod=hmacsha256|"
    return Credentials(client + marks, f"{name}&{key}", password)


def tencent(product: str, name: str, secret: str, expires: int, connection: str = "atben") -> Credentials:
    """For a device of Tencent Cloud. `secret` is Base64, `expires` in seconds since 1970; ValueError for others."""
    client = f"{product}{name}"
    user = f"{client};12010126;{connection};{expires}"
    digest = hmac.new(base64.b64decode(secret, validate=True), user.encode(), hashlib.sha256).hexdigest()
    return Credentials(client, user, f"{digest};hmacsha256")
