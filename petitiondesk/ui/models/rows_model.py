"""Table models over immutable rows under named columns: what the lists of the desk share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from petitiondesk.infra.i18n import tr

R = TypeVar("R")

SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 50
"""The cell's native value (a date, a number), for sorting and for tests."""

HEADING_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: its name, its label, its starting width in pixels, its text and native value."""

    name: str
    zh: str
    width: int
    text: Callable[[R], str]
    value: Callable[[R], Any] | None = None
    numeric: bool = False


class NamedColumns(QAbstractTableModel, Generic[R]):
    """Rows under named columns; where they come from is said by who derives from it."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    def row(self, place: int) -> R | None:
        """The row at ``place``, or None past the end."""
        raise NotImplementedError

    def widths(self) -> list[int]:
        """Starting widths of the columns."""
        return [column.width for column in self.columns]

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """The columns' labels, also as tool tips: a narrow column shows part of its own."""
        if orientation is Qt.Orientation.Horizontal and role in HEADING_ROLES:
            zh = self.columns[section].zh
            return tr(zh) if zh else ""
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Text of a cell, or its native value for sorting."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.text(row) or None
        if role == SORT_ROLE:
            return column.value(row) if column.value else column.text(row)
        return None


class RowsModel(NamedColumns[R]):
    """Rows that are all at hand; `set_rows` puts others in their place."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._rows: list[R] = []

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show ``rows`` and nothing else."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> tuple[R, ...]:
        """The rows shown."""
        return tuple(self._rows)

    def row(self, place: int) -> R | None:
        """The row at ``place``, or None past the end."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    # --- rows that are edited -------------------------------------------------------------------

    def add(self, row: R) -> int:
        """Put a row at the end; returns its place."""
        place = len(self._rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.append(row)
        self.endInsertRows()
        return place

    def put(self, place: int, row: R) -> None:
        """Put ``row`` in place of another."""
        self._rows[place] = row
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def remove(self, place: int) -> None:
        """Take a row off."""
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place]
        self.endRemoveRows()

    def move(self, place: int, step: int) -> int:
        """Move a row up (-1) or down (1); returns where it is then."""
        target = place + step
        if not (0 <= place < len(self._rows) and 0 <= target < len(self._rows)):
            return place
        # Qt counts the target as the row before which it goes, while the moved row still stands.
        gap = target + 1 if step > 0 else target
        self.beginMoveRows(QModelIndex(), place, place, QModelIndex(), gap)
        self._rows.insert(target, self._rows.pop(place))
        self.endMoveRows()
        return target

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)
