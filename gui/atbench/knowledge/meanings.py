"""What a value means: by its table, its own list of values, a small function where it must be computed, or its unit.

`FUNCTIONS` are the computed ones. Each gives "" for a value that it does not know; then the field's text stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from atbench.knowledge.schema import Code, Field, Text
from atbench.texts import _, language

Tables = Mapping[str, Mapping[str, Code]]


def pick(text: Text | None) -> str:
    """The text in the language in use, "" for none."""
    return text[1 if language() == "zh_CN" else 0] if text else ""


def meaning(field: Field, value: str, tables: Tables) -> str:
    """What `value` says in this field, in the language in use."""
    if not value:
        return _("empty: {what}").format(what=pick(field.text))
    code = tables.get(field.table, {}).get(value)
    known = code.text if code else field.values.get(value)
    if known:
        return pick(known)
    if field.decode and (computed := FUNCTIONS[field.decode](value)):
        return computed
    if field.other and _inside(field, value):
        return pick(field.other)
    if field.type == "int" and not _inside(field, value):
        return _("{what}: not a value of the manual ({allowed})").format(what=pick(field.text), allowed=allowed(field))
    if field.unit:
        return f"{pick(field.text)}: {value} {field.unit}"
    return pick(field.text)


def allowed(field: Field) -> str:
    """The values a field may have, as short as the manual says it: `0-5`, `0, 1`."""
    parts = [f"{field.range[0]}-{field.range[1]}"] if field.range else []
    low, high = field.range or (1, 0)
    parts += [value for value in field.values if not (_whole(value) and low <= int(value) <= high)]
    return ", ".join(parts)


def _inside(field: Field, value: str) -> bool:
    if not _whole(value):
        return False
    if field.range and field.range[0] <= int(value) <= field.range[1]:
        return True
    return value in field.values or not (field.range or field.values)


def _whole(value: str) -> bool:
    return value.removeprefix("-").isdecimal()


def _rssi(value: str) -> str:
    """`+CSQ` to dBm. 3GPP TS 27.007 8.5; 100-191 are TD-SCDMA (Quectel EC200x AT manual 6.3)."""
    if not value.isdecimal():
        return ""
    steps = int(value)
    if steps <= 31:
        level, ends = 2 * steps - 113, {0: _("{level} dBm or less"), 31: _("{level} dBm or more")}
    elif 100 <= steps <= 191:
        level, ends = steps - 216, {100: _("{level} dBm or less"), 191: _("{level} dBm or more")}
    else:
        return _("{level}: not a level of the manual").format(level=steps)
    return ends.get(steps, "{level} dBm").format(level=level)


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


FUNCTIONS: Mapping[str, Callable[[str], str]] = {
    "rssi": _rssi,
    "hex": _hex,
    "quarters": _quarters,
}
