"""Signing in at Huawei Cloud IoTDA, as a module does it after `AT+QMTCFG="hwauth"` or `"hwprodid"`.

Source: Huawei Cloud IoTDA, "Device connection authentication": client identifier
`{device}_0_{1: the time is checked, 0: it is not}_{YYYYMMDDHH, UTC}`, the device's identifier as user, and as password
the hexadecimal HMAC-SHA256 of the secret with the time as key. Its table of return codes: 2 for a client identifier
out of form or a keep-alive out of range, 4 for a wrong user or password, 5 where the device may not connect. A device's
identifier is, unless chosen otherwise, `{product}_{node}`.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from atbench.virtual.backends.packets import ACCEPTED, BAD_CLIENT, BAD_PASSWORD
from atbench.virtual.backends.sign_in import Credentials

KEEPALIVE = (30, 1200)  # seconds that the platform takes
_CLIENT = re.compile(r"(.+)_0_([01])_(\d{10})")
_FORM = "%Y%m%d%H"


def credentials(device: str, secret: str, checked: bool, now: float) -> Credentials:
    hour = _hour(now)
    return Credentials(f"{device}_0_{int(checked)}_{hour}", device, sign(secret, hour))


def sign(secret: str, hour: str) -> str:
    return hmac.new(hour.encode(), secret.encode(), hashlib.sha256).hexdigest()


def check(who: Credentials, keepalive: int, secrets: Mapping[str, str], now: float) -> int:
    """The CONNACK code; `secrets` holds those of devices, and of products for all their other devices (inferred)."""
    match = _CLIENT.fullmatch(who.client)
    if not match or not KEEPALIVE[0] <= keepalive <= KEEPALIVE[1]:
        return BAD_CLIENT
    device, checked, hour = match.groups()
    secret = secrets.get(device) or secrets.get(device.partition("_")[0])
    if device != who.user or secret is None:
        return BAD_PASSWORD
    if checked == "1" and hour not in (_hour(now), _hour(now - 3600), _hour(now + 3600)):
        return BAD_PASSWORD  # an hour early or late is let pass: inferred
    right = sign(secret, hour)
    return ACCEPTED if hmac.compare_digest(right.encode(), who.password.lower().encode()) else BAD_PASSWORD


def _hour(now: float) -> str:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=now)).strftime(_FORM)
