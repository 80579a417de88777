"""The dock of a wizard: its name at the top, the steps at the left, the step at hand, the buttons below."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.explain.head import Elided
from atbench.ui.icons import set_icon
from atbench.ui.theme import Theme
from atbench.ui.wizard.foot import Foot
from atbench.ui.wizard.page import Page
from atbench.ui.wizard.saving import Saving
from atbench.ui.wizard.steps import StepList
from atbench.ui.wizard.summary import Summary
from atbench.ui.wizard.work import Work

WIDE, MIDDLE = 640, 520  # px of the dock from which the steps have all their words
LIST = {WIDE: 212, MIDDLE: 168, 0: 88}
TICK = 250  # ms between two looks at how long a step has been running


class WizardDock(QDockWidget):
    """Signals: `manual_wanted(name)`, `put_wanted(command)` a command for the input."""

    manual_wanted = Signal(str)
    put_wanted = Signal(str)

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = work
        title = _(work.wizard.text)
        self.setObjectName("wizard")
        self.setAccessibleName(_("Wizard: {title}").format(title=title))
        self.setWindowTitle(title)
        self.steps, self.page, self.foot = StepList(work.wizard.steps), Page(work), Foot(work)
        self.summary = Summary(work)
        self.saving = Saving(work, self)
        self._own: dict[str, QWidget] = {}  # pages of steps that have one of their own
        self.setTitleBarWidget(self._head())
        self.setWidget(self._body())
        self.foot.listen_in(self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._shown = (-1, "")
        self._connect()
        self.refresh()

    def focus(self) -> None:
        """To the steps: from there Tab leads through the fields to the buttons."""
        self.steps.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_banners(self, banners: QWidget) -> None:
        """What is said over the page, whatever step is at hand."""
        self.right.insertWidget(0, banners)

    def add_page(self, step: str, page: QWidget) -> None:
        """A step whose page is another one."""
        self._own[step] = page
        self.pages.addWidget(page)
        self.refresh()

    def refresh(self) -> None:
        """Shows the work as it stands."""
        work = self.work
        self.steps.tell(work.results, work.at, work.running, work.seconds)
        self.pages.setCurrentWidget(self._own.get(work.step.name, self.page) if work.step else self.summary)
        self.page.refresh()
        self.summary.refresh()
        self.foot.refresh()
        if work.at != self._shown[0]:
            self.page.verticalScrollBar().setValue(0)
        if bool(work.running) != self._timer.isActive():
            (self._timer.start if work.running else self._timer.stop)()
        missing = next((name for name in work.missed if work.refusal(name) and name in self.page.fields.rows), "")
        if missing and (work.at, missing) != self._shown:
            self.page.fields.focus(missing)
        self._shown = (work.at, missing)

    # -- below ---------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        work, page = self.work, self.page
        work.changed.connect(self.refresh)
        work.valued.connect(self._valued)
        work.moved.connect(page.show_progress)
        self.steps.chosen.connect(work.go)
        page.manual_wanted.connect(self.manual_wanted)
        page.put_wanted.connect(self.put_wanted)
        page.virtual_wanted.connect(work.open_virtual)
        self.summary.set_wanted.connect(self.saving.save_set)
        self.summary.text_wanted.connect(self.saving.copy_text)
        self.summary.report_wanted.connect(self.saving.save_report)

    def _valued(self, _name: str) -> None:
        """While one types: no step changes its place, only what is shown of it."""
        self.steps.tell(self.work.results, self.work.at, self.work.running, self.work.seconds)
        self.page.refresh()
        self.foot.refresh()

    def _tick(self) -> None:
        self.steps.tell(self.work.results, self.work.at, self.work.running, self.work.seconds)

    def _head(self) -> QWidget:
        theme = Theme.current()
        head = QWidget()
        head.setProperty("ground", "window")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = Elided("small")
        words.tell(_(self.work.wizard.why))
        more = _icon("wizardMore", _("More for this wizard"), "ellipsis")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        for word, does in (
            (_("Load preset…"), self.saving.load_preset),
            (_("Save preset…"), self.saving.save_preset),
            (_("Back to the defaults"), self.work.use_defaults),
        ):
            menu.addAction(word, does)
        more.setMenu(menu)
        close = _icon("wizardClose", _("Close the wizard"), "x")
        close.clicked.connect(self.close)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        # The dock asks the head only for its size hint: the margins make its height.
        row.setContentsMargins(theme.size("margin"), theme.px(5), theme.px(8), theme.px(5))
        row.setSpacing(theme.px(4))
        row.addWidget(words, 1)
        row.addWidget(more)
        row.addWidget(close)
        column.addLayout(row, 1)
        column.addWidget(_rule(False))
        return head

    def _body(self) -> QWidget:
        theme = Theme.current()
        body = QWidget()
        body.setProperty("ground", "panel")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        body.setMinimumWidth(theme.size("dock_min"))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.page)
        self.pages.addWidget(self.summary)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.steps)
        row.addWidget(_rule(True))
        self.right = QVBoxLayout()
        self.right.setSpacing(0)
        self.right.addWidget(self.pages, 1)
        row.addLayout(self.right, 1)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(_rule(False))
        column.addWidget(self.foot)
        return body

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = Theme.current().px
        width = next(size for least, size in LIST.items() if self.width() >= px(least))
        self.steps.setFixedWidth(px(width))


def _icon(name: str, words: str, picture: str) -> QToolButton:
    button = parts.tool(name, "", words, kind="plain")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    set_icon(button, picture)
    return button


def _rule(upright: bool) -> QFrame:
    frame = QFrame()
    frame.setProperty("kind", "rule")
    if upright:
        frame.setFixedWidth(1)
    else:
        frame.setFixedHeight(1)
    return frame
