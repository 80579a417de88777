"""A line of the log as it is painted: text, look, note. Made when a line is first looked at, and kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atbench.at.decode import decode
from atbench.texts import ngettext
from atbench.ui.terminal.looks import BANDS, Look, look
from atbench.ui.terminal.rows import Lines

if TYPE_CHECKING:
    from atbench.knowledge import Explanation
    from atbench.store.log import Line

KEPT = 2048
"""How many lines are kept ready."""

SUMMARY = 256
"""Payload is shown up to this many bytes; the note tells how many there are."""


@dataclass(slots=True)
class Shown:
    """One line. `note` is None as long as nobody had time to look it up; `hidden` counts the bytes not shown.

    `run` tells how often the line is repeated in its row ("" for not at all).
    """

    line: Line
    look: Look
    text: str
    question: bool
    hidden: int = 0
    note: str | None = None
    note_colour: str = "text2"
    run: str = ""

    @property
    def index(self) -> int:
        return self.line.index

    def tail(self, noted: bool = True) -> str:
        """What stands behind the text; what is folded away is told even without notes."""
        return " · ".join(part for part in (self.run, (noted and self.note) or "") if part)


class Shop:
    """Makes and keeps the lines that are shown. `explain` may take its time: it is asked by `add_note` alone."""

    def __init__(self, log: Lines, explain: Callable[[Line], Explanation | None]) -> None:
        self.log = log
        self.explain = explain
        self.bands: dict[int, str] = {}  # line of our own -> state of what it heads
        self.own_notes: dict[int, tuple[str, str]] = {}  # line -> text, colour: what the program says about it now
        self._kept: OrderedDict[int, Shown] = OrderedDict()

    def get(self, index: int) -> Shown:
        shown = self._kept.get(index)
        if shown is None or shown.line.kind == "command":  # commands are few, and get marks after they were sent
            line = self.log.line(index)
            if shown is None or shown.line != line:
                shown = self._kept[index] = make(line)
                shown.look = BANDS.get(self.bands.get(index, ""), shown.look)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(index)
        return shown

    def add_note(self, shown: Shown) -> None:
        """Looks up the note of a line that has none yet."""
        shown.note, shown.note_colour = self._note(shown)

    def drop(self, index: int) -> None:
        """It looks different now."""
        self._kept.pop(index, None)

    def forget(self) -> None:
        """After a change of language, family or log."""
        self._kept.clear()

    def _note(self, shown: Shown) -> tuple[str, str]:
        if shown.index in self.own_notes:
            return self.own_notes[shown.index]
        if shown.line.mark:
            return shown.line.mark, "urc"
        if kind(shown.line) == "data":
            count = len(shown.line.event.raw)
            return ngettext("{count} byte", "{count} bytes", count).format(count=count), "text2"
        if not shown.look.wire:
            return "", ""
        explanation = self.explain(shown.line)
        if explanation is None:
            return "", ""
        return explanation.note or (explanation.summary if shown.line.kind == "prompt" else ""), shown.look.note


def kind(line: Line) -> str:
    """The kind that a line looks like: what was sent and is no command is data."""
    if line.kind == "command" and line.text[:2].upper() not in ("AT", "A/"):
        return "data"
    return line.kind


def make(line: Line) -> Shown:
    """The line ready to be painted, without its note."""
    event = line.event
    hidden = 0
    if kind(line) == "data" and len(event.line) > SUMMARY:
        hidden = len(event.line) - SUMMARY
        text = decode(event.line[:SUMMARY]) + "…"
    else:
        text = event.text
    text = text.replace("\t", "\\t")  # a tab has no width of its own; all other controls are escaped already
    return Shown(line, look(kind(line), event.ok), text, not event.sure, hidden)
