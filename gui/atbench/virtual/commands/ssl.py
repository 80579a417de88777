"""AT+QSSLCFG as far as MQTT needs it without certificates: its note is not at hand, so only confirmed keys.

Sources: Quectel MQTT note V1.0, 5.2; SMTP and FTP notes for the values. `seclevel` 1 and 2 want files in the module,
which this module cannot hold yet: they are kept, and AT+QMTOPEN then fails as it does with files that are missing.
"""

from __future__ import annotations

import ssl

from atbench.virtual.backends.slot import Slot
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

# Key: the highest value; the lowest is 0.
_NUMBERS = {"sslversion": 4, "seclevel": 2, "ignorelocaltime": 1, "sni": 1}
_FILES = ("cacert", "clientcert", "clientkey")
DEFAULTS = {"sslversion": "4", "seclevel": "0", "ignorelocaltime": "1", "sni": "0", "ciphersuite": "0XFFFF"}


def _configure(unit: Unit, values: Values) -> Lines:
    values.count(2, 3)
    key, context = values.text(0, 1, 20).lower(), values.number(1, 0, 5)
    if key not in _NUMBERS and key not in _FILES and key != "ciphersuite":
        raise Refused
    settings = unit.tls.setdefault(context, dict(DEFAULTS))
    if len(values) == 2:
        value = settings.get(key, "")
        return (f'+QSSLCFG: "{key}",{context},' + (f'"{value}"' if key in _FILES else value),)
    if key in _NUMBERS:
        settings[key] = str(values.number(2, 0, _NUMBERS[key]))
    elif key in _FILES:
        settings[key] = values.text(2, 0, 80)
    else:
        settings[key] = _suite(values)
    return ()


def _suite(values: Values) -> str:
    text, quoted = values.values[2]
    if quoted or not text.upper().startswith("0X") or len(text) != 6:
        raise Refused  # quoted it is an error on real modules
    return text.upper()


def tls_context(unit: Unit, slot: Slot) -> ssl.SSLContext | None:
    """What AT+QMTOPEN uses; None for plain TCP. Raises OSError where certificates are wanted."""
    enabled, *index = slot.settings.values["ssl"]
    if not enabled:
        return None
    number = index[0] if index and isinstance(index[0], int) else 0
    if unit.tls.get(number, DEFAULTS)["seclevel"] != "0":
        raise OSError("no certificate files in the module")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


COMMANDS = {"+QSSLCFG": Command(None, write=_configure)}
