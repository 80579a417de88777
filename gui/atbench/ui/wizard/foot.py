"""The buttons of the wizard, all in one place; one of them is blue: what one wants next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from atbench.texts import N_, _
from atbench.ui import parts
from atbench.ui.icons import set_icon
from atbench.ui.theme import Theme
from atbench.ui.wizard.work import Work

NARROW = 600  # px at which the icons leave

# name, word, icon, what it does
BUTTONS = (
    ("back", N_("Back"), "chevron-left", N_("To the step before")),
    ("skip", N_("Skip"), "", N_("Leaves this step out")),
    ("stop", N_("Stop"), "square", N_("Stops at once, leaves data mode, and takes back what was done")),
    ("step", N_("Run step"), "", N_("Runs this step alone")),
    ("all", N_("Run all"), "play", N_("Runs all that is not done yet (Ctrl+Enter)")),
    ("retry", N_("Retry from here"), "rotate-cw", N_("Runs this step and all that follow (Ctrl+Enter)")),
)


class Foot(QWidget):
    """Back, Skip, Stop, Run step, and Run all or Retry from here."""

    main = Signal()  # Ctrl+Enter

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._pressed_last = ""  # the button that had the focus when a step began
        theme = Theme.current()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(48))
        self.setMinimumWidth(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.size("margin"), 0, theme.size("margin"), 0)
        self._row.setSpacing(theme.px(6))
        self.buttons: dict[str, QPushButton] = {}
        for name, word, _picture, _hint in BUTTONS:
            self.buttons[name] = button = parts.push(f"wizard_{name}", _(word))
            button.setAccessibleName(_(word))
            self._row.addWidget(button)
            if name == "skip":
                self._row.addStretch(1)
        does = {
            "back": lambda: work.go(work.at - 1),
            "skip": work.skip,
            "stop": work.stop,
            "step": work.run_step,
            "all": work.run_all,
            "retry": work.run_from_here,
        }
        for name, act in does.items():
            self.buttons[name].clicked.connect(act)
        # Not "go on" by Enter: that sends what stands in the input, and ends lines in long fields.
        self._key = QShortcut(QKeySequence("Ctrl+Return"), self)
        self._key.activated.connect(self._pressed)

    def listen_in(self, root: QWidget) -> None:
        """The key holds wherever the focus is in `root`."""
        self._key.setParent(root)
        self._key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def refresh(self) -> None:
        work, why = self._work, self._work.why_not()
        step = work.step
        state = work.results[step.name].state if step else ""
        retry = step is not None and state not in ("waiting", "skipped", "running")
        everything = all(one.state in ("passed", "skipped") for one in work.results.values())
        focused = next((name for name, button in self.buttons.items() if button.hasFocus()), "")
        self.buttons["all"].setVisible(not retry)
        self.buttons["retry"].setVisible(retry)
        can = {
            "back": "" if work.at > 0 else _("This is the first step"),
            "skip": _("This is no step") if step is None else _("A step is running") if work.running else "",
            "stop": "" if work.running else _("Nothing is running"),
            "step": _("This is no step") if step is None else why,
            "all": why,
            "retry": why,
        }
        blue = "retry" if retry else "all"
        for name, _word, picture, hint in BUTTONS:
            button, reason = self.buttons[name], can[name]
            button.setEnabled(not reason)
            button.setToolTip(reason or _(hint))
            parts.restyle(button, "kind", "primary" if name == blue and not everything else "")
            self._dress(button, picture, "error" if name == "stop" and work.running else "")
        if focused:
            self._keep_focus(focused)

    def _keep_focus(self, focused: str) -> None:
        """The keyboard goes on where it was: on Stop while a step runs, then on what was pressed before."""
        work = self._work
        if work.running and focused != "stop":
            self._pressed_last = focused
        wanted = ("stop",) if work.running else (self._pressed_last, "retry", "all", "step", "back")
        stays = self.buttons[focused].isEnabled() and not self.buttons[focused].isHidden()
        if stays and not (focused == "stop" and not work.running):
            return
        for name in wanted:
            if name and self.buttons[name].isEnabled() and not self.buttons[name].isHidden():
                self.buttons[name].setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _dress(self, button: QPushButton, picture: str, token: str = "") -> None:
        if not picture:
            return
        narrow = self.width() < Theme.current().px(NARROW)
        if narrow:
            button.setProperty("icon_row", None)
            button.setIcon(button.icon().__class__())
        else:
            primary = button.property("kind") == "primary"
            set_icon(button, picture, token or ("onfill" if primary else "text2"))

    def _pressed(self) -> None:
        button = self.buttons["retry" if not self.buttons["retry"].isHidden() else "all"]
        if button.isEnabled():
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)  # the field that has it may go with its page
            button.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()
