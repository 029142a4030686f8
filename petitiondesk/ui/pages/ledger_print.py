"""Printing from the ledger: the list shown, or the petitions ticked, with a preview."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.ledger import LedgerRow
from petitiondesk.domain.messages import Message
from petitiondesk.domain.rights import Right
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.ui.dialogs.print_preview import preview
from petitiondesk.ui.models.ledger_model import LedgerModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.case_print import print_foot
from petitiondesk.ui.pages.ledger_filter import chip_texts
from petitiondesk.ui.prints.ledger_list import ledger_list
from petitiondesk.ui.restricted import restrict
from petitiondesk.ui.tasks import Progress, Task
from petitiondesk.ui.views.ledger_view import LedgerView

MOST = 1000
"""Petitions on one print: some forty pages. More belong into a file."""


class LedgerPrinting(QObject):
    """Behaviour of the print button; the lines are read beside the window."""

    def __init__(
        self, context: PageContext, view: LedgerView, model: LedgerModel, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._model = model
        self._task: Task | None = None
        self._read: Sequence[LedgerRow] = ()
        self._scope = ""
        # The preview opens after the task was let go, not from inside its end.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._preview)
        view.print.clicked.connect(self.print_shown)
        restrict(context.desk, Right.EXPORT, view.print)

    def print_shown(self) -> None:
        """Read what is ticked, or else everything that is shown, and show the preview."""
        if self._task is not None:
            return
        ticked, service = self._model.selected_count(), self._context.desk.ledger
        count = ticked or self._model.rowCount()
        if count > MOST:
            self._context.messages.warn(
                Message("要打印的有 {n} 件，一次最多打印 {most} 件。没有打印；请先筛选，或者点“导出 Excel”。",
                        n=count, most=MOST)
            )  # fmt: skip
            return
        with self._context.saying_errors():
            known = self._model.selected_ids() if ticked else self._model.ids_at(range(count))
            said = tr("；").join(text for _, text in chip_texts(self._model.shown))
            self._scope = trn("选中的 {n} 件", ticked) if ticked else said or tr("全部")

            def work(_progress: Progress) -> list[LedgerRow]:
                return service.rows(known)

            self._task = self._context.tasks.run(
                work, self._rows_read, self._failed, title=Message("正在准备打印"), quick=True
            )

    def _rows_read(self, rows: Sequence[LedgerRow]) -> None:
        self._task = None
        self._read = rows
        self._soon.start()

    def _preview(self) -> None:
        context, rows = self._context, self._read
        self._read = ()
        with context.saying_errors():
            office, today = context.desk.office.office().name, context.desk.ledger.today
            sheet = ledger_list(rows, self._scope, today, office, print_foot(context))
            record = partial(context.desk.exports.printed, sheet.title)
            preview(context.look, context.messages, sheet, record, self._view.window())

    def _failed(self, error: DeskError) -> None:
        self._task = None
        if not isinstance(error, Cancelled):
            self._context.messages.error(error)
