"""The small panel over the status bar: each fact in words, when it was last heard, and a button that asks.

It stands on the window, takes no focus of its own and covers neither the input nor the lights.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from atbench.texts import _
from atbench.ui.facts import Item, ago
from atbench.ui.icons import show_words
from atbench.ui.lamps import State
from atbench.ui.parts import label, push, restyle, tool
from atbench.ui.statusbar import paint_state
from atbench.ui.theme import Theme

PERIOD = 250  # ms between two looks, while it is seen
WIDTH = 452  # px


class StatusPanel(QFrame):
    """Signals: `due` it wants to know what holds now; `asked(question)`; `all_wanted`; `close_wanted`."""

    due = Signal()
    asked = Signal(str)
    all_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status_panel")
        self.setAccessibleName(_("Status of the module"))
        self.setProperty("kind", "flyout")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lines: dict[str, _Line] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD)
        self._timer.timeout.connect(self.due)
        self._lay_out()
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 41))
        self.setGraphicsEffect(shadow)
        parent.installEventFilter(self)
        self.hide()

    # -- what it shows -------------------------------------------------------------------------------------------

    def show_items(self, items: Sequence[Item], now: float, why_not: str = "") -> None:
        """Shows the rows; `now` in seconds since 1970, `why_not` says why nothing can be asked at present."""
        names = [item.name for item in items]
        if names != list(self._lines):
            self._make_lines(items)
        for item in items:
            self._lines[item.name].tell(item, now, why_not)
        self.all.setEnabled(bool(items) and not why_not)
        self.all.setToolTip(why_not or _("Send all these questions, one after the other"))

    def place(self, left: int, bottom: int, top: int = 0) -> None:
        """Stands with its lower left corner there, and nothing of it above `top`; in the parent's coordinates."""
        theme, parent = Theme.current(), self.parentWidget()
        width = min(theme.px(WIDTH), (parent.width() if parent else theme.px(WIDTH)) - 2 * left)
        grid, margins = self._grid.layout(), self._column.contentsMargins()
        assert grid
        inside = width - margins.left() - margins.right()
        rows = grid.totalHeightForWidth(inside) if grid.hasHeightForWidth() else grid.sizeHint().height()
        edges = margins.top() + margins.bottom() + theme.px(4)
        height = self._head.height() + self._column.spacing() + rows + edges
        height = min(height, bottom - top)
        self._grid.setFixedHeight(rows)  # else the area takes what its words would need without being wrapped
        place = QRect(left, bottom - height, width, height)
        if self.geometry() != place:
            self.setGeometry(place)

    def focus(self, name: str = "") -> None:
        """Gives the focus to the question of a row, or to the first one."""
        line = self._lines.get(name) or next(iter(self._lines.values()), None)
        target = line.ask if line and line.ask.isEnabled() else self.close_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def text(self) -> str:
        """All that is shown, for tests and screen readers."""
        return "\n".join(line.text() for line in self._lines.values())

    # -- Qt ------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.due.emit()
        return False

    # -- below ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        theme = Theme.current()
        px = theme.px
        self._head = QWidget()
        self._head.setFixedHeight(theme.size("head"))
        row = QHBoxLayout(self._head)
        row.setContentsMargins(px(12), px(4), px(6), 0)
        row.setSpacing(px(6))
        row.addWidget(label(_("Status"), "title"))
        row.addWidget(label(_("as the module told it"), "small"), 1)
        self.all = tool("status_ask_all", _("Ask all"), picture="refresh-cw")
        self.all.clicked.connect(self.all_wanted)
        row.addWidget(self.all)
        self.close_button = tool("status_close", "", _("Close the status panel (Esc)"), "x", "plain")
        show_words(self.close_button, False)
        self.close_button.clicked.connect(self.close_wanted)
        row.addWidget(self.close_button)
        self._grid = QWidget()
        self._grid.setProperty("ground", "none")
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._new_grid()
        self._area.setWidget(self._grid)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, px(8))
        column.setSpacing(px(2))
        column.addWidget(self._head)
        column.addWidget(self._area, 1)

    def _new_grid(self) -> None:
        px = Theme.current().px
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(px(12), 0, px(10), 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 1)

    def _make_lines(self, items: Sequence[Item]) -> None:
        """Other rows: the module is another one."""
        grid = self._grid.layout()
        assert isinstance(grid, QGridLayout)
        while found := grid.takeAt(0):
            if widget := found.widget():
                widget.hide()
                widget.deleteLater()
        self._lines = {item.name: _Line(item) for item in items}
        for number, line in enumerate(self._lines.values()):
            line.ask.clicked.connect(self._ask)
            for column, widget in enumerate((line.mark, line.word, line.value, line.heard, line.ask)):
                grid.addWidget(widget, number, column)
            grid.setRowMinimumHeight(number, Theme.current().px(26))

    def _ask(self) -> None:
        line = next((line for line in self._lines.values() if line.ask is self.sender()), None)
        if line:
            self.asked.emit(line.question)


class _Line:
    """The widgets of one row."""

    def __init__(self, item: Item) -> None:
        self.question = ""
        self.mark = _Mark()
        self.word, self.value, self.heard = label(item.word, "secondary"), label(), label(part="small")
        self.value.setWordWrap(True)
        self.value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.value.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.heard.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.ask = push(f"status_ask_{item.name.replace(' ', '_')}", _("Ask"), kind="ask")

    def tell(self, item: Item, now: float, why_not: str) -> None:
        """Shows what holds."""
        if self.question != item.question:
            self.question = item.question
            self.ask.setAccessibleName(_("Ask: {command}").format(command=item.question))
        value = item.value or "–"
        _set(self.value, value)
        self.mark.show_state(item.state)
        restyle(self.value, "part", "error" if item.state == "failed" else "" if item.value else "secondary")
        _set(self.heard, ago(now - item.heard) if item.heard is not None else _("never"))
        self.ask.setEnabled(not why_not)
        hint = why_not or _("Send {command}").format(command=item.question)
        if self.ask.toolTip() != hint:
            self.ask.setToolTip(hint)
        self.value.setAccessibleName(f"{item.word}: {value}, {self.heard.text()}")

    def text(self) -> str:
        return f"{self.word.text()}: {self.value.text()} ({self.heard.text()})"


class _Mark(QWidget):
    """The shape of a light."""

    def __init__(self) -> None:
        super().__init__()
        self._state: State = "unknown"
        side = Theme.current().px(14)
        self.setFixedSize(QSize(side, side))
        Theme.current().changed.connect(self.update)

    def show_state(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.width()
        paint_state(painter, self._state, QPointF(side / 2, side / 2), Theme.current().px(4))


def _set(words: QLabel, text: str) -> None:
    if words.text() != text:
        words.setText(text)
