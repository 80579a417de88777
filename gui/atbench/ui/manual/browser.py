"""The page: its links open others or go into the input; Back and Forward lead through what was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QMenu, QTextBrowser, QWidget

from atbench.at.dialect import command_name
from atbench.texts import _
from atbench.ui import icons
from atbench.ui.manual import html
from atbench.ui.parts import restyle
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.knowledge.pages import Pages

ABOVE = 8  # px left above the part that was meant
ICON = 12  # px, size of the icon before a command


BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


@dataclass(slots=True)
class Visit:
    """A page that was read: its key, the part that was meant, the words looked for, how far it was scrolled."""

    key: str
    part: str = ""
    words: str = ""
    scroll: int = -1


class ManualPage(QTextBrowser):
    """Signals: `command_wanted` (for the input), `typed` (letters for the input), `turned` (another page is shown)."""

    command_wanted = Signal(str)
    typed = Signal(str)
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("manualPage")
        self.setAccessibleName(_("Page of the manual"))
        self.setProperty("kind", "manual")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always: a bar that comes while a long page is laid out has it laid out twice.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.document().setDocumentMargin(Theme.current().size("margin"))
        self.now: Visit | None = None
        self.before: list[Visit] = []
        self.behind: list[Visit] = []
        self._pages: Pages | None = None
        self._empty = ""
        self.anchorClicked.connect(self.follow)

    # -- what is shown -------------------------------------------------------------------------------------------

    def use(self, pages: Pages | None, empty: str) -> None:
        """The manuals to read in; `empty` stands there while no page is open."""
        self._pages, self._empty = pages, empty
        self.dress()

    def open(self, name: str, part: str = "", words: str = "") -> bool:
        """Opens the page of a name at a part of it, or where the words stand; False where there is no such page."""
        key = self._pages.key(name) if self._pages else ""
        if not key:
            return False
        if self.now and (self.now.key, self.now.part) != (key, part):
            self._leave(self.before)
            self.behind.clear()
        self.now = Visit(key, part, words)
        self._show()
        return True

    def back(self) -> None:
        self._turn(self.before, self.behind)

    def forward(self) -> None:
        self._turn(self.behind, self.before)

    def dress(self) -> None:
        """The same place again: colours, fonts, the language or the manuals are others."""
        if self.now:
            self.now.scroll = self.verticalScrollBar().value()
        self._show()

    def visits(self) -> tuple[list[Visit], Visit | None, list[Visit]]:
        """What was read before, what is read, what Forward leads to."""
        if self.now:
            self.now.scroll = self.verticalScrollBar().value()
        return self.before, self.now, self.behind

    def use_visits(self, visits: tuple[list[Visit], Visit | None, list[Visit]]) -> None:
        self.before, self.now, self.behind = visits
        self._show()

    # -- links ---------------------------------------------------------------------------------------------------

    def follow(self, link: QUrl) -> None:
        """Does what a link says."""
        kind, target = _target(link.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        if kind == "try":
            self.command_wanted.emit(target)
        elif kind == "page":
            self.open(target)

    def menu(self, link: str) -> QMenu:
        """What can be done here, first with the link under the pointer or the cursor."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kind, target = _target(link)
        if kind == "try":
            menu.addAction(_("Put into the input"), lambda: self.command_wanted.emit(target))
            menu.addAction(_("Copy the command"), lambda: QGuiApplication.clipboard().setText(target))
        name = f"AT{command_name(target)}" if kind == "try" else target
        if kind and self._pages and (key := self._pages.key(name)) and (not self.now or key != self.now.key):
            title = key.rpartition(":")[2]
            menu.addAction(_("Open {name} in the manual").format(name=title), lambda: self.open(key))
        if kind:
            menu.addSeparator()
        back = menu.addAction(_("Back"), self.back)
        forward = menu.addAction(_("Forward"), self.forward)
        back.setEnabled(bool(self.before))
        forward.setEnabled(bool(self.behind))
        menu.addSeparator()
        menu.addAction(_("Copy"), self.copy)
        menu.addAction(_("Select all"), self.selectAll)
        return menu

    # -- below ---------------------------------------------------------------------------------------------------

    def _leave(self, stack: list[Visit]) -> None:
        if self.now:
            self.now.scroll = self.verticalScrollBar().value()
            stack.append(self.now)

    def _turn(self, out: list[Visit], into: list[Visit]) -> None:
        if out:
            self._leave(into)
            self.now = out.pop()
            self._show()

    def _show(self) -> None:
        theme, now = Theme.current(), self.now
        page = self._pages.page(now.key) if self._pages and now else None
        self.document().setDefaultFont(theme.ui_font(12))
        self.document().setDefaultStyleSheet(html.sheet(theme))
        if page is None or now is None or self._pages is None:
            self.setHtml(html.empty(self._empty))
        else:
            self.setHtml(html.Writer(page, self._pages.key, now.part).html())
            self._scroll(now)
        self.turned.emit()

    def _scroll(self, now: Visit) -> None:
        if now.scroll >= 0:
            self.verticalScrollBar().setValue(now.scroll)
        elif now.part:
            self.scrollToAnchor(now.part)
            bar = self.verticalScrollBar()
            if bar.value() < bar.maximum():
                bar.setValue(bar.value() - Theme.current().px(ABOVE))
        elif now.words and self.find(now.words):
            self.ensureCursorVisible()

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        url = QUrl(name)
        if url.scheme() == "icon":
            return icons.pixmap(url.path(), "accent", ICON)
        return super().loadResource(kind, url)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied can be sent: without the places where a line may end."""
        data = super().createMimeDataFromSelection()
        plain = QMimeData()
        plain.setText(data.text().replace(html.BREAK, "").replace("\N{OBJECT REPLACEMENT CHARACTER}", ""))
        return plain

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        restyle(self, "ring", "true" if event.reason() in BY_KEY else "")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        restyle(self, "ring", "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        link = self.textCursor().charFormat().anchorHref() if by_key else self.anchorAt(event.pos())
        self.menu(link).popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are a command: they go to the input. The arrow keys scroll, Tab goes from link to link."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        text = event.text()
        if text.isprintable() and text.strip() and not held:
            self.typed.emit(text)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            bar = self.verticalScrollBar()
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from link to link, behind the last one to the next widget."""
        moved = super().focusNextPrevChild(forward)
        if moved and not self.hasFocus():
            cursor = self.textCursor()
            cursor.movePosition(QTextCursor.MoveOperation.Start)
            self.setTextCursor(cursor)
        return moved


def _target(link: str) -> tuple[str, str]:
    kind, _colon, rest = link.partition(":")
    return (kind, unquote(rest)) if kind in ("try", "page") else ("", "")
