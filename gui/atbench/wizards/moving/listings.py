"""The lists of FTP servers: MLSD (RFC 3659, 7), LIST as Unix and DOS servers print it, and bare names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from atbench.wizards.moving.entries import Entry

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# drwxr-xr-x 2 user group 4096 Jan 31 12:00 name
_UNIX = re.compile(
    r"(?P<kind>[-dl])[-\w]{9}\S*\s+\d+\s+\S+(?:\s+\S+)??\s+(?P<size>\d+)\s+"
    r"(?P<month>\w{3})\s+(?P<day>\d{1,2})\s+(?P<last>\d{1,2}:\d\d|\d{4})\s(?P<name>.+)"
)
# 01-31-26  12:00PM  <DIR>  name
_DOS = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d(?:\d\d)?)\s+(?P<hour>\d\d):(?P<minute>\d\d)(?P<half>[AP]M)?\s+"
    r"(?:<DIR>|(?P<size>\d+))\s+(?P<name>.+)"
)


def stamp(text: str) -> str:
    """`20260131120000` as "2026-01-31 12:00"; what is none as it stands."""
    found = re.match(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)", text)
    return f"{found[1]}-{found[2]}-{found[3]} {found[4]}:{found[5]}" if found else text


def machine(lines: Sequence[str]) -> list[Entry]:
    """Of MLSD: facts, a blank, the name."""
    entries = []
    for line in lines:
        facts, _blank, name = line.partition(" ")
        told = {key.lower(): value for key, _equals, value in (fact.partition("=") for fact in facts.split(";"))}
        kind = told.get("type", "").lower()
        if kind not in ("cdir", "pdir") and _is_name(name):
            size = told.get("size", "")
            folder = kind == "dir"
            entries.append(
                Entry(name, folder, int(size) if size.isdecimal() and not folder else -1, stamp(told.get("modify", "")))
            )
    return entries


def printed(lines: Sequence[str], now: datetime) -> list[Entry]:
    """Of LIST. Without a year a time lies within the last twelve months."""
    entries = []
    for line in lines:
        if found := _UNIX.match(line):
            name, folder = found["name"], found["kind"] == "d"
            if found["kind"] == "l":
                name = name.partition(" -> ")[0]
            entry = Entry(name, folder, -1 if folder else int(found["size"]), _unix_time(found, now))
        elif found := _DOS.match(line):
            folder = found["size"] is None
            entry = Entry(found["name"], folder, -1 if folder else int(found["size"]), _dos_time(found))
        else:
            continue
        if _is_name(entry.name):
            entries.append(entry)
    return entries


def bare(lines: Sequence[str]) -> list[str]:
    """Of NLST: the names; some servers put the folder before them."""
    names = (line.rstrip("/").rpartition("/")[2] for line in lines)
    return [name for name in names if _is_name(name)]


def _is_name(name: str) -> bool:
    """Not a way to somewhere else: what a server lists may become a path of this computer."""
    return name not in ("", ".", "..") and "/" not in name


def _unix_time(found: re.Match[str], now: datetime) -> str:
    if found["month"].lower() not in _MONTHS:
        return ""
    month, day, last = _MONTHS.index(found["month"].lower()) + 1, int(found["day"]), found["last"]
    if ":" not in last:
        return f"{last}-{month:02}-{day:02}"
    year = now.year if (month, day) <= (now.month, now.day + 1) else now.year - 1
    return f"{year}-{month:02}-{day:02} {last:0>5}"


def _dos_time(found: re.Match[str]) -> str:
    year = found["year"] if len(found["year"]) == 4 else f"20{found['year']}"
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "PM" else 0)
    return f"{year}-{found['month']}-{found['day']} {hour:02}:{found['minute']}"
