"""Layout of the consolidation dialog: what comes in, what is wrong with it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.domain.returns.period import Period
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button, IconButton
from petitiondesk.ui.views.cards import EmptyState, TroubleLine, label
from petitiondesk.ui.views.chips import Chip, IconDot
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.files import DropFrame
from petitiondesk.ui.views.layouts import FlowLayout, empty
from petitiondesk.ui.views.new_password import ShowPassword
from petitiondesk.ui.views.painting import Pill
from petitiondesk.ui.views.period_field import PeriodChooser
from petitiondesk.ui.views.progress import ProgressPanel
from petitiondesk.ui.views.table import DeskTable


class ConsolidationView(QStackedWidget):
    """First what is to be taken together, then what became of it."""

    def __init__(self, look: Look, period: Period, today: date) -> None:
        super().__init__()
        self.choices = ChoicesView(look, period, today)
        self.result = ResultView(look)
        self.addWidget(self.choices)
        self.addWidget(self.result)


class ReturnsBox(DropFrame):
    """The returns that came in, by drop or button. ``dropped(list[Path])``: files and folders."""

    dropped = Signal(list)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setAccessibleName(tr("下级报来的报表"))
        self.said = ElidedLabel(tr("把报来的文件或者文件夹拖到这里，也可以选择。"), "")
        self.files = Button(look, tr("选择文件…"), icon="file", compact=True)
        self.folder = Button(look, tr("选择文件夹…"), icon="folder", compact=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.M, sizes.M, sizes.M, sizes.M)
        row.setSpacing(sizes.S)
        row.addWidget(IconDot(look, "import", Tone.NEUTRAL))
        row.addWidget(self.said, 1)
        row.addWidget(self.files)
        row.addWidget(self.folder)

    def show_files(self, paths: Sequence[Path]) -> None:
        """Say how many there are and how they are called."""
        names = tr("、").join(path.name for path in paths)
        said = trn("{n} 个文件：{names}", len(paths), names=names)
        self.said.setText(said)
        self.said.setToolTip("\n".join(path.name for path in paths))
        self.setAccessibleDescription(said)

    def take(self, data: QMimeData) -> bool:
        """Take what was dropped; False when it holds no files."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.dropped.emit(paths)
        return bool(paths)


class FileChoice(QWidget):
    """One file that may be given: its name, choose, take off. ``chosen`` is the path or None."""

    def __init__(self, look: Look, what: str, none: str) -> None:
        super().__init__()
        self._none = none
        self.chosen: Path | None = None
        self.name = ElidedLabel(none, "")
        self.choose = Button(look, tr("选择…"), compact=True)
        self.choose.setAccessibleName(tr("选择{what}", what=what))
        self.clear = IconButton(look, "close", tr("去掉{what}", what=what))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.S)
        row.addWidget(self.name, 1)
        row.addWidget(self.clear)
        row.addWidget(self.choose)
        self.clear.hide()
        self.clear.clicked.connect(self._clear)

    def take(self, path: Path, said: str = "") -> None:
        """Show a file as chosen; ``said`` in place of its name."""
        self.chosen = path
        self.name.setText(said or path.name)
        self.clear.show()

    def _clear(self) -> None:
        self.chosen = None
        self.name.setText(self._none)
        self.clear.hide()
        self.choose.setFocus()


class ChoicesView(QWidget):
    """The returns, and what may be given with them."""

    def __init__(self, look: Look, period: Period, today: date) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.M)
        self.box = ReturnsBox(look)
        column.addWidget(self.box)
        self.offices = FileChoice(look, tr("单位名单"), tr("没有名单：不查谁没有报"))
        self.form = FileChoice(look, tr("空白表"), tr("不用：报来的是本程序导出的工作簿"))
        self.period = PeriodChooser(look, period, today, tr("按多数报表"))
        self.password = QLineEdit()
        self.password.setMaximumWidth(220)
        self.show_password = ShowPassword(self.password)
        secret = QWidget()
        line = QHBoxLayout(secret)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.password)
        line.addWidget(self.show_password)
        line.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(sizes.L)
        grid.setVerticalSpacing(sizes.M)
        grid.setColumnStretch(1, 1)
        for place, (text, control) in enumerate(
            (
                (tr("单位名单"), self.offices),
                (tr("空白表（手填的表要用）"), self.form),
                (tr("期间"), self.period),
                (tr("打开密码（加密的报表）"), secret),
            )
        ):
            caption = label(text, "caption")
            caption.setBuddy(control)
            grid.addWidget(caption, place, 0)
            left = Qt.AlignmentFlag.AlignLeft if control is self.period else Qt.AlignmentFlag(0)
            grid.addWidget(control, place, 1, left)
        self.password.setAccessibleName(tr("打开密码（加密的报表）"))
        column.addLayout(grid)
        self.trouble = TroubleLine()
        column.addWidget(self.trouble)
        column.addStretch(1)
        self.progress = ProgressPanel(look)
        column.addWidget(self.progress)


class ResultView(QWidget):
    """How many came in and were counted, and every problem."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.M)
        self.chips = QWidget()
        self._flow = FlowLayout(self.chips)
        column.addWidget(self.chips)
        self.table = DeskTable(look, tr("发现的问题"), framed=True, compact=True)
        column.addWidget(self.table, 1)
        self.fine = EmptyState(look, "check", tr("没有发现问题。"))
        column.addWidget(self.fine, 1)
        self.fine.hide()
        self.whole = label("", "caption", wrap=True)
        column.addWidget(self.whole)
        self.progress = ProgressPanel(look)
        column.addWidget(self.progress)

    def show_counts(self, pills: Sequence[Pill]) -> None:
        """How many of each kind."""
        empty(self._flow)
        for pill in pills:
            self._flow.addWidget(Chip(self._look, pill.text, pill.icon, pill.tone))

    def show_problems(self, *, any_there: bool) -> None:
        """The list, or that there is nothing to list."""
        self.table.setVisible(any_there)
        self.fine.setVisible(not any_there)
