"""The foot of the file manager: how far a copy is, how the last one ended, and how to go on with one that broke."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout

from atbench.texts import _, again
from atbench.ui import parts
from atbench.ui.explain.head import Elided
from atbench.ui.manager.hand import Hand
from atbench.ui.theme import Theme
from atbench.ui.wizard.looks import Mark


class Foot(QFrame):
    """It has room for two lines at any time, so that nothing above it moves while a copy runs."""

    def __init__(self, hand: Hand) -> None:
        super().__init__()
        self._hand = hand
        self.setObjectName("managerFoot")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar, self.mark = QProgressBar(), Mark("waiting")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(_("Progress of the copy"))
        self.name = Elided("small", Qt.TextElideMode.ElideMiddle)
        self.words, self.rest = parts.label("", "small"), parts.label("", "small")
        for label in (self.words, self.rest):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.stop = parts.push("managerStop", _("Stop"), _("Stops what the file manager does; a copy can go on later"))
        self.stop.setAccessibleName(_("Stop the file manager"))
        self.go_on = parts.push("managerGoOn", _("Go on"), "", "", "primary")
        self.dismiss = parts.tool("managerDismiss", "", _("Close the message about the copy"), "x", "plain")
        self.stop.clicked.connect(hand.stop)
        self.go_on.clicked.connect(hand.go_on)
        self.dismiss.clicked.connect(hand.dismiss)
        px = Theme.current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(6), px(8), px(6))
        column.setSpacing(px(4))
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self.name)
        words.addWidget(self.words)
        words.addWidget(self.rest)
        row.addLayout(words, 1)
        for button in (self.stop, self.go_on, self.dismiss):
            row.addWidget(button)
        column.addLayout(row)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.setMinimumHeight(px(6 + 6 + 4 + 34 + 6))

    def refresh(self) -> None:
        hand = self._hand
        focused = self.stop.hasFocus() or self.go_on.hasFocus() or self.dismiss.hasFocus()
        state, words = self._told()
        self.mark.setVisible(bool(state))
        if state:
            self.mark.tell(state)
        parts.restyle(self.words, "part", "failed" if state == "failed" else "small")
        self.stop.setVisible(bool(hand.doing))
        self.go_on.setVisible(hand.broken is not None)
        self.dismiss.setVisible(bool(not hand.doing and (hand.broken or hand.done)))
        if hand.broken:
            why = hand.why_not(hand.broken.source, hand.broken.target)
            self.go_on.setEnabled(not why)
            self.go_on.setToolTip(why or _("Copies the rest, from where it broke"))
        self.words.setText(words)
        rest = hand.trouble.rest if hand.trouble else "\n".join(map(again, hand.notes))
        self.rest.setText("" if hand.doing else rest)
        self.rest.setVisible(bool(self.rest.text()))
        self.setAccessibleName(words)
        self.show_progress()
        if focused:
            self._keep_focus()

    def show_progress(self) -> None:
        hand = self._hand
        done, total, name, words = hand.progress
        running = hand.copying is not None
        self.bar.setVisible(running and total > 0)
        self.name.setVisible(running and bool(name))
        if running:
            self.bar.setValue(1000 * min(done, total) // total if total else 0)
            self.bar.setAccessibleDescription(f"{name} {words}")
            self.name.tell(name)
            self.words.setText(words or hand.doing)

    def _told(self) -> tuple[str, str]:
        """The mark and the words while nothing is copied."""
        hand = self._hand
        if hand.doing:
            return "running", hand.doing
        if hand.trouble:
            return ("stopped" if hand.trouble.stopped else "failed"), hand.trouble.title
        if hand.done:
            return "passed", str(again(hand.done))
        return "", _("Ctrl+→ and Ctrl+← copy to the other pane, F2 renames, Del deletes, Backspace goes up.")

    def _keep_focus(self) -> None:
        """The keyboard goes on where it was: what is pressed next takes the place of what is gone."""
        for button in (self.stop, self.go_on, self.dismiss):
            if not button.isHidden() and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
