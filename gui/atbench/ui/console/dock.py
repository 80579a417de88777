"""The dock of the message console: what was received by topic, publishing, subscriptions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton, QWidget

from atbench.session.messages import Message
from atbench.texts import _
from atbench.ui.arrivals.frame import ArrivalDock, icon_button
from atbench.ui.arrivals.item import Item
from atbench.ui.console.forms import PublishForm, SubscribeForm


class ConsoleDock(ArrivalDock):
    """Signal `export_wanted` of all messages that the filter lets through."""

    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        words = _("Messages of subscribed topics are listed here, also those that came before it was opened.")
        super().__init__("console", _("Messages"), False, (_("No message yet"), words), parent)
        self.topics = QComboBox()
        self.topics.setObjectName("consoleTopics")
        self.topics.setAccessibleName(_("Only this topic"))
        self.topics.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.topics.setMinimumContentsLength(12)
        self.topics.addItem(_("All topics"), "")
        self.topics.activated.connect(self.filter)
        more = icon_button("consoleMore", _("More for messages"), "ellipsis")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addAction(_("Save the messages listed…"), self.export_wanted.emit)
        menu.addAction(_("Clear the list"), self._clear)
        more.setMenu(menu)
        self.row.insertWidget(1, self.topics, 1)
        self.row.insertWidget(2, more)
        self.publish, self.subscribe = PublishForm(), SubscribeForm()
        self.pages.add("Publish", _("Publish"), _("Write a message"), self.publish)
        self.pages.add("Subscriptions", _("Subscriptions"), _("What is subscribed to"), self.subscribe)
        self.pages.add_tool(self.publish.templates, 0)
        self.pages.show_page(0)

    def lets(self, item: Item) -> bool:
        wanted = self.topics.currentData()
        return (not wanted or item.title == wanted) and super().lets(item)

    def add(self, messages: Iterable[Message], most: int) -> None:
        items = [as_item(message) for message in messages]
        for topic in dict.fromkeys(item.title for item in items):
            if self.topics.findData(topic) < 0:
                self.topics.addItem(topic, topic)
        self.model.add(items, most)
        self.show_list()

    def forget(self) -> None:
        """Another session."""
        while self.topics.count() > 1:
            self.topics.removeItem(1)
        self._clear()

    def state(self) -> dict[str, Any]:
        """What another window takes over."""
        return {
            "shown": not self.isHidden(),
            "search": self.search.text(),
            "page": self.pages.page,
            "topic": self.publish.target.topic.currentText(),
            "text": self.publish.editor.state(),
        }

    def use_state(self, state: dict[str, Any]) -> None:
        self.search.setText(state["search"])
        self.pages.show_page(state["page"])
        self.publish.target.topic.setEditText(state["topic"])
        self.publish.editor.write(*state["text"])
        self.setVisible(state["shown"])

    def _clear(self) -> None:
        self.model.forget()
        self.show_list()


def as_item(message: Message) -> Item:
    facts = [(_("MQTT client"), str(message.client))] if message.client is not None else []
    if not message.whole:
        facts.append((_("Note"), _("fewer bytes came than the line announces")))
    name = message.topic.rpartition("/")[2] or "message"
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name)
    return Item(
        "message", message.topic, message.payload, message.time, "", tuple(facts), f"{safe}.bin", line=message.line
    )
