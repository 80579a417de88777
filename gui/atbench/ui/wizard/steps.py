"""The steps at the left of the page, with their states; a click or the arrow keys go to one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from atbench.texts import _
from atbench.ui.terminal import marks
from atbench.ui.theme import Theme
from atbench.ui.wizard.looks import picture
from atbench.wizards.report import STATES
from atbench.wizards.run import StepResult
from atbench.wizards.wizard import Step

ROW, GAP = 29, 8  # px
SMALL = 64  # px; below, only marks and numbers have room
STATE, TIME, NUMBER = (Qt.ItemDataRole.UserRole + n for n in (1, 2, 3))

Index = QModelIndex | QPersistentModelIndex


class StepDelegate(QStyledItemDelegate):
    """Paints mark, number, title and seconds."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(1, Theme.current().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = Theme.current()
        px = theme.px
        rect: QRect = option.rect.adjusted(px(GAP) // 2, 1, -px(GAP) // 2, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["sel" if chosen else "hover"])
            painter.drawRoundedRect(rect, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme["accent"], 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
        side = round(marks.BOX * theme.interface_size / 100)
        left = rect.left() + px(6)
        device = painter.device()
        mark = picture(index.data(STATE), device.devicePixelRatioF() if device else 1.0)
        painter.drawPixmap(left, rect.center().y() - side // 2 + 1, mark)
        left += side + px(4)
        self._words(painter, QRect(left, rect.top(), rect.right() - left - px(6), rect.height()), index, chosen)
        painter.restore()

    def _words(self, painter: QPainter, room: QRect, index: Index, chosen: bool) -> None:
        theme, middle = Theme.current(), Qt.AlignmentFlag.AlignVCenter
        small = room.width() < theme.px(SMALL)
        text = index.data(NUMBER) if small else f"{index.data(NUMBER)}  {index.data()}".strip()
        painter.setFont(theme.ui_font(13, 600 if chosen else 400))
        if painter.fontMetrics().horizontalAdvance(text) > room.width():
            painter.setFont(theme.ui_font(13))  # bold is wider: rather whole than bold
        painter.setPen(theme["text"])
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, shown)
        taken = painter.fontMetrics().horizontalAdvance(shown) + theme.px(6)
        painter.setFont(theme.ui_font(12))
        time = index.data(TIME)
        if time and not small and taken + painter.fontMetrics().horizontalAdvance(time) <= room.width():
            painter.setPen(theme["text2"])
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, time)


class StepList(QListWidget):
    """Signal `chosen(number)`: another step is wanted; behind the steps stands the summary."""

    chosen = Signal(int)

    def __init__(self, steps: tuple[Step, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = steps
        self.setObjectName("wizardSteps")
        self.setAccessibleName(_("Steps of the wizard"))
        self.setProperty("kind", "steps")
        self.setItemDelegate(StepDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        for number, step in enumerate(steps, 1):
            self._add(_(step.text), str(number))
        self._add(_("Summary"), "")
        self.currentRowChanged.connect(self._row_changed)
        Theme.current().changed.connect(self._dress)

    def tell(self, results: dict[str, StepResult], at: int, running: str, seconds: float) -> None:
        """Shows how the steps stand; `seconds` are those of the running one so far."""
        for row, step in enumerate(self._steps):
            result, item = results[step.name], self.item(row)
            taken = seconds if result.state == "running" else result.seconds
            time = f"{taken:.1f} s" if taken >= 0.05 else ""
            shown = time if result.state in ("running", "passed", "failed", "stopped") else ""
            item.setData(STATE, result.state)
            item.setData(TIME, shown)
            words = [f"{row + 1} {_(step.text)}", _(STATES[result.state]), shown]
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, words)))
            item.setToolTip(words[0] if self.width() < Theme.current().px(150) else "")
        self.blockSignals(True)
        self.setCurrentRow(at)
        self.blockSignals(False)
        self.viewport().update()

    def _add(self, title: str, number: str) -> None:
        item = QListWidgetItem(title)
        item.setData(STATE, "waiting" if number else "summary")
        item.setData(NUMBER, number)
        item.setData(TIME, "")
        self.addItem(item)

    def _row_changed(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)

    def _dress(self) -> None:
        self.doItemsLayout()
        self.viewport().update()
