"""The dock of the far end: what arrived there, what it can say, what its servers do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from atbench.texts import N_, _
from atbench.ui.arrivals.frame import ArrivalDock
from atbench.ui.arrivals.item import Item
from atbench.ui.far_end.faults import FaultForm
from atbench.ui.far_end.forms import PushForm, ServerForm

FILTERS = {
    "": N_("Everything"),
    "message": N_("Messages"),
    "mail": N_("Mails"),
    "file": N_("Files"),
    "request": N_("Requests"),
}
FAULTS = 2  # the page of the foot


class FarEndDock(ArrivalDock):
    """Of one virtual module."""

    def __init__(self, parent: QWidget | None = None) -> None:
        words = _("Messages, mails, files and web requests of the virtual module are listed here.")
        super().__init__("farEnd", _("Far end"), True, (_("Nothing arrived yet"), words), parent)
        self.kinds = QComboBox()
        self.kinds.setObjectName("farEndKinds")
        self.kinds.setAccessibleName(_("Only this kind"))
        for kind, word in FILTERS.items():
            self.kinds.addItem(_(word), kind)
        self.kinds.activated.connect(self.filter)
        self.row.insertWidget(1, self.kinds)
        self.push, self.server, self.faults = PushForm(), ServerForm(), FaultForm()
        self.pages.add("Push", _("Push a message"), _("Send a message to the module"), self.push)
        self.pages.add("Server", _("Servers"), _("Who is connected, and what goes wrong"), self.server)
        self.pages.add("Faults", _("Faults"), _("What the module itself does wrong"), self.faults)
        self.pages.show_page(0)

    def show_faults(self) -> None:
        """The page of the faults, with the keyboard on the first."""
        self.pages.show_page(FAULTS)
        self.faults.focus()

    def lets(self, item: Item) -> bool:
        wanted = self.kinds.currentData()
        return (not wanted or item.kind == wanted) and super().lets(item)

    def add(self, items: Sequence[Item]) -> None:
        """What came since. A file that grew takes the place of what it was."""
        paths = {item.title for item in items if item.kind == "file"}
        if paths and any(item.kind == "file" and item.title in paths for item in self.model.items):
            kept = [item for item in self.model.items if item.kind != "file" or item.title not in paths]
            self.model.items[:] = [*kept, *items]
            self.model.show_only(self.lets)
        else:
            self.model.add(items)
        self.show_list()

    def state(self) -> dict[str, Any]:
        """What another window takes over."""
        return {
            "shown": not self.isHidden(),
            "search": self.search.text(),
            "page": self.pages.page,
            "topic": self.push.target.topic.currentText(),
            "text": self.push.editor.state(),
        }

    def use_state(self, state: dict[str, Any]) -> None:
        self.search.setText(state["search"])
        self.pages.show_page(state["page"])
        self.push.target.topic.setEditText(state["topic"])
        self.push.editor.write(*state["text"])
        self.setVisible(state["shown"])
