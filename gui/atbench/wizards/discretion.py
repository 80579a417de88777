"""Takes out of a text who and where somebody is, for reports that go to others: addresses, numbers, places."""

from __future__ import annotations

import re

from atbench.knowledge import MASK

_ALL = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"  # IPv4
    r"|(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![\w:])"  # IPv6, MAC; a time has two colons
    r"|(?<![\w:])(?:[0-9a-f]{1,4}:)*:(?::?[0-9a-f]{1,4})+(?![\w:])"  # IPv6 with ::
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.])\+?\d{7,}[\dF]?(?![\w.]*\w)",  # phone numbers, IMEI, IMSI, ICCID
    re.IGNORECASE,
)
_PLACE = re.compile(r"\+C5?[EG]?REG:")
_CELL = re.compile(r'"[0-9A-F]{2,9}"', re.IGNORECASE)  # area and cell, from which a place can be found


def discreet(text: str) -> str:
    """The text with stars in the place of what tells somebody's identity."""
    text = _ALL.sub(MASK, text)
    return _CELL.sub(f'"{MASK}"', text) if _PLACE.search(text) else text
