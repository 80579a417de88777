"""AT+QSMTPCFG: Quectel SMTP note V1.0, 2.2.1. Every mistake is +CME ERROR: 664."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from atbench.virtual.backends.outbox import Value
from atbench.virtual.backends.smtp_codes import BUSY, WRONG
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Handler, Lines, Unit

LONGEST = 50  # of every text here and of addresses and names of files

Setting = Callable[[Values], tuple[Value, ...]]


def _texts(values: Values) -> tuple[Value, ...]:
    values.count(3)
    return values.text(1, 0, LONGEST), values.text(2, 0, LONGEST)


def _server(values: Values) -> tuple[Value, ...]:
    values.count(3)
    return values.text(1, 1, LONGEST), values.number(2, 1, 65535)


def _number(low: int, high: int) -> Setting:
    def take(values: Values) -> tuple[Value, ...]:
        values.count(2)
        return (values.number(1, low, high),)

    return take


SETTINGS: dict[str, Setting] = {
    "account": _texts,
    "sender": _texts,
    "smtpserver": _server,
    "contextid": _number(1, 16),
    "sslctxid": _number(0, 5),
    "ssltype": _number(0, 2),
    "bodyoriginal": _number(0, 1),
}


def when_free(handler: Handler) -> Handler:
    """While a mail is being sent every command is refused (inferred from 2.2.2, 2.2.4, 2.2.7)."""

    def run(unit: Unit, values: Values) -> Lines | Awaitable[Lines]:
        if unit.outbox.sending:
            raise Refused(BUSY)
        return handler(unit, values)

    return run


def _configure(unit: Unit, values: Values) -> Lines:
    key = values.text(0, 1, 20).lower()
    if key not in SETTINGS:
        raise Refused(WRONG)
    settings = unit.outbox.settings
    if len(values) > 1:
        settings[key] = SETTINGS[key](values)
        return ()
    told = ",".join(f'"{value}"' if isinstance(value, str) else str(value) for value in settings[key])
    return (f'+QSMTPCFG: "{key}",{told}',)


_TEST = tuple(
    f'+QSMTPCFG: "{key}",{rest}'
    for key, rest in (
        ("account", "<username>,<password>"),
        ("sender", "<sender_name>,<sender_email>"),
        ("smtpserver", "<srvaddr>,<srvport>"),
        ("contextid", "(1-16)"),
        ("sslctxid", "(0-5)"),
        ("ssltype", "(0-2)"),
        ("bodyoriginal", "(0,1)"),
    )
)

COMMANDS = {"+QSMTPCFG": Command(_TEST, write=when_free(_configure), code=WRONG, sim=True)}
