"""The tabs at the top of the bottom pane, and the strip that is left of it when it is folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QTabBar, QToolButton, QWidget

from atbench.texts import _, ngettext
from atbench.ui import parts
from atbench.ui.icons import set_icon, set_text
from atbench.ui.terminal import marks
from atbench.ui.terminal.looks import Look
from atbench.ui.theme import Theme

if TYPE_CHECKING:
    from atbench.knowledge import Explanation

SOURCE = 260  # px that the name of the manual may take


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


class Tabs(QWidget):
    """A row of tabs, beside them what belongs to the current one, and the button `fold`.

    Signal `changed`: another tab is current, by its number.
    """

    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        theme = Theme.current()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.size("head"))
        self.bar = QTabBar()
        self.bar.setObjectName("bottomTabs")
        self.bar.setAccessibleName(_("Bottom pane"))
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        for number, arrow in enumerate(self.bar.findChildren(QToolButton)):  # Qt's own, named alike in every bar
            arrow.setObjectName(f"bottomTabs{number}")
        self._corners = QStackedWidget()
        self._corners.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.fold = _button("explainFold", _("Fold this pane"), "chevron-down", "Ctrl+3")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.px(8), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.bar)
        row.addWidget(self._corners, 1)
        row.addWidget(self.fold)
        self.bar.currentChanged.connect(self._changed)

    def add(self, title: str, corner: QWidget) -> None:
        """A tab, with what stands at the right of the row while it is the current one."""
        self._corners.addWidget(corner)
        self.bar.addTab(title)

    def _changed(self, number: int) -> None:
        self._corners.setCurrentIndex(number)
        self.changed.emit(number)


class Head(QWidget):
    """What the line is to its command, the manual, and the buttons `pin` and `copy`."""

    def __init__(self) -> None:
        super().__init__()
        theme = Theme.current()
        self.context = Elided("small")
        self.manual = parts.tool("explainManual", _("Manual"), _("Open the manual at this line"), "book-open", "plain")
        self.source = Elided("small", Qt.TextElideMode.ElideMiddle)
        self.source.setObjectName("explainSource")
        self.pin = _button("explainPin", _("Keep this explanation"), "pin")
        self.pin.setCheckable(True)
        self.copy = _button("explainCopy", _("Copy the explanation"), "copy")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.context, 1)
        row.addWidget(self.manual)
        row.addWidget(self.source, 1)  # where there is no room for both they share it
        for button in (self.pin, self.copy):
            row.addWidget(button)

    def tell(self, context: str, explanation: Explanation | None) -> None:
        self.context.tell(context)
        source = explanation.source if explanation else None
        # Of an unknown line the manual has no page, but perhaps something like it.
        self.manual.setVisible(explanation is not None and explanation.kind not in ("noise", "data"))
        set_text(self.manual, _("Manual") if source else _("Search manual"))
        text = f"{source.manual} {source.version} · {source.section}" if source else ""
        self.source.setVisible(source is not None)
        self.source.tell(text)
        self.source.setMaximumWidth(min(self.source.sizeHint().width(), Theme.current().px(SOURCE)))
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
