"""Presets: the values of a wizard as a file, to share. Secrets never stand in one."""

from __future__ import annotations

import tomllib
from pathlib import Path

from atbench.files import write_whole
from atbench.texts import _
from atbench.wizards.wizard import Values, Wizard


def read_preset(path: Path, wizard: Wizard) -> dict[str, str]:
    """The values of a file. Raises ValueError (what is wrong, and where) and OSError."""
    try:
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # slips, other encodings, numbers and brackets beyond all measure
        raise ValueError(_("{path} is no preset: {problem}").format(path=path, problem=error)) from None
    meant = found.get("wizard", wizard.name)
    values = found.get("values", {})
    if meant != wizard.name or not isinstance(values, dict):
        raise ValueError(
            _("{path} is a preset of {meant}, not of {name}").format(path=path, meant=meant, name=wizard.name)
        )
    names = {field.name for field in wizard.fields}
    if unknown := [name for name in values if name not in names]:
        raise ValueError(
            _("{path}: {wizard} has no field {name}").format(path=path, wizard=wizard.name, name=unknown[0])
        )
    return {name: _plain(value) for name, value in values.items()}


def write_preset(path: Path, wizard: Wizard, values: Values) -> None:
    """Writes the values but the secrets. Raises OSError."""
    open_ = {field.name for field in wizard.fields if not field.secret}
    lines = [f'wizard = "{wizard.name}"', "", "[values]"]
    lines += [f"{name} = {_quoted(value)}" for name, value in values.items() if name in open_ and value]
    write_whole(path, ("\n".join(lines) + "\n").encode())


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, bool):
        return "1" if value else ""
    return str(value)


def _quoted(value: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(letter, letter) for letter in value) + '"'
