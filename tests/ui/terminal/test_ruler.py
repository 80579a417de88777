from __future__ import annotations

import pytest

from atbench.ui.terminal.ruler import Ruler

TEXTS = ["AT+CSQ", "信号 and more", "温度 25 °C 🙂 é", "泵站" * 300, "x" * 3000, ""]


@pytest.fixture
def ruler(theme) -> Ruler:
    return Ruler(theme.mono())


@pytest.mark.parametrize("text", TEXTS)
def test_places_grow_and_lead_back(ruler: Ruler, text: str) -> None:
    places = [ruler.x(text, index) for index in range(len(text) + 1)]
    assert places == sorted(places)
    for index in range(0, len(text) + 1, 7):
        found = ruler.index(text, places[index])
        assert places[found] == pytest.approx(places[index], abs=0.5)


def test_a_letter_of_ascii_has_one_width(ruler: Ruler) -> None:
    assert ruler.x("AT+CSQ", 6) == pytest.approx(6 * ruler.cell)


def test_a_chinese_letter_does_not(ruler: Ruler) -> None:
    assert ruler.x("信", 1) != pytest.approx(ruler.cell)


@pytest.mark.parametrize("text", TEXTS)
def test_the_end_is_behind_the_last_letter(ruler: Ruler, text: str) -> None:
    assert ruler.index(text, 1e9) == len(text)


@pytest.mark.parametrize("text", ["x" * 100_000, "泵" * 20_000])
def test_a_long_line_is_cut_to_what_is_seen(ruler: Ruler, text: str) -> None:
    start, piece, begin = ruler.cut(text, 5000, 6000)
    assert len(piece) < 400
    assert begin <= 5000
    assert ruler.x(text, start) == pytest.approx(begin, abs=0.5)
    assert begin + ruler.width(piece) >= 6000


def test_no_place_is_inside_a_letter_of_two_code_points(ruler: Ruler) -> None:
    text = "e\u0301e\u0301e\u0301 信"
    found = {ruler.index(text, x) for x in range(60)}
    assert not found & {1, 3, 5}


def test_an_elided_text_fits(ruler: Ruler) -> None:
    for text in ("x" * 400, "信号" * 200):
        short = ruler.elided(text, 200)
        assert short.endswith("…")
        assert ruler.width(short) <= 200
    assert ruler.elided("short", 200) == "short"
