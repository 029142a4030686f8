"""Layout of the import dialog: its steps, reading, preview, report."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.import_models import PastModel
from petitiondesk.ui.models.rows_model import RowsModel
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.chips import Chip, IconDot
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.import_choices import ColumnsView, SheetsView
from petitiondesk.ui.views.import_steps import FileView, PasswordView, UndoView
from petitiondesk.ui.views.layouts import FlowLayout, empty
from petitiondesk.ui.views.pages import Pages
from petitiondesk.ui.views.painting import Pill
from petitiondesk.ui.views.still_bar import StillBar
from petitiondesk.ui.views.table import DeskTable


class BusyView(QWidget):
    """What is under way, how far it is, and a button to stop it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.title = label("", "strong", wrap=True)
        self.text = label("", "caption")
        self.bar = StillBar()
        self.stop = Button(look, tr("停止"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.L, 0, sizes.L)
        column.setSpacing(sizes.M)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.bar)
        column.addWidget(self.text)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)


class PreviewView(QWidget):
    """File, counts as chips, and a tab for each list."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.file = ElidedLabel("", "strong")
        self.chips = QWidget()
        self._flow = FlowLayout(self.chips)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(tr("文件内容"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.M)
        self.notices = label("", "finding", wrap=True)
        self.notices.setProperty("finding", "warn")
        column.addWidget(self.file)
        column.addWidget(self.chips)
        column.addWidget(self.notices)
        column.addWidget(self.tabs, 1)

    def show_counts(self, pills: list[Pill]) -> None:
        """Say how many rows there are of each kind."""
        empty(self._flow)
        for pill in pills:
            self._flow.addWidget(Chip(self._look, pill.text, pill.icon, pill.tone))

    def add_list(self, title: str, model: RowsModel) -> DeskTable:  # type: ignore[type-arg]
        """Add a tab with a table of any rows."""
        table = DeskTable(self._look, title, framed=True, compact=True)
        table.setModel(model)
        widths = model.widths()
        table.set_widths(widths, stretch=widths.index(max(widths)))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, sizes.S, 0, 0)
        column.addWidget(table)
        self.tabs.addTab(page, title)
        return table


class ReportView(QWidget):
    """What became of the file: a headline, a line for each kind of row, the list of those left out."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.headline = label("", "head", wrap=True)
        self.numbers = label("", "muted", wrap=True)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(sizes.S)
        self.rejects = label("", wrap=True)
        self.problem = label("", "finding", wrap=True)
        self.problem.setProperty("finding", "refuse")
        self.open = Button(look, tr("打开清单"), icon="file")
        self.save = Button(look, tr("另存到别处"), icon="export")
        self.undo = Button(look, tr("撤销这次导入"), icon="undo")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.M)
        column.addLayout(self._head())
        column.addWidget(_rule())
        column.addLayout(self.lines)
        column.addWidget(self.rejects)
        column.addWidget(self.problem)
        column.addLayout(self._buttons())
        column.addStretch(1)

    def add_line(self, text: str, icon: str, tone: Tone) -> None:
        """One kind of row and how many of it."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.M)
        row.addWidget(IconDot(self._look, icon, tone))
        row.addWidget(label(text, wrap=True), 1)
        self.lines.addWidget(line)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.numbers)
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(IconDot(self._look, "check", Tone.GOOD, 40))
        row.addLayout(words, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.S)
        row.addWidget(self.open)
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(self.undo)
        return row


class ImportView(Pages):
    """The stages of an import, and what to say when the file cannot be read."""

    def __init__(self, look: Look, past: PastModel) -> None:
        super().__init__()
        self.start = FileView(look, past)
        self.password = PasswordView(look)
        self.sheets = SheetsView(look)
        self.columns = ColumnsView()
        self.undo = UndoView(look)
        self.busy = BusyView(look)
        self.preview = PreviewView(look)
        self.report = ReportView(look)
        self.failed = _Failed(look)
        for stage in (
            self.start, self.password, self.sheets, self.columns, self.busy, self.preview,
            self.report, self.failed, self.undo,
        ):  # fmt: skip
            self.addWidget(stage)


class _Failed(QWidget):
    """A calm sentence, and another file to try."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.sentence = label("", wrap=True)
        self.other = Button(look, tr("换一个文件"), icon="folder")
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(IconDot(look, "warning", Tone.SOON, 32), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.L)
        column.addLayout(row)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("frame", "rule")
    return rule
