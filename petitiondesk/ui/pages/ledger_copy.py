"""Copying from the ledger as Excel takes it: what is shown, as it is shown."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.ledger import LedgerRow
from petitiondesk.domain.messages import Message
from petitiondesk.domain.pasting import as_lines, as_table
from petitiondesk.infra.i18n import tr
from petitiondesk.ui.clipboard import put_table, put_text
from petitiondesk.ui.models.ledger_columns import COLUMN, COLUMNS, cell_text
from petitiondesk.ui.models.ledger_model import LedgerModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.tasks import Progress
from petitiondesk.ui.views.ledger_table import LedgerTable

MOST = 5000
"""Rows that are copied at once; more belong into a file."""


class LedgerCopying(QObject):
    """Puts cells and rows of the ledger on the clipboard, as text and as a table.

    Rows chosen by Shift or the mouse come first, then those ticked, then the one of the keyboard.
    """

    def __init__(
        self, context: PageContext, table: LedgerTable, model: LedgerModel, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._table = table
        self._model = model
        table.copy_wanted.connect(self.copy)

    def copy(self, whole: bool, _checked: bool = False) -> None:
        """Copy the rows chosen, or only the framed cell."""
        current = self._table.currentIndex()
        row = self._model.row_at(current.row()) if current.isValid() else None
        if not whole:
            if row is not None:
                put_text(as_lines([[cell_text(current.column(), row, self._today())]]))
                self._context.messages.notice(Message("已复制这一格。"))
            return
        count = self._count()
        if count > MOST:
            self._context.messages.warn(
                Message("选中的有 {n} 行，一次最多复制 {most} 行。没有复制；要全部的，请点“导出 Excel”。",
                        n=count, most=MOST)
            )  # fmt: skip
        elif count > 1:
            self._read()
        elif row is not None:
            self._put_rows([row])

    def _count(self) -> int:
        chosen = self._table.chosen_count()
        return chosen if chosen > 1 else self._model.selected_count()

    def _read(self) -> None:
        """Several rows are read beside the window, and enter the record."""
        exports = self._context.desk.exports
        with self._context.saying_errors():
            several = self._table.chosen_count() > 1
            rows = self._table.chosen_rows() if several else []
            ids = self._model.ids_at(rows) if several else self._model.selected_ids()

            def work(_progress: Progress) -> list[LedgerRow]:
                return exports.copied(ids)

            self._context.tasks.run(
                work, self._put_rows, self._context.messages.error, title=Message("正在复制")
            )

    def _put_rows(self, rows: Sequence[LedgerRow]) -> None:
        places = self._places()
        heads = [tr(COLUMNS[place].zh) for place in places]
        today = self._today()
        lines = [[cell_text(place, row, today) for place in places] for row in rows]
        shown = [heads, *lines] if len(places) > 1 else lines
        put_table(as_lines(shown), as_table(shown))
        self._context.messages.notice(Message("已复制 {n} 行。", n=len(rows)))

    def _places(self) -> list[int]:
        """The columns in sight, from the left, without the boxes."""
        header = self._table.horizontalHeader()
        shown = [n for n in range(len(COLUMNS)) if not header.isSectionHidden(n)]
        return sorted((n for n in shown if n != COLUMN["check"]), key=header.visualIndex)

    def _today(self) -> date:
        return self._context.desk.ledger.today
