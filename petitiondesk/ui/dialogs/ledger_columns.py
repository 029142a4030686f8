"""The dialog of the ledger's columns: which are shown, in what order, how wide."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from petitiondesk.domain.ledger_views import ColumnSet
from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.side_list import SideList

STEP = 20
"""A column becomes so many pixels wider or narrower at a time."""
_LEAST, _MOST = 60, 600
"""How narrow and how wide a column can be made here, in pixels."""

_NAME = Qt.ItemDataRole.UserRole
_WIDTH = Qt.ItemDataRole.UserRole + 1
_LABEL = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)
class ColumnLine:
    """A column in the dialog: name, label, whether it is shown, width in pixels (0: what is left)."""

    name: str
    zh: str
    shown: bool
    width: int


class ColumnsDialog(DeskDialog):
    """Space shows or hides, Alt+Up and Alt+Down move, Alt+Left and Alt+Right make narrower and wider.

    ``usual`` is the button that brings the program's own columns back.
    """

    HELP = "ledger"

    def __init__(
        self, look: Look, lines: Sequence[ColumnLine], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            tr("台账的列"), tr("打勾的显示出来。列也可以用鼠标在表头上拖动，拖边线改宽窄。"), parent
        )
        self.list = SideList(tr("台账的列"), 0)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.setMinimumHeight(160)
        self.resize(560, 640)
        self.up = Button(look, tr("上移"), keys="Alt ↑")
        self.down = Button(look, tr("下移"), keys="Alt ↓")
        self.narrower = Button(look, tr("窄一点"), keys="Alt ←")
        self.wider = Button(look, tr("宽一点"), keys="Alt →")
        self.usual = Button(look, tr("恢复原样"))
        buttons = QVBoxLayout()
        buttons.setSpacing(sizes.S)
        for button in (self.up, self.down, self.narrower, self.wider):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.usual)
        across = QHBoxLayout()
        across.setSpacing(sizes.M)
        across.addWidget(self.list, 1)
        across.addLayout(buttons)
        self.body.addLayout(across, 1)
        self.add_button(tr("取消"), accepts=False)
        self.yes = self.add_button(tr("确定"), "primary", accepts=True)
        self.yes.setDefault(True)
        self._connect()
        self.show_lines(lines)
        self.list.setFocus()

    def show_lines(self, lines: Sequence[ColumnLine]) -> None:
        """Show these columns in this order."""
        self.list.clear()
        for line in lines:
            item = QListWidgetItem()
            item.setData(_LABEL, tr(line.zh))
            item.setData(_NAME, line.name)
            item.setData(_WIDTH, line.width)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(_check(on=line.shown))
            self.list.addItem(item)
            self._say_width(item)
        self.list.setCurrentRow(0)
        self._follow()

    def columns(self) -> ColumnSet:
        """What is chosen; the boxes of the rows come first."""
        items = [self.list.item(n) for n in range(self.list.count())]
        names = [str(item.data(_NAME)) for item in items]
        hidden = [str(i.data(_NAME)) for i in items if i.checkState() is not Qt.CheckState.Checked]
        widths = {str(item.data(_NAME)): int(item.data(_WIDTH)) for item in items}
        return ColumnSet(
            ("check", *names), frozenset(hidden), {n: w for n, w in widths.items() if w}
        )

    def shift(self, step: int, _checked: bool = False) -> None:
        """Move the column one place up (-1) or down (1)."""
        row = self.list.currentRow()
        target = row + step
        if row < 0 or not 0 <= target < self.list.count():
            return
        item = self.list.takeItem(row)
        self.list.insertItem(target, item)
        self.list.setCurrentRow(target)

    def widen(self, pixels: int, _checked: bool = False) -> None:
        """Make the column wider or narrower."""
        item = self.list.currentItem()
        if self.list.currentRow() < 0 or not item.data(_WIDTH):
            return
        item.setData(_WIDTH, min(_MOST, max(_LEAST, int(item.data(_WIDTH)) + pixels)))
        self._say_width(item)

    def _connect(self) -> None:
        acts = (
            (self.up, "Alt+Up", partial(self.shift, -1)),
            (self.down, "Alt+Down", partial(self.shift, 1)),
            (self.narrower, "Alt+Left", partial(self.widen, -STEP)),
            (self.wider, "Alt+Right", partial(self.widen, STEP)),
        )
        for button, keys, act in acts:
            button.clicked.connect(act)
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.list.currentItemChanged.connect(self._follow)
        self.list.itemChanged.connect(self._keep_one)

    def _say_width(self, item: QListWidgetItem) -> None:
        """The width stands behind the name, also for a screen reader."""
        width = int(item.data(_WIDTH))
        said = tr("宽 {n}", n=width) if width else tr("占余下的宽度")
        item.setText(f"{item.data(_LABEL)}　{said}")

    def _follow(self) -> None:
        row, item = self.list.currentRow(), self.list.currentItem()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)
        for button in (self.narrower, self.wider):
            button.setEnabled(row >= 0 and bool(item.data(_WIDTH)))

    def _keep_one(self, item: QListWidgetItem) -> None:
        """The last column shown cannot be hidden."""
        shown = [
            n
            for n in range(self.list.count())
            if self.list.item(n).checkState() is Qt.CheckState.Checked
        ]
        if not shown and self.list.count():
            item.setCheckState(Qt.CheckState.Checked)


def _check(*, on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
