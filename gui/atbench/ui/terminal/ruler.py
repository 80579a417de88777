"""Where the letters of a line stand. Letters of ASCII have one width; of all others the font is asked.

A Chinese glyph is 1.66 letters wide in common fonts, so no place is ever computed from a column. Long lines are
measured in pieces, as far as somebody looks: a line of 64 kB costs nothing until it is scrolled sideways.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

_PIECE = 128  # letters measured at once


class Ruler:
    """Measures text in one font, in device-independent pixels from the start of the line."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self.cell = self._metrics.horizontalAdvance("M" * 64) / 64
        # A chain of fonts may have ended at one that is not monospaced.
        self._fixed = abs(self._metrics.horizontalAdvance("i" * 64) / 64 - self.cell) < 0.001
        self._pieces = lru_cache(maxsize=128)(self._cut)
        self._widths = lru_cache(maxsize=1024)(self._advance)

    def width(self, text: str) -> float:
        """Width of the whole text; of a very long one with other than ASCII letters, an upper bound."""
        if self._plain(text):
            return len(text) * self.cell
        if len(text) > 8 * _PIECE:
            return len(text) * 2 * self.cell
        return self._widths(text)

    def x(self, text: str, index: int) -> float:
        """Where the letter `index` begins."""
        if self._plain(text):
            return index * self.cell
        pieces = self._pieces(text)
        at, x = 0, 0.0
        for end in pieces:
            if end > index:
                break
            x += self._widths(text[at:end])
            at = end
        return x + self._widths(text[at:index])

    def index(self, text: str, x: float) -> int:
        """The place between two letters that is nearest to `x`; never inside a letter of several code points."""
        if self._plain(text):
            return min(max(round(x / self.cell), 0), len(text))
        at = 0
        for end in self._pieces(text):
            width = self._widths(text[at:end])
            if x <= width:
                return at + self._inside(text[at:end], x)
            x -= width
            at = end
        return len(text)

    def cut(self, text: str, left: float, right: float) -> tuple[int, str, float]:
        """The part of the text that touches `left` to `right`: its first letter, itself, and where it begins."""
        if self._plain(text):
            start = max(0, int(left / self.cell))
            return start, text[start : int(right / self.cell) + 1], start * self.cell
        at, x = 0, 0.0
        first, begin = 0, 0.0
        for end in self._pieces(text):
            if x <= left:
                first, begin = at, x
            x += self._widths(text[at:end])
            at = end
            if x >= right:
                break
        return first, text[first:at], begin

    def elided(self, text: str, width: float) -> str:
        """The text, or as much of its start as fits into `width` with an ellipsis behind it."""
        if self.width(text) <= width:
            return text
        room = width - self._widths("…")
        end = self.index(text, room)
        if end and self.x(text, end) > room:
            end -= 1
        return text[:end] + "…"

    def _advance(self, text: str) -> float:
        # Not Qt's method itself: lru_cache would ask for its help text, which takes PySide 60 ms to write.
        return self._metrics.horizontalAdvance(text)

    def _plain(self, text: str) -> bool:
        return self._fixed and text.isascii()

    def _inside(self, text: str, x: float) -> int:
        low, high = 0, len(text)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._widths(text[:middle]) <= x else (low, middle)
        nearer = low if x - self._widths(text[:low]) < self._widths(text[:high]) - x else high
        while nearer < len(text) and _joined(text[nearer]):
            nearer += 1
        return nearer

    @staticmethod
    def _cut(text: str) -> tuple[int, ...]:
        ends = []
        end = 0
        while end < len(text):
            end = min(end + _PIECE, len(text))
            while end < len(text) and _joined(text[end]):
                end += 1
            ends.append(end)
        return tuple(ends)


def _joined(letter: str) -> bool:
    """Whether a code point belongs to the letter before it: accents, joiners, skin tones, variation selectors."""
    return letter > "\u02ff" and (
        letter == "\u200d" or "\U0001f3fb" <= letter <= "\U0001f3ff" or unicodedata.category(letter) in ("Mn", "Me")
    )
