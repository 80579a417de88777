"""What stands in place of a command list that has no commands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from atbench.texts import _
from atbench.ui import parts
from atbench.ui.icons import set_icon
from atbench.ui.theme import Theme


class Empty(QWidget):
    """The buttons are `load`, `examples` and `rows` (begin with empty rows)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("commandEmpty")
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = Theme.current()
        picture = QLabel()
        set_icon(picture, "list-plus", "text2", size=24)
        title = parts.label(_("Your commands, as in QCOM"), "title")
        words = parts.label(_("Load a script, paste lines, or start typing."), "secondary")
        self.load = parts.push("emptyLoad", _("Load script…"), "", "folder-open")
        self.examples = parts.push("emptyExamples", _("Examples"), _("Lists that come with the program"), "library")
        self.rows = parts.push("emptyRows", _("Start with empty rows"), "", kind="link")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addStretch(1)
        buttons.addWidget(self.load)
        buttons.addWidget(self.examples)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(6))
        column.addStretch(2)
        for widget in (picture, title, words):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.px(4))
        column.addLayout(buttons)
        column.addWidget(self.rows, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
