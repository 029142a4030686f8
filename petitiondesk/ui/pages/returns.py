"""The Returns page (报表): a period counted, its numbers opened, submitted, and written out."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.figures import Return
from petitiondesk.domain.rights import Right
from petitiondesk.infra.i18n import tr
from petitiondesk.ui.dialogs.consolidation import ConsolidationDialog
from petitiondesk.ui.dialogs.forms import FormsDialog
from petitiondesk.ui.dialogs.return_submit import SubmitDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.messages import Action
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.returns_count import ReturnCount, first_period
from petitiondesk.ui.pages.returns_files import MEETINGS, ReturnFiles
from petitiondesk.ui.pages.returns_submitted import SubmittedReturns
from petitiondesk.ui.pages.returns_work import Opened
from petitiondesk.ui.pieces import Pieces, finish
from petitiondesk.ui.restricted import restrict
from petitiondesk.ui.views.returns_view import (
    COUNT,
    SUBMITTED,
    CasesView,
    CountView,
    ReturnsView,
    SubmittedView,
    TablesView,
)


class ReturnsPage(QWidget):
    """Two parts under one heading: the count, and what was submitted; the count comes up first.

    ``whole`` False: it is made by going through its `pieces`.
    """

    HELP = "returns"

    def __init__(self, context: PageContext, *, whole: bool = True) -> None:
        super().__init__()
        self._context = context
        if whole:
            finish(self.pieces())

    def pieces(self) -> Pieces:
        """Make the page (`ui.pieces`)."""
        context = self._context
        today = context.desk.ledger.today
        tables = TablesView(context.look)
        yield
        cases = CasesView(context.look)
        yield
        count = CountView(context.look, first_period(today), today, tables, cases)
        yield
        submitted = SubmittedView(context.look)
        yield
        self.view = ReturnsView(context.look, count, submitted, self)
        yield
        self.count = ReturnCount(context, self.view.count, self)
        yield
        self.submitted = SubmittedReturns(context, self.view.submitted, self)
        self.files = ReturnFiles(context, self)
        yield
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._connect()
        self._offer()

    def refresh(self) -> None:
        """Count again, and read the list of what was submitted."""
        self.count.refresh()
        self.submitted.refresh()

    def is_reading(self) -> bool:
        """Whether what is wanted is not on screen yet."""
        return self.count.is_reading() or self.submitted.is_reading()

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        if self.view.parts.value() == SUBMITTED:
            table = self.view.submitted.table
            return table if table.isVisible() else self.view.parts
        return self.view.count.period.field

    def set_compact(self, *, compact: bool) -> None:
        """Rows of the height chosen in the settings."""
        count = self.view.count
        for table in (count.tables.grid, count.cases.table, self.view.submitted.table):
            table.set_compact(compact=compact)

    def submit(self, value: Return | None = None) -> None:
        """Submit the return on screen, or another count."""
        value = value or self.count.value
        if value is None or value.version:
            return
        dialog = SubmitDialog(self._context, value, self.window())
        if run(dialog) and dialog.submitted is not None:
            self._submitted(dialog.submitted)
        elif self.count.frozen is None:
            self.count.refresh()  # the registry may have grown since it was counted

    def _submitted(self, frozen: Opened) -> None:
        """Show the version as it was frozen, and offer the workbook."""
        self._context.go.written()
        self._show_frozen(frozen)
        self.submitted.refresh()
        self._context.messages.notice(
            Message("第 {n} 版已上报，数字和件都已冻结。", n=frozen.row.version),
            Action(tr("导出工作簿…"), self._write),
        )

    def _show_frozen(self, opened: Opened) -> None:
        self.view.show_part(COUNT)
        self.count.show_frozen(opened)
        self.view.count.tables.grid.setFocus()

    def _offer(self) -> None:
        """Only what can be done with what is on screen."""
        view, value = self.view.count, self.count.value
        frozen = self.count.frozen is not None
        view.submit.setEnabled(value is not None and not frozen)
        view.write.setEnabled(value is not None)
        self.view.forms.setEnabled(value is not None)
        meeting = value is not None and value.period.kind in MEETINGS
        view.brief.setVisible(meeting)
        view.minutes.setVisible(meeting)

    def _turn(self, part: object) -> None:
        self.view.show_part(part)

    def _compare(self) -> None:
        if self.count.frozen is not None:
            self.submitted.compare(self.count.frozen, self.view.count.progress)

    def _submit(self) -> None:
        self.submit()

    def _write(self) -> None:
        if self.count.value is not None:
            self.files.write_workbook(self.count.value)

    def _write_brief(self) -> None:
        if self.count.value is not None:
            self.files.write_brief(self.count.value)

    def _write_minutes(self) -> None:
        if self.count.value is not None:
            self.files.write_minutes(self.count.value)

    def _open_forms(self) -> None:
        if self.count.value is not None:
            run(FormsDialog(self._context, self.count.value, self.window()))

    def _consolidate(self) -> None:
        run(ConsolidationDialog(self._context, self.window()))

    def _connect(self) -> None:
        view, count = self.view.count, self.count
        self.view.parts.changed.connect(self._turn)
        self.view.forms.clicked.connect(self._open_forms)
        self.view.consolidate.clicked.connect(self._consolidate)
        count.changed.connect(self._offer)
        count.open_asked.connect(self.submitted.open)
        view.frozen.compare.clicked.connect(self._compare)
        view.submit.clicked.connect(self._submit)
        restrict(self._context.desk, Right.WORK, view.submit)
        view.write.clicked.connect(self._write)
        view.brief.clicked.connect(self._write_brief)
        view.minutes.clicked.connect(self._write_minutes)
        self.submitted.opened.connect(self._show_frozen)
        self.submitted.version_wanted.connect(self.submit)
        self.submitted.write_wanted.connect(self.files.write_workbook)
