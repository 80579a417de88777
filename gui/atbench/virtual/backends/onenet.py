"""Signing in at China Mobile OneNET, as a module does it after `AT+QMTCFG="onenet"` and as the cloud checks it.

Source: OneNET documentation, "token": the user is the product, the client identifier the device's name, the password
`version=2018-10-31&res=products/{product}/devices/{name}&et={expiry}&method={hash}&sign={signature}` with its values
URL-encoded; the signature is the Base64 of HMAC(Base64-decoded key, et, method, res and version, one a line).
Which CONNACK code belongs to which mistake is not said there: they follow the words of MQTT 3.1.1, 3.2.2.3.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote

from atbench.virtual.backends.packets import ACCEPTED, BAD_CLIENT, BAD_PASSWORD, NOT_ALLOWED
from atbench.virtual.backends.sign_in import Credentials

VERSION = "2018-10-31"
VALID = 365 * 86400  # seconds that the module's token holds; inferred, the module's note names none
_HASHES = {"md5": hashlib.md5, "sha1": hashlib.sha1, "sha256": hashlib.sha256}


def credentials(name: str, product: str, key: str, now: float) -> Credentials:
    """For the device `name`. Which hash a module takes is inferred. Raises ValueError for a key that is no Base64."""
    return Credentials(name, product, token(name, product, key, int(now) + VALID))


def token(name: str, product: str, key: str, expiry: int, method: str = "sha256") -> str:
    """Raises KeyError for a hash that the cloud does not know, ValueError for a key that is no Base64."""
    place = f"products/{product}/devices/{name}"
    values = (place, str(expiry), method, sign(place, key, str(expiry), method))
    res, et, hash_, signature = (quote(value, safe="") for value in values)
    return f"version={VERSION}&res={res}&et={et}&method={hash_}&sign={signature}"


def sign(place: str, key: str, expiry: str, method: str) -> str:
    text = "\n".join((expiry, method, place, VERSION))
    try:
        secret = base64.b64decode(key, validate=True)
    except binascii.Error as error:
        raise ValueError(key) from error
    return base64.b64encode(hmac.new(secret, text.encode(), _HASHES[method]).digest()).decode()


def check(who: Credentials, devices: Mapping[tuple[str, str], str], now: float) -> int:
    """The CONNACK code; `devices` maps (product, name) to the device's key, `now` is seconds since the epoch."""
    values = dict(parse_qsl(who.password))
    key = devices.get((who.user, who.client))
    if key is None:
        known = any(product == who.user for product, _name in devices)
        return BAD_CLIENT if known else BAD_PASSWORD
    place, expiry, method = f"products/{who.user}/devices/{who.client}", values.get("et", ""), values.get("method", "")
    if values.get("version") != VERSION or method not in _HASHES or not (expiry.isascii() and expiry.isdecimal()):
        return BAD_PASSWORD
    right = sign(values.get("res", ""), key, expiry, method)
    if not hmac.compare_digest(right.encode(), values.get("sign", "").encode()):
        return BAD_PASSWORD
    return ACCEPTED if values["res"] == place and int(expiry) > now else NOT_ALLOWED
