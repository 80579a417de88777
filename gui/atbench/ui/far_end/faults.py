"""The page of the far end's foot that makes the virtual module itself misbehave: a switch for each fault."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from atbench.texts import _, ngettext
from atbench.ui import parts
from atbench.ui.explain.head import Elided
from atbench.ui.theme import Theme
from atbench.virtual.faults import ROWS, Fault, explain, read

HEIGHT, LEAST = 252, 96  # px of the list
_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Words(QLabel):
    """What a switch does, in as many lines as it takes; a click on it throws the switch."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()


class FaultRow(QWidget):
    """One fault. Signal `wanted(name, value)`: it is to be on with a value, or off (its value `off`)."""

    wanted = Signal(str, float)

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault
        self.box = parts.check(f"fault_{fault.name}", "")
        self.words = Words()
        self.words.setContentsMargins(0, Theme.current().px(4), 0, 0)
        self.edit = QLineEdit(f"{fault.usual:g}")
        self.edit.setObjectName(f"fault_{fault.name}_value")
        self.edit.setFixedWidth(Theme.current().px(72))
        self.edit.setFont(Theme.current().mono(13))
        self.edit.setVisible(fault.low != fault.high)
        self.problem = parts.label("", "refused")
        self.problem.setWordWrap(True)
        self.problem.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Theme.current().px(4))
        grid.setVerticalSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        for column, part in enumerate((self.box, self.words, self.edit)):
            grid.addWidget(part, 0, column, top)
        grid.addWidget(self.problem, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.words.clicked.connect(self.box.click)
        self.box.clicked.connect(self._clicked)
        self.edit.textEdited.connect(self._judge)
        self.edit.editingFinished.connect(self._edited)
        self._tell()

    def show_state(self, value: float) -> None:
        """How it stands at the module; what is being typed stays."""
        on = value != self.fault.off
        self.box.setChecked(on)
        if on and not self.edit.hasFocus() and self._number() != value:
            self.edit.setText(f"{value:g}")
            self._judge()

    # -- below ---------------------------------------------------------------------------------------------------

    def _number(self) -> float | None:
        """The value of the field; None where it may not be."""
        try:
            return read(f"{self.fault.name}={self.edit.text().strip().replace(',', '.')}")[1]
        except ValueError:
            return None

    def _judge(self) -> None:
        """While one types: what is wrong with it, and the sentence with the number in it."""
        wrong = self._number() is None
        text = _("a number from {low} to {high}").format(low=f"{self.fault.low:g}", high=f"{self.fault.high:.7g}")
        self.problem.setText(text if wrong else "")
        self.problem.setVisible(wrong)
        parts.restyle(self.edit, "wrong", "true" if wrong else "false")
        self._tell()

    def _tell(self) -> None:
        number = self._number()
        words = explain(self.fault, number)
        words = words[:1].upper() + words[1:]
        self.words.setText(words)
        self.box.setAccessibleName(words)
        self.edit.setAccessibleName(_("Number for: {fault}").format(fault=words))
        self.edit.setAccessibleDescription(self.problem.text())
        value = f"={self.edit.text()}" if self.fault.low != self.fault.high else ""
        lines = [_("On the command line: {option}").format(option=f"--fault {self.fault.name}{value}")]
        if self.fault.cloud:
            lines.append(_("Only the cloud inside this program can do it"))
        for part in (self.box, self.words):
            part.setToolTip("\n".join(lines))

    def _clicked(self, on: bool) -> None:
        number = self._number() if on else self.fault.off
        if number is None:
            self.box.setChecked(False)
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.wanted.emit(self.fault.name, number)

    def _edited(self) -> None:
        number = self._number()
        if self.box.isChecked() and number is not None:
            self.wanted.emit(self.fault.name, number)


class FaultForm(QWidget):
    """Signals: `wanted(name, value)` as of a row, `calm_wanted` all off."""

    wanted = Signal(str, float)
    calm_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme = Theme.current()
        self.words = Elided("small")
        self.words.setObjectName("faultWords")
        self.calm = parts.push("faultsOff", _("All off"), _("The module does again what it should"))
        self.rows = {fault.name: FaultRow(fault) for fault in ROWS}
        inside = QWidget()
        inside.setProperty("ground", "window")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, theme.px(6), 0)
        lines.setSpacing(theme.px(2))
        for row in self.rows.values():
            row.wanted.connect(self.wanted)
            lines.addWidget(row)
            for part in (row.box, row.edit):
                part.installEventFilter(self)
        self.list = _List(inside)
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(self.words, 1)
        head.addWidget(self.calm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(head)
        column.addWidget(self.list)
        self.calm.clicked.connect(self.calm_wanted)
        self.show_faults({})

    def focus(self) -> None:
        next(iter(self.rows.values())).box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_faults(self, faults: Mapping[str, float]) -> None:
        """How all of them stand."""
        for name, row in self.rows.items():
            row.show_state(faults.get(name, row.fault.off))
        on = sum(row.box.isChecked() for row in self.rows.values())
        text = ngettext("{count} fault is on", "{count} faults are on", on).format(count=on)
        parts.restyle(self.words, "part", "urc" if on else "small")
        self.words.tell(text if on else _("The module does what it should"))
        self.calm.setEnabled(on > 0)
        self.calm.setToolTip(_("The module does again what it should") if on else _("No fault is on"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go from row to row; Tab goes to each field, too."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(event.key())
            if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._walk(watched, step)
                return True
        return False

    def _walk(self, part: QObject, step: int) -> None:
        rows = list(self.rows.values())
        here = next(at for at, row in enumerate(rows) if part in (row.box, row.edit))
        if 0 <= here + step < len(rows):
            rows[here + step].box.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.ensureWidgetVisible(rows[here + step], 0, Theme.current().px(8))


class _List(QScrollArea):
    """The rows; what has the focus is in sight."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setObjectName("faultList")
        self.setAccessibleName(_("Faults of the module"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        return QSize(200, Theme.current().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, Theme.current().px(LEAST))
