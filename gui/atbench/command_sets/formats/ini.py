"""INI files by the rules of the Win32 calls that QCOM uses (GetPrivateProfileString and its sisters).

Names are compared without case, the first of two equal sections or keys counts, the first `=` splits, blanks around
key and value go, `;` is a comment at the start of a line only, and a value is never interpreted. Python's
configparser and Qt's QSettings differ in nearly all of that: they lose the semicolon of `ATD10086;`, the quotes of
`"CMNET"`, or the whole file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from atbench.texts import _

_LINE_END = re.compile("\r\n|\n|\r")  # str.splitlines would also break at 0x85, which is half a GBK character
_HEADER = re.compile(r"\[[ \t]*(.*?)[ \t]*\]")
_NUMBER = re.compile("[ \t]*([0-9]+)")
BLANKS = " \t\v\f"


@dataclass(slots=True)
class Section:
    """`keys` maps the folded name to the name and the value as they stand in the file."""

    name: str
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)

    def get(self, key: str) -> str | None:
        """The value, "" where it is blank, None where the key is missing."""
        found = self.keys.get(key.casefold())
        return None if found is None else found[1]


@dataclass(slots=True)
class Ini:
    """`sections` is keyed by the folded name, in the order of the file. `problems` are pairs of section and text."""

    sections: dict[str, Section] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)


def read(text: str) -> Ini:
    """Takes a file apart; what it cannot use is told in `problems` and left out, nothing raises."""
    ini = Ini()
    section = Section("")
    for number, line in enumerate(_LINE_END.split(text), 1):
        line = line.strip(BLANKS)
        if not line or line.startswith(";"):
            continue
        if header := _HEADER.match(line):
            section = _open(ini, header[1], number)
        elif "=" in line and section.name:
            _add(ini, section, line)
        else:
            shown = line if len(line) <= 40 else line[:40] + "…"
            ini.problems.append(
                (section.name, _("Line {number} is skipped: “{line}”").format(number=number, line=shown))
            )
    return ini


def _open(ini: Ini, name: str, number: int) -> Section:
    section = Section(name)
    if name.casefold() in ini.sections:
        text = _("Section [{name}] stands twice; the second one, in line {number}, is skipped")
        ini.problems.append((name, text.format(name=name, number=number)))
        return section
    ini.sections[name.casefold()] = section
    return section


def _add(ini: Ini, section: Section, line: str) -> None:
    key, value = (part.strip(BLANKS) for part in line.split("=", 1))
    if ini.sections.get(section.name.casefold()) is not section:
        return  # the second section of its name, told once
    if key.casefold() in section.keys:
        ini.problems.append((section.name, _("{key} stands twice; the first one counts").format(key=key)))
    else:
        section.keys[key.casefold()] = (key, value)


def number(value: str) -> tuple[int, bool]:
    """An integer as Win32 reads it: the leading digits, else 0; and whether that was the whole value."""
    match = _NUMBER.match(value)
    if match is None:
        return 0, False
    return int(match[1][:9]), match.end() == len(value)
