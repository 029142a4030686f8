"""Layout of the manual's window: a bar of tools, contents or what was found, the page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.infra.i18n import tr, trn
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.help.manual import Manual
from petitiondesk.ui.help.page_view import PageView
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font, set_property
from petitiondesk.ui.views.buttons import Button, IconButton
from petitiondesk.ui.views.cards import label

_SIDE = 252
_NAME = Qt.ItemDataRole.UserRole


class HelpView(QWidget):
    """``chosen(name)``: a page was chosen in the contents or among what was found."""

    chosen = Signal(str)

    def __init__(self, look: Look, manual: Manual) -> None:
        super().__init__()
        self._look = look
        self._manual = manual
        self._items: dict[str, QTreeWidgetItem] = {}
        self.page = PageView(look, manual)
        self.contents = self._contents()
        self.found = QListWidget()
        self.found.setAccessibleName(tr("找到的页"))
        self.said = label("", "caption", wrap=True)
        self.said.setContentsMargins(sizes.XS, 0, sizes.XS, sizes.S)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._bar())
        lower = QHBoxLayout()
        lower.setSpacing(1)  # the ground shows through as a line
        lower.addWidget(self._side())
        lower.addWidget(self.page, 1)
        outer.addLayout(lower, 1)
        self.contents.currentItemChanged.connect(self._choose_entry)
        self.found.currentItemChanged.connect(self._choose_found)
        self.search.textChanged.connect(self._look_for)
        self.search.returnPressed.connect(self.found.setFocus)

    def show_page(self, name: str) -> None:
        """Show a page and mark it in the contents."""
        self.page.show_page(name)
        self.page.highlight(self.search.text())
        self.contents.blockSignals(True)  # noqa: FBT003 - Qt's own order
        self.contents.setCurrentItem(self._items[name])
        self.contents.blockSignals(False)  # noqa: FBT003

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("topBar")
        bar.setFixedHeight(sizes.TOP_BAR)
        look = self._look
        self.back = IconButton(look, "chevron-left", tr("后退（Alt+←）"))
        self.forth = IconButton(look, "chevron-right", tr("前进（Alt+→）"))
        self.search = QLineEdit()
        self.search.setObjectName("searchBox")
        self.search.setAccessibleName(tr("在手册里查找"))
        self.search.setPlaceholderText(tr("在手册里查找（Ctrl+F）"))
        self.search.setToolTip(self.search.placeholderText())  # it may be longer than the field
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(360)
        self.smaller = _letter(look, "A−", tr("文字小一点（Ctrl+-）"))
        self.larger = _letter(look, "A+", tr("文字大一点（Ctrl++）"))
        self.print = Button(look, tr("打印这一页"), role="quiet", icon="print")
        row = QHBoxLayout(bar)
        row.setContentsMargins(sizes.M, 0, sizes.M, 0)
        row.setSpacing(sizes.S)
        for widget in (self.back, self.forth):
            row.addWidget(widget)
        row.addWidget(self.search, 2)
        row.addStretch(1)
        for button in (self.smaller, self.larger, self.print):
            row.addWidget(button)
        return bar

    def _side(self) -> QFrame:
        side = QFrame()
        set_property(side, "ground", "surface")
        side.setFixedWidth(_SIDE)
        results = QWidget()
        column = QVBoxLayout(results)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.said)
        column.addWidget(self.found, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.contents)
        self.stack.addWidget(results)
        outer = QVBoxLayout(side)
        outer.setContentsMargins(sizes.S, sizes.S, 0, 0)
        outer.addWidget(self.stack)
        return side

    def _contents(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderHidden(True)
        tree.setAccessibleName(tr("目录"))
        tree.setIndentation(sizes.M)
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        groups: dict[str, QTreeWidgetItem] = {}
        for entry in self._manual.entries():
            above: QTreeWidget | QTreeWidgetItem = tree
            if entry.group:
                if entry.group not in groups:
                    groups[entry.group] = _group(tree, entry.group)
                above = groups[entry.group]
            item = QTreeWidgetItem(above, [entry.title])
            item.setData(0, _NAME, entry.name)
            self._items[entry.name] = item
        tree.expandAll()
        return tree

    def _choose_entry(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        if item is not None and item.data(0, _NAME):
            self.chosen.emit(item.data(0, _NAME))

    def _choose_found(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_NAME))

    def _look_for(self, words: str) -> None:
        hits = self._manual.find(words)
        self.found.blockSignals(True)  # noqa: FBT003
        self.found.clear()
        for hit in hits:
            item = QListWidgetItem(hit.entry.title, self.found)
            item.setData(_NAME, hit.entry.name)
        self.found.blockSignals(False)  # noqa: FBT003
        said = trn("找到 {n} 页", len(hits)) if hits else tr("没有一页同时有这些词。")
        self.said.setText(said)
        self.stack.setCurrentIndex(1 if words.split() else 0)
        self.page.highlight(words)


def _group(tree: QTreeWidget, title: str) -> QTreeWidgetItem:
    """A heading of the contents: no page of its own, no stop of the keyboard."""
    item = QTreeWidgetItem(tree, [title])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    item.setFont(0, font(sizes.CAPTION, bold=True))
    return item


def _letter(look: Look, text: str, name: str) -> Button:
    button = Button(look, text, role="quiet")
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
