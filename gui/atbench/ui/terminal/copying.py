"""The text of a selection, for the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    for shown in _shown(rows, shop, selection):
        start, end = selection.part(shown.index)
        text = shown.text
        if shown.hidden and end >= len(text):
            text, end = shown.line.text, len(shown.line.text)
        lines.append(text[start:end])
    return "\n".join(lines)


def annotated(rows: Rows, shop: Shop, selection: Selection) -> str:
    """The selected lines whole, with time, kind and note in columns for a table."""
    lines = []
    for shown in _shown(rows, shop, selection):
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
    lines = count(view.rows, selection)
    if lines > MOST:
        words = _("Copied the first {most} of {count} lines; save the log to have all")
        return words.format(most=f"{MOST:,}", count=f"{lines:,}")
    return ngettext("Copied {count} line", "Copied {count} lines", lines).format(count=lines)


def count(rows: Rows, selection: Selection) -> int:
    """How many shown lines the selection touches."""
    first, last = selection.ends
    return rows.row(last.line) - rows.row(first.line) + 1 if selection else 0


def _shown(rows: Rows, shop: Shop, selection: Selection) -> Iterator[Shown]:
    first, last = selection.ends
    for line in rows.lines(rows.row(first.line), MOST):
        if line > last.line:
            return
        yield shop.get(line)
