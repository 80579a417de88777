"""The keys of the terminal. Letters are no business of its own: they go to the input."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from atbench.ui.terminal.view import TerminalView

_Key, _Mod = Qt.Key, Qt.KeyboardModifier
_CTRL, _SHIFT, _NONE = _Mod.ControlModifier, _Mod.ShiftModifier, _Mod.NoModifier


def _page_up(view: TerminalView) -> None:
    view.scroll_to(view.top - view.page + 1)


def _page_down(view: TerminalView) -> None:
    view.scroll_to(view.top + view.page - 1)


def _first(view: TerminalView) -> None:
    view.scroll_to(0)


def _left(view: TerminalView) -> None:
    _sideways(view, -1)


def _right(view: TerminalView) -> None:
    _sideways(view, 1)


def _sideways(view: TerminalView, step: int) -> None:
    bar = view.horizontalScrollBar()
    bar.setValue(bar.value() + step * 8 * view.painter.row)


KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[TerminalView], None]] = {
    (_Key.Key_Up, _NONE): lambda view: view.step(-1),
    (_Key.Key_Down, _NONE): lambda view: view.step(1),
    (_Key.Key_Left, _NONE): _left,
    (_Key.Key_Right, _NONE): _right,
    (_Key.Key_PageUp, _NONE): _page_up,
    (_Key.Key_PageDown, _NONE): _page_down,
    (_Key.Key_Home, _NONE): _first,
    (_Key.Key_Home, _CTRL): _first,
    (_Key.Key_End, _NONE): lambda view: view.follow(),
    (_Key.Key_End, _CTRL): lambda view: view.follow(),
    (_Key.Key_Space, _NONE): lambda view: view.toggle_follow(),
    (_Key.Key_Up, _CTRL): lambda view: view.older_command(),
    (_Key.Key_Down, _CTRL): lambda view: view.newer_command(),
    (_Key.Key_F8, _NONE): lambda view: view.next_error(),
    (_Key.Key_F8, _SHIFT): lambda view: view.previous_error(),
    (_Key.Key_C, _CTRL): lambda view: view.copy(),
    (_Key.Key_C, _CTRL | _SHIFT): lambda view: view.copy_with_notes(),
    (_Key.Key_A, _CTRL): lambda view: view.select_all(),
}


def press(view: TerminalView, event: QKeyEvent) -> bool:
    """Does what the key means; False when it means nothing here."""
    held = event.modifiers() & ~_Mod.KeypadModifier
    if does := KEYS.get((Qt.Key(event.key()), held)):
        does(view)
        return True
    if event.text().isprintable() and event.text() and not held & (_CTRL | _Mod.AltModifier | _Mod.MetaModifier):
        view.typed.emit(event.text())
        return True
    return False
