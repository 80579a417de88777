"""The marks of the kinds, as vectors: fonts differ in their arrows and ticks, and a shape must be told apart in grey.

A mark is drawn round the point (0, 0) in a box of about 12 pixels. It is painted once per colour, size and screen
into a pixmap, because painting fifty paths in every frame would cost more than all the text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

BOX = 20
"""Side of a mark's pixmap in device-independent pixels; the mark stands in its middle, with room for the `?`."""

_STROKE = 1.6


def _line(path: QPainterPath, *points: tuple[float, float]) -> None:
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)


def _stroke(painter: QPainter, *lines: tuple[tuple[float, float], ...]) -> None:
    path = QPainterPath()
    for points in lines:
        _line(path, *points)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def _fill(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))


def _arrow_right(painter: QPainter) -> None:
    _stroke(painter, ((-5.5, 0), (5, 0)), ((1, -4), (5, 0), (1, 4)))


def _arrow_left(painter: QPainter) -> None:
    _stroke(painter, ((-4.5, 0), (4.5, 0)), ((-1, -3.5), (-4.5, 0), (-1, 3.5)))


def _tick(painter: QPainter) -> None:
    _stroke(painter, ((-5, 0.5), (-1.7, 3.8), (5, -3.8)))


def _cross(painter: QPainter) -> None:
    _stroke(painter, ((-4, -4), (4, 4)), ((-4, 4), (4, -4)))


def _diamond(painter: QPainter) -> None:
    _fill(painter, (0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0))


def _diamond_cross(painter: QPainter) -> None:
    # The cross is cut out of the diamond, so it shows on every ground.
    whole = QPainterPath()
    whole.addPolygon(QPolygonF([QPointF(0, -6.4), QPointF(6.4, 0), QPointF(0, 6.4), QPointF(-6.4, 0)]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPath(whole)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setPen(QPen(Qt.GlobalColor.black, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QPointF(-2.3, -2.3), QPointF(2.3, 2.3))
    painter.drawLine(QPointF(-2.3, 2.3), QPointF(2.3, -2.3))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _triangle(painter: QPainter) -> None:
    _fill(painter, (0, -5), (5.6, 4.6), (-5.6, 4.6))


def _prompt(painter: QPainter) -> None:
    _stroke(painter, ((-4.8, -4), (-0.8, 0), (-4.8, 4)), ((1, 4), (5.4, 4)))


def _lines(painter: QPainter) -> None:
    _stroke(painter, *(((-4.8, y), (4.8, y)) for y in (-3.5, 0.0, 3.5)))


def _dots(painter: QPainter) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for x in (-3.4, 0.0, 3.4):
        for y in (-3.4, 0.0, 3.4):
            painter.drawRect(QRectF(x - 0.8, y - 0.8, 1.6, 1.6))


def _dash(painter: QPainter) -> None:
    _stroke(painter, ((-4.5, 0), (4.5, 0)))


def _ring(painter: QPainter) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(0, 0), 2.8, 2.8)


def _play(painter: QPainter) -> None:
    _fill(painter, (-3.6, -5), (5, 0), (-3.6, 5))


def _skip(painter: QPainter) -> None:
    _stroke(painter, ((-4.5, -3.5), (-1, 0), (-4.5, 3.5)), ((0.5, -3.5), (4, 0), (0.5, 3.5)))


def _clock(painter: QPainter) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(0, 0), 5.2, 5.2)
    _stroke(painter, ((0, -3), (0, 0.4), (2.2, 1.8)))


def _again(painter: QPainter) -> None:
    path = QPainterPath()
    path.arcMoveTo(QRectF(-4.6, -4.6, 9.2, 9.2), 50)
    path.arcTo(QRectF(-4.6, -4.6, 9.2, 9.2), 50, 290)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    _stroke(painter, ((4.4, -5.2), (3.4, -2.4), (0.4, -3.0)))


def _square(painter: QPainter) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRect(QRectF(-3.2, -3.2, 6.4, 6.4))


def _nothing(painter: QPainter) -> None:
    pass


SHAPES: dict[str, Callable[[QPainter], None]] = {
    "": _nothing,
    "arrow right": _arrow_right,
    "arrow left": _arrow_left,
    "tick": _tick,
    "cross": _cross,
    "diamond": _diamond,
    "diamond cross": _diamond_cross,
    "triangle": _triangle,
    "prompt": _prompt,
    "lines": _lines,
    "dots": _dots,
    "dash": _dash,
    "ring": _ring,
    "play": _play,
    "skip": _skip,
    "clock": _clock,
    "again": _again,
    "square": _square,
}


def _question(painter: QPainter) -> None:
    path = QPainterPath(QPointF(6.0, -5.6))
    path.cubicTo(6.0, -8.2, 9.6, -8.2, 9.6, -5.7)
    path.cubicTo(9.6, -4.2, 7.8, -4.2, 7.8, -2.4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.drawPoint(QPointF(7.8, -0.2))


@lru_cache(maxsize=256)
def pixmap(shape: str, colour: int, ratio: float = 1.0, question: bool = False, scale: float = 1.0) -> QPixmap:
    """The mark `shape` of `SHAPES` in `colour` (QColor.rgba()) for a screen with `ratio` device pixels a pixel.

    `question` adds the small `?` of a line that could also be something else; `scale` follows the font size.
    """
    side = round(BOX * scale * ratio)
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    ink = QColor.fromRgba(colour)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(BOX * scale / 2, BOX * scale / 2)
    painter.scale(scale, scale)
    pen = QPen(ink, _STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(ink)
    SHAPES[shape](painter)
    if question:
        pen.setWidthF(1.3)
        painter.setPen(pen)
        _question(painter)
    painter.end()
    return picture
