"""How each kind of line looks: mark, colours, weight. Shape first, colour second."""

from __future__ import annotations

from dataclasses import dataclass

from atbench.texts import N_


@dataclass(frozen=True, slots=True)
class Look:
    """Names of theme colours and of a mark (`marks.SHAPES`); `ink` is the mark's colour, "" for that of the text.

    `word` names the kind for people: tooltips, screen readers, the copy with notes.
    """

    word: str
    mark: str
    colour: str = "text"
    ink: str = ""
    note: str = "text2"
    ground: str = ""
    bold: bool = False
    wire: bool = True


LOOKS = {
    "command": Look(N_("command"), "arrow right", "command", bold=True),
    "echo": Look(N_("echo"), "", "gutter"),
    "answer": Look(N_("answer"), "arrow left", ink="gutter"),
    "final": Look(N_("final result, OK"), "tick", "ok", note="ok"),
    "failed final": Look(N_("final result, error"), "cross", "error", note="error", ground="errorbg"),
    "late": Look(N_("late result"), "diamond", "late", note="late"),
    "failed late": Look(
        N_("late result, failed"), "diamond cross", "late", ink="error", note="error", ground="errorbg"
    ),
    "urc": Look(N_("URC"), "triangle", "urc", note="urc"),
    "failed urc": Look(N_("URC of a failure"), "triangle", "urc", ink="error", note="error", ground="errorbg"),
    "prompt": Look(N_("prompt"), "prompt", "urc"),
    "data": Look(N_("data"), "lines", "data"),
    "text": Look(N_("unknown line"), "ring", ink="gutter"),
    "noise": Look(N_("noise"), "dots", "gutter"),
    "local": Look(N_("note of the program"), "dash", "gutter", wire=False),
}


BANDS = {
    "running": Look(N_("step, at work"), "play", ink="accent", ground="tint", bold=True, wire=False),
    "passed": Look(N_("step, passed"), "tick", ink="ok", ground="tint", bold=True, wire=False),
    "failed": Look(N_("step, failed"), "cross", ink="error", ground="tint", bold=True, wire=False),
    "stopped": Look(N_("step, stopped"), "square", ink="gutter", ground="tint", bold=True, wire=False),
}
"""Of our own notes that head a stretch of the traffic, by the state of what they head."""


def look(kind: str, ok: bool | None = None) -> Look:
    """The look of a line of `kind`; `ok` False is an error where the kind has one."""
    if ok is False and (failed := LOOKS.get(f"failed {kind}")):
        return failed
    return LOOKS.get(kind, LOOKS["text"])
