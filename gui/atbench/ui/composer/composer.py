"""Joins the input field and the composer's box: asks the manuals after every key, and does what the keys say.

Enter sends what stands there, always, but for an offer that was highlighted with the arrow keys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from atbench.knowledge.compose import Composition, none
from atbench.session.memory import Memory
from atbench.texts import _
from atbench.ui.composer.box import GAP, ComposerBox
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.knowledge import Knowledge
    from atbench.ui.window import Window

WIDTH = 376


class Composer(QObject):
    """Of one window. `known` gives the manuals once they are read. Signal `manual_wanted(name)`: F1."""

    manual_wanted = Signal(str)

    def __init__(self, window: Window, known: Callable[[], Knowledge | None]) -> None:
        super().__init__(window)
        self._known = known
        self._window = window
        self.field = window.input.command.field
        self._centre: QWidget = window.input.parentWidget() or window
        self.box = ComposerBox(self._centre)
        self.composition: Composition | None = None
        self.memory: Memory | None = None
        self._hidden = ""  # the command for which Esc was pressed
        self._form = 0
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self.refresh)
        self.field.textChanged.connect(self._changed)
        self.field.cursorPositionChanged.connect(self._moved)
        self.box.chosen.connect(self._take)
        self._centre.installEventFilter(self)

    def remember(self, memory: Memory | None) -> None:
        """Another session: its hosts, topics and files are offered."""
        if self.memory:
            self.memory.forget()
        self.memory = memory

    # -- showing -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Asks again what may follow."""
        known, text = self._known(), self.field.text()
        plain = self.field.isVisible() and not self._window.input.command.switches["hex"].isChecked()
        self.composition = None
        if known and plain and text:
            ranges = self.memory.ranges if self.memory else none
            remembered = self.memory.values if self.memory else none
            self.composition = known.compose(text, self.field.cursorPosition(), ranges, remembered)
        composition = self.composition
        self._mark(composition)
        if composition is None or self._hidden == _head(text) or not _worth(composition):
            self.box.hide()
            return
        limit = known.limits(text) if known and composition.name else None
        seconds = (limit.late or limit.final) if limit else None
        upto = _("up to {seconds:g} s").format(seconds=seconds) if seconds else ""
        self.box.tell(composition, upto, _keys(composition))
        self._place()
        self.box.show()
        self.box.raise_()

    def _mark(self, composition: Composition | None) -> None:
        """The first value behind which the cursor stands and that the manual would refuse, said in the field."""
        cursor = self.field.cursorPosition()
        doubts = composition.doubts if composition else ()
        found = [doubt for doubt in doubts if doubt.start < doubt.end and not doubt.start <= cursor <= doubt.end]
        if not self._window.input.command.switches["hex"].isChecked():
            self.field.show_problem(found[0].text if found else "")

    def _place(self) -> None:
        theme, centre = Theme.current(), self._centre
        field = self.field
        corner = field.mapTo(centre, QPoint(0, 0))
        bottom = self._window.input.mapTo(centre, QPoint(0, 0)).y() - theme.px(GAP)
        send = self._window.input.command.send
        right = corner.x() + field.width() + theme.px(8) + send.width()
        self.box.place(right, bottom, theme.px(WIDTH))

    def _changed(self, text: str) -> None:
        if not text:
            self._hidden = ""
            self.composition = None
            self.box.hide()
            self.field.show_problem("")

    def _moved(self) -> None:
        if self.box.isVisible():
            self.refresh()

    # -- keys ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field:
            if event.type() == QEvent.Type.Resize and self.box.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.box.hide()
        elif event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            override = event.type() == QEvent.Type.ShortcutOverride
            act = self._action(event)
            if act and override:
                event.accept()
                return False  # it comes again as a key
            return bool(act and act())
        return False

    def _action(self, event: QKeyEvent) -> Callable[[], bool] | None:
        """What a key does here; None where it is not for the composer."""
        key, shift = Qt.Key(event.key()), Qt.KeyboardModifier.ShiftModifier
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control:
            return self._open if key == Qt.Key.Key_Space else None
        if self.box.isVisible():
            keys: dict[Qt.Key, Callable[[], bool]] = {
                Qt.Key.Key_Escape: self._close,
                Qt.Key.Key_Down: self._down,
                Qt.Key.Key_Up: self._up,
                Qt.Key.Key_Tab: self._next,
                Qt.Key.Key_Backtab: self._previous,
                Qt.Key.Key_F1: self._manual,
                Qt.Key.Key_F2: self._other_form,
            }
            if key in keys:
                return keys[key]
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & shift and self.box.row >= 0:
                return self._accept
            if event.text() and event.text().isprintable():
                return lambda: self._quote(event.text())
        elif key == Qt.Key.Key_F2 and self.composition:
            return self._other_form
        elif key == Qt.Key.Key_F1 and self.composition and self.composition.name:
            return self._manual  # a form without parameters has no box, but a page
        return None

    def _open(self) -> bool:
        self._hidden = ""
        if not self.field.text():
            self.field.setText("AT")
        self.refresh()
        return True

    def _close(self) -> bool:
        self._hidden = _head(self.field.text())
        self.box.hide()
        return True

    def _down(self) -> bool:
        return self.box.step(1) or self.box.row >= 0

    def _up(self) -> bool:
        return self.box.row >= 0 and self.box.step(-1)

    def _accept(self) -> bool:
        self._take(self.box.row)
        return True

    def _manual(self) -> bool:
        if self.composition and self.composition.name:
            self.manual_wanted.emit(self.composition.name)
            return True
        return False

    def _next(self) -> bool:
        """Tab: the offer that is highlighted or nearest, else the end of this value and the next parameter."""
        composition = self.composition
        if composition is None:
            return False
        row, offers = self.box.row, composition.offers
        typed = self.field.text()[composition.start : composition.end]
        if row < 0 and offers and (composition.slot is None or _begun(typed, offers[0].text)):
            row = 0
        if row >= 0:
            self._take(row)
            return True
        end = composition.end
        if typed.startswith('"') and (len(typed) < 2 or not typed.endswith('"')):
            end = self._insert(end, '"')
        if composition.current + 1 < len(composition.params):
            end = end + 1 if self.field.text()[end : end + 1] == "," else self._insert(end, ",")
        elif end == composition.end and self.field.cursorPosition() == end:
            return False  # nothing is left to type: the focus may go on
        self.field.setCursorPosition(end)
        self.refresh()
        return True

    def _previous(self) -> bool:
        if self.composition is None or self.composition.current <= 0:
            return False
        self.field.setCursorPosition(max(self.composition.start - 1, 0))
        self.refresh()
        return True

    def _other_form(self) -> bool:
        """F2: the next way to write the command."""
        composition = self.composition
        if composition is None or not composition.forms:
            return False
        forms, text = composition.forms, self.field.text()
        at = next((place for place, form in enumerate(forms) if text.upper() == form), -1)
        self.field.setText(forms[(at + 1) % len(forms)])
        self.refresh()
        return True

    def _quote(self, letter: str) -> bool:
        """Quotes are added for strings, and the one behind the cursor is stepped over."""
        composition, field = self.composition, self.field
        cursor = field.cursorPosition()
        if letter == '"' and field.text()[cursor : cursor + 1] == '"':
            field.setCursorPosition(cursor + 1)
            self.refresh()
            return True
        slot = composition.slot if composition else None
        empty = composition is not None and composition.start == composition.end == cursor
        if not slot or not slot.quoted or not empty or letter in '",;':
            return False
        field.insert(f'"{letter}"')
        field.setCursorPosition(cursor + 2)
        self.refresh()
        return True

    # -- below ---------------------------------------------------------------------------------------------------

    def _take(self, row: int) -> None:
        """Puts an offer into its place."""
        composition = self.composition
        if composition is None or not 0 <= row < len(composition.offers):
            return
        offer, text = composition.offers[row], self.field.text()
        rest = text[composition.end :]
        put = offer.text
        if put[-1:] in "=," and rest[:1] and rest[0] in "=?,":
            put = put[:-1]  # it stands there already
        self.field.setText(text[: composition.start] + put + rest)
        self.field.setCursorPosition(composition.start + len(put))
        self.field.setFocus()
        self.refresh()

    def _insert(self, at: int, text: str) -> int:
        """Inserts a text; returns the place behind it."""
        self.field.setCursorPosition(at)
        self.field.insert(text)
        return at + len(text)


def _head(text: str) -> str:
    """The name of the command, for which the box stays hidden after Esc."""
    return text.partition("=")[0].strip().upper()


def _begun(typed: str, offer: str) -> bool:
    """Whether an offer is what is being typed."""
    done = len(typed) > 1 and typed[0] == typed[-1] == '"'
    return bool(typed) and offer.startswith(typed) and not done


def _worth(composition: Composition) -> bool:
    """Whether there is something to show: a whole command without parameters needs no box."""
    if composition.slot or (composition.name and composition.doubts):
        return True
    if composition.name:
        return bool(composition.offers)
    return len(composition.offers) > 1 or (bool(composition.offers) and composition.end - composition.start > 0)


def _keys(composition: Composition) -> str:
    """What the keys do now."""
    if not composition.name:
        return _("↓ choose · Tab take · Esc hide")
    parts = [_("Tab next")]
    if len(composition.forms) > 1:
        parts.append(_("F2 other form"))
    return " · ".join((*parts, _("F1 manual"), _("Esc hide")))
