"""Lines of the ledger that are at hand, as a table model: what the ledger and shorter lists share."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.ledger import LedgerRow
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.ledger import LedgerService
from petitiondesk.ui.models.ledger_columns import COLUMN, COLUMNS, cell_text, due_pill
from petitiondesk.ui.views.painted_rows import RowLook
from petitiondesk.ui.views.pill_delegate import PILL_ROLE

Index = QModelIndex | QPersistentModelIndex


class LedgerRowsModel(QAbstractTableModel):
    """Lines of the ledger that are at hand: a short list such as the day's pressing cases."""

    def __init__(self, service: LedgerService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self._rows: tuple[LedgerRow, ...] = ()

    def show_rows(self, rows: Sequence[LedgerRow]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, row: int) -> LedgerRow | None:
        """The line in a row; None past the end."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def is_checked(self, petition_id: int) -> bool:
        """Whether a petition is selected; a short list selects nothing."""
        return False

    def look_of(self, row: int) -> RowLook | None:
        """How a row looks, for a table that paints whole rows (`painted_rows.OffersRows`)."""
        line = self.row_at(row)
        if line is None:
            return None
        return RowLook(
            tuple([column.text(line) for column in COLUMNS]),
            due_pill(line, self._service.today),
            self.is_checked(line.id),
        )

    # --- QAbstractTableModel --------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All columns; which are shown is the view's business."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """The columns' labels; the check box column is named for screen readers only."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            zh = COLUMNS[section].zh
            return tr(zh) if zh else ""
        if role == Qt.ItemDataRole.AccessibleTextRole and section == COLUMN["check"]:
            return tr("选择")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be checked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == COLUMN["check"]:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Text, pill or check of a cell."""
        if not index.isValid():
            return None
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[index.column()].text(row)
        if role == PILL_ROLE and index.column() == COLUMN["due"]:
            return due_pill(row, self._service.today)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == COLUMN["due"]:
            return self._explained(row)
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == COLUMN["check"]:
            return Qt.CheckState.Checked if self.is_checked(row.id) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.column(), row)
        return None

    def _explained(self, row: LedgerRow) -> str | None:
        """Each limit of the petition with its explanation, asked for when the mouse rests on it."""
        try:
            clocks = self._service.clocks(row.id)
        except DeskError:
            return None  # the list says by itself when the registry cannot be read
        lines = [
            f"{render(c.title)}{tr('：')}{render(c.explanation)}"
            for c in clocks
            if c.ended_on is None
        ]
        return "\n".join(lines) or None

    def _spoken(self, column: int, row: LedgerRow) -> str:
        if column == COLUMN["check"]:
            return tr("已选择") if self.is_checked(row.id) else tr("未选择")
        return cell_text(column, row, self._service.today)
