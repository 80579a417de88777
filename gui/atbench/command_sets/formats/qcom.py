"""QCOM's `.ini` lists: `[SET]` with RunTimes and DelayTime, then `[1]` to `[29]` with Cho, CMD, Delay, HEX, Enter.

QCOM writes all 29 rows, also the empty ones, in the code page of the PC (GBK on a Chinese Windows). It ticks nothing
by itself: a list in which no row is ticked is the normal case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from atbench.command_sets.encoding import decode
from atbench.command_sets.formats import ini
from atbench.command_sets.model import CommandSet, Pairs, Row, Warning_, hex_bytes
from atbench.texts import _

ROWS = 29  # QCOM knows the sections [1] to [29] and no others
KEYS = ("Cho", "CMD", "Delay", "HEX", "Enter")
SET_KEYS = ("RunTimes", "DelayTime")
DEFAULT_DELAY = 1000  # ms, QCOM's own
_ROW = re.compile("[1-9][0-9]{0,4}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def read(data: bytes) -> CommandSet:
    """A list from the bytes of a file. ValueError with a sentence for the user where it is none."""
    text, encoding, told = decode(data)
    warnings = [Warning_(0, sentence) for sentence in told]
    found = ini.read(text)
    head = found.sections.get("set")
    numbered = {int(name): section for name, section in found.sections.items() if _ROW.fullmatch(name)}
    if not any(section.get("CMD") is not None for section in numbered.values()) and not (
        head and any(head.get(key) is not None for key in SET_KEYS)
    ):
        raise ValueError(
            _("It is no QCOM list: it has no [SET] section and no CMD= line. Choose a list that QCOM or atbench saved.")
        )
    warnings += [Warning_(int(name) if _ROW.fullmatch(name) else 0, problem) for name, problem in found.problems]
    rows: list[Row] = []
    leftover: list[tuple[str, Pairs]] = []
    for n, section in sorted(numbered.items()):
        row = _row(n, section, warnings)
        if row.text:
            rows.append(row)
        elif row.extra:
            leftover.append((section.name, row.extra))
    leftover += [
        (section.name, _unknown(section, SET_KEYS if name == "set" else ()))
        for name, section in found.sections.items()
        if not _ROW.fullmatch(name)
    ]
    rounds, delay = _head(head, warnings)
    if not rows:
        warnings.append(Warning_(0, _("The list has no commands.")))
    _tell_unknown(leftover, warnings)
    _tell_cut(text, found, warnings)
    return CommandSet(
        encoding=encoding,
        default_delay_ms=delay,
        rounds=rounds,
        rows=tuple(rows),
        warnings=tuple(sorted(warnings, key=lambda warning: warning.row)),
        extra=tuple((name, pairs) for name, pairs in leftover if pairs),
    )


def _row(n: int, section: ini.Section, warnings: list[Warning_]) -> Row:
    text = section.get("CMD") or ""
    delay = section.get("Delay")
    row = Row(
        n,
        text,
        hex=_switch(n, section, "HEX", False, warnings),
        enter=_switch(n, section, "Enter", True, warnings),
        selected=_switch(n, section, "Cho", False, warnings),
        delay_ms=_number(n, "Delay", delay, warnings) if delay else None,
        extra=_unknown(section, KEYS),
    )
    if row.extra:
        names = ", ".join(name for name, _value in row.extra)
        warnings.append(Warning_(n, _("Unknown keys are kept: {names}").format(names=names)))
    if text:
        warnings += [Warning_(n, told) for told in _doubts(row)]
    return row


def _doubts(row: Row) -> Iterator[str]:
    """What a user should know about a row that was read as it stands."""
    if row.n > ROWS:
        yield _("QCOM itself knows only the rows 1 to {last}").format(last=ROWS)
    if _CONTROL.search(row.text):
        yield _("The command contains control characters")
    if row.hex:
        try:
            hex_bytes(row.text)
        except ValueError as error:
            yield _("The row cannot be sent: {reason}").format(reason=error)
        if row.enter:
            yield _("HEX and Enter are both on: a CR is sent after the bytes")


def _head(section: ini.Section | None, warnings: list[Warning_]) -> tuple[int, int]:
    """Rounds and default delay."""
    if section is None:
        text = _("There is no [SET] section: one round and {delay} ms after each row are used")
        warnings.append(Warning_(0, text.format(delay=DEFAULT_DELAY)))
        return 1, DEFAULT_DELAY
    times, delay = (section.get(key) for key in SET_KEYS)
    rounds = _number(0, "RunTimes", times, warnings) if times else 1
    if rounds < 1:
        warnings.append(Warning_(0, _("RunTimes is 0; one round is used")))
    return max(1, rounds), _number(0, "DelayTime", delay, warnings) if delay else DEFAULT_DELAY


def _switch(n: int, section: ini.Section, key: str, default: bool, warnings: list[Warning_]) -> bool:
    value = section.get(key)
    if value is None:
        return default
    if value not in ("", "0", "1"):
        number = ini.number(value)[0]
        text = _("{key}={value} is read as {meaning}; only 0 and 1 are known")
        warnings.append(Warning_(n, text.format(key=key, value=value, meaning=int(number != 0))))
        return number != 0
    return value == "1"


def _number(n: int, key: str, value: str, warnings: list[Warning_]) -> int:
    number, whole = ini.number(value)
    if not whole:
        text = _("{key}={value} is no number; it is read as {meaning}")
        warnings.append(Warning_(n, text.format(key=key, value=value, meaning=number)))
    return number


def _unknown(section: ini.Section, known: tuple[str, ...]) -> Pairs:
    folded = {key.casefold() for key in known}
    return tuple(pair for name, pair in section.keys.items() if name not in folded)


def _tell_unknown(leftover: list[tuple[str, Pairs]], warnings: list[Warning_]) -> None:
    for name, pairs in leftover:
        if pairs and not _ROW.fullmatch(name):
            names = ", ".join(key for key, _value in pairs)
            text = _("Unknown keys in [{section}] are kept: {names}")
            warnings.append(Warning_(0, text.format(section=name, names=names)))


def _tell_cut(text: str, found: ini.Ini, warnings: list[Warning_]) -> None:
    """A file that stops in the middle of its last row was probably cut off on its way."""
    if text.endswith(("\r", "\n")) or not found.sections:
        return
    last = list(found.sections.values())[-1]
    if _ROW.fullmatch(last.name) and any(last.get(key) is None for key in KEYS):
        warnings.append(Warning_(int(last.name), _("The file ends in the middle of this row; it may be cut off")))


def check(commands: CommandSet, page: str = "gbk") -> tuple[Warning_, ...]:
    """What QCOM will do to a list that is saved for it, on a PC with the code page `page` ("gbk", "cp1252")."""
    warnings: list[Warning_] = []
    if len(commands.rows) > ROWS:
        text = _("QCOM takes {most} rows, this list has {count}; the rest is saved, but QCOM will not show it")
        warnings.append(Warning_(0, text.format(most=ROWS, count=len(commands.rows))))
    for row in commands.rows:
        warnings += [Warning_(row.n, text) for text in _losses(row, page)]
    return tuple(warnings)


def _losses(row: Row, page: str) -> Iterator[str]:
    if row.n > ROWS:
        yield _("QCOM itself knows only the rows 1 to {last}").format(last=ROWS)
    if row.text != row.text.strip(ini.BLANKS):
        yield _("Blanks at the ends of a command are lost in a QCOM list; use HEX to keep them")
    if len(row.text) > 1 and row.text[0] == row.text[-1] and row.text[0] in "\"'":
        yield _("QCOM takes the outer quotes away when it reads this row; use HEX to keep them")
    try:
        row.text.encode(page)
    except UnicodeEncodeError as error:
        letter = row.text[error.start]
        text = _("“{letter}” is not in the code page {page}; the file is saved as UTF-8, and QCOM shows other letters")
        yield text.format(letter=letter, page=page)


def write(commands: CommandSet, page: str = "gbk") -> bytes:
    """The file: CR LF, [SET] first, rows 1 to 29 complete, in the code page where all characters fit, else UTF-8.

    Reading it again gives the same rows; what only QCOM itself would lose, `check` tells. ValueError for a command
    with a line end inside, which no row of an INI file can hold.
    """
    extra = dict(commands.extra)
    head = (("RunTimes", str(commands.rounds)), ("DelayTime", str(commands.default_delay_ms)))
    lines = list(_section("SET", (*head, *_take(extra, "SET"))))
    rows = {row.n: row for row in commands.rows}
    for n in sorted({*range(1, ROWS + 1), *rows}):
        row = rows.get(n) or Row(n, "", extra=_take(extra, str(n)))
        lines += _section(str(n), (*_pairs(row), *row.extra))
    for name, pairs in extra.items():
        lines += _section(name, pairs)
    text = "".join(line + "\r\n" for line in lines)
    try:
        data = text.encode(page)
    except UnicodeEncodeError:
        return text.encode()
    # A few Chinese texts are valid UTF-8 by accident: they would come back as other characters.
    return data if decode(data)[0] == text else text.encode("utf-8-sig")


def _pairs(row: Row) -> Pairs:
    if re.search("[\r\n]", row.text):
        raise ValueError(
            _("Row {n} contains a line end, which a QCOM list cannot hold; write it as HEX").format(n=row.n)
        )
    delay = "" if row.delay_ms is None else str(row.delay_ms)
    values = (str(int(row.selected)), row.text, delay, str(int(row.hex)), str(int(row.enter)))
    return tuple(zip(KEYS, values, strict=True))


def _section(name: str, pairs: Pairs) -> Iterator[str]:
    yield f"[{name}]"
    for key, value in pairs:
        yield f"{key}={value}"


def _take(extra: dict[str, Pairs], name: str) -> Pairs:
    """Takes the keys of a section out of the leftover ones, whatever case its name has."""
    found = next((key for key in extra if key.casefold() == name.casefold()), None)
    return () if found is None else extra.pop(found)
