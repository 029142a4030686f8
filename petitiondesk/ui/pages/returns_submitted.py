"""The list of submitted returns: opening one, comparing it with the registry as it is now."""

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.figures import Return, Submitted
from petitiondesk.infra.i18n import trn
from petitiondesk.ui.dialogs.return_submit import CompareDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.models.return_lists import SubmittedLine, SubmittedModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.returns_work import Comparing, Comparison, Opened, Opening
from petitiondesk.ui.tasks import Progress, Task
from petitiondesk.ui.views.progress import ProgressPanel
from petitiondesk.ui.views.returns_view import SubmittedView


class SubmittedReturns(QObject):
    """Behaviour of the list.

    ``opened(Opened)`` shows a version as it was; ``version_wanted(Return)`` is to be
    submitted as a new one; ``write_wanted(Return)`` as a workbook.
    """

    opened = Signal(object)
    version_wanted = Signal(object)
    write_wanted = Signal(object)

    def __init__(self, context: PageContext, view: SubmittedView, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._view = view
        self._page = page
        self._task: Task | None = None
        self._comparison: Comparison | None = None
        self._to_write: Return | None = None
        self.model = SubmittedModel()
        view.table.setModel(self.model)
        view.table.set_widths(self.model.widths(), stretch=SubmittedModel.PERIOD)
        view.table.set_pill_columns([SubmittedModel.PILL])
        view.table.opened.connect(self._open_index)
        view.open.clicked.connect(self._open_current)
        view.compare.clicked.connect(self._compare_current)
        view.compare_all.clicked.connect(self._compare_all)
        view.write.clicked.connect(self._write_current)

    def refresh(self) -> None:
        """Read the list again; what was compared before may have changed since."""
        self._context.tasks.run(
            _Reading(self._context), self._show, self._fail, title=Message("正在读取"), quick=True
        )

    def is_reading(self) -> bool:
        """Whether something is being opened or compared."""
        return self._task is not None and not self._task.ended

    def open(self, row: Submitted) -> None:
        """Open a version as it was."""
        work = Opening(self._context.desk.returns, row)
        self._begin(work, self._opened, self._view.progress)

    def compare(self, row: Submitted, progress: ProgressPanel | None = None) -> None:
        """Compare a version with the registry as it is now, and show what is different."""
        work = Comparing(self._context.desk.returns, (row,))
        self._begin(work, self._compared, progress or self._view.progress)

    def _begin(self, work: object, on_done: object, progress: ProgressPanel) -> None:
        if self.is_reading():
            return
        assert callable(work)
        assert callable(on_done)
        self._task = self._context.tasks.run(
            work, on_done, self._fail, title=Message("正在与现在比较"), quick=True
        )
        progress.follow(self._task)

    def _show(self, rows: list[Submitted]) -> None:
        kept = self._current()
        self.model.set_rows([SubmittedLine(row) for row in rows])
        ids = [row.id for row in rows]
        place = ids.index(kept.id) if kept is not None and kept.id in ids else 0
        self._view.table.setCurrentIndex(self.model.index(place, 0))
        self._view.total.setText(trn("已上报 {n} 份", len(rows)) if rows else "")
        self._view.show_list(filled=bool(rows))

    def _opened(self, opened: Opened) -> None:
        self.opened.emit(opened)

    def _compared(self, found: list[Comparison]) -> None:
        self._comparison = found[0]
        self.model.compared(self._comparison.row, len(self._comparison.found))
        # Afterwards: a dialog opened from here would keep the work from ending.
        QTimer.singleShot(0, self._show_comparison)

    def _show_comparison(self) -> None:
        comparison, self._comparison = self._comparison, None
        if comparison is not None:
            dialog = CompareDialog(self._context, comparison, self._page.window())
            if run(dialog):
                self.version_wanted.emit(comparison.after)

    def _compared_all(self, found: list[Comparison]) -> None:
        for comparison in found:
            self.model.compared(comparison.row, len(comparison.found))

    def _fail(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self._context.messages.error(error)

    # --- the clerk ------------------------------------------------------------------------------

    def _current(self) -> Submitted | None:
        line = self.model.row(self._view.table.currentIndex().row())
        return line.row if line is not None else None

    def _open_index(self, index: QModelIndex) -> None:
        line = self.model.row(index.row())
        if line is not None:
            self.open(line.row)

    def _open_current(self) -> None:
        row = self._current()
        if row is not None:
            self.open(row)

    def _compare_current(self) -> None:
        row = self._current()
        if row is not None:
            self.compare(row)

    def _compare_all(self) -> None:
        """The newest version of each period: the older ones were followed already."""
        newest: dict[object, Submitted] = {}
        for line in self.model.rows():
            known = newest.get(line.row.period)
            if known is None or known.version < line.row.version:
                newest[line.row.period] = line.row
        work = Comparing(self._context.desk.returns, tuple(newest.values()))
        self._begin(work, self._compared_all, self._view.progress)

    def _write_current(self) -> None:
        row = self._current()
        if row is not None:
            work = Opening(self._context.desk.returns, row)
            self._begin(work, self._opened_to_write, self._view.progress)

    def _opened_to_write(self, opened: Opened) -> None:
        self._to_write = opened.value
        QTimer.singleShot(0, self._ask_to_write)

    def _ask_to_write(self) -> None:
        value, self._to_write = self._to_write, None
        if value is not None:
            self.write_wanted.emit(value)


class _Reading:
    """The list, read in the background."""

    def __init__(self, context: PageContext) -> None:
        self._returns = context.desk.returns

    def __call__(self, progress: Progress) -> list[Submitted]:
        progress.check()
        return self._returns.submitted()
