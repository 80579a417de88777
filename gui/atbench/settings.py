"""What a user can set, as rows: name, type, default, text. Kept in one JSON file of the settings folder."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from atbench.files import Home, write_whole
from atbench.texts import N_


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: its default tells its type."""

    name: str
    default: Any
    text: str


ROWS = (
    Setting("language", "", N_("Language of the program; empty: that of the desktop")),
    Setting("theme", "system", N_("Light, dark, or as the desktop is")),
    Setting("font_size", 13, N_("Size of the terminal's letters in pixels")),
    Setting("interface_size", 100, N_("Size of everything but the terminal in per cent")),
    Setting("times", "absolute", N_("Time before each line: absolute, relative, difference or off")),
    Setting("notes", True, N_("Meanings behind the lines of the terminal")),
    Setting("echoes", False, N_("Echoes of the commands in the terminal")),
    Setting("collapse", True, N_("Repeated URCs in one row of the terminal")),
    Setting("urcs", [], N_("The URCs that call for attention")),
    Setting("bell", False, N_("A bell when one of them comes")),
    Setting("profile", "ec600s", N_("The module, or the family of modules, whose manuals are used")),
    Setting("port", "", N_("The port that was open last")),
    Setting("line", {}, N_("Line settings: baud rate, data bits, parity, stop bits, flow control, DTR, RTS")),
    Setting("line_end", "CR", N_("What Enter adds to a line: CR, LF, CRLF or nothing")),
    Setting("wait", False, N_("Enter waits for the answer to the command before")),
    Setting("enter", True, N_("Send with Enter")),
    Setting("record", True, N_("Keep a capture of every port on disk")),
    Setting("lists", [], N_("The command lists that were open last")),
    Setting("wizards", {}, N_("Values of the wizards, for each module; no secrets")),
    Setting("window", {}, N_("Places and sizes of the window's parts")),
)


class Settings:
    """The rows and what the user made of them; every change is on disk at once."""

    def __init__(self, home: Home) -> None:
        """A damaged file is set aside as `settings.json.damaged` and named in `problem`; the defaults hold then."""
        self._path = home.settings
        self._rows: Mapping[str, Setting] = {row.name: row for row in ROWS}
        self.problem = ""
        self._values: dict[str, Any] = self._read()

    def get(self, name: str) -> Any:
        """The value, of the type of the row's default. KeyError for a name that no row has."""
        default = self._rows[name].default
        value = self._values.get(name, default)
        return value if type(value) is type(default) else default

    def set(self, name: str, value: Any) -> None:
        """Raises OSError where the file cannot be written; the value holds all the same."""
        if self._rows[name] and self._values.get(name) != value:
            self._values[name] = value
            write_whole(self._path, json.dumps(self._values, ensure_ascii=False, indent=1).encode())

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_bytes())
            if isinstance(values, dict):
                return values
            self.problem = "no object"
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            self.problem = str(error)
        aside = self._path.with_name(self._path.name + ".damaged")
        with contextlib.suppress(OSError):
            self._path.replace(aside)
        return {}
