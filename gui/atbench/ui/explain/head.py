"""The head of the explanation, and the strip that is left of the pane when it is folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from atbench.texts import _, ngettext
from atbench.ui import parts
from atbench.ui.icons import pixmap, set_icon
from atbench.ui.terminal import marks
from atbench.ui.terminal.looks import Look
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.knowledge import Explanation


class Elided(QLabel):
    """A label that gives way: it is cut with an ellipsis where there is no room."""

    def __init__(self, part: str = "", cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._cut = cut
        self.setProperty("part", part)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)
        self._whole = ""

    def tell(self, text: str) -> None:
        self._whole = text
        self.setText(text)
        self.updateGeometry()
        self._fit()

    def whole(self) -> str:
        return self._whole

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, self._cut, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        hint.setWidth(self.fontMetrics().horizontalAdvance(self._whole) + 2)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class Mark(QLabel):
    """The mark of a kind."""

    def tell(self, look: Look | None, question: bool = False) -> None:
        self.setVisible(look is not None)
        if look:
            colour = Theme.current()[look.ink or look.colour].rgba()
            self.setPixmap(marks.pixmap(look.mark, colour, self.devicePixelRatioF(), question))


class Head(QWidget):
    """Title, what the line is to its command, the manual, and the buttons `pin`, `copy`, `fold`."""

    def __init__(self) -> None:
        super().__init__()
        theme = Theme.current()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.size("head"))
        self.title = parts.label(_("Explanation"), "strong")
        self.context = Elided("small")
        self.book = QLabel()
        self.source = Elided("small", Qt.TextElideMode.ElideMiddle)
        self.source.setObjectName("explainSource")
        self.source.setMaximumWidth(theme.px(340))
        self.pin = _button("explainPin", _("Keep this explanation"), "pin")
        self.pin.setCheckable(True)
        self.copy = _button("explainCopy", _("Copy the explanation"), "copy")
        self.fold = _button("explainFold", _("Fold the explanation"), "chevron-down", "F1")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.size("margin"), 0, theme.px(8), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.title)
        row.addWidget(self.context, 1)
        row.addWidget(self.book)
        row.addWidget(self.source)
        for button in (self.pin, self.copy, self.fold):
            row.addWidget(button)

    def tell(self, context: str, explanation: Explanation | None) -> None:
        self.context.tell(context)
        source = explanation.source if explanation else None
        self.book.setPixmap(pixmap("book-open"))
        self.book.setVisible(source is not None)
        text = f"{source.manual} {source.version} · {source.section}" if source else ""
        self.source.setVisible(source is not None)
        self.source.tell(text)
        self.copy.setEnabled(explanation is not None)
        self.pin.setEnabled(explanation is not None)


class Strip(QWidget):
    """One sentence instead of the pane; `open` is its button."""

    def __init__(self) -> None:
        super().__init__()
        theme = Theme.current()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.size("strip"))
        self.mark = Mark()
        self.line = Elided("wire")
        self.line.setFont(theme.mono(theme.px(13), weight=500))  # the strip is of one height, whatever the text size
        self.words = Elided("small")
        self.more = parts.label("", "small")
        self.key = parts.label("F1", "small")
        self.open = _button("explainOpen", _("Open the explanation"), "chevron-up", "F1")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.size("margin"), 0, theme.px(8), 0)
        row.setSpacing(theme.px(8))
        for widget in (self.mark, self.line, self.words, self.more):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.key)
        row.addWidget(self.open)

    def tell(self, look: Look | None, line: str, words: str, explanation: Explanation | None) -> None:
        self.mark.tell(look, bool(explanation and not explanation.sure))
        self.line.setVisible(bool(line))
        self.line.tell(line)
        self.words.tell(words)
        failed = bool(look and look.note == "error")
        parts.restyle(self.words, "part", "error" if failed else "small")
        self.more.setText(_counted(explanation))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room the count leaves first, then the sentence is cut; the line itself stays longest."""
        line, words = (widget.sizeHint().width() for widget in (self.line, self.words))
        rest = sum(widget.sizeHint().width() + 8 for widget in (self.mark, self.key, self.open))
        room = self.width() - rest - 60
        self.line.setMinimumWidth(min(line, max(24, room // 2)))
        self.more.setVisible(line + words + self.more.sizeHint().width() <= room)


def _counted(explanation: Explanation | None) -> str:
    error = explanation.error if explanation else None
    if error is None or not (error.causes or error.try_):
        return ""
    causes, tries = len(error.causes), len(error.try_)
    said = [
        ngettext("{count} likely cause", "{count} likely causes", causes).format(count=causes) if causes else "",
        ngettext("{count} thing to try", "{count} things to try", tries).format(count=tries) if tries else "",
    ]
    return "· " + _(", ").join(part for part in said if part)


def _button(name: str, words: str, picture: str, key: str = "") -> QToolButton:
    button = parts.tool(name, "", f"{words} ({key})" if key else words, kind="plain")
    button.setAccessibleName(words)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    set_icon(button, picture)
    return button
