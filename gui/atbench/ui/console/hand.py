"""The desk's hand for the message console: opens its dock, fills it, sends what it wants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from atbench.files import write_whole
from atbench.session.memory import Memory
from atbench.session.message_export import json_lines, raw
from atbench.session.messages import MOST, Inbox, Message
from atbench.session.session import Session
from atbench.session.subscriptions import Subscription, Subscriptions
from atbench.texts import _, ngettext

if TYPE_CHECKING:
    from atbench.ui.console.dock import ConsoleDock
    from atbench.ui.console.sending import Sending
    from atbench.ui.desk import Desk
    from atbench.ui.window import Window
    from atbench.wizards.cloud.templates import Template

_DEVICE = re.compile(r"/sys/([^/]+)/([^/]+)/|\$thing/\w+/\w+/([^/]+)/([^/]+)|^([A-Z0-9]{10})/([^/]+)/")


class Console:
    """`dock` is that of the window, None while nobody wanted it; what arrived is remembered from the start."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.dock: ConsoleDock | None = None
        self.sending: Sending | None = None
        self._session: Session | None = None
        self._inbox: Inbox | None = None
        self._subscriptions: Subscriptions | None = None
        self._memory: Memory | None = None
        self._given = self._told = -1

    @property
    def _window(self) -> Window:
        return self._desk.window

    @property
    def busy(self) -> str:
        """What is being sent; then nobody else shall speak to the module."""
        return self.sending.busy if self.sending else ""

    def attach(self, window: Window) -> None:
        self.dock = None

    # -- actions -------------------------------------------------------------------------------------------------

    def show(self, on: bool) -> None:
        """Opens the console; where it stands in front already, closes it."""
        dock = self.dock
        if not on and dock is not None and not dock.visibleRegion().isEmpty():
            dock.close()
            self._window.input.focus()
            return
        dock = self._made()
        self._window.raise_dock(dock)
        self._desk.manuals.name_tabs()
        self.refresh()
        dock.focus()

    def publish(self) -> None:
        """Sends the message that is written."""
        from atbench.wizards.cloud import messages

        sending, dock = self._ready()
        if dock is None or sending is None or sending.way is None or self._refused():
            return
        letter, form = dock.publish.letter(), str(dock.publish.form.currentData())
        plan = messages.plan(sending.way, letter, sending.number(), form, sending.profile)
        done = ngettext("{count} byte published", "{count} bytes published", len(letter.payload))
        done = done.format(count=len(letter.payload))
        sending.start(_("A message is being published"), partial(messages.publish, plan=plan), done)

    def subscribe(self) -> None:
        from atbench.wizards.cloud import messages

        sending, dock = self._ready()
        if dock is None or sending is None or sending.way is None:
            return
        client, topic, qos = dock.subscribe.target.now
        if not messages.topic_refusal(sending.way, topic):
            command = messages.subscribing(sending.way, topic, qos, client, sending.number())
            sending.start(_("A topic is being subscribed to"), lambda talk: talk.do(command))

    def unsubscribe(self, one: Subscription) -> None:
        from atbench.wizards.cloud import messages

        sending = self._ready()[0]
        if sending is not None and sending.way is not None:
            command = messages.unsubscribing(sending.way, one.topic, one.client, sending.number())
            sending.start(_("A subscription is being ended"), lambda talk: talk.do(command))

    def read_stored(self) -> None:
        """Messages that the module keeps until it is asked for them."""
        sending = self._ready()[0]
        if sending is not None and self._inbox and self._inbox.waiting:
            client = min(self._inbox.waiting)[0]
            done = _("Stored messages are read")
            sending.start(_("Stored messages are being read"), lambda talk: talk.do(f"AT+QMTRECV={client}"), done)

    # -- what happens --------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Perhaps another session, or other manuals."""
        session = self._desk.session
        if session is not self._session:
            for one in (self._inbox, self._subscriptions, self._memory):
                if one:
                    one.forget()
            self._session, self._given, self._told = session, -1, -1
            self._inbox = Inbox(session) if session else None
            self._subscriptions = Subscriptions(session) if session else None
            self._memory = Memory(session, lambda text: self._desk.workbench.knowledge.kinds(text)) if session else None
        if self.dock:
            self._use_way()
            self.refresh()

    def state(self) -> dict[str, Any] | None:
        return self.dock.state() if self.dock else None

    def use_state(self, state: dict[str, Any] | None) -> None:
        """Before the window lays itself out: it gives the dock its place."""
        if state is not None:
            self._made().use_state(state)
            self.refresh()

    def refresh(self) -> None:
        """What came since the last look; nothing while nobody looks."""
        dock = self.dock
        if dock is None or dock.visibleRegion().isEmpty():
            return
        if inbox := self._inbox:
            inbox.read()
            if self._given < 0:
                dock.forget()
                self._given = 0
            if inbox.total > self._given:
                dock.add(inbox.since(self._given), MOST)
                self._given = inbox.total
        if self._subscriptions:
            held = self._subscriptions.now()
            if self._subscriptions.version != self._told:
                self._told = self._subscriptions.version
                way = self.sending.way if self.sending else None
                dock.subscribe.show_subscriptions(held, bool(way and way.clients > 1))
        topics = self._topics()
        dock.publish.target.offer([topic for topic in topics if not set(topic) & {"+", "#"}])
        dock.subscribe.target.offer(topics)
        self.judge()

    def judge(self) -> None:
        """Says what would be sent, or why it cannot be."""
        from atbench.wizards.cloud import messages

        sending, dock = self._ready()
        if dock is None or sending is None:
            return
        why, way = sending.why_not(), sending.way
        problem, words = self._refused(), ""
        if sending.busy or sending.result:
            words = sending.busy or sending.result
        elif not problem and way:
            letter = dock.publish.letter()
            form = str(dock.publish.form.currentData())
            words = messages.plan(way, letter, sending.number_next, form, sending.profile).command
        stop = sending.busy or why or problem
        dock.publish.tell(words or stop, sending.failed or bool(problem and not words and not why), not stop)
        wrong = messages.topic_refusal(way, dock.subscribe.target.now[1]) if way else ""
        waiting = len(self._inbox.waiting) if self._inbox else 0
        dock.subscribe.read.setVisible(waiting > 0)
        dock.subscribe.tell(sending.result or why, sending.failed, not (why or wrong), not why)

    # -- below ---------------------------------------------------------------------------------------------------

    def _ready(self) -> tuple[Sending | None, ConsoleDock | None]:
        return self.sending, self.dock

    def _refused(self) -> str:
        """Why the message that is written cannot be sent."""
        from atbench.wizards.cloud import messages

        sending, dock = self._ready()
        if sending is None or dock is None or sending.way is None:
            return ""
        session, client = self._desk.session, dock.publish.target.now[0]
        if session and (problem := messages.connected(sending.way, session.status, client)):
            return problem  # before the topic: without a connection nobody needs one
        try:
            return messages.refusal(sending.way, dock.publish.letter())
        except ValueError as error:
            return str(error)

    def _topics(self) -> list[str]:
        held = self._subscriptions.now() if self._subscriptions else ()
        used = self._memory.values("topic") if self._memory else ()
        return list(dict.fromkeys([*used, *(one.topic for one in held)]))

    def _made(self) -> ConsoleDock:
        if self.dock is not None:
            return self.dock
        from atbench.ui.console.dock import ConsoleDock  # most sessions never open it
        from atbench.ui.console.sending import Sending

        if self.sending is None:
            self.sending = Sending(self._desk)
            self.sending.changed.connect(self._sent)
        self._given = self._told = -1
        self.dock = dock = ConsoleDock(self._window)
        dock.publish.changed.connect(self._edited)
        dock.publish.wanted.connect(self.publish)
        dock.publish.template_wanted.connect(self._template)
        dock.subscribe.changed.connect(self._edited)
        dock.subscribe.wanted.connect(self.subscribe)
        dock.subscribe.end_wanted.connect(self.unsubscribe)
        dock.subscribe.read_wanted.connect(self.read_stored)
        dock.save_wanted.connect(self._save)
        dock.export_wanted.connect(self._export)
        dock.told.connect(self._desk.say)
        dock.line_wanted.connect(self._window.terminal.go_to)
        dock.visibilityChanged.connect(self._seen)
        dock.due.connect(self.refresh)
        self._window.add_panel(dock)
        self._use_way()
        return dock

    def _use_way(self) -> None:
        if self.dock and self.sending:
            for form in (self.dock.publish, self.dock.subscribe.target):
                form.use(self.sending.way)

    def _seen(self, _on: bool) -> None:
        if self.dock is not None:
            self._window.acts.show("console", not self.dock.isHidden())
            self._desk.manuals.name_tabs()

    def _edited(self) -> None:
        """While one writes the result of the last message is no longer of interest."""
        if self.sending and not self.sending.busy:
            self.sending.result, self.sending.failed = "", False
        self.judge()

    def _sent(self) -> None:
        if self.dock and self.sending:
            self.refresh()
            if self.sending.result and not self.sending.failed:
                self._desk.say(self.sending.result)

    def _template(self, template: Template) -> None:
        from atbench.wizards.cloud.templates import filled

        assert self.dock
        product, device = device_of(self._topics())
        topic = filled(template.topic, product, device)
        self.dock.publish.fill(template, topic, filled(template.payload, product, device))

    def _save(self, name: str, data: bytes) -> None:
        from atbench.ui.arrivals.saving import save

        self._desk.tasks.start(_("Save"), save(self._desk, name, data))

    def _export(self) -> None:
        self._desk.tasks.start(_("Save the messages listed…"), self._export_now())

    async def _export_now(self) -> None:
        from atbench.ui.arrivals.saving import ask

        assert self.dock
        rows = list(reversed(self.dock.model.rows))
        listed = [Message(item.title, item.payload, item.time, item.line, _client(item.facts)) for item in rows]
        filters = ";;".join((_("JSON lines (*.jsonl)"), _("Payloads, byte for byte (*.bin)")))
        path = await ask(self._desk, _("Save the messages listed…"), "messages.jsonl", filters)
        if path is None:
            return
        mask = self._desk.workbench.knowledge.mask
        write_whole(path, raw(listed) if path.suffix == ".bin" else json_lines(listed, mask))
        self._desk.say(_("Saved as {name}").format(name=path.name))


def device_of(topics: Sequence[str]) -> tuple[str, str]:
    """Product and device as the topics of a cloud name them; "" where none does."""
    for topic in topics:
        if (found := _DEVICE.search(topic)) and "+" not in found[0]:
            product, device = (part for part in found.groups() if part is not None)
            return product, device
    return "", ""


def _client(facts: Sequence[tuple[str, str]]) -> int | None:
    return int(facts[0][1]) if facts and facts[0][1].isdecimal() else None
