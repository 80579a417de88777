"""AT+QFTPCFG with its ten keys: Quectel FTP(S) note V1.2, 2.1. Every mistake is a plain ERROR."""

from __future__ import annotations

from collections.abc import Callable

from atbench.virtual.backends.ftp_session import Value
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

LONGEST = 255
Read = Callable[[Values, tuple[Value, ...]], tuple[Value, ...]]


def _number(low: int, high: int) -> Read:
    def read(values: Values, old: tuple[Value, ...]) -> tuple[Value, ...]:
        values.count(2)
        return (values.number(1, low, high),)

    return read


def _account(values: Values, old: tuple[Value, ...]) -> tuple[Value, ...]:
    values.count(3)
    return values.text(1, 0, LONGEST), values.text(2, 0, LONGEST)


def _address(values: Values, old: tuple[Value, ...]) -> tuple[Value, ...]:
    """<data_timeout> goes with 2 only; left out it stays as it was."""
    kind = values.number(1, 0, 2)
    values.count(*((2, 3) if kind == 2 else (2,)))
    return kind, values.number(2, 15, 50) if len(values) == 3 else old[1]


# Key: how it is read, and what the test form says of it.
_KEYS: dict[str, tuple[Read, str]] = {
    "account": (_account, "<username>,<password>"),
    "filetype": (_number(0, 1), "(0,1)"),
    "transmode": (_number(0, 1), "(0,1)"),
    "contextid": (_number(1, 15), "(1-15)"),
    "rsptimeout": (_number(20, 180), "(20-180)"),
    "ssltype": (_number(0, 2), "(0-2)"),
    "sslctxid": (_number(0, 5), "(0-5)"),
    "data_address": (_address, "(0-2),(15-50)"),
    "restenable": (_number(0, 1), "(0,1)"),
    "cache": (_number(0, 2), "(0-2)"),
}
# 2.1 writes SSL_ctxID where the example 3.2 has sslctxid: capitals and _ do not count.
_NAMES = {key.replace("_", ""): key for key in _KEYS}


def _configure(unit: Unit, values: Values) -> Lines:
    key = _NAMES.get(values.text(0, 1, 20).lower().replace("_", ""))
    if key is None:
        raise Refused
    settings = unit.ftp.settings
    if len(values) == 1:
        return (f'+QFTPCFG: "{key}",' + ",".join(map(_shown, _told(unit, key))),)
    settings[key] = _KEYS[key][0](values, settings[key])
    return ()


def _told(unit: Unit, key: str) -> tuple[Value, ...]:
    """What a module shows of its settings."""
    told = unit.ftp.settings[key]
    if key == "account" and unit.profile.habits.ftp.hides_password:
        return told[0], "*" * len(str(told[1]))
    return told[:1] if key == "data_address" and told[0] != 2 else told


def _shown(value: Value) -> str:
    return str(value) if isinstance(value, int) else f'"{value}"'


_TEST = tuple(f'+QFTPCFG: "{key}",{told}' for key, (_read, told) in _KEYS.items())

COMMANDS = {"+QFTPCFG": Command(_TEST, write=_configure)}
