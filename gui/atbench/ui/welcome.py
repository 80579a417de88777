"""What the terminal shows before a port was opened: what to do, at most three ways, the safe one in blue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from atbench.texts import N_, _, ngettext
from atbench.ui.icons import set_icon
from atbench.ui.parts import label, push
from atbench.ui.theme import Theme

WIDTH = 720


@dataclass(frozen=True, slots=True)
class Card:
    """One way to go on; `wanted` is the name of the signal its button gives."""

    name: str
    icon: str
    title: str
    text: str
    word: str
    word_icon: str
    wanted: str
    kind: str = ""


CARDS = (
    Card(
        "look",
        "usb",
        N_("My module is plugged in"),
        N_("Looks for serial ports again and says what to do when there is none."),
        N_("Look again"),
        "refresh-cw",
        "look_wanted",
    ),
    Card(
        "virtual",
        "cpu",
        N_("Try it without hardware"),
        N_("A virtual EC600S with SIM, network and a real MQTT broker behind it."),
        N_("Open virtual EC600S"),
        "play",
        "virtual_wanted",
        "primary",
    ),
    Card(
        "file",
        "list",
        N_("Bring your command list"),
        N_("A list of QCOM, or drop the file anywhere here."),
        N_("Open file…"),
        "folder-open",
        "file_wanted",
    ),
)


class Welcome(QWidget):
    """Signals: `look_wanted` (look for ports), `virtual_wanted` (open the virtual module), `file_wanted` (a list)."""

    look_wanted = Signal()
    virtual_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "term")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        px = Theme.current().px
        self._title, self._text = label(part="big"), label(part="secondary")
        self._text.setWordWrap(True)
        hint = label(_("Another port? Type its name into the port box: COM7, /dev/ttyUSB2, loop://."), "small")
        hint.setWordWrap(True)
        column = QWidget()
        column.setMaximumWidth(px(WIDTH))
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(12))
        inner.addWidget(self._title)
        inner.addWidget(self._text)
        self._buttons: list[QPushButton] = []
        for card in CARDS:
            inner.addWidget(self._card(card))
        widest = max(button.sizeHint().width() for button in self._buttons)
        for button in self._buttons:
            button.setMinimumWidth(max(widest, px(190)))
        inner.addWidget(hint)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(column, 20)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16), px(16), px(16), px(16))
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.show_ports(())

    def show_ports(self, titles: Sequence[str]) -> None:
        """Says how many ports were found."""
        if titles:
            self._title.setText(_("Choose a port to begin"))
            found = ngettext("One port was found: {names}.", "{count} ports were found: {names}.", len(titles))
            names = _(", ").join(titles[:4])
            self._text.setText(
                found.format(count=len(titles), names=names) + " " + _("Choose it at the top left and open it.")
            )
        else:
            self._title.setText(_("No serial port found yet"))
            self._text.setText(_("Plug the module in, then look again. Meanwhile:"))

    def _card(self, card: Card) -> QFrame:
        px = Theme.current().px
        frame = QFrame()
        frame.setProperty("kind", "card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(px(16), px(14), px(16), px(14))
        row.setSpacing(px(16))
        picture = QLabel()
        set_icon(picture, card.icon, "accent", size=24)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        for text, part in ((card.title, "title"), (card.text, "secondary")):
            sentence = label(_(text), part)
            sentence.setWordWrap(True)
            words.addWidget(sentence)
        button = push(f"welcome_{card.name}", _(card.word), "", card.word_icon, card.kind)
        self._buttons.append(button)
        button.clicked.connect(getattr(self, card.wanted))
        row.addWidget(picture)
        row.addLayout(words, 1)
        row.addWidget(button)
        return frame
