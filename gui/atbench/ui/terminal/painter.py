"""Paints one row: time, mark, text, note. Whoever calls decides which rows, and in which order."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from atbench.ui.terminal import marks
from atbench.ui.terminal.ruler import Ruler
from atbench.ui.terminal.shown import Shown
from atbench.ui.terminal.times import WIDEST
from atbench.ui.theme import Theme

LEFT = 12  # before the time
GAP = 18  # between text and note
_REPLACE = Qt.ClipOperation.ReplaceClip
LEAST = 160  # of the text that a note never takes away


class Painter:
    """Fonts, measures and colours of the rows; make a new one when the theme or the sizes change.

    All lengths are device-independent pixels. `timed` gives room to the time; `text_x` is where texts start.
    """

    def __init__(self, theme: Theme, timed: bool) -> None:
        self.row = theme.row_height()
        self.colours = _Colours(theme)
        self.rulers = {
            (True, False): Ruler(theme.mono()),
            (True, True): Ruler(theme.mono(weight=600)),
            (False, False): Ruler(theme.ui_font(theme.text_size)),
            (False, True): Ruler(theme.ui_font(theme.text_size, 600)),
        }
        self.small = Ruler(theme.ui_font(max(9, theme.text_size - 1)))
        self.digits = Ruler(theme.mono(max(9, theme.text_size - 1)))
        self._scale = theme.text_size / 13
        time_width = max(96 * self._scale, self.digits.width(WIDEST) + 2) if timed else 0
        self.mark_x = LEFT + time_width + 8 * self._scale
        self.text_x = round(self.mark_x + 18 * self._scale)
        # One base line for all fonts of a row: words of ours stand level with those of the wire.
        metrics = QFontMetricsF(theme.mono())
        self._base = round((self.row - metrics.height()) / 2 + metrics.ascent())

    def ruler(self, wire: bool, bold: bool = False) -> Ruler:
        return self.rulers[wire, bold]

    def of(self, shown: Shown) -> Ruler:
        """The ruler of the text of a line."""
        return self.ruler(shown.look.wire, shown.look.bold)

    def width(self, shown: Shown) -> float:
        """The room that text and note of a line need, from `text_x` on."""
        tail = shown.tail()
        note = GAP + self.small.width(tail) if tail else 0
        return self.of(shown).width(shown.text) + note + LEFT

    # -- the layers of a row, from the bottom up --------------------------------------------------------------------

    def ground(self, painter: QPainter, y: int, width: int, shown: Shown, chosen: bool) -> None:
        """The tint of errors, the colour of the row that is explained, the hairline above a command."""
        colours = self.colours
        if chosen:
            painter.fillRect(0, y, width, self.row, colours["sel"])
            painter.fillRect(0, y, 3, self.row, colours["accent"])
        elif shown.look.ground:
            painter.fillRect(0, y, width, self.row, colours[shown.look.ground])
        if shown.look.bold and not chosen:
            x = int(self.mark_x - 8)
            painter.fillRect(x, y, width - x, 1, colours["line"])

    def time(self, painter: QPainter, y: int, text: str, chosen: bool) -> None:
        painter.setFont(self.digits.font)
        painter.setPen(self.colours["text2" if chosen else "gutter"])
        painter.drawText(QPointF(LEFT, y + self._base), text)

    def mark(self, painter: QPainter, y: int, shown: Shown, chosen: bool, ratio: float) -> None:
        look = shown.look
        if not look.mark and not shown.question:
            return
        ink = look.ink or look.colour
        colour = self.colours["text2" if chosen and ink == "gutter" else ink]
        picture = marks.pixmap(look.mark, colour.rgba(), ratio, shown.question, self._scale)
        half = marks.BOX * self._scale / 2
        painter.drawPixmap(QPointF(self.mark_x - half, y + self.row / 2 - half), picture)

    def text(
        self,
        painter: QPainter,
        y: int,
        width: int,
        shift: int,
        shown: Shown,
        chosen: bool,
        part: tuple[int, int],
        noted: bool = True,
    ) -> None:
        """Text and note of a line in a view `width` wide that is scrolled to the right by `shift`.

        `part` are the letters from and to which the text is selected; equal numbers select nothing.
        """
        ruler = self.of(shown)
        room = width - self.text_x
        text, note, whole = shown.text, shown.tail(noted), ruler.width(shown.text)
        if not shift and whole + (GAP + self.small.width(note) if note else 0) > room - LEFT:
            text = ruler.elided(text, self._share(note, room - LEFT))
            whole = ruler.width(text)
        at = QPointF(self.text_x - shift, y + self._base)
        if shift:
            painter.setClipRect(QRectF(self.text_x - 1, y, room + 1, self.row))
        painter.setFont(ruler.font)
        painter.setPen(self.colours["text2" if chosen and shown.look.colour == "gutter" else shown.look.colour])
        _start, piece, begin = ruler.cut(text, shift, shift + room)
        at += QPointF(begin, 0)
        painter.drawText(at, piece)
        if part[0] != part[1]:
            left = self.text_x - shift + ruler.x(text, min(part[0], len(text)))
            right = self.text_x - shift + (ruler.x(text, part[1]) if part[1] <= len(text) else whole + ruler.cell)
            self._selected(painter, QRectF(left, y, right - left, self.row))
            painter.drawText(at, piece)
        painter.setClipping(False)
        if note:
            self._note(painter, y, self.text_x + whole - shift + GAP, width, note, shown.note_colour or "text2")

    def _share(self, note: str, room: float) -> float:
        # The end of a long line makes room for its note, because the note is what one reads first.
        if not note:
            return room
        return max(LEAST, room - GAP - min(self.small.width(note), 0.4 * room))

    def _selected(self, painter: QPainter, rect: QRectF) -> None:
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip if painter.hasClipping() else _REPLACE)
        painter.fillRect(rect, self.colours["fill"])
        painter.setPen(self.colours["onfill"])

    def _note(self, painter: QPainter, y: int, x: float, width: int, note: str, colour: str) -> None:
        if x < width - LEFT:
            painter.setFont(self.small.font)
            painter.setPen(self.colours[colour])
            painter.drawText(QPointF(x, y + self._base), self.small.elided(note, width - LEFT - x))


class _Colours(dict[str, QColor]):
    """The theme's colours, each made once."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def __missing__(self, token: str) -> QColor:
        colour = self[token] = self._theme[token]
        return colour
