"""AT+QSMTPPUT: Quectel SMTP note V1.0, 2.2.7 and chapters 4 to 6.

OK comes at once, the result later as `+QSMTPPUT: <err>,<protocol_error>`. A mail that did not go stays as it is.
"""

from __future__ import annotations

from atbench.port.port import moment
from atbench.virtual.backends import smtp, tls
from atbench.virtual.backends.letter import Letter
from atbench.virtual.backends.names import Unknown
from atbench.virtual.backends.smtp import Mail, Way
from atbench.virtual.backends.smtp_codes import (
    NO_CONTEXT,
    NO_FILE,
    NO_NAME,
    NO_NETWORK,
    NO_RECIPIENT,
    NO_TLS,
    TIME_OUT,
    WRONG,
    Failed,
)
from atbench.virtual.commands.context import address
from atbench.virtual.commands.smtp_config import when_free
from atbench.virtual.commands.ssl import tls_context
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Lines, Unit


def _put(unit: Unit, values: Values) -> Lines:
    values.count(1)
    seconds = values.number(0, 60, 65535)
    if not unit.outbox.recipients:
        raise Refused(NO_RECIPIENT)
    unit.outbox.sending = True
    unit.tasks.start(_putting(unit, seconds), "smtp")
    return ()


async def _putting(unit: Unit, seconds: float) -> None:
    outbox = unit.outbox
    try:
        async with unit.clock.timeout(seconds) as outbox.limit:
            await _send(unit)
        result = "0,0"
    except Failed as failed:
        result = f"{failed.err},{failed.reply}"
    except TimeoutError:
        result = f"{TIME_OUT if _active(unit) else NO_CONTEXT},0"
    finally:
        outbox.limit = None
    outbox.sending = False
    unit.urc(f"+QSMTPPUT: {result}")


def _active(unit: Unit) -> bool:
    context = unit.contexts.get(unit.outbox.number("contextid"))
    return context is not None and context.active


async def _send(unit: Unit) -> None:
    """Raises `Failed`."""
    if not _active(unit):
        raise Failed(NO_CONTEXT)
    mail = _mail(unit)
    await unit.clock.sleep(0.3)
    await smtp.send(mail, await _way(unit))


def _mail(unit: Unit) -> Mail:
    outbox = unit.outbox
    charset, subject = outbox.subject
    letter = Letter(
        outbox.text("sender").encode("latin-1"),
        outbox.text("sender", 1),
        tuple(outbox.recipients),
        bytes.fromhex(subject) if charset else subject.encode("latin-1"),
        charset,
        outbox.body[1],
        outbox.body[0],
        bool(outbox.number("bodyoriginal")),
        tuple(_file(unit, name) for _, (name, _size) in sorted(outbox.files.items())),
    )
    return Mail(
        letter.address,
        tuple(to for _, to in letter.recipients),
        letter.write(moment()),
        f"[{address(outbox.number('contextid'))}]",
        outbox.text("account").encode("latin-1"),
        outbox.text("account", 1).encode("latin-1"),
    )


def _file(unit: Unit, full: str) -> tuple[str, bytes]:
    """Name without its storage, and bytes; a file that was deleted meanwhile is an error only now (inferred)."""
    try:
        data = unit.files.read(full)
    except Refused as refused:
        raise Failed(NO_FILE) from refused
    return full.rpartition(":")[2].strip(), data


async def _way(unit: Unit) -> Way:
    outbox = unit.outbox
    host, port, kind = outbox.text("smtpserver"), outbox.number("smtpserver", 1), outbox.number("ssltype")
    try:
        where = await unit.names.find(host, port, kind == smtp.SSL)
        secure = tls_context(unit, outbox.number("sslctxid")) if kind else None
    except (tls.Unfit, tls.Failed) as error:
        raise Failed(NO_TLS) from error
    except Unknown as error:
        raise Failed(NO_NAME) from error
    except TimeoutError:
        raise
    except OSError as error:
        raise Failed(NO_NETWORK) from error
    return Way(where, host, kind, secure, secure.seconds / unit.clock.speed if secure else 0)


COMMANDS = {"+QSMTPPUT": Command(("+QSMTPPUT: (60-65535)",), write=when_free(_put), code=WRONG, sim=True)}
