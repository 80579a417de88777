"""AT+QHTTPCFG and AT+QHTTPURL: Quectel HTTP(S) note V1.0, 2.2.1 and 2.2.2. Mistakes are +CME ERROR."""

from __future__ import annotations

from atbench.virtual.backends import http
from atbench.virtual.backends.http_codes import BUSY, INPUT_TIME_OUT, WRONG, Failed
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit

KEYS = {
    "contextid": (1, 15),
    "requestheader": (0, 1),
    "responseheader": (0, 1),
    "sslctxid": (0, 5),
    "contenttype": (0, 3),
    "rspout/auto": (0, 1),
    "closed/ind": (0, 1),
}
LONGEST_URL, SECONDS, MOST_SECONDS = 2048, 60, 65535


def idle(unit: Unit) -> None:
    """Nothing may be under way."""
    if unit.web.busy:
        raise Refused(BUSY)


def _told(unit: Unit, key: str) -> str:
    return f'+QHTTPCFG: "{key}",{unit.web.settings[key]}'


def _configure(unit: Unit, values: Values) -> Lines:
    values.count(1, 2)
    key = values.text(0, 1, 20).lower()
    if key not in KEYS:
        raise Refused(WRONG)
    if len(values) == 1:
        return (_told(unit, key),)
    value = values.number(1, *KEYS[key])
    idle(unit)
    unit.web.settings[key] = value
    return ()


def _all(unit: Unit, values: Values) -> Lines:
    return [_told(unit, key) for key in KEYS]


async def _url(unit: Unit, values: Values) -> Lines:
    values.count(1, 2)
    length, seconds = values.number(0, 1, LONGEST_URL), values.number(1, 1, MOST_SECONDS, SECONDS)
    idle(unit)
    text = (await unit.port.data(length, seconds, in_all=True)).decode("latin-1")
    if len(text) < length:
        raise Refused(INPUT_TIME_OUT)
    try:
        http.parse(text)
    except Failed as failed:
        raise Refused(failed.code) from failed
    unit.web.url = text
    return ()


def _known_url(unit: Unit, values: Values) -> Lines:
    return (f"+QHTTPURL: {unit.web.url}",) if unit.web.url else ()


def _range(low: int, high: int) -> str:
    return f"({low},{high})" if high == low + 1 else f"({low}-{high})"


_TEST = tuple(f'+QHTTPCFG: "{key}",{_range(*limits)}' for key, limits in KEYS.items())

COMMANDS = {
    "+QHTTPCFG": Command(_TEST, _all, _configure, code=WRONG),
    "+QHTTPURL": Command((f"+QHTTPURL: (1-{LONGEST_URL}),(1-{MOST_SECONDS})",), _known_url, _url, code=WRONG),
}
