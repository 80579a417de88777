"""Line icons (Lucide, `resources/icons`), coloured by the theme and sharp at every device ratio.

`set_icon(button, "plug")` dresses a button and remembers the icon's name on it, so that `redress(window)` can do it
again after a change of the theme.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QToolButton, QWidget

from atbench.files import resource
from atbench.ui.theme import SIZES, Theme

GAP = 4  # px between an icon and its word, beside those of the style


def icon(
    name: str, token: str = "text2", on: str = "accent", size: int = 0, beside: bool = False, checkable: bool = True
) -> QIcon:
    """The icon in the colours of the theme: at rest `token`, checked `on`, disabled grey; `size` in px at 100 %.

    `beside`: with room at its right, for a word. Not `checkable`: without the picture for `on`.
    """
    theme = Theme.current()
    pixels = theme.px(size or SIZES["icon"])
    gap = theme.px(GAP) if beside else 0
    made = QIcon()
    for mode, state, colour in (
        (QIcon.Mode.Normal, QIcon.State.Off, token),
        (QIcon.Mode.Normal, QIcon.State.On, on),
        (QIcon.Mode.Disabled, QIcon.State.Off, "off"),
    ):
        if state is QIcon.State.On and not checkable:
            continue
        for ratio in _ratios():
            made.addPixmap(_pixmap(name, theme.css(colour), pixels, ratio, gap), mode, state)
    return made


def pixmap(name: str, token: str = "text2", size: int = 0) -> QPixmap:
    """The icon as a picture, for labels and painters."""
    theme = Theme.current()
    return _pixmap(name, theme.css(token), theme.px(size or SIZES["icon"]), _ratios()[-1])


def set_icon(
    target: QAbstractButton | QLabel | QAction, name: str, token: str = "text2", on: str = "accent", size: int = 0
) -> None:
    """Gives a button, label or action its icon, now and after every change of the theme."""
    target.setProperty("icon_row", [name, token, on, size])
    _dress(target)


def redress(root: QWidget) -> None:
    """Colours the icons of `root` and everything in it anew."""
    for kind in (QAbstractButton, QLabel, QAction):
        for target in root.findChildren(kind):
            if target.property("icon_row"):
                _dress(target)


def _dress(target: QObject) -> None:
    name, token, on, size = target.property("icon_row")
    side = Theme.current().px(size or SIZES["icon"])
    match target:
        case QLabel():
            target.setPixmap(pixmap(name, token, size))
        case QAbstractButton():
            beside = bool(target.text()) and not _alone(target)
            target.setIcon(icon(name, token, on, size, beside, not isinstance(target, QPushButton)))
            target.setIconSize(QSize(side + (Theme.current().px(GAP) if beside else 0), side))
        case QAction():
            target.setIcon(icon(name, token, on, size))


def set_text(button: QAbstractButton, text: str) -> None:
    """Another word on a button that has an icon: without one the icon stands in the middle."""
    button.setText(text)
    button.setAccessibleName(text)
    if button.property("icon_row"):
        _dress(button)


def show_words(button: QToolButton, on: bool) -> None:
    """The word beside the icon, or the icon alone where there is no room."""
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(style.ToolButtonTextBesideIcon if on else style.ToolButtonIconOnly)
    if button.property("icon_row"):
        _dress(button)


def _alone(button: QAbstractButton) -> bool:
    alone = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(button, QToolButton) and button.toolButtonStyle() is alone


def _ratios() -> list[float]:
    return sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())})


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, side: int, ratio: float, gap: int = 0) -> QPixmap:
    picture = QPixmap(round((side + gap) * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode())).render(
        painter, QRectF(0, 0, side, side)
    )
    painter.end()
    return picture


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    text = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', 'stroke-width="1.75"')
