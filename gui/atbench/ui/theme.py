"""Colours, fonts and sizes of the window: tokens in `resources/themes/*.toml`, drawn by one style sheet.

A theme is one TOML file of the tokens below. Widgets that paint themselves ask `Theme.current()` when they paint and
call `update()` on its signal `changed`; all others get their look from `resources/themes/window.qss`, in which `$token`
is a colour and every `px` follows the interface size. No other file holds a pixel size of its own.
"""

from __future__ import annotations

import atexit
import re
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path
from string import Template
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from atbench import texts
from atbench.files import resource

MODES = ("system", "light", "dark")

# Device-independent pixels at interface size 100 %; the design gives each its reason.
SIZES = {
    "menubar": 28,
    "toolbar": 46,
    "control": 28,
    "compact": 24,
    "port": 234,
    "baud": 92,
    "input": 34,
    "inputbar": 84,
    "databar": 152,
    "send": 96,
    "statusbar": 28,
    "head": 36,
    "explanation": 192,
    "explanation_min": 160,
    "strip": 33,
    "dock": 452,
    "dock_narrow": 396,
    "dock_min": 380,
    "wizard": 690,
    "terminal_width": 320,
    "terminal_height": 120,
    "icon": 16,
    "card_icon": 24,
    "margin": 12,
    "page": 16,
    "window_width": 1440,
    "window_height": 900,
    "least_width": 960,
    "least_height": 600,
}
TEXT_SIZES = (9, 28)  # px, for the terminal, the table and the input
INTERFACE_SIZES = (90, 100, 110, 125, 150)  # %, for all the rest

_UI = {
    "win32": ("Segoe UI Variable", "Segoe UI"),
    "darwin": (".AppleSystemUIFont",),
    "linux": ("Inter", "Noto Sans", "Cantarell", "Ubuntu", "DejaVu Sans"),
}
_MONO = {
    "win32": ("JetBrains Mono", "Cascadia Mono", "Consolas"),
    "darwin": ("JetBrains Mono", "SF Mono", "Menlo"),
    "linux": ("JetBrains Mono", "Noto Sans Mono", "DejaVu Sans Mono"),
}
_CJK = {
    "win32": ("Microsoft YaHei UI", "SimHei"),
    "darwin": ("PingFang SC",),
    "linux": ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"),
}
_PLATFORM = sys.platform if sys.platform in _UI else "linux"

# Palette roles for the places that a style sheet does not reach (native dialogs, selections, placeholders).
_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "tint",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "gutter",
    QPalette.ColorRole.Button: "panel",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "sel",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Light: "panel",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "ctl",
    QPalette.ColorRole.Shadow: "border",
}

# Small pictures the style sheet needs as files, on a grid of 16: token, path, width of the stroke (0: filled).
_TICK, _DOWN = "M3.5 8.5l3 3 6-6.5", "M4 6l4 4 4-4"
_SHAPES = {
    "tick": ("onfill", _TICK, 2),
    "tick_off": ("off", _TICK, 2),
    "check": ("text", _TICK, 1.75),
    "dash": ("onfill", "M4 8h8", 2),
    "dot": ("onfill", "M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6", 0),
    "down": ("text2", _DOWN, 1.5),
    "down_off": ("off", _DOWN, 1.5),
    "up": ("text2", "M4 10l4-4 4 4", 1.5),
    "right": ("text2", "M6 4l4 4-4 4", 1.5),
}
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">'
    '<path d="{path}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" stroke-linecap="round"/></svg>'
)


class Theme(QObject):
    """The theme in use; there is one, `Theme.current()`.

    Signal `changed`: colours, fonts or sizes are others now. `theme["text"]` is the colour of a token.
    """

    changed = Signal()
    _one: ClassVar[Theme | None] = None

    @classmethod
    def current(cls) -> Theme:
        if cls._one is None:
            cls._one = cls()
        return cls._one

    def __init__(self) -> None:
        super().__init__()
        self.mode = "system"
        self.text_size = 13
        self.interface_size = 100
        self._pictures = Path(tempfile.mkdtemp(prefix="atbench-"))
        atexit.register(shutil.rmtree, self._pictures, ignore_errors=True)
        self._sheet = resource("themes/window.qss").read_text(encoding="utf-8")
        self._tokens = self._load()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._desktop_changed)

    # -- what widgets ask ---------------------------------------------------------------------------------------

    def __getitem__(self, token: str) -> QColor:
        return QColor(self._tokens[token])

    def css(self, token: str) -> str:
        """The colour as `#RRGGBB`, for rich text and pictures."""
        return self._tokens[token]

    @property
    def dark(self) -> bool:
        if self.mode == "system":
            return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self.mode == "dark"

    def px(self, pixels: float) -> int:
        """Device-independent pixels of the interface size 100 % in the size in use; hairlines stay hairlines."""
        return round(pixels) if pixels <= 2 else round(pixels * self.interface_size / 100)

    def size(self, name: str) -> int:
        """A size of the table `SIZES`."""
        return self.px(SIZES[name])

    def ui_font(self, size: float = 13, weight: int = 400) -> QFont:
        """Font of every word that the program adds, `size` in px at 100 %."""
        latin, cjk = _UI[_PLATFORM], _CJK[_PLATFORM]
        # Latin glyphs of another family between Chinese ones look spotted: there the CJK family comes first.
        chain = cjk + latin if texts.language().startswith("zh") else latin + cjk
        return _font(chain, self.px(size), weight)

    def mono(self, size: float = 0, weight: int = 400) -> QFont:
        """Font of what a module or the user sent, `size` in px, 0: the text size in use. Ligatures are off."""
        font = _font(_MONO[_PLATFORM] + _CJK[_PLATFORM], round(size) or self.text_size, weight)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setFeature(QFont.Tag("calt"), 0)  # `->` and `>=` must show their bytes
        return font

    def row_height(self) -> int:
        """Height of a terminal row at the text size in use."""
        # The height of the mono family alone: a CJK glyph never decides it.
        height = QFontMetricsF(self.mono()).height()
        return max(round(height) + 5, round(1.6 * self.text_size))

    # -- what the menus set -------------------------------------------------------------------------------------

    def use(self, mode: str) -> None:
        """Follows the desktop ("system") or stays "light" or "dark"; another word counts as "system"."""
        self.mode = mode if mode in MODES else "system"
        self.refresh()

    def use_text_size(self, pixels: int) -> None:
        self.text_size = min(max(pixels, TEXT_SIZES[0]), TEXT_SIZES[1])
        self.refresh()

    def use_interface_size(self, percent: int) -> None:
        self.interface_size = min(max(percent, INTERFACE_SIZES[0]), INTERFACE_SIZES[-1])
        self.refresh()

    def refresh(self) -> None:
        """Dresses the application anew; also after a change of the language, because the fonts follow it."""
        self._tokens = self._load()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(self.ui_font())
            app.setPalette(self._palette())
            app.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def style_sheet(self) -> str:
        names = self._tokens | {name: self._picture(name) for name in _SHAPES}
        sheet = Template(self._sheet).substitute(names | {"text_size": f"{self.text_size}PX"})
        sheet = re.sub(r"(\d+)px", lambda hit: f"{self.px(int(hit[1]))}px", sheet)
        return sheet.replace("PX", "px")

    # -- below ---------------------------------------------------------------------------------------------------

    def _load(self) -> dict[str, str]:
        tokens = load(resource(f"themes/{'dark' if self.dark else 'light'}.toml"))
        return tokens | _contrast() if _wants_contrast() else tokens

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self[token])
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self["off"])
        return palette

    def _picture(self, name: str) -> str:
        token, shape, width = _SHAPES[name]
        colour = self._tokens[token]
        # One file a colour: the style sheet caches a picture by its name.
        path = self._pictures / f"{name}_{colour[1:]}.svg"
        if not path.exists():
            fill, stroke = ("none", colour) if width else (colour, "none")
            path.write_text(_SVG.format(path=shape, fill=fill, stroke=stroke, width=width), encoding="ascii")
        return path.as_posix()

    def _desktop_changed(self) -> None:
        if self.mode == "system":
            self.refresh()


def load(path: Path) -> dict[str, str]:
    """The tokens of a theme file. Raises ValueError naming the file and the token that is no colour."""
    tokens = tomllib.loads(path.read_text(encoding="utf-8"))
    for name, value in tokens.items():
        if not isinstance(value, str) or not QColor(value).isValid():
            raise ValueError(f"{path.name}: {name} = {value!r} is not a colour; write it as #RRGGBB")
    return tokens


def _font(chain: tuple[str, ...], pixels: int, weight: int) -> QFont:
    font = QFont()
    font.setFamilies(list(chain))
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    return font


def _wants_contrast() -> bool:
    accessibility = getattr(QGuiApplication.styleHints(), "accessibility", None)  # from Qt 6.10 on
    if accessibility is None:
        return False
    return accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


_INKS = ("text", "text2", "gutter", "accent", "command", "ok", "error", "late", "urc", "data", "ctl", "border", "line")
_GROUNDS = ("window", "panel", "term", "field", "raised", "tint", "errorbg", "urcbg", "hover")


def _contrast() -> dict[str, str]:
    """The colours of the system instead of ours; the marks of the kinds stay."""
    palette = QPalette()  # of the platform, before ours
    style = QApplication.style()
    if style is not None:
        palette = style.standardPalette()
    roles = QPalette.ColorRole
    text, base = palette.color(roles.Text).name(), palette.color(roles.Base).name()
    same = dict.fromkeys(_INKS, text)
    grounds = dict.fromkeys(_GROUNDS, base)
    chosen, on_chosen = palette.color(roles.Highlight).name(), palette.color(roles.HighlightedText).name()
    return same | grounds | {"fill": chosen, "fillhover": chosen, "fillpress": chosen, "onfill": on_chosen}
