"""Paints the cells of the command table, and turns clicks in them into edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QIntValidator, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from atbench.texts import _
from atbench.ui import icons
from atbench.ui.commands.model import BOXES, MOST_DELAY, Column, CommandModel
from atbench.ui.explain.context import span
from atbench.ui.terminal import marks
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.command_sets.report import RowResult

Index = QModelIndex | QPersistentModelIndex
BOX = 14  # px, side of a check box
PAD = 4

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

# state -> mark, colour
MARKS = {
    "running": ("play", "accent"),
    "passed": ("tick", "ok"),
    "failed": ("cross", "error"),
    "timed out": ("clock", "error"),
    "skipped": ("skip", "gutter"),
    "sent": ("arrow right", "command"),
}


def paint_box(painter: QPainter, rect: QRect, state: Qt.CheckState, enabled: bool = True) -> None:
    """A check box in the middle of `rect`, in the look of the window's other check boxes."""
    theme = Theme.current()
    side = theme.px(BOX)
    box = QRectF(0, 0, side, side)
    box.moveCenter(QPointF(rect.center()) + QPointF(0.5, 0.5))
    empty = state is Qt.CheckState.Unchecked
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = theme["off" if not enabled else "ctl" if empty else "fill"]
    painter.setPen(QPen(ink, 1))
    painter.setBrush(theme["field"] if empty else ink)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if not empty:
        shape = "tick" if state is Qt.CheckState.Checked else "dash"
        _mark(painter, rect, shape, theme["onfill"], 0.75)
    painter.restore()


def _mark(painter: QPainter, rect: QRect, shape: str, colour: QColor, scale: float = 1.0) -> None:
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    scale *= Theme.current().interface_size / 100
    picture = marks.pixmap(shape, colour.rgba(), ratio, scale=scale)
    half = marks.BOX * scale / 2
    painter.drawPixmap(QPointF(rect.center()) + QPointF(0.5 - half, 0.5 - half), picture)


class CommandDelegate(QStyledItemDelegate):
    """One for all columns: a table of what each column shows would be as long as the methods."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: CommandModel = index.model()  # type: ignore[assignment]
        theme, row, column = Theme.current(), model.row(index.row()), Column(index.column())
        result = model.results.get(row.n) if model.results else None
        self._ground(painter, option, column, result)
        if column is Column.TICK and model.results is not None:
            self._state(painter, option.rect, result, row.selected)
        elif column in BOXES and (row.text or column is Column.TICK):
            state = Qt.CheckState.Checked if getattr(row, BOXES[column]) else Qt.CheckState.Unchecked
            paint_box(painter, option.rect, state, not model.locked)
        elif column is Column.NUMBER:
            self._write(painter, option.rect, str(row.n), theme["text2"], right=True)
        elif column is Column.COMMAND:
            self._write(painter, option.rect, row.text, theme["error" if model.problem(row) else "text"])
        elif column is Column.SEND and result and result.state not in ("running", "skipped"):
            painter.setFont(theme.ui_font(11))
            painter.setPen(theme["text2"])
            painter.drawText(option.rect.adjusted(0, 0, -3, -1), _RIGHT, span(result.seconds))
        elif column is Column.SEND and row.text and model.results is None:
            self._send(painter, option, not model.locked)
        elif column is Column.DELAY and row.text:
            own = row.delay_ms is not None
            text = str(row.delay_ms) if own else "–"
            self._write(painter, option.rect, text, theme["text" if own else "gutter"], right=True)
        if option.state & QStyle.StateFlag.State_HasFocus and self._keyed(option):
            painter.setPen(QPen(theme["accent"], 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -2))

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, column: Column, result: RowResult | None
    ) -> None:
        theme, rect = Theme.current(), option.rect
        running = result is not None and result.state == "running"
        failed = result is not None and result.state in ("failed", "timed out")
        chosen = option.state & QStyle.StateFlag.State_Selected
        if running or chosen or failed:
            painter.fillRect(rect, theme["sel" if running else "errorbg" if failed else "hover"])
        if running and column is Column.TICK:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme["accent"])
        if column is not Column.TICK:
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["line"])

    def _state(self, painter: QPainter, rect: QRect, result: RowResult | None, ticked: bool) -> None:
        theme = Theme.current()
        if result:
            shape, colour = MARKS[result.state]
            _mark(painter, rect, shape, theme[colour], 0.9)
        elif ticked:
            _mark(painter, rect, "ring", theme["gutter"], 1.1)

    def _send(self, painter: QPainter, option: QStyleOptionViewItem, enabled: bool) -> None:
        theme, rect = Theme.current(), option.rect
        hot = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        side = theme.px(14)
        if hot and enabled:
            frame = QRectF(0, 0, theme.px(28), rect.height() - 3)
            frame.moveCenter(QPointF(rect.center()) + QPointF(0.5, 0))
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme["border"], 1))
            painter.setBrush(theme["panel"])
            painter.drawRoundedRect(frame, 4, 4)
            painter.restore()
        picture = icons.pixmap("play", "off" if not enabled else "accent" if hot else "text2", 14)
        place = QRect(0, 0, side, side)
        place.moveCenter(rect.center())
        painter.drawPixmap(place, picture)

    def _write(self, painter: QPainter, rect: QRect, text: str, colour: QColor, right: bool = False) -> None:
        theme = Theme.current()
        painter.setFont(theme.mono(theme.text_size - 1))
        painter.setPen(colour)
        room = rect.adjusted(PAD, 0, -PAD, -1)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        # A very long row must not be measured whole.
        shown = painter.fontMetrics().elidedText(text[:400], Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _keyed(self, option: QStyleOptionViewItem) -> bool:
        return bool(getattr(option.widget, "keyed", False))

    # -- edits ------------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        theme, n = Theme.current(), index.row() + 1
        editor.setProperty("kind", "cell")
        editor.setFont(theme.mono(theme.text_size - 1))
        if index.column() == Column.DELAY:
            editor.setObjectName("cellDelay")
            editor.setAccessibleName(_("Delay after row {n} in milliseconds").format(n=n))
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor.setValidator(QIntValidator(0, MOST_DELAY, editor))
        else:
            editor.setObjectName("cellCommand")
            editor.setAccessibleName(_("Command of row {n}").format(n=n))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        # The whole cell is the box: nobody aims at fourteen pixels.
        left = isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton
        if not isinstance(model, CommandModel):
            return False
        if left and event.type() == QEvent.Type.MouseButtonRelease and index.column() in BOXES:
            row = model.row(index.row())
            if (row.text or index.column() == Column.TICK) and model.results is None:
                name = BOXES[Column(index.column())]
                model.set_field(index.row(), name, not getattr(row, name))
            return True
        return False
