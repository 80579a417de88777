"""Signing in at Tencent Cloud IoT Hub, as a module does it after AT+TCMQTTCONN and as the cloud checks it.

Source: Tencent's public C SDK (MIT): client identifier `${productId}${deviceName}`, user
`${client};${sdkappid};${connid};${expiry}`, password `${hex HMAC(Base64-decoded secret, user)};hmacsha1` (or
`hmacsha256`). Over TLS the certificate or the key stands for the password. Which CONNACK code belongs to which mistake
is not said there: they follow the words of MQTT 3.1.1, 3.2.2.3.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping

from atbench.virtual.backends.packets import ACCEPTED, BAD_CLIENT, BAD_PASSWORD, NOT_ALLOWED
from atbench.virtual.backends.sign_in import Credentials

APP = "21010406"  # the same for all devices that use the SDK
VALID = 36000  # seconds that a module's sign-in holds; inferred
_HASHES = {"hmacsha1": hashlib.sha1, "hmacsha256": hashlib.sha256}


def host(product: str) -> str:
    return f"{product}.iotcloud.tencentdevices.com"


def user(client: str, now: float, connection: str = "bench") -> str:
    """`connection` are five letters and digits that tell the sign-ins of a device apart."""
    return f"{client};{APP};{connection};{int(now) + VALID}"


def credentials(client: str, secret: str, now: float, method: str = "hmacsha1") -> Credentials:
    """For plain MQTT. A `secret` that is no Base64 is signed with nothing: the cloud will refuse it."""
    name = user(client, now)
    return Credentials(client, name, f"{sign(name, secret, method)};{method}")


def key_of(secret: str) -> bytes:
    """The bytes of a device secret, none for one that is no Base64."""
    try:
        return base64.b64decode(secret, validate=True)
    except binascii.Error:
        return b""


def sign(name: str, secret: str, method: str) -> str:
    return hmac.new(key_of(secret), name.encode(), _HASHES[method]).hexdigest()


def check_user(client: str, name: str, devices: Mapping[str, str], now: float) -> int:
    """The CONNACK code for all but the password; `devices` maps client identifiers to secrets."""
    parts = name.split(";")
    if client not in devices:
        return BAD_CLIENT
    if len(parts) != 4 or parts[0] != client or not parts[2].isalnum() or not (parts[1] + parts[3]).isdecimal():
        return BAD_PASSWORD
    return ACCEPTED if parts[3] and int(parts[3]) > now else NOT_ALLOWED


def check(who: Credentials, devices: Mapping[str, str], now: float) -> int:
    """The CONNACK code."""
    code = check_user(who.client, who.user, devices, now)
    if code:
        return code
    given, _semicolon, method = who.password.partition(";")
    if method not in _HASHES:
        return BAD_PASSWORD
    right = sign(who.user, devices[who.client], method)
    return ACCEPTED if hmac.compare_digest(right.encode(), given.lower().encode()) else BAD_PASSWORD
