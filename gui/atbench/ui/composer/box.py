"""The composer's box: the command, its parameters with the one at hand, the values it may have.

It never takes the focus and never stands at the caret: the eye learns one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from atbench.knowledge.compose import Composition, Offer, Slot
from atbench.texts import _
from atbench.ui.explain.head import Elided
from atbench.ui.parts import label
from atbench.ui.theme import Theme

ROWS = 7  # offers seen at once
GAP = 4  # px over the input


class ComposerBox(QFrame):
    """Signal `chosen(row)`: an offer was clicked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAccessibleName(_("What may follow"))
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.name, self.title, self.limit = label(part="sent"), Elided("secondary"), label(part="secondary")
        self.syntax, self.slot, self.range = QLabel(), label(), label(part="secondary")
        self.more, self.doubt, self.keys = label(part="secondary"), label(part="error"), label(part="secondary")
        self.syntax.setTextFormat(Qt.TextFormat.RichText)
        for words in (self.syntax, self.slot, self.more, self.doubt):
            words.setWordWrap(True)
        self.list = self._make_list()
        self.rules = [self._rule(), self._rule()]
        self._lay_out()
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 41))
        self.setGraphicsEffect(shadow)
        self.hide()

    # -- what it shows -------------------------------------------------------------------------------------------

    def tell(self, composition: Composition, limit: str, keys: str) -> None:
        """Shows what may follow; `limit` is how long the command may take, `keys` what the keys do now."""
        theme = Theme.current()
        known, slot = bool(composition.name), composition.slot
        self.name.setFont(theme.mono(weight=600))
        self.name.setText(f"AT{composition.name}" if known else _("Commands"))
        self.title.tell(composition.meaning)
        self.limit.setText(limit)
        self.syntax.setText(_marked(composition))
        self.syntax.setVisible(bool(composition.params))
        self.slot.setVisible(slot is not None)
        self.range.setVisible(slot is not None)
        self.more.setVisible(False)
        if slot:
            self.slot.setText(f"{slot.name}: {slot.meaning}")
            self.range.setText(_range(slot))
            details = " · ".join(_details(slot))
            self.more.setText(details)
            self.more.setVisible(bool(details))
        self._fill(composition.offers)
        self.rules[0].setVisible(known and (slot is not None or bool(composition.offers)))
        self.rules[1].setVisible(bool(composition.offers) or slot is not None)
        self.doubt.setText("\n".join(doubt.text for doubt in composition.doubts if doubt.start < doubt.end))
        self.doubt.setVisible(bool(self.doubt.text()))
        self.keys.setText(keys)
        self.setAccessibleDescription(" ".join(filter(None, (self.name.text(), self.slot.text(), self.range.text()))))

    def place(self, right: int, bottom: int, width: int) -> None:
        """Stands with its lower right corner there, in the coordinates of its parent."""
        width = min(width, right)
        self.setFixedWidth(width)
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else self.sizeHint().height()
        height = min(max(height, self.minimumSizeHint().height()), bottom)
        self.setFixedHeight(height)
        self.move(QPoint(right - width, bottom - height))

    # -- the highlighted offer ----------------------------------------------------------------------------------

    @property
    def row(self) -> int:
        """The highlighted offer, -1 for none."""
        item = self.list.currentItem()
        return self.list.indexOfTopLevelItem(item) if item else -1

    def step(self, by: int) -> bool:
        """Moves the highlight; False where it is not moved: none is left on that side."""
        count, row = self.list.topLevelItemCount(), self.row + by
        if not count or row < -1 or row >= count:
            return False
        item = self.list.topLevelItem(row) if row >= 0 else None
        self.list.setCurrentItem(item)  # type: ignore[arg-type]  # None: nothing is highlighted
        if item:
            self.list.scrollToItem(item)
        return True

    # -- below ---------------------------------------------------------------------------------------------------

    def _fill(self, offers: Sequence[Offer]) -> None:
        theme = Theme.current()
        mono = theme.mono(12)
        self.list.clear()
        for offer in offers:
            item = QTreeWidgetItem([offer.shown or offer.text, offer.meaning])
            item.setFont(0, mono)
            item.setToolTip(1, offer.meaning)
            self.list.addTopLevelItem(item)
        wide = max((QFontMetricsF(mono).horizontalAdvance(o.shown or o.text) for o in offers), default=0)
        self.list.setColumnWidth(0, min(round(wide) + theme.px(20), theme.px(176)))
        shown = min(len(offers), ROWS)
        self.list.setFixedHeight(shown * theme.px(24) + theme.px(2))
        self.list.setVisible(bool(offers))

    def _make_list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setObjectName("composer_offers")
        view.setAccessibleName(_("Offers"))
        view.setProperty("kind", "offers")
        view.setColumnCount(2)
        view.setHeaderHidden(True)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.header().setStretchLastSection(True)
        view.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.itemClicked.connect(self._clicked)
        return view

    def _clicked(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(self.list.indexOfTopLevelItem(item))

    def _rule(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "rule")
        frame.setFixedHeight(1)
        return frame

    def _lay_out(self) -> None:
        px = Theme.current().px
        head, line = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(px(8))
        for widget, stretch in ((self.name, 0), (self.title, 1), (self.limit, 0)):
            head.addWidget(widget, stretch)
        line.setSpacing(px(8))
        line.addWidget(self.slot, 1)
        line.addWidget(self.range, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(10), px(12), px(8))
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self.syntax)
        column.addWidget(self.rules[0])
        column.addLayout(line)
        column.addWidget(self.more)
        column.addWidget(self.list)
        column.addWidget(self.doubt)
        column.addWidget(self.rules[1])
        column.addWidget(self.keys)

    def sizeHint(self) -> QSize:
        return QSize(Theme.current().px(376), super().sizeHint().height())


def _marked(composition: Composition) -> str:
    """The parameters, with the one at hand in bold; those far before it are left out."""
    theme, parts = Theme.current(), []
    first = max(0, composition.current - 2)
    for place, name in enumerate(composition.params[first:], first):
        shown = escape(f"<{name}>" if f"<{name}" in composition.syntax else f'"{name}"')
        if place == composition.current:
            shown = f'<b style="color:{theme.css("accent")}">{shown}</b>'
        parts.append(shown)
    family = ", ".join(f"'{name}'" for name in theme.mono().families())
    begin = "=…," if first else "="
    return f'<span style="font-family:{family}; font-size:{theme.px(12)}px">{begin}{",&#8203;".join(parts)}</span>'


def _range(slot: Slot) -> str:
    """The kind of value, or which ones are allowed."""
    unit = f" {slot.unit}" if slot.unit else ""
    if slot.quoted:
        return _("text, {left} B left").format(left=slot.left) if slot.left is not None else _("text")
    return f"{slot.allowed}{unit}"


def _details(slot: Slot) -> list[str]:
    parts = []
    if slot.supported:
        parts.append(_("this module: {values}").format(values=slot.supported))
    if slot.default:
        parts.append(_("default {value}").format(value=slot.default))
    if slot.optional:
        parts.append(_("may be left out"))
    return parts
