"""The line at the bottom: lights in the order in which things must work, then recording and counters.

A light says its state by its shape: filled disc good, half disc working, cross failed, ring unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QWidget

from atbench.texts import N_, _
from atbench.ui.icons import set_icon
from atbench.ui.parts import label, rule, tool
from atbench.ui.signs import Signs
from atbench.ui.theme import Theme

State = Literal["good", "working", "failed", "unknown"]
NARROW = 1000  # px at which the signs become short
_WIDEST = "RX 999.9 MB"
_COLOURS = {"good": "ok", "working": "urc", "failed": "error", "unknown": "ctl"}
_WORDS = {"good": N_("good"), "working": N_("working on it"), "failed": N_("failed"), "unknown": N_("unknown")}


@dataclass(frozen=True, slots=True)
class Lamp:
    """A light of the row: its word and the command that asks for its state."""

    name: str
    word: str
    question: str = ""


LAMPS = (
    Lamp("port", N_("Port")),
    Lamp("sim", N_("SIM"), "AT+CPIN?"),
    Lamp("network", N_("Network"), "AT+CEREG?"),
    Lamp("context", N_("Context"), "AT+QIACT?"),
    Lamp("signal", N_("Signal"), "AT+CSQ"),
)


class Light(QAbstractButton):
    """One light with its word and value; a click asks the module.

    Signal `panel_wanted(lamp, keyboard)`: the menu key, or its mouse button.
    """

    panel_wanted = Signal(str, bool)

    def __init__(self, lamp: Lamp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lamp = lamp
        self.question = lamp.question
        self.state: State = "unknown"
        self.value = "–"
        self.word = _(lamp.word)
        self.bars = 0
        self.setObjectName(f"light_{lamp.name}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._describe()
        Theme.current().changed.connect(self.updateGeometry)

    def show_state(self, state: State, value: str, word: str = "", bars: int = 0) -> None:
        """`bars` are the steps of a signal, 0 to 5; `word` stands for the lamp's own, like "Context 1"."""
        new = (state, value or "–", word or _(self.lamp.word), bars)
        if new == (self.state, self.value, self.word, self.bars):
            return
        self.state, self.value, self.word, self.bars = new
        self._describe()
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleName(f"{self.word}: {self.value}")
        said = f"{self.word}: {self.value} ({_(_WORDS[self.state])})"
        self.setAccessibleDescription(said)
        ask = _("Click to ask: {command}").format(command=self.question) if self.question else ""
        self.setToolTip("\n".join(filter(None, (said, ask))))

    def _parts(self) -> tuple[float, float, float]:
        theme = Theme.current()
        mark = theme.px(20 if self.lamp.name == "signal" else 14)
        return (
            mark,
            QFontMetricsF(theme.ui_font(12, 600)).horizontalAdvance(self.word),
            QFontMetricsF(theme.ui_font(12)).horizontalAdvance(self.value),
        )

    def sizeHint(self) -> QSize:
        theme = Theme.current()
        return QSize(round(sum(self._parts())) + theme.px(18), theme.size("statusbar") - 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, theme)
        mark, word, value = self._parts()
        left, height = float(theme.px(6)), self.height()
        if self.lamp.name == "signal":
            self._paint_bars(painter, left, height / 2)
        else:
            paint_state(painter, self.state, QPointF(left + theme.px(4), height / 2 + 0.5), theme.px(4))
        left += mark
        for text, font, width, token in (
            (self.word, theme.ui_font(12, 600), word, "text"),
            (self.value, theme.ui_font(12), value, "error" if self.state == "failed" else "text2"),
        ):
            painter.setFont(font)
            painter.setPen(theme[token])
            if left + width > self.width():
                text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(self.width() - left))
            painter.drawText(QRectF(left, 0, width + 2, height), Qt.AlignmentFlag.AlignVCenter, text)
            left += width + theme.px(6)

    def ask_with(self, question: str) -> None:
        """What a click asks: it differs from module to module; "" for nothing."""
        self.question = question
        self._describe()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.panel_wanted.emit(self.lamp.name, event.reason() is QContextMenuEvent.Reason.Keyboard)

    def _paint_ground(self, painter: QPainter, theme: Theme) -> None:
        ground = "press" if self.isDown() else "hover" if self.underMouse() and self.isEnabled() else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme[ground])
            painter.drawRoundedRect(self.rect(), 4, 4)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme["accent"], 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_bars(self, painter: QPainter, left: float, middle: float) -> None:
        theme = Theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        unit = theme.px(3)
        for step in range(5):
            lit = step < self.bars
            painter.setBrush(theme[_COLOURS[self.state] if lit else "press"])
            tall = unit + step * theme.px(2)
            painter.drawRect(QRectF(left + step * unit, middle + theme.px(6) - tall, unit - 0.8, tall))


def _paint_good(painter: QPainter, at: QPointF, radius: float) -> None:
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(at, radius, radius)


def _paint_working(painter: QPainter, at: QPointF, radius: float) -> None:
    box = QRectF(at.x() - radius + 0.5, at.y() - radius + 0.5, 2 * radius - 1, 2 * radius - 1)
    painter.drawEllipse(box)
    painter.setBrush(painter.pen().color())
    painter.drawPie(box, -90 * 16, 180 * 16)


def _paint_failed(painter: QPainter, at: QPointF, radius: float) -> None:
    r = radius - 0.5
    painter.drawLine(at + QPointF(-r, -r), at + QPointF(r, r))
    painter.drawLine(at + QPointF(-r, r), at + QPointF(r, -r))


def _paint_unknown(painter: QPainter, at: QPointF, radius: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, radius - 0.8, radius - 0.8)


_PAINT = {"good": _paint_good, "working": _paint_working, "failed": _paint_failed, "unknown": _paint_unknown}


def paint_state(painter: QPainter, state: State, at: QPointF, radius: float) -> None:
    """The shape of a state, in its colour."""
    painter.setPen(QPen(Theme.current()[_COLOURS[state]], 1.6))
    _PAINT[state](painter, at, radius)


class StatusLine(QWidget):
    """All lights and counters.

    Signals: `asked(command)` a light was clicked; `panel_wanted(lamp, keyboard)` the panel about it ("" for all).
    """

    asked = Signal(str)
    panel_wanted = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = Theme.current()
        self.lights = {lamp.name: Light(lamp) for lamp in LAMPS}
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, theme.px(12), 0)
        row.setSpacing(theme.px(2))
        for light in self.lights.values():
            light.clicked.connect(self._ask)
            light.panel_wanted.connect(self.panel_wanted)
            row.addWidget(light)
        self.panel_button = tool(
            "status_button", _("Status"), _("All that is known of the module (Ctrl+4)"), "activity"
        )
        self.panel_button.setProperty("kind", "light")
        self.panel_button.setCheckable(True)
        self.panel_button.clicked.connect(self._toggle_panel)
        row.addWidget(self.panel_button)
        self.signs = Signs()
        row.addWidget(self.signs)
        self._said = label(part="small")
        self._said.setAccessibleName(_("Last message"))
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(5000)
        self._silence.timeout.connect(self._said.clear)
        self._record_mark = QLabel()
        set_icon(self._record_mark, "circle-dot", "error", size=14)
        self._record = label(_("Recording"), "small")
        self._rx, self._tx = label(part="small"), label(part="small")
        for shown in (self._rx, self._tx):
            shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(theme.px(8))
        row.addWidget(self._said, 1)
        row.addWidget(self._record_mark)
        row.addWidget(self._record)
        row.addWidget(rule(16))
        row.addWidget(self._rx)
        row.addWidget(self._tx)
        row.setSpacing(theme.px(6))
        self.setMinimumWidth(1)  # a long address must not widen the window
        self.show_counts(0, 0)
        self.show_recording("")

    def say(self, text: str) -> None:
        """Done, undone, copied: for five seconds."""
        self._said.setText(text)
        self._silence.start()

    def show_counts(self, received: int, sent: int) -> None:
        """Bytes since the port was opened."""
        for shown, word, count in ((self._rx, "RX", received), (self._tx, "TX", sent)):
            shown.setText(f"{word} {amount(count)}")

    def showEvent(self, event: QShowEvent) -> None:
        # Of a fixed size: else each new number lays the whole line out again and paints all its lights.
        for shown in (self._rx, self._tx):
            shown.setFixedSize(shown.fontMetrics().horizontalAdvance(_WIDEST) + 2, shown.sizeHint().height())
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.signs.show_short(self.width() < Theme.current().px(NARROW))
        super().resizeEvent(event)

    def show_recording(self, path: str) -> None:
        """The file being recorded to; "" for none."""
        for shown in (self._record_mark, self._record):
            shown.setVisible(bool(path))
            shown.setToolTip(path)

    def _ask(self) -> None:
        light = self.sender()
        if isinstance(light, Light) and light.question:
            self.asked.emit(light.question)

    def _toggle_panel(self) -> None:
        self.panel_wanted.emit("", False)


def amount(count: int) -> str:
    """`18.4 kB`"""
    if count < 1000:
        return f"{count} B"
    size = float(count)
    for unit in ("kB", "MB", "GB"):
        size /= 1000
        if size < 999.95 or unit == "GB":
            break
    return f"{size:.1f} {unit}"
