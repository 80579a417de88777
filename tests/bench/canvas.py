"""What PySide6 can reach when it only paints: the visible lines of a port, and a field that sends. For comparison.

`canvas.py PORT`. A thread reads; a timer of 15 ms takes whole lines over; the end of them is painted.
"""

from __future__ import annotations

import sys
import threading
from collections import deque

import serial
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

KEPT = 100  # lines


class Canvas(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        metrics = QFontMetricsF(self.font())
        self._height, self._base = metrics.height(), metrics.ascent()
        self.lines: deque[bytes] = deque(maxlen=KEPT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        count = int(self.height() / self._height)
        for row, line in enumerate(list(self.lines)[-count:]):
            painter.drawText(QPointF(2, row * self._height + self._base), line.decode("ascii", "replace"))


class Window(QWidget):
    def __init__(self, port: str) -> None:
        super().__init__()
        self.canvas, self.field = Canvas(), QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.field)
        self.resize(1000, 700)
        self.field.returnPressed.connect(self.send)
        self.field.setFocus()
        self._port = serial.Serial(port, 115200, timeout=0.2)
        self._came: deque[bytes] = deque()
        self._rest = b""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.take)
        self._timer.start(15)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self) -> None:
        while True:
            if data := self._port.read(1):
                self._came.append(data + self._port.read(self._port.in_waiting))

    def take(self) -> None:
        came = b"".join(self._came.popleft() for _ in range(len(self._came)))
        if came:
            *lines, self._rest = (self._rest + came).split(b"\r\n")
            self.canvas.lines.extend(lines)
            self.canvas.update()

    def send(self) -> None:
        self._port.write(self.field.text().encode() + b"\r")
        self.field.clear()


app = QApplication(sys.argv)
window = Window(sys.argv[1])
window.show()
app.exec()
