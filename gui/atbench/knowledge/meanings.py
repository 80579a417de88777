"""What a value means: by its table, its own list of values, a small function where it must be computed, or its unit.

`FUNCTIONS` are the computed ones. Each gives "" for a value that it does not know; then the field's text stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from atbench.at.values import Value, whole
from atbench.knowledge.grammar import Param
from atbench.knowledge.schema import Code, Field, Text
from atbench.texts import _, language

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?")

Tables = Mapping[str, Mapping[str, Code]]


def pick(text: Text | None) -> str:
    """The text in the language in use, "" for none."""
    return text[1 if language() == "zh_CN" else 0] if text else ""


def meaning(field: Field, value: str, tables: Tables) -> str:
    """What `value` says in this field, in the language in use."""
    if not value:
        return _("empty: {what}").format(what=pick(field.text))
    code = tables.get(field.table, {}).get(value)
    known = code.text if code else field.values.get(value) or _in_any_case(field, value)
    if known:
        return pick(known)
    if field.decode and (computed := FUNCTIONS[field.decode](value)):
        return computed
    if field.other and inside(field, value):
        return pick(field.other)
    if field.type == "int" and not inside(field, value):
        return _("{what}: not a value of the manual ({allowed})").format(what=pick(field.text), allowed=allowed(field))
    if field.unit:
        return f"{pick(field.text)}: {value} {field.unit}"
    return pick(field.text)


def _in_any_case(field: Field, value: str) -> Text | None:
    """The meaning of a word that a module writes in other letters: 0xffff for 0XFFFF."""
    if field.type not in ("name", "word") or not field.values:
        return None
    return next((text for known, text in field.values.items() if known.casefold() == value.casefold()), None)


def allowed(field: Field) -> str:
    """The values a field may have, as short as the manual says it: `0-5`, `0, 1`."""
    parts = [f"{field.range[0]}-{field.range[1]}"] if field.range else []
    low, high = field.range or (1, 0)
    parts += [value for value in field.values if (number := whole(value)) is None or not low <= number <= high]
    return ", ".join(parts)


def suits(param: Param, field: Field | None, value: Value) -> bool:
    """Whether a value can be one of this field, by its type, its range and its quotes."""
    if field is None or param.fixed:
        return True
    if not value.text and not value.quoted:
        return param.optional
    match field.type:
        case "int":
            return not value.quoted and inside(field, value.text)
        case "word":
            return not field.values or value.text in field.values
        case "string" | "open":
            return value.quoted
    return True


def inside(field: Field, value: str) -> bool:
    """Whether an integer is one of those that the field may hold."""
    number = whole(value)
    if number is None:
        return False
    if field.range and field.range[0] <= number <= field.range[1]:
        return True
    return value in field.values or not (field.range or field.values)


def _rssi(value: str) -> str:
    """`+CSQ` to dBm. 3GPP TS 27.007 8.5; 100-191 are TD-SCDMA (Quectel EC200x AT manual 6.3)."""
    steps = whole(value)
    if steps is None or steps < 0:
        return ""
    if steps <= 31:
        level, ends = 2 * steps - 113, {0: _("{level} dBm or less"), 31: _("{level} dBm or more")}
    elif 100 <= steps <= 191:
        level, ends = steps - 216, {100: _("{level} dBm or less"), 191: _("{level} dBm or more")}
    else:
        return _("{level}: not a level of the manual").format(level=steps)
    return ends.get(steps, "{level} dBm").format(level=level)


def _steps(zero: float, step: float, last: int, unit: str) -> Callable[[str], str]:
    """Levels that are counted in steps (3GPP TS 27.007 8.69). `zero` is one step below the lower end of the first."""

    def told(value: str) -> str:
        steps = whole(value)
        if steps is None or not 0 <= steps <= last:
            return ""
        level = f"{zero + step * max(steps, 1):g} {unit}"
        ends = {0: _("{level} or less"), last: _("{level} or more")}
        return ends.get(steps, "{level}").format(level=level)

    return told


def _sinr(value: str) -> str:
    """`+QCSQ`: fifths of a dB above -20 dB. Values outside are of firmware that tells dB at once."""
    fifths = whole(value)
    return f"{fifths / 5 - 20:g} dB" if fifths is not None and 0 <= fifths <= 250 else ""


def _timer(units: tuple[tuple[int, str], ...]) -> Callable[[str], str]:
    """A timer in eight bits: three for the unit, five for the count (3GPP TS 24.008 10.5.7.4 and 10.5.7.4a)."""

    def told(value: str) -> str:
        if not re.fullmatch("[01]{8}", value):
            return ""
        unit = int(value[:3], 2)
        if unit == 7:
            return _("switched off")
        # Units that the standard does not name count as the one that it says for them: one minute.
        size, name = units[unit] if unit < len(units) else (1, "min")
        return f"{size * int(value[3:], 2)} {name}"

    return told


def _hex(value: str) -> str:
    try:
        return _("hexadecimal, {number} in decimal").format(number=int(value, 16))
    except ValueError:
        return ""


def _quarters(value: str) -> str:
    """A time zone in quarters of an hour (3GPP TS 27.007 8.41)."""
    try:
        minutes = 15 * int(value)
    except ValueError:
        return ""
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02}"


def _text(value: str) -> str:
    """Pairs of hexadecimal digits as the text that they stand for: UTF-8, else GB18030, else Big5."""
    try:
        data = bytes.fromhex(value)
    except ValueError:
        return ""
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _moment(value: str) -> str:
    """`20240506141000[.123]` as people write it."""
    found = _MOMENT.fullmatch(value)
    return "{}-{}-{} {}:{}:{}{}".format(*found.groups("")) if found else ""


FUNCTIONS: Mapping[str, Callable[[str], str]] = {
    "rssi": _rssi,
    "rxlev": _steps(-111, 1, 63, "dBm"),
    "rscp": _steps(-121, 1, 96, "dBm"),
    "ecno": _steps(-24.5, 0.5, 49, "dB"),
    "rsrq": _steps(-20, 0.5, 34, "dB"),
    "rsrp": _steps(-141, 1, 97, "dBm"),
    "sinr": _sinr,
    "timer2": _timer(((2, "s"), (1, "min"), (6, "min"))),
    "timer3": _timer(((10, "min"), (1, "h"), (10, "h"), (2, "s"), (30, "s"), (1, "min"), (320, "h"))),
    "hex": _hex,
    "quarters": _quarters,
    "text": _text,
    "moment": _moment,
}
