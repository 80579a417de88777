"""The text of a selection, for the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from atbench.texts import _, ngettext
from atbench.ui.terminal.rows import Rows
from atbench.ui.terminal.selection import BEYOND, Place, Selection
from atbench.ui.terminal.shown import Shop, Shown
from atbench.ui.terminal.times import date_and_clock

if TYPE_CHECKING:
    from atbench.ui.terminal.view import TerminalView

MOST = 100_000
"""Lines that one copy takes at most: a clipboard is no file, and the window must not stand still."""


def plain(rows: Rows, shop: Shop, selection: Selection) -> str:
    """What is selected, as it is shown; payload that the view cuts off is copied whole."""
    lines = []
    for shown, start, end in _shown(rows, shop, selection):
        text = shown.text
        if shown.hidden and end >= len(text):
            text, end = shown.line.text, len(shown.line.text)
        lines.append(text[start:end])
    return "\n".join(lines)


def annotated(rows: Rows, shop: Shop, selection: Selection) -> str:
    """The selected lines whole, with time, kind and note in columns for a table."""
    lines = []
    for shown, _start, _end in _shown(rows, shop, selection):
        if shown.note is None:
            shop.add_note(shown)
        text = shown.line.text if shown.hidden else shown.text
        lines.append("\t".join((date_and_clock(shown.line.time), _(shown.look.word), text, shown.note or "")).rstrip())
    return "\n".join(lines)


def copy(view: TerminalView, text_of: Callable[[Rows, Shop, Selection], str]) -> str:
    """Puts the selection, or the selected line, onto the clipboard; returns what to tell the user."""
    if view.rows is None or view.shop is None:
        return ""
    selection = view.selection
    if not selection:
        if view.selected < 0:
            return ""
        selection = Selection(Place(view.selected, 0), Place(view.selected, BEYOND))
    QGuiApplication.clipboard().setText(text_of(view.rows, view.shop, selection))
    lines = count(view.rows, view.shop, selection)
    if lines > MOST:
        words = _("Copied the first {most} of {count} lines; save the log to have all")
        return words.format(most=f"{MOST:,}", count=f"{lines:,}")
    return ngettext("Copied {count} line", "Copied {count} lines", lines).format(count=lines)


def count(rows: Rows, shop: Shop, selection: Selection) -> int:
    """How many lines are copied: a row of repeats that is selected whole counts with all of them."""
    if not selection:
        return 0
    first, last = selection.ends
    lines = rows.row(last.line) - rows.row(first.line) + 1
    inside = rows.repeats(first.line, rows.last(last.line))
    for line in {first.line, last.line}:
        if not _whole(shop.get(line), *selection.part(line)):
            inside -= rows.last(line) - line
    return lines + inside


def _shown(rows: Rows, shop: Shop, selection: Selection) -> Iterator[tuple[Shown, int, int]]:
    """The lines of the selection, each with the letters from and to which it is selected."""
    return islice(_all(rows, shop, selection), MOST)


def _all(rows: Rows, shop: Shop, selection: Selection) -> Iterator[tuple[Shown, int, int]]:
    first, last = selection.ends
    for line in rows.lines(rows.row(first.line), MOST):
        if line > last.line:
            return
        shown, (start, end) = shop.get(line), selection.part(line)
        yield shown, start, end
        if _whole(shown, start, end):
            for repeat in range(line + 1, rows.last(line) + 1):
                yield shop.get(repeat), 0, BEYOND


def _whole(shown: Shown, start: int, end: int) -> bool:
    return start == 0 and end >= len(shown.text)
