"""Running text that can be selected, wraps anywhere, and is as high as it needs to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from atbench.texts import _
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.knowledge import Explanation
    from atbench.knowledge.explanation import FieldMeaning

LONG = 10  # letters of a value that no longer fits into its column


class Prose(QTextBrowser):
    """Shows HTML made below; never scrolls by itself, its pane does."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "prose")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(0)

    def tell(self, html: str) -> None:
        theme = Theme.current()
        self.document().setDefaultFont(theme.ui_font())
        self.document().setDefaultStyleSheet(_sheet(theme))
        self.setHtml(html)
        self._grow()

    def _grow(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 20)

    def sizeHint(self) -> QSize:
        return QSize(120, 20)


def _sheet(theme: Theme) -> str:
    mono = ", ".join(f"'{family}'" for family in theme.mono().families())
    small = theme.px(12)
    return f"""
        td {{ padding: 0 10px 3px 0; }}
        .head {{ color: {theme.css("text2")}; font-weight: 600; font-size: {small}px; }}
        .name {{ color: {theme.css("text2")}; font-family: {mono}; font-size: {small}px; }}
        .value {{ color: {theme.css("text")}; font-family: {mono}; font-size: {small}px; }}
        .number, .soft {{ color: {theme.css("text2")}; font-size: {small}px; }}
        .body {{ color: {theme.css("text")}; font-size: {small}px; }}
        .error {{ color: {theme.css("error")}; font-size: {small}px; }}
        .doubt {{ color: {theme.css("urc")}; font-size: {small}px; }}
    """


def meaning(explanation: Explanation, doubt: str = "") -> str:
    """What the line says, and every field with its name, its value and what that says."""
    parts = [f"<div>{escape(explanation.summary)}</div>"] if explanation.summary else []
    if doubt:
        parts.append(f'<div class="doubt" style="margin-top:4px">{escape(doubt)}</div>')
    for remark in explanation.remarks:
        parts.append(f'<div class="doubt" style="margin-top:4px">{escape(remark)}</div>')
    if explanation.fields:
        error = explanation.error.meaning if explanation.error else None
        long = any(len(field.value) > LONG for field in explanation.fields)
        rows = "".join(_field(field, field.meaning == error, long) for field in explanation.fields)
        parts.append(f'<table cellspacing="0" cellpadding="0" style="margin-top:8px">{rows}</table>')
    return "".join(parts)


def _field(field: FieldMeaning, wrong: bool, long: bool) -> str:
    name, value = f'<td class="name">{escape(field.name)}</td>', escape(field.value) or "–"
    told = f'<span class="{"error" if wrong else "body"}">{escape(field.meaning)}</span>'
    if not long:
        return f'<tr>{name}<td class="value">{value}</td><td>{told}</td></tr>'
    # A long value would push all meanings to the right: then they stand behind or below their values.
    between = "<br>" if len(field.value) > LONG else "&nbsp; "
    return f'<tr>{name}<td><span class="value">{value}</span>{between if field.meaning else ""}{told}</td></tr>'


def causes(sentences: Sequence[str]) -> str:
    """Numbered, the likeliest first."""
    rows = "".join(
        f'<tr><td class="number">{number}</td><td class="body">{escape(sentence)}</td></tr>'
        for number, sentence in enumerate(sentences, 1)
    )
    head = f'<div class="head">{escape(_("Likely causes"))}</div>'
    return f'{head}<table cellspacing="0" cellpadding="0" style="margin-top:4px">{rows}</table>'


def advice(explanation: Explanation) -> Iterable[tuple[str, str]]:
    """What to try: sentence and command, either may be empty. A sentence ends with the command it speaks of."""
    left = list(explanation.remedies)
    for sentence in explanation.error.try_ if explanation.error else ():
        command = next((one for one in left if sentence.endswith(one)), "")
        if command:
            left.remove(command)
        yield sentence.removesuffix(command).rstrip(" :："), command
    for command in left:
        yield "", command
