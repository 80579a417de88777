"""Which module can do which wizard: by the commands that it has."""

from __future__ import annotations

from collections.abc import Container, Iterator

from atbench.at.dialect import command_name
from atbench.knowledge import Knowledge
from atbench.texts import _
from atbench.wizards.wizard import Step, Wizard

INSTEAD = {"+QMTPUBEX": "+QMTPUB"}
"""What a wizard takes where a module lacks a command."""
MOST = 4  # commands that are named


def lacking(wizard: Wizard, has: Container[str]) -> list[str]:
    """The commands that it needs whatever its values are, and a module with the commands `has` does not have."""
    needed = dict.fromkeys(name for step in wizard.steps for name in _needed(step.on(has)))
    return [name for name in needed if name not in has and INSTEAD.get(name) not in has]


def warning(wizard: Wizard, known: Knowledge) -> str:
    """What is to be said before the first step of a wizard that this module cannot do; "" where it can."""
    if not (names := lacking(wizard, known.commands)):
        return ""
    shown = ", ".join(f"AT{name}" for name in names[:MOST]) + (", …" if len(names) > MOST else "")
    text = _("This wizard needs commands that the manuals of {module} do not have. They may be refused: {commands}")
    return text.format(module=known.title or known.family, commands=shown)


def _needed(step: Step | None) -> Iterator[str]:
    if step is None or step.when or step.optional:
        return
    for command in step.commands:
        if isinstance(command, str) and (name := command_name(command)):
            yield name
