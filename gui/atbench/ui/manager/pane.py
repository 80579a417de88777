"""One pane: its head, what is in the folder, a question where one is asked, how much is chosen, and the copy button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from atbench.texts import N_, _, ngettext
from atbench.ui import parts
from atbench.ui.explain.head import Elided
from atbench.ui.manager.hand import Hand
from atbench.ui.manager.head import Head
from atbench.ui.manager.model import size
from atbench.ui.manager.question import Question
from atbench.ui.manager.side import Side
from atbench.ui.manager.state import State, Warned
from atbench.ui.manager.table import EntryTable
from atbench.ui.theme import Theme
from atbench.wizards.moving.places import Entry

COPY = {
    "computer": N_("Copy to this computer"),
    "server": N_("Copy to the server"),
    "UFS": N_("Copy to the module"),
    "RAM": N_("Copy to the module"),
    "SD": N_("Copy to the module"),
}


class Pane(QWidget):
    """Signal `copy_wanted`: what is chosen here is to go to the other side."""

    copy_wanted = Signal()

    def __init__(self, hand: Hand, side: Side, name: str) -> None:
        super().__init__()
        self.hand, self.side, self.name = hand, side, name
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = Head(hand, side, name, _("First pane") if side is hand.sides[0] else _("Second pane"))
        self.table = EntryTable(f"{name}Files", self.head.of(_("Files")))
        self.question, self.state, self.warning = (
            Question(name, self.table, self.head.of),
            State(name),
            Warned(name, self.head.of),
        )
        self.count, self.copy = Elided("small"), parts.push(f"{name}Copy", "")
        self.stack = QStackedWidget()
        self.over = QWidget(self.stack)  # in front of the table
        self.below = False  # the other pane stands below this one, or above it; else at its side
        self._lay_out()
        self._connect()

    # -- what others call ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Shows the side as it stands."""
        side, can = self.side, self.hand.can(self.side.kind)
        self.head.refresh()
        self.table.times = "time" in can
        self.table.fit()
        self.table.entries.names_change = self.head.tools["rename"].isEnabled()
        self.table.tell(side.view, side.order)
        self._show_state()
        self._show_count()
        self._show_copy()

    def focus(self) -> None:
        """To the table, or to what stands in its place."""
        first = self.state.first
        if self.stack.currentWidget() is self.table:
            target: QWidget = self.table
        else:
            target = first if not first.isHidden() and first.isEnabled() else self.head.place
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def use_room(self, below: bool, short: bool) -> None:
        """Where the other pane stands, and whether there is so little room that the foot leaves."""
        self.below = below
        self.foot.setVisible(not short)
        self.head.copy.setVisible(short)
        self._show_copy()

    def ask_to_replace(self, names: list[str]) -> None:
        """Before a copy: what is there already."""
        picked = self.side.view.picked()
        if len(names) == 1:
            words = _("{name} is there already. Replace it?").format(name=names[0])
        else:
            words = _("{count} of these are there already: {names}. Replace them?")
            words = words.format(count=len(names), names=", ".join(names[:3]) + ("…" if len(names) > 3 else ""))
        answers = [(_("Replace"), lambda: self.hand.copy(self.side, True))]
        if len(picked) > len(names) or any(entry.folder for entry in picked):
            answers.append((_("Leave out"), lambda: self.hand.copy(self.side, False)))
        self.question.ask(words, answers)

    # -- what is shown -------------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        view, hand, state = self.side.view, self.hand, self.state
        why, missing = hand.why_not(self.side.kind), hand.missing(self.side.kind)
        trouble = view.trouble if view.entries is not None and not missing else None
        self.warning.tell(trouble.text if trouble else "")
        if missing:
            self.question.end(back=False)
        if missing == "port":
            words = _("Open the one of your module in the toolbar, or try this on a virtual module.")
            state.tell(_("No port is open"), words, _("Open a virtual module"))
        elif missing == "session":
            words = _("The steps before this one prepare the module and sign in to the server.")
            state.tell(_("Not signed in"), hand.warning or words, _("Sign in"), "", hand.why_no_sign_in())
        elif view.trouble and view.entries is None:
            again = _("Sign in again") if self.side.kind == "server" else ""
            state.tell_trouble(view.trouble, _("Try again"), again, why)
        elif view.entries is None:
            state.tell(_("Reading…") if self.side.reading else _("Not read yet"), "" if self.side.reading else why)
        elif not view.entries:
            state.tell(_("Empty"), _("Nothing is in this folder."))
        self._turn_to(self.table if view.entries and not missing else state)

    def _turn_to(self, page: QWidget) -> None:
        """The keyboard stays in the pane."""
        if self.stack.currentWidget() is not page:
            focused = self.stack.isAncestorOf(QApplication.focusWidget() or self)
            self.stack.setCurrentWidget(page)
            if focused:
                self.focus()

    def _show_count(self) -> None:
        view = self.side.view
        if view.entries is None:
            self.count.tell("")
            return
        picked = view.picked()
        sizes = [entry.size for entry in picked or view.entries if entry.size >= 0]
        whole = size(Entry("", size=sum(sizes))) if sizes else ""
        if picked:
            text = _("{picked} of {count} chosen").format(picked=len(picked), count=len(view.entries))
        else:
            text = ngettext("{count} item", "{count} items", len(view.entries)).format(count=len(view.entries))
        self.count.tell(" · ".join(filter(None, (text, whole))))

    def _show_copy(self) -> None:
        word = _(COPY[self.hand.other(self.side).kind])
        key = "Ctrl+→" if self.side is self.hand.sides[0] else "Ctrl+←"
        why = self.hand.why_no_copy(self.side)
        hint = f"{word} ({key})"
        self.copy.setText(word)
        self.copy.setAccessibleName(self.head.of(word))
        self.copy.setEnabled(not why)
        self.copy.setToolTip(why or hint)
        arrows = ("arrow-down", "arrow-up") if self.below else ("arrow-right", "arrow-left")
        self.head.tell_copy(word, hint, why, arrows[self.side is self.hand.sides[1]])

    # -- what the user does --------------------------------------------------------------------------------------

    def _connect(self) -> None:
        hand, side = self.hand, self.side
        self.head.went.connect(self._go)
        self.head.wanted.connect(self._do)
        self.copy.clicked.connect(self.copy_wanted)
        self.head.copy.clicked.connect(self.copy_wanted)
        self.table.opened.connect(lambda entry: hand.open_entry(side, entry))
        self.table.picked.connect(self._picked)
        self.table.asked.connect(self._asked)
        self.table.sorted_.connect(lambda column: hand.sort(side, column))
        self.table.entries.named.connect(lambda old, new: hand.rename(side, old, new))
        self.state.first.clicked.connect(self._first)
        self.state.second.clicked.connect(hand.sign_in)
        self.warning.shut.clicked.connect(self._close_warning)
        for strip in (self.question, self.warning):
            strip.changed.connect(self._place_over)

    def _picked(self) -> None:
        """Another choice: a question about the last one is not meant any more."""
        view = self.side.view
        chosen = view.chosen
        view.chosen, view.current = self.table.now()
        if chosen != view.chosen:
            self.question.end(back=False)
        self.head.refresh()
        self._show_count()
        self._show_copy()

    def _go(self, folder: str) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hand.go(self.side, folder)

    def _asked(self, what: str) -> None:
        if what == "menu":
            self.head.drop_down()
        else:
            self.head.tools[what].click()

    def _do(self, tool: str) -> None:
        match tool:
            case "up":
                self.hand.up(self.side)
            case "again":
                self.hand.refresh(self.side)
            case "make":
                self._ask_name()
            case "rename":
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                self.table.rename()
            case "delete":
                self._ask_delete()

    def _first(self) -> None:
        match self.hand.missing(self.side.kind):
            case "port":
                self.hand.open_virtual()
            case "session":
                self.hand.sign_in()
            case _:
                self.hand.refresh(self.side)

    def _ask_name(self) -> None:
        def make() -> None:
            if self.question.answer:
                self.hand.make(self.side, self.question.answer)

        self.question.ask(_("Name of the new folder"), [(_("Make"), make)], name=True)

    def _ask_delete(self) -> None:
        picked = self.side.view.picked()
        folders = any(entry.folder for entry in picked)
        if len(picked) == 1:
            text = _("Delete {name} with all that is in it, for good?") if folders else _("Delete {name} for good?")
        elif folders:
            text = _("Delete {count} items, folders with all that is in them, for good?")
        else:
            text = _("Delete {count} files for good?")
        words = text.format(name=picked[0].name, count=len(picked))
        self.question.ask(words, [(_("Delete"), lambda: self.hand.delete(self.side, picked))])

    def _close_warning(self) -> None:
        self.side.view.trouble = None
        self.refresh()
        self.focus()

    def _lay_out(self) -> None:
        px = Theme.current().px
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.state)
        self.stack.setMinimumHeight(px(72))
        self.foot = QWidget()
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(px(12), px(4), px(8), px(4))
        foot.setSpacing(px(8))
        foot.addWidget(self.count, 1)
        foot.addWidget(self.copy)
        over = QVBoxLayout(self.over)
        over.setContentsMargins(0, 0, 0, 0)
        over.setSpacing(0)
        over.addWidget(self.question)
        over.addWidget(self.warning)
        self.stack.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Questions and warnings are drawn over the table, so that nothing in it moves."""
        if watched is self.stack and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place_over()
        return False

    def _place_over(self) -> None:
        width = self.stack.width()
        shown = not self.question.isHidden() or not self.warning.isHidden()
        self.over.setVisible(shown)
        if shown and (layout := self.over.layout()):
            layout.activate()
            self.over.setGeometry(0, 0, width, layout.totalHeightForWidth(width))
            self.over.raise_()
