from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage, QPainter
from tests.ui import made

from atbench.ui.terminal.painter import LEAST, Painter
from atbench.ui.terminal.shown import Shown, make

WIDTH = 600


@pytest.fixture
def draw(theme) -> Painter:
    return Painter(theme, True)


def line(text: str, note: str = "") -> Shown:
    shown = make(replace(made.session_line(0), event=replace(made.session_line(0).event, line=text.encode())))
    shown.note = note
    return shown


def picture(draw: Painter, shown: Shown, shift: int = 0, part: tuple[int, int] = (0, 0)) -> QImage:
    image = QImage(WIDTH, draw.row, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    draw.text(painter, 0, WIDTH, shift, shown, False, part)
    painter.end()
    return image


def inked(image: QImage, left: float, right: float) -> bool:
    columns = range(max(0, int(left)), min(WIDTH, int(right)))
    return any(image.pixel(x, y) & 0xFFFFFF != 0xFFFFFF for x in columns for y in range(image.height()))


def test_a_note_stands_18_pixels_behind_the_text(draw) -> None:
    image = picture(draw, line("OK", "said"))
    end = draw.text_x + 2 * draw.ruler(True).cell
    assert inked(image, draw.text_x, end)
    assert not inked(image, end + 1, end + 17)
    assert inked(image, end + 18, end + 60)


def test_a_long_line_leaves_room_for_its_note(draw) -> None:
    plain, noted = picture(draw, line("x" * 500)), picture(draw, line("x" * 500, "message, 68 bytes"))
    assert plain != noted
    assert not inked(noted, WIDTH - 11, WIDTH)


def test_a_note_never_takes_the_first_160_pixels(draw) -> None:
    image = picture(draw, line("x" * 500, "a very long note " * 50))
    assert inked(image, draw.text_x + LEAST - 30, draw.text_x + LEAST)


def test_a_wide_row_scrolls_and_leaves_the_gutter_alone(draw) -> None:
    image = picture(draw, line("x" * 500), shift=100)
    assert not inked(image, 0, draw.text_x - 1)
    assert inked(image, draw.text_x, WIDTH)


def test_a_selection_is_seen(draw, theme) -> None:
    shown = line("+CSQ: 24,99")
    assert picture(draw, shown) != picture(draw, shown, part=(0, 4))
    chosen = picture(draw, shown, part=(0, 4))
    assert chosen.pixel(int(draw.text_x + 2), 1) & 0xFFFFFF == theme["fill"].rgb() & 0xFFFFFF


def test_without_times_texts_move_to_the_left(theme, draw) -> None:
    assert Painter(theme, False).text_x < draw.text_x - 90
