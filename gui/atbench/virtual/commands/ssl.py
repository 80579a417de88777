"""AT+QSSLCFG, and what a connection makes of it. Every mistake is a plain ERROR.

Its own note is not at hand. Sources: Quectel MQTT note V1.0, 5.2; SMTP and FTP notes; the test form is that of EG25-G
and BG96 modules. Defaults, and that a restart forgets all of it, are inferred.
"""

from __future__ import annotations

from atbench.virtual.backends import tls
from atbench.virtual.backends.slot import Slot
from atbench.virtual.backends.tls import ALL_SUITES, SUITES, Setup, Tls, Unfit
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

# Key: the lowest and the highest value.
_NUMBERS = {
    "sslversion": (0, 4),
    "seclevel": (0, 2),
    "ignorelocaltime": (0, 1),
    "negotiatetime": (10, 300),
    "sni": (0, 1),
}
_FILES = ("cacert", "clientcert", "clientkey")
DEFAULTS = {
    "sslversion": "4",
    "seclevel": "0",
    "ignorelocaltime": "1",
    "negotiatetime": "300",
    "sni": "0",
    "ciphersuite": ALL_SUITES,
}


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
        settings[key] = str(values.number(2, *_NUMBERS[key]))
    elif key in _FILES:
        settings[key] = values.text(2, 0, 80)
    else:
        settings[key] = _suite(unit, values)
    return ()


def _suite(unit: Unit, values: Values) -> str:
    text, quoted = values.values[2]
    if (quoted and not unit.profile.habits.quoted_suite) or text.upper() not in SUITES:
        raise Refused
    return text.upper()


def tls_of(unit: Unit, slot: Slot) -> Tls | None:
    """What AT+QMTOPEN uses; None for plain TCP. Raises `Unfit` and `Failed`."""
    enabled, *index = slot.settings.values["ssl"]
    if not enabled:
        return None
    return tls_context(unit, index[0] if index and isinstance(index[0], int) else 0)


def tls_context(unit: Unit, number: int) -> Tls:
    """What AT+QSSLCFG set for this number. Raises `Unfit` and `Failed`."""
    settings = unit.tls.get(number, DEFAULTS)
    level = int(settings["seclevel"])
    wanted = _FILES[: (0, 1, 3)[level]]
    if not all(settings.get(key) for key in wanted):
        raise Unfit(level)
    ca, certificate, key = (_file(unit, settings[key]) if key in wanted else b"" for key in _FILES)
    secure = tls.prepare(
        Setup(
            int(settings["sslversion"]),
            settings["ciphersuite"],
            level,
            ca,
            certificate,
            key,
            settings["ignorelocaltime"] == "1",
            settings["sni"] == "1",
            float(settings["negotiatetime"]),
        )
    )
    return tls.spoilt(secure) if unit.bad_tls else secure


def _file(unit: Unit, name: str) -> bytes:
    try:
        return unit.files.read(name)
    except Refused as refused:
        raise tls.Failed(name) from refused


_TEST = (
    '+QSSLCFG: "sslversion",(0-5),(0-4)',
    f'+QSSLCFG: "ciphersuite",(0-5),({",".join(SUITES)})',
    '+QSSLCFG: "cacert",(0-5),<cacertpath>',
    '+QSSLCFG: "clientcert",(0-5),<client_cert_path>',
    '+QSSLCFG: "clientkey",(0-5),<client_key_path>',
    '+QSSLCFG: "seclevel",(0-5),(0-2)',
    '+QSSLCFG: "ignorelocaltime",(0-5),(0,1)',
    '+QSSLCFG: "negotiatetime",(0-5),(10-300)',
    '+QSSLCFG: "sni",(0-5),(0,1)',
)

COMMANDS = {"+QSSLCFG": Command(_TEST, write=_configure)}
