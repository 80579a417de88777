"""The pages of the far end's foot: pushing a message, who is connected, and what the servers do wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.arrivals.editor import PayloadEditor
from atbench.ui.console.forms import Target
from atbench.ui.explain.head import Elided
from atbench.ui.far_end.moods import MOODS
from atbench.ui.theme import Theme
from atbench.wizards.cloud.messages import QMT

if TYPE_CHECKING:
    from atbench.virtual.far_end import FarEnd, Visitor


class PushForm(QWidget):
    """Signals: `changed`, `wanted`."""

    changed = Signal()
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.target, self.editor = Target("push", _("Push")), PayloadEditor("push", _("Push"))
        self.target.use(QMT)
        self.target.client.hide()
        self.words = Elided("small")
        self.words.setObjectName("pushWords")
        self.button = parts.push("pushSend", _("Push"), _("Push (Ctrl+Enter)"), kind="primary")
        foot = QHBoxLayout()
        foot.setSpacing(Theme.current().px(6))
        foot.addWidget(self.words, 1)
        foot.addWidget(self.button)
        column = _column(self)
        column.addWidget(self.target)
        column.addWidget(self.editor)
        column.addLayout(foot)
        self.target.changed.connect(self.changed)
        self.editor.changed.connect(self.changed)
        self.button.clicked.connect(self.wanted)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.button.click)

    def tell(self, words: str, problem: bool, can: bool) -> None:
        parts.restyle(self.words, "part", "error" if problem else "small")
        self.words.tell(words)
        self.button.setEnabled(can)
        self.button.setToolTip(_("Push (Ctrl+Enter)") if can else words)


class ServerForm(QWidget):
    """Signals: `drop_wanted`, `mood_wanted(number, on)`, `firmware_wanted(version, path)`."""

    drop_wanted = Signal()
    mood_wanted = Signal(int, bool)
    firmware_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        theme = Theme.current()
        self.clients = QListWidget()
        self.clients.setObjectName("farEndClients")
        self.clients.setAccessibleName(_("Clients that are connected"))
        self.clients.setProperty("kind", "box")
        self.clients.setFixedHeight(theme.px(66))
        self.words = Elided("small")
        self.drop = parts.push("farEndDrop", _("Drop all connections"), _("Closes them from the server's side"))
        self.moods = parts.tool("farEndMoods", _("What goes wrong"), _("What the servers refuse"), kind="menu")
        self.moods.setMenu(self._menu())
        self.version = QLineEdit()
        self.version.setObjectName("farEndVersion")
        self.version.setAccessibleName(_("Version of the firmware"))
        self.version.setPlaceholderText(_("Version"))
        self.version.setFixedWidth(theme.px(96))
        self.offer = parts.push("farEndOffer", _("Offer a firmware…"), _("To a Tencent device that reports another"))
        top, foot = QHBoxLayout(), QHBoxLayout()
        for row in (top, foot):
            row.setSpacing(theme.px(6))
        top.addWidget(self.moods)
        top.addStretch(1)
        top.addWidget(self.drop)
        foot.addWidget(self.version)
        foot.addWidget(self.offer)
        foot.addStretch(1)
        column = _column(self)
        column.addLayout(top)
        column.addWidget(self.words)
        column.addWidget(self.clients)
        column.addLayout(foot)
        self.drop.clicked.connect(self.drop_wanted)
        self.offer.clicked.connect(self._choose)
        self.version.textChanged.connect(self._judge)
        self._judge()

    def show_clients(self, clients: Sequence[Visitor]) -> None:
        """Who is connected, with the topics each has."""
        self.clients.clear()
        for client in clients:
            topics = ", ".join(client.topics) or _("no topics")
            self.clients.addItem(f"{client.client}   {topics}")
        if not clients:
            self.clients.addItem(_("Nobody is connected by MQTT"))
        self.drop.setEnabled(True)

    def show_moods(self, far: FarEnd) -> None:
        """What goes wrong at present."""
        wrong = []
        for mood, box in zip(MOODS, self._boxes, strict=True):
            on = mood.is_on(far)
            if box.isChecked() != on:
                box.blockSignals(True)
                box.setChecked(on)
                box.blockSignals(False)
            if on:
                wrong.append(f"{_(mood.server)}: {_(mood.text)}")
        parts.restyle(self.words, "part", "urc" if wrong else "small")
        self.words.tell(" · ".join(wrong) or _("All servers do what they should"))

    def _menu(self) -> QMenu:
        """Boxes in a menu that stays open: several things may go wrong at once."""
        menu = QMenu(self.moods)
        self._boxes = []
        for number, mood in enumerate(MOODS):
            box = parts.check(f"farEndMood_{mood.name}", f"{_(mood.server)}: {_(mood.text)}")
            box.setContentsMargins(0, 0, 0, 0)
            box.toggled.connect(lambda on, number=number: self.mood_wanted.emit(number, on))
            action = QWidgetAction(menu)
            action.setDefaultWidget(box)
            menu.addAction(action)
            self._boxes.append(box)
        return menu

    def _judge(self) -> None:
        can = bool(self.version.text().strip())
        self.offer.setEnabled(can)
        self.offer.setToolTip(_("To a Tencent device that reports another") if can else _("Write its version first"))

    def _choose(self) -> None:
        dialog = QFileDialog(self.window(), _("Choose a file"))
        dialog.setObjectName("file_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.firmware_wanted.emit(self.version.text().strip(), path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Theme.current().px(6))
    return column
