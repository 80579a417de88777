"""Recipients, subject, body and attachments of a mail: Quectel SMTP note V1.0, 2.2.2 to 2.2.6.

Mistakes are +CME ERROR: 664, a file that is not there 661. That numbers in use, more than there may be, and what is
not there to be deleted are 664 as well is inferred.
"""

from __future__ import annotations

from atbench.virtual.backends.outbox import MOST_FILES, MOST_RECIPIENTS
from atbench.virtual.backends.smtp_codes import NO_FILE, WRONG
from atbench.virtual.commands.smtp_config import LONGEST, when_free
from atbench.virtual.line import Refused, Values
from atbench.virtual.unit import Command, Handler, Lines, Unit

ASCII_LETTERS, HEX_DIGITS = 100, 200
LONGEST_BODY, BODY_SECONDS = 10240, 90


def _recipients(unit: Unit, values: Values) -> Lines:
    return [f'+QSMTPDST: {kind},"{address}"' for kind, address in unit.outbox.recipients]


def _set_recipients(unit: Unit, values: Values) -> Lines:
    values.count(1, 2, 3)
    found = unit.outbox.recipients
    if values.number(0, 0, 1):
        one = values.number(1, 1, 3), values.text(2, 1, LONGEST)
        if one not in found and len(found) >= MOST_RECIPIENTS:
            raise Refused(WRONG)
        if one not in found:
            found.append(one)
        return ()
    unit.outbox.recipients = _left(found, values)
    return ()


def _left(found: list[tuple[int, str]], values: Values) -> list[tuple[int, str]]:
    """What deleting leaves: all of a kind, or one, go (inferred; the note has only that all go)."""
    if len(values) == 1:
        return []
    kind = values.number(1, 1, 3)
    if len(values) == 2:
        return [one for one in found if one[0] != kind]
    gone = kind, values.text(2, 1, LONGEST)
    if gone not in found:
        raise Refused(WRONG)
    return [one for one in found if one != gone]


def _subject(unit: Unit, values: Values) -> Lines:
    charset, subject = unit.outbox.subject
    return (f'+QSMTPSUB: {charset},"{subject}"',)


def _set_subject(unit: Unit, values: Values) -> Lines:
    """The note asks for an odd number of hex digits: a slip, two make a byte."""
    values.count(2)
    charset = values.number(0, 0, 3)
    subject = values.text(1, 0, HEX_DIGITS if charset else ASCII_LETTERS)
    if charset and (len(subject) % 2 or not set(subject) <= set("0123456789ABCDEFabcdef")):
        raise Refused(WRONG)
    unit.outbox.subject = charset, subject
    return ()


def _nothing(unit: Unit, values: Values) -> Lines:
    return ()


async def _set_body(unit: Unit, values: Values) -> Lines:
    values.count(2, 3)
    charset, length = values.number(0, 0, 3), values.number(1, 1, LONGEST_BODY)
    data = await unit.port.data(length, values.number(2, 1, 65535, BODY_SECONDS), in_all=True)
    unit.outbox.body = charset, data
    return (f"+QSMTPBODY: {len(data)}",)


def _files(unit: Unit, values: Values) -> Lines:
    return [f'+QSMTPATT: {index},"{name}",{size}' for index, (name, size) in sorted(unit.outbox.files.items())]


def _set_files(unit: Unit, values: Values) -> Lines:
    values.count(1, 2, 3)
    files = unit.outbox.files
    if not values.number(0, 0, 1):
        return _delete_files(files, values)
    values.count(3)
    index, name = values.number(1, 1, MOST_FILES), values.text(2, 1, LONGEST)
    if index in files:
        raise Refused(WRONG)
    try:
        files[index] = name, len(unit.files.read(name))
    except Refused as refused:
        raise Refused(NO_FILE) from refused
    return ()


def _delete_files(files: dict[int, tuple[str, int]], values: Values) -> Lines:
    values.count(1, 2)
    if len(values) == 1:
        files.clear()
    elif files.pop(values.number(1, 1, MOST_FILES), None) is None:
        raise Refused(WRONG)
    return ()


def _clear(unit: Unit, values: Values) -> Lines:
    unit.outbox.clear()
    return ()


def _command(
    test: str = "", read: Handler | None = None, write: Handler | None = None, execute: Handler | None = None
) -> Command:
    read, write, execute = (handler and when_free(handler) for handler in (read, write, execute))
    return Command((test,) if test else (), read, write, execute, code=WRONG, sim=True)


COMMANDS = {
    "+QSMTPDST": _command("+QSMTPDST: (0,1),(1-3),<emailaddr>", _recipients, _set_recipients),
    "+QSMTPSUB": _command("+QSMTPSUB: (0-3),<subject>", _subject, _set_subject),
    "+QSMTPBODY": _command(f"+QSMTPBODY: (0-3),(1-{LONGEST_BODY}),(1-65535)", _nothing, _set_body),
    "+QSMTPATT": _command(f"+QSMTPATT: (0,1),(1-{MOST_FILES}),<file_name>", _files, _set_files),
    "+QSMTPCLR": _command(execute=_clear),
}
