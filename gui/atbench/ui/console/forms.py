"""The two pages of the console's foot: publishing a message, and what is subscribed to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from atbench.session.subscriptions import REFUSED, Subscription
from atbench.texts import _
from atbench.ui import parts
from atbench.ui.arrivals.editor import PayloadEditor
from atbench.ui.arrivals.item import of
from atbench.ui.explain.head import Elided
from atbench.ui.theme import Theme
from atbench.wizards.cloud.messages import Letter, Way
from atbench.wizards.cloud.templates import TEMPLATES, Template


class Target(QWidget):
    """The line with client, topic and quality of service. Signal `changed`."""

    changed = Signal()

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        theme = Theme.current()
        self.client = _box(f"{name}Client", of(title, _("MQTT client")))
        self.topic = _box(f"{name}Topic", of(title, _("Topics")))
        self.topic.setEditable(True)
        self.topic.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.topic.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field = self.topic.lineEdit()
        assert field
        field.setPlaceholderText(_("Topic"))
        field.setAccessibleName(of(title, _("Topic")))
        field.setObjectName(f"{name}TopicField")
        self.topic.setCompleter(None)  # type: ignore[arg-type]
        self.qos = _box(f"{name}Qos", of(title, _("Quality of service")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.client)
        row.addWidget(self.topic, 1)
        row.addWidget(self.qos)
        self.topic.editTextChanged.connect(self.changed)
        self.client.activated.connect(self.changed)
        self.qos.activated.connect(self.changed)
        theme.changed.connect(self._dress)
        self._dress()

    def use(self, way: Way | None) -> None:
        """What a family takes."""
        _fill(self.client, [(_("Client {number}").format(number=at), at) for at in range(way.clients if way else 1)])
        _fill(self.qos, [(f"QoS {at}", at) for at in (way.qos if way else (0, 1))])
        self.client.setVisible(bool(way and way.clients > 1))

    def offer(self, topics: Sequence[str]) -> None:
        """Topics to choose from; what is typed stays."""
        if [self.topic.itemText(at) for at in range(self.topic.count())] != list(topics):
            typed = self.topic.currentText()
            self.topic.blockSignals(True)
            self.topic.clear()
            self.topic.addItems(list(topics))
            self.topic.setCurrentIndex(-1)
            self.topic.setEditText(typed)
            self.topic.blockSignals(False)

    def number(self, box: QComboBox) -> int:
        return int(box.currentData() or 0)

    @property
    def now(self) -> tuple[int, str, int]:
        """Client, topic, quality of service."""
        return self.number(self.client), self.topic.currentText().strip(), self.number(self.qos)

    def _dress(self) -> None:
        self.topic.setFont(Theme.current().mono(12))


class PublishForm(QWidget):
    """Signals: `changed`, `wanted`, `template_wanted(template)`."""

    changed = Signal()
    wanted = Signal()
    template_wanted = Signal(object)

    def __init__(self, name: str = "publish") -> None:
        super().__init__()
        theme = Theme.current()
        self.target = Target(name, _("Publish"))
        self.editor = PayloadEditor(name, _("Publish"))
        self.retain = parts.check(f"{name}Retain", _("Retain"), _("The broker keeps it for those who come later"))
        self.templates = parts.tool(f"{name}Template", _("Template"), _("A message of a thing model"), kind="menu")
        menu = QMenu(self.templates)
        for template in TEMPLATES:
            words = f"{_(template.cloud)}: {_(template.text)}"
            menu.addAction(words, partial(self.template_wanted.emit, template))
        self.templates.setMenu(menu)
        self.editor.row.addWidget(self.retain)
        self.words = Elided("small")
        self.words.setObjectName(f"{name}Words")
        self.form = _box(f"{name}Long", _("Short or long form"))
        _fill(self.form, [(_("By its length"), ""), (_("Short form"), "short"), (_("Long form"), "long")])
        self.button = parts.push(f"{name}Send", _("Publish"), _("Publish (Ctrl+Enter)"), kind="primary")
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(6))
        foot.addWidget(self.words, 1)
        foot.addWidget(self.form)
        foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for widget in (self.target, self.editor):
            column.addWidget(widget)
        column.addLayout(foot)
        self.target.changed.connect(self.changed)
        self.editor.changed.connect(self.changed)
        self.form.activated.connect(self.changed)
        self.retain.toggled.connect(self.changed)
        self.button.clicked.connect(self.wanted)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.button.click)

    def use(self, way: Way | None) -> None:
        self.target.use(way)
        self.retain.setVisible(bool(way and way.retain))
        self.form.setVisible(bool(way and way.long and way.short))

    def letter(self) -> Letter:
        """Raises ValueError with a sentence."""
        client, topic, qos = self.target.now
        return Letter(topic, self.editor.payload(), qos, self.retain.isChecked(), client)

    def fill(self, template: Template, topic: str, text: str) -> None:
        self.target.topic.setEditText(topic)
        self.editor.write(text, "json")

    def tell(self, words: str, problem: bool, can: bool) -> None:
        """What would be sent, or why it cannot be."""
        parts.restyle(self.words, "part", "error" if problem else "small")
        self.words.tell(words)
        self.button.setEnabled(can)
        self.button.setToolTip(_("Publish (Ctrl+Enter)") if can else words)


class SubscribeForm(QWidget):
    """Signals: `wanted` to the topic that is typed, `end_wanted(subscription)`, `read_wanted` of stored messages."""

    changed = Signal()
    wanted = Signal()
    end_wanted = Signal(object)
    read_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme = Theme.current()
        self.target = Target("subscribe", _("Subscribe"))
        self.button = parts.push("subscribeSend", _("Subscribe"), kind="primary")
        self.list = QListWidget()
        self.list.setObjectName("subscribeList")
        self.list.setAccessibleName(of(_("Messages"), _("Subscriptions")))
        self.list.setProperty("kind", "box")
        self.list.setFixedHeight(theme.px(80))
        self.end = parts.push("subscribeEnd", _("Unsubscribe"), _("Ends the subscription that is chosen"))
        self.read = parts.push("subscribeRead", _("Read stored messages"))
        self.words = Elided("small")
        self.words.setObjectName("subscribeWords")
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(6))
        foot.addWidget(self.words, 1)
        foot.addWidget(self.read)
        foot.addWidget(self.end)
        foot.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.target)
        column.addWidget(self.list)
        column.addLayout(foot)
        self.target.changed.connect(self.changed)
        self.button.clicked.connect(self.wanted)
        self.read.clicked.connect(self.read_wanted)
        self.end.clicked.connect(self._end)
        self.list.currentRowChanged.connect(self.changed)
        field = self.target.topic.lineEdit()
        assert field
        field.returnPressed.connect(self.button.click)

    @property
    def chosen(self) -> Subscription | None:
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def show_subscriptions(self, subscriptions: Sequence[Subscription], clients: bool) -> None:
        """All that hold, each with what was granted."""
        row = self.list.currentRow()
        self.list.clear()
        for one in subscriptions:
            words = f"{one.topic}   {granted(one)}"
            item = QListWidgetItem(f"{one.client}   {words}" if clients else words)
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, len(subscriptions) - 1) if row >= 0 else len(subscriptions) - 1)

    def tell(self, words: str, problem: bool, can: bool, end: bool) -> None:
        parts.restyle(self.words, "part", "error" if problem else "small")
        self.words.tell(words)
        self.button.setEnabled(can)
        self.end.setEnabled(end and self.chosen is not None)
        self.read.setEnabled(end)

    def _end(self) -> None:
        if self.chosen:
            self.end_wanted.emit(self.chosen)


def granted(one: Subscription) -> str:
    """What was asked and what was granted."""
    if one.granted is None:
        return _("QoS {asked} asked").format(asked=one.asked)
    if one.granted >= REFUSED:
        return _("refused by the broker")
    return _("QoS {granted} granted, {asked} asked").format(granted=one.granted, asked=one.asked)


def _box(name: str, word: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(word)
    box.setToolTip(word)
    return box


def _fill(box: QComboBox, rows: Sequence[tuple[str, object]]) -> None:
    """Rows with their data; the choice stays where it can."""
    now = box.currentData()
    if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] == list(rows):
        return
    box.clear()
    for word, value in rows:
        box.addItem(word, value)
    box.setCurrentIndex(max(0, box.findData(now)))
