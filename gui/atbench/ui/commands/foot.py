"""The foot of the command list: how it is run, and how the run goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from atbench.command_sets.report import STATES, State
from atbench.texts import N_, _
from atbench.ui import parts
from atbench.ui.commands.model import MOST_DELAY
from atbench.ui.explain.head import Elided
from atbench.ui.icons import set_icon
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.command_sets.report import Report, RowResult

MOST_ROUNDS = 100_000
LEAST = 340  # px

# name, long and short words, icon, kind
BUTTONS = (
    ("commandLoad", (N_("Load script…"), N_("Load…")), "folder-open", ""),
    ("commandSave", (N_("Save as script…"), N_("Save as…")), "save", ""),
    ("commandRun", (N_("Run"), N_("Run")), "play", "primary"),
    ("commandStop", (N_("Stop"), N_("Stop")), "square", ""),
)
COUNTED: tuple[State, ...] = ("passed", "sent", "failed", "timed out", "skipped")


class Foot(QWidget):
    """Run times, delay and the buttons `load`, `save`, `run`, `stop`; while a list runs, its progress.

    Signals: `rounds_changed`, `delay_changed` (ms), `done` (the results were looked at).
    """

    rounds_changed = Signal(int)
    delay_changed = Signal(int)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = Theme.current()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(LEAST))  # below the buttons' own: they give way, see _fit
        self.pages = QStackedWidget()
        self._settings_page = self._settings()
        self.pages.addWidget(self._settings_page)
        self.progress = Progress()
        self.progress.back.clicked.connect(self._back)
        self.pages.addWidget(self.progress)
        self.pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.size("margin"), theme.px(8), theme.size("margin"), theme.px(8))
        column.setSpacing(theme.px(8))
        column.addWidget(self.pages)
        column.addLayout(self._buttons())

    def _settings(self) -> QWidget:
        theme = Theme.current()
        self.all = parts.check("commandChooseAll", _("Choose all"), _("Tick every row that has a command"))
        self.all.setTristate(True)
        self.clear = parts.tool("commandClearAll", _("Clear all"), _("Empty all rows (undo with Ctrl+Z)"), "trash-2")
        self.rounds = _spin("commandRounds", _("Run times"), 1, MOST_ROUNDS, 46)
        self.delay = _spin("commandDelay", _("Delay in milliseconds"), 0, MOST_DELAY, 58)
        self.rounds.valueChanged.connect(self.rounds_changed)
        self.delay.valueChanged.connect(self.delay_changed)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.all)
        row.addWidget(self.clear)
        row.addStretch(1)
        for word, field in ((_("Run times"), self.rounds), (_("Delay"), self.delay)):
            row.addWidget(parts.label(word, "small"))
            row.addWidget(field)
        self._ms = parts.label(_("ms"), "small")
        row.addWidget(self._ms)
        return page

    def _buttons(self) -> QBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Theme.current().px(6))
        made = []
        for name, words, picture, kind in BUTTONS:
            made.append(parts.push(name, _(words[0]), "", picture, kind))
        self.load, self.save, self.run, self.stop = made
        self.menu = QToolButton()
        self.menu.setObjectName("commandRunMenu")
        self.menu.setProperty("kind", "plain")
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu.setToolTip(_("How to run"))
        self.menu.setAccessibleName(_("How to run"))
        self.menu.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_icon(self.menu, "chevron-down")
        choices = QMenu(self.menu)
        choices.setToolTipsVisible(True)
        self.go_on = _choice(
            choices, _("Go on after errors"), _("Otherwise the run stops at the first row that fails or times out")
        )
        self.qcom_timing = _choice(
            choices, _("QCOM timing"), _("Sends by the clock alone and waits for no answer, as QCOM does")
        )
        self.menu.setMenu(choices)
        row.addWidget(self.load)
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(self.run)
        row.addWidget(self.menu)
        row.addWidget(self.stop)
        self._row = row
        return row

    # -- what others call -------------------------------------------------------------------------------------------

    def tell(self, ticks: Qt.CheckState, rounds: int, delay: int) -> None:
        """Shows the settings of the list."""
        for field, value in ((self.rounds, rounds), (self.delay, delay)):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self.all.blockSignals(True)
        self.all.setCheckState(ticks)
        self.all.blockSignals(False)

    def run_started(self, rounds: int, rows: int) -> None:
        self.progress.start(rounds, rows)
        self.pages.setCurrentWidget(self.progress)

    def run_ended(self, report: Report | None) -> None:
        self.progress.end(report)

    def _back(self) -> None:
        self.pages.setCurrentIndex(0)
        self.done.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # the style sheet gave the buttons their sizes only now

    def _fit(self) -> None:
        """Nothing is cut: icons leave first, then words get shorter."""
        room = self.width() - 2 * Theme.current().size("margin")
        for pictures, words in ((True, 0), (False, 0), (False, 1)):
            for button, row in zip((self.load, self.save), BUTTONS, strict=False):
                button.setText(_(row[1][words]))
                _picture(button, row[2] if pictures else "")
            self._row.invalidate()
            if self._row.sizeHint().width() <= room:
                break
        style = Qt.ToolButtonStyle
        self.clear.setToolButtonStyle(style.ToolButtonTextBesideIcon)
        self._ms.show()
        if self._settings_page.sizeHint().width() > room:
            self.clear.setToolButtonStyle(style.ToolButtonIconOnly)
        self._ms.setVisible(self._settings_page.sizeHint().width() <= room)


class Progress(QWidget):
    """Which round and row runs, how many failed, how long it takes; `back` returns to the list."""

    def __init__(self) -> None:
        super().__init__()
        self._rounds = self._rows = self._seconds = 0
        self._failed = self._finished = 0
        self.title = parts.label("", "strong")
        self.words = Elided("small")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.failed = QLabel()
        self.failed.setProperty("part", "failed")
        self.time = parts.label("", "small")
        self.back = parts.tool("commandBack", "", _("Back to the ticks"), "x", "plain")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress of the run"))
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        row = QHBoxLayout()
        row.setSpacing(Theme.current().px(8))
        for widget in (self.title, self.words, self.failed, self.time, self.back):
            row.addWidget(widget, int(widget is self.words))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Theme.current().px(4))
        column.addLayout(row)
        column.addWidget(self.bar)

    def start(self, rounds: int, rows: int) -> None:
        self._rounds, self._rows = rounds, rows
        self._seconds = self._failed = self._finished = 0
        self.bar.setRange(0, max(1, rounds * rows))
        self.bar.setValue(0)
        self.title.setText(_("Round {n} of {count}").format(n=1, count=rounds))
        self.words.tell("")
        self.failed.setText("")
        self.back.hide()
        self._clock.start()
        self._tell_time()

    def tell(self, result: RowResult) -> None:
        """A row began or ended."""
        self.title.setText(_("Round {n} of {count}").format(n=result.round, count=self._rounds))
        if result.state == "running":
            self.words.tell(_("row {n}: {what}").format(n=result.n, what=result.text[:80]))
            return
        self._finished += result.state != "skipped"
        self._failed += result.state in ("failed", "timed out")
        self.bar.setValue(self._finished)
        if self._failed:
            self.failed.setText(_("{count} failed").format(count=self._failed))

    def end(self, report: Report | None) -> None:
        self._clock.stop()
        self.back.show()
        if report is None:
            self.title.setText(_("Stopped"))
            return
        self._seconds = round(report.seconds)
        self._tell_time()
        counts = [(_(STATES[state]), report.count(state)) for state in COUNTED]
        said = " · ".join(f"{count} {word}" for word, count in counts if count)
        bad = report.count("failed") + report.count("timed out")
        good = _("All passed") if report.count("passed") else _("All sent")  # QCOM timing judges nothing
        self.title.setText(good if report.ok else _("Not all passed") if bad else _("Stopped"))
        reason = report.reason if bad or report.reason != _("stopped") else ""  # the title says it already
        self.words.tell(" · ".join(part for part in (said, reason) if part))
        self.failed.setText("")

    def _tick(self) -> None:
        self._seconds += 1
        self._tell_time()

    def _tell_time(self) -> None:
        self.time.setText(f"{self._seconds // 60}:{self._seconds % 60:02}")


def _picture(button: QAbstractButton, name: str) -> None:
    if name:
        set_icon(button, name)
    else:
        button.setProperty("icon_row", None)
        button.setIcon(QIcon())


def _spin(name: str, words: str, low: int, high: int, width: int) -> QSpinBox:
    field = QSpinBox()
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setToolTip(words)
    field.setRange(low, high)
    field.setKeyboardTracking(False)
    field.setFixedWidth(Theme.current().px(width))
    return field


def _choice(menu: QMenu, word: str, hint: str) -> QAction:
    action = menu.addAction(word)
    action.setCheckable(True)
    action.setToolTip(hint)
    return action
