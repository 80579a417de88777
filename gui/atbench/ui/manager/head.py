"""The head of a pane: which place, which folder, and the buttons for what can be done there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from atbench.texts import N_, _
from atbench.ui import parts
from atbench.ui.icons import set_icon
from atbench.ui.manager.hand import Hand
from atbench.ui.manager.model import HEADS
from atbench.ui.manager.side import TITLES, Side
from atbench.ui.theme import Theme

WIDE = 430  # px from which all buttons stand beside each other; below they are in the menu alone

# name, word, key as it is shown, icon, what the place must be able to do
TOOLS = (
    ("up", N_("To the folder above"), "Alt+↑", "folder-up", "folders"),
    ("again", N_("Read again"), "", "refresh-cw", ""),
    ("make", N_("New folder"), "Ins", "folder-plus", "make"),
    ("rename", N_("Rename"), "F2", "pencil", "rename"),
    ("delete", N_("Delete"), "Del", "trash-2", "delete"),
)
ALWAYS = ("up",)


class Head(QWidget):
    """`of(word)` gives words that no other pane has. Signals: `went(folder)` typed, `wanted(tool)` of `TOOLS`."""

    went = Signal(str)
    wanted = Signal(str)

    def __init__(self, hand: Hand, side: Side, name: str, title: str) -> None:
        super().__init__()
        self._hand, self._side, self._name, self._title = hand, side, name, title
        self.place, self.path = self._chooser(), QLineEdit()
        self.path.setObjectName(f"{name}Path")
        self.path.setAccessibleName(self.of(_("Folder")))
        self.path.setFont(Theme.current().mono(Theme.current().px(12)))
        self.tools = {key: self._tool(key, _(word), icon) for key, word, _key, icon, _can in TOOLS}
        self.more = self._tool("more", _("More"), "ellipsis")
        px = Theme.current().px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), px(6), px(6), px(6))
        row.setSpacing(px(2))
        row.addWidget(self.place)
        row.addSpacing(px(4))
        row.addWidget(self.path, 1)
        row.addSpacing(px(2))
        self.copy = self._tool("copyShort", "", "arrow-right")
        self.copy.hide()
        for button in (*self.tools.values(), self.more, self.copy):
            row.addWidget(button)
        self.place.activated.connect(lambda at: hand.use(side, self.place.itemData(at)))
        self.path.returnPressed.connect(self._typed)
        self.path.editingFinished.connect(self.refresh)
        self.more.clicked.connect(self.drop_down)
        for key, button in self.tools.items():
            button.clicked.connect(lambda _on=False, key=key: self.wanted.emit(key))

    def of(self, word: str) -> str:
        return _("{pane}: {what}").format(pane=self._title, what=word)

    def refresh(self) -> None:
        side, view, hand = self._side, self._side.view, self._hand
        can, why = hand.can(side.kind), hand.why_not(side.kind)
        self.place.setCurrentIndex(self.place.findData(side.kind))
        self.place.setToolTip(_(TITLES[side.kind]))
        if not (self.path.hasFocus() and self.path.isModified()):
            self.path.setText(view.folder or "")
            self.path.setModified(False)
        folders = "folders" in can
        self.path.setEnabled(folders and not why)
        self.path.setToolTip("" if not why and folders else why or _("The module has no folders"))
        there = why or (_("Busy: {what}").format(what=_("reading")) if side.reading else "")
        nothing = there or ("" if view.entries is not None else _("Nothing is read yet"))
        picked = nothing or ("" if view.chosen else _("Choose files or folders first"))
        reasons = {"again": there, "rename": picked, "delete": picked}
        for key, word, shown, _icon, need in TOOLS:
            reason = reasons.get(key, nothing)
            if need and need not in can:
                reason = _("{place} cannot do that").format(place=_(TITLES[side.kind]))
            button = self.tools[key]
            button.setEnabled(not reason)
            button.setToolTip(reason or (f"{_(word)} ({shown})" if shown else _(word)))

    def tell_copy(self, word: str, hint: str, why_not: str, picture: str) -> None:
        """The button that copies, where the pane has no room for the one with words."""
        self.copy.setAccessibleName(self.of(word))
        self.copy.setEnabled(not why_not)
        self.copy.setToolTip(why_not or hint)
        if self.copy.property("icon_row")[0] != picture:
            set_icon(self.copy, picture)

    def drop_down(self) -> None:
        """The menu: everything that can be done here, with its key, and how it is sorted."""
        menu = QMenu(self)
        menu.setObjectName(f"{self._name}Menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, word, shown, _icon, _can in TOOLS:
            action = menu.addAction(f"{_(word)}\t{shown}" if shown else _(word), self.tools[key].click)
            action.setEnabled(self.tools[key].isEnabled())
        menu.addSeparator()
        for column, head in HEADS.items():
            action = menu.addAction(_("Sort by: {column}").format(column=_(head)))
            action.setCheckable(True)
            action.setChecked(self._side.order[0] == column)
            action.triggered.connect(lambda _on=False, column=column: self._hand.sort(self._side, column))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = Theme.current().px
        wide = self.width() >= px(WIDE)
        self.place.setFixedWidth(px(148 if wide else 132))
        for key, button in self.tools.items():
            button.setVisible(wide or key in ALWAYS)

    # -- below ---------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        folder = self.path.text().strip()
        self.path.setModified(False)
        if folder:
            self.went.emit(folder)

    def _chooser(self) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"{self._name}Place")
        box.setAccessibleName(self.of(_("Place")))
        for kind in self._side.kinds:
            box.addItem(_(TITLES[kind]), kind)
        return box

    def _tool(self, key: str, word: str, picture: str) -> QToolButton:
        button = parts.tool(f"{self._name}_{key}", "", word, kind="plain")
        button.setAccessibleName(self.of(word))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFixedWidth(Theme.current().px(26))
        set_icon(button, picture)
        return button
