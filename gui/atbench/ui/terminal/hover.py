"""What a tooltip over the terminal says: the field under the pointer, or why a line is marked with a question."""

from __future__ import annotations

from html import escape

from atbench.texts import _
from atbench.ui.terminal.looks import look
from atbench.ui.terminal.selection import Place, field_at
from atbench.ui.terminal.shown import Shop


def text(shop: Shop, place: Place, gutter: bool) -> str:
    """Rich text for `place`; "" for nothing to say. In the gutter it names the kind of the line."""
    if place.line < 0:
        return ""
    shown = shop.get(place.line)
    if gutter:
        doubt = _doubt(shown.line.event.also, _(shown.look.word))
        return "<br>".join(escape(words) for words in (doubt, shown.run) if words)
    explanation = shop.explain(shown.line)
    if explanation is None:
        return ""
    number = field_at(shown.text, place.letter)
    fields = explanation.fields
    if 0 <= number < len(fields):
        field = fields[number]
        head = f"<tt>{escape(field.name)} = {escape(field.value)}</tt>"
        return f"<p style='white-space:pre'>{head}</p>{escape(field.meaning)}"
    return escape(explanation.summary)


def _doubt(also: tuple[str, ...], word: str) -> str:
    if not also:
        return word
    others = ", ".join(_(look(kind).word) for kind in also)
    return _("{kind}, but it could also be: {others}").format(kind=word, others=others)
