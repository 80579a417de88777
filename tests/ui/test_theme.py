"""The colours of both themes against the ratios of WCAG 2.1, and what the theme object gives to widgets."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from atbench.files import resource
from atbench.ui.theme import SIZES, Theme, load

GROUNDS = ("term", "panel", "window", "tint", "errorbg", "urcbg")

# Least ratio over all grounds, then on a selected row (0: never stands there), as the design gives them.
LEAST = {
    "light": {
        "text": (14.7, 13.3),
        "text2": (5.8, 5.2),
        "gutter": (4.9, 0),
        "accent": (5.4, 4.9),
        "command": (6.5, 5.9),
        "ok": (5.6, 5.0),
        "error": (5.9, 5.3),
        "late": (6.8, 6.1),
        "urc": (6.1, 5.5),
        "data": (6.1, 5.5),
        "ctl": (3.2, 0),
    },
    "dark": {
        "text": (11.9, 8.9),
        "text2": (6.9, 5.2),
        "gutter": (4.9, 0),
        "accent": (7.0, 5.2),
        "command": (7.2, 5.4),
        "ok": (7.4, 5.6),
        "error": (7.0, 5.3),
        "late": (7.6, 5.7),
        "urc": (8.1, 6.1),
        "data": (7.9, 5.9),
        "ctl": (4.5, 3.4),
    },
}


def luminance(colour: str) -> float:
    parts = []
    for part in QColor(colour).getRgbF()[:3]:
        parts.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", LEAST)
def test_every_text_can_be_read_on_every_ground(name: str) -> None:
    tokens = load(resource(f"themes/{name}.toml"))
    for token, (least, on_selection) in LEAST[name].items():
        assert min(ratio(tokens[token], tokens[ground]) for ground in GROUNDS) >= least - 0.1, token
        assert ratio(tokens[token], tokens["sel"]) >= on_selection - 0.1, token
        assert least >= (3 if token == "ctl" else 4.5)


@pytest.mark.parametrize(("name", "ratios"), [("light", (6.0, 7.8, 10.1)), ("dark", (5.1, 6.0, 7.3))])
def test_words_on_filled_buttons(name: str, ratios: tuple[float, ...]) -> None:
    tokens = load(resource(f"themes/{name}.toml"))
    for fill, least in zip(("fill", "fillhover", "fillpress"), ratios, strict=True):
        assert ratio(tokens["onfill"], tokens[fill]) >= least - 0.1, fill


@pytest.mark.parametrize(("name", "found", "now"), [("light", 13.1, 9.5), ("dark", 6.9, 4.7)])
def test_found_text(name: str, found: float, now: float) -> None:
    tokens = load(resource(f"themes/{name}.toml"))
    assert ratio(tokens["text"], tokens["find"]) >= found - 0.1
    assert ratio(tokens["text"], tokens["findnow"]) >= now - 0.1


def test_both_themes_have_the_same_tokens() -> None:
    assert load(resource("themes/light.toml")).keys() == load(resource("themes/dark.toml")).keys()


def test_a_broken_theme_names_file_and_token(tmp_path) -> None:
    (tmp_path / "mine.toml").write_text('text = "blackish"')
    with pytest.raises(ValueError, match=r"mine\.toml: text"):
        load(tmp_path / "mine.toml")


def test_a_change_reaches_widgets(theme: Theme, qtbot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.use("dark")
    dark = theme["text"]
    theme.use("light")
    assert theme["text"] != dark
    assert not theme.dark


def test_sizes_follow_the_interface_but_hairlines_do_not(theme: Theme) -> None:
    theme.use_interface_size(150)
    assert theme.size("toolbar") == round(SIZES["toolbar"] * 1.5)
    assert theme.px(1) == 1
    assert "min-height: 39px" in theme.style_sheet()
    assert "border: 1px" in theme.style_sheet()
    theme.use_interface_size(100)
    assert theme.ui_font().pixelSize() == 13


def test_text_size_has_limits(theme: Theme) -> None:
    theme.use_text_size(99)
    assert theme.mono().pixelSize() == 28
    theme.use_text_size(1)
    assert theme.mono().pixelSize() == 9
    theme.use_text_size(13)
    assert theme.row_height() >= 21  # 22 with the fonts of the design


def test_the_style_sheet_leaves_no_token_open(theme: Theme) -> None:
    assert "$" not in theme.style_sheet()


def test_an_unknown_mode_follows_the_desktop(theme: Theme) -> None:
    theme.use("purple")
    assert theme.mode == "system"
