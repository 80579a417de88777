"""The pane at the bottom. Its first tab explains one line: what it means, likely causes, what to try, and where the
manual says it; others bring their own pages. Folded, one sentence of the explanation is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from atbench.texts import _
from atbench.ui.explain import prose
from atbench.ui.explain.context import words
from atbench.ui.explain.head import Elided, Head, Mark, Strip, Tabs
from atbench.ui.explain.prose import Prose
from atbench.ui.explain.remedies import Remedies
from atbench.ui.terminal.looks import look
from atbench.ui.terminal.shown import kind
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.knowledge import Explanation
    from atbench.store.log import Line

MEANING, CAUSES = 292, 236  # widths of the first two columns


class ExplainPane(QWidget):
    """`page` is the name of the current tab, "explanation" or that of `add_page`.

    Signals: `command_wanted` (a command for the input), `manual_wanted` (the page of the line that is explained),
    `strip_changed` (folded to its strip or not).
    """

    command_wanted = Signal(str)
    manual_wanted = Signal()
    strip_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explanation")
        self.setAccessibleName(_("Explanation"))
        self.line: Line | None = None
        self.explanation: Explanation | None = None
        self._told: tuple[Line | None, Explanation | None, bool, float | None] = (None, None, True, None)
        self.tabs, self.head, self.strip_row = Tabs(), Head(), Strip()
        self._body = self._make_body()
        self._pages = QStackedWidget()
        self._names: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(_rule(across=True))
        column.addWidget(self._pages, 1)
        column.addWidget(self.strip_row)
        self.add_page("explanation", _("Explanation"), self._body, self.head)
        self.tabs.changed.connect(self._pages.setCurrentIndex)
        self.tabs.fold.clicked.connect(self._fold)
        self.strip_row.open.clicked.connect(self.toggle)
        self.head.copy.clicked.connect(self.copy)
        self.head.manual.clicked.connect(self.manual_wanted)
        self._remedies.command_wanted.connect(self.command_wanted)
        Theme.current().changed.connect(self._dress)
        self.set_strip(False)
        self.show_line(None, None)

    # -- what others call -------------------------------------------------------------------------------------------

    def show_line(
        self, line: Line | None, explanation: Explanation | None, chosen: bool = True, seconds: float | None = None
    ) -> None:
        """Explains `line`, or says what the pane is for (None).

        `chosen` False tells that nobody chose the line: it is the newest that is worth it. `seconds` is how long
        after its command it came. A pinned pane keeps what it shows.
        """
        if self.pinned:
            return
        self._told = (line, explanation, chosen, seconds)
        self._show()

    @property
    def pinned(self) -> bool:
        return self.head.pin.isChecked()

    @property
    def strip(self) -> bool:
        """Whether only the strip is left of the pane."""
        return self.strip_row.isVisibleTo(self)

    def set_strip(self, on: bool) -> None:
        theme = Theme.current()
        changed = on != self.strip
        for widget in (self.tabs, self._pages):
            widget.setVisible(not on)
        self.strip_row.setVisible(on)
        self.setMinimumHeight(theme.size("strip" if on else "explanation_min"))
        self.setMaximumHeight(theme.size("strip") if on else 16777215)
        if changed:
            self.strip_changed.emit(on)

    def toggle(self) -> None:
        """F1: the explanation; where it is seen already, its strip."""
        self.set_strip(not self.strip and self.page == "explanation")
        self.show_page("explanation")

    def add_page(self, name: str, title: str, page: QWidget, corner: QWidget) -> None:
        """Another tab; `corner` stands at the right of the tabs while it is the current one."""
        self._names.append(name)
        self._pages.addWidget(page)
        self.tabs.add(title, corner)

    @property
    def page(self) -> str:
        return self._names[self._pages.currentIndex()]

    def show_page(self, name: str) -> None:
        """Makes a tab the current one; a name that no tab has changes nothing."""
        if name in self._names:
            self.tabs.bar.setCurrentIndex(self._names.index(name))

    def turn(self, step: int) -> None:
        """The next tab, or the one before (-1), round and round; a folded pane opens."""
        if self.strip:
            self.set_strip(False)
        else:
            self.show_page(self._names[(self._pages.currentIndex() + step) % len(self._names)])

    def _fold(self) -> None:
        self.set_strip(True)

    def copy(self) -> None:
        """The whole explanation as text."""
        QGuiApplication.clipboard().setText(self.as_text())

    def as_text(self) -> str:
        """What the pane says, for the clipboard and for screen readers."""
        if self.line is None or self.explanation is None:
            return ""
        parts = [self.line.text, self._meaning.toPlainText().strip()]
        if self._causes.isVisibleTo(self):
            parts.append(self._causes.toPlainText().strip())
        tried = [" ".join(part for part in pair if part) for pair in prose.advice(self.explanation)]
        if tried:
            parts.append("\n".join((_("Try next"), *tried)))
        parts.append(self.head.source.whole())
        return "\n\n".join(part for part in parts if part)

    # -- below ------------------------------------------------------------------------------------------------------

    def _make_body(self) -> QScrollArea:
        theme = Theme.current()
        self._mark, self._text = Mark(), Elided("wire")
        self._meaning, self._causes, self._remedies = Prose("explainMeaning"), Prose("explainCauses"), Remedies()
        self._empty = QLabel()
        self._empty.setProperty("part", "secondary")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        line = QHBoxLayout()
        line.setSpacing(theme.px(2))
        line.addWidget(self._mark)
        line.addWidget(self._text, 1)
        column.addLayout(line)
        column.addWidget(self._meaning)
        column.addWidget(self._empty)
        column.addStretch(1)
        self._columns = [first, _topped(self._causes), self._remedies]
        self._rules = [_rule(), _rule()]
        inside = QWidget()
        inside.setProperty("ground", "panel")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(inside)
        row.setContentsMargins(theme.size("margin"), theme.px(8), theme.size("margin"), theme.px(8))
        row.setSpacing(theme.px(16))
        for widget, share in ((first, 4), (self._rules[0], 0), (self._columns[1], 3), (self._rules[1], 0)):
            row.addWidget(widget, share)
        row.addWidget(self._remedies, 3)
        area = QScrollArea()
        area.setObjectName("explainBody")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _show(self) -> None:
        line, explanation, chosen, seconds = self._told
        same = line is not None and self.line is not None and line.index == self.line.index
        self.line, self.explanation = line, explanation
        known = line is not None and explanation is not None
        seen = look(kind(line), line.event.ok) if line else None
        for widget in (self._mark, self._text, self._meaning):
            widget.setVisible(known)
        self._empty.setVisible(not known)
        self._empty.setText(
            _("Click a line to see what it means. Errors, late results and URCs explain themselves here.")
        )
        context = words(line, seconds) if line else ""
        if known and not chosen:
            context = _("newest: {what}").format(what=context)
        self.head.tell(context, explanation)
        if line is None or explanation is None:
            self._show_columns(False, False)
            self.strip_row.tell(None, "", _("Click a line to see what it means."), None)
            return
        self._mark.tell(seen, not explanation.sure)
        self._text.setFont(Theme.current().mono(weight=600))
        self._text.tell(line.text[:400])
        self._meaning.tell(prose.meaning(explanation, _doubt(explanation)))
        error = explanation.error
        self._causes.tell(prose.causes(error.causes) if error and error.causes else "")
        tried = self._remedies.tell(prose.advice(explanation))
        self._show_columns(bool(error and error.causes), bool(tried))
        self.strip_row.tell(seen, line.text[:200], explanation.note or explanation.summary, explanation)
        if not same:
            self._body.verticalScrollBar().setValue(0)

    def _show_columns(self, causes: bool, tries: bool) -> None:
        theme = Theme.current()
        for at, on in ((1, causes), (2, tries)):
            self._columns[at].setVisible(on)
            self._rules[at - 1].setVisible(on)
        # The last column takes what is left; without others the meaning has the whole width.
        self._columns[0].setMaximumWidth(theme.px(MEANING) if causes or tries else 16777215)
        self._columns[0].setMinimumWidth(theme.px(200))
        self._columns[1].setMaximumWidth(theme.px(CAUSES) if tries else 16777215)

    def _dress(self) -> None:
        self.set_strip(self.strip)
        self._show()


def _doubt(explanation: Explanation) -> str:
    if explanation.sure or not explanation.also:
        return ""
    kinds = ", ".join(_(look(kind).word) for kind in explanation.also)
    return _("Not certain: it could also be {kinds}.").format(kinds=kinds)


def _topped(widget: QWidget) -> QWidget:
    """The widget at the top of a column that may be higher than it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return holder


def _rule(across: bool = False) -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "rule")
    frame.setFixedHeight(1) if across else frame.setFixedWidth(1)
    return frame
