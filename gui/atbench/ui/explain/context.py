"""What a line is to the command before it, in a few words: "late result of AT+QMTOPEN, 2.8 s after it"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atbench.at.dialect import command_name
from atbench.texts import N_, _
from atbench.ui.terminal.looks import look
from atbench.ui.terminal.rows import Lines
from atbench.ui.terminal.shown import kind

if TYPE_CHECKING:
    from atbench.store.log import Line

_OF = {
    "answer": N_("answer to {command}"),
    "final": N_("final result of {command}"),
    "late": N_("late result of {command}"),
    "prompt": N_("prompt of {command}"),
    "echo": N_("echo of {command}"),
    "data": N_("data of {command}"),
    "urc": N_("URC that {command} asked for"),
}

FAR = 2000
"""How many lines back the command is looked for."""


def words(line: Line, seconds: float | None) -> str:
    """The words for `line`, `seconds` after its command (None where that is not known)."""
    command = line.event.command
    if not command or line.kind not in _OF:
        return _(look(kind(line), line.event.ok).word)
    name = command_name(command)
    said = _(_OF[line.kind]).format(command=f"AT{name}" if name else command.strip())
    if seconds is None:
        return said
    return _("{what}, {time} after it").format(what=said, time=span(seconds))


def span(seconds: float) -> str:
    """`11 ms`, `2.8 s`, `75 s`: as exact as a person wants it."""
    if seconds < 1:
        return _("{n} ms").format(n=round(seconds * 1000))
    return _("{n} s").format(n=f"{seconds:.1f}" if seconds < 10 else f"{seconds:.0f}")


def seconds_after(log: Lines, line: Line) -> float | None:
    """How long after its command the line came; None where the command is not near."""
    at = line.index
    if not line.event.command:
        return None
    while (at := log.command(at, -1)) >= max(0, line.index - FAR):
        if log.line(at).text.strip() == line.event.command.strip():
            return max(0.0, line.time - log.time(at))
    return None
