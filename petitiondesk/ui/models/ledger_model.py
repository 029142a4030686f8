"""The ledger as a table model: a window of rows at a time, never the whole list.

The first lines are read at once; which petitions follow is found afterwards by whoever owns the model
(`set_found`: eight bytes a petition), so that any place of the list is one fetch of a page away.
Selection lives here, by petition id.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.ledger import Found, LedgerFilter, LedgerRow, Order
from petitiondesk.services.ledger import LedgerService
from petitiondesk.ui.models.ledger_columns import COLUMN, COLUMNS
from petitiondesk.ui.models.ledger_rows import Index, LedgerRowsModel

PAGE = 32
"""Rows fetched at once: a screen's worth. On a very high one, those below come a moment later."""
_KEPT = 125
"""Pages kept: scrolling back and forth asks nothing twice."""

Asking = Callable[
    [
        Callable[[], list[LedgerRow]],
        Callable[[list[LedgerRow]], None],
        Callable[[DeskError], None],
    ],
    None,
]
"""Takes what reads lines, who is told of them, and who is told of an error."""


def _at_once(
    read: Callable[[], list[LedgerRow]],
    on_done: Callable[[list[LedgerRow]], None],
    on_error: Callable[[DeskError], None],
) -> None:
    try:
        lines = read()
    except DeskError as error:
        on_error(error)
    else:
        on_done(lines)


class LedgerModel(LedgerRowsModel):
    """Lines of the ledger under one filter and order. ``selection_changed(int)`` counts those checked.

    ``failed(DeskError)`` when further lines cannot be read; they stay empty until the next `show`.
    They are read by ``ask``, which may answer at once or later.
    """

    selection_changed = Signal(int)
    failed = Signal(object)

    def __init__(
        self, service: LedgerService, parent: QObject | None = None, ask: Asking | None = None
    ) -> None:
        super().__init__(service, parent)
        self._ask = ask or _at_once
        self._asking: int | None = None
        self._pages: OrderedDict[int, list[LedgerRow]] = OrderedDict()
        self._awaited: set[int] = set()
        self._found: Found | None = None
        self._fresh = self._stale = False
        self._total = 0
        self._checked: set[int] = set()
        self._all_but: set[int] | None = None
        self.shown = LedgerFilter()
        self.order = Order()

    # --- what is shown --------------------------------------------------------------------------

    def show(self, shown: LedgerFilter, order: Order, first: list[LedgerRow]) -> None:
        """Start again with a filter and an order, and the `PAGE` first lines of that.

        Until `set_found`, rows past the first page are empty; the same list read again keeps its
        length and its places.
        """
        self.beginResetModel()
        self._turn_to(shown, order)
        self._pages.clear()
        self._awaited.clear()
        self._pages[0] = first
        if self._stale or self._found is None or len(first) < PAGE:
            self._found = None
            self._total = len(first)
        self._stale = False
        self.endResetModel()
        self.selection_changed.emit(self.selected_count())

    def expect(self, shown: LedgerFilter, order: Order) -> None:
        """Turn to a filter and an order whose lines take longer: those before stay until `show`."""
        self._turn_to(shown, order)
        self.selection_changed.emit(self.selected_count())

    def give_up_lines(self) -> None:
        """What is expected takes so long that lines of something else should stay no longer."""
        if self._stale:
            self.beginResetModel()
            self._pages.clear()
            self._found, self._total = None, 0
            self.endResetModel()

    def _turn_to(self, shown: LedgerFilter, order: Order) -> None:
        """The lines at hand become ``_stale`` where they are of another list."""
        if shown != self.shown:
            self._checked, self._all_but = set(), None
        self._stale = self._stale or (shown, order) != (self.shown, self.order)
        self.shown, self.order = shown, order
        self._fresh = False

    def set_found(self, found: Found) -> None:
        """Take over which petitions there are in all, in order."""
        certain = self._pages.get(0)
        self._found, self._fresh = found, True
        self._awaited.clear()
        if certain is None or [row.id for row in certain] != list(found.ids[: len(certain)]):
            self.beginResetModel()
            self._pages.clear()
            self._total = len(found.ids)
            self.endResetModel()
            return
        self._pages = OrderedDict({0: certain})
        total = len(found.ids)
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()
        elif total > PAGE:
            self.dataChanged.emit(self.index(PAGE, 0), self.index(total - 1, len(COLUMNS) - 1))

    def row_at(self, row: int) -> LedgerRow | None:
        """The line in a row, fetched if need be; None past the end."""
        page = self._pages.get(row // PAGE)
        if page is None:
            page = self._fetch(row // PAGE)
        place = row % PAGE
        return page[place] if place < len(page) else None

    def ids_at(self, rows: Iterable[int]) -> list[int]:
        """The petitions in these rows, as far as it is known which stand there; nothing is read."""
        if self._found is not None:
            return [self._found.ids[row] for row in rows if row < len(self._found.ids)]
        first = self._pages.get(0, [])
        return [first[row].id for row in rows if row < len(first)]

    # --- selection ------------------------------------------------------------------------------

    def is_checked(self, petition_id: int) -> bool:
        """Whether a petition is selected."""
        if self._all_but is not None:
            return petition_id not in self._all_but
        return petition_id in self._checked

    def check(self, petition_id: int, *, on: bool) -> None:
        """Select a petition, or not."""
        if self._all_but is not None:
            (self._all_but.discard if on else self._all_but.add)(petition_id)
        else:
            (self._checked.add if on else self._checked.discard)(petition_id)
        self.selection_changed.emit(self.selected_count())

    def check_rows(self, rows: Sequence[int], *, on: bool) -> None:
        """Select the petitions in these rows, or not."""
        for petition_id in self.ids_at(rows):
            if self._all_but is not None:
                (self._all_but.discard if on else self._all_but.add)(petition_id)
            else:
                (self._checked.add if on else self._checked.discard)(petition_id)
        self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), 0))
        self.selection_changed.emit(self.selected_count())

    def check_all(self, *, on: bool) -> None:
        """Select everything the filter shows, or nothing."""
        self._checked, self._all_but = set(), set() if on else None
        if self._total:
            self.dataChanged.emit(self.index(0, 0), self.index(self._total - 1, 0))
        self.selection_changed.emit(self.selected_count())

    def selected_count(self) -> int:
        """How many are selected."""
        if self._all_but is not None:
            return self._total - len(self._all_but)
        return len(self._checked)

    def selected_ids(self) -> list[int]:
        """Ids of the selected petitions, in the ledger's order."""
        if self._all_but is None and not self._checked:
            return []
        known = self._found if self._fresh else None
        ids = known.ids if known else self._service.ids(self.shown, self.order)
        if self._all_but is not None:
            return [i for i in ids if i not in self._all_but]
        return [i for i in ids if i in self._checked]

    # --- QAbstractTableModel --------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows are known to be there."""
        return 0 if parent.isValid() else self._total

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Check a row."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != COLUMN["check"]:
            return False
        row = self.row_at(index.row())
        if row is None:
            return False
        self.check(row.id, on=Qt.CheckState(value) is Qt.CheckState.Checked)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        return True

    def _fetch(self, page: int) -> list[LedgerRow]:
        """Rows for the view, which asks while it paints: an error is told afterwards, and once."""
        if self._found is None or page in self._awaited:
            return []
        ids = self._ids_of(page)
        self._awaited.add(page)
        self._asking = page
        self._ask(
            partial(self._service.rows, ids),
            partial(self._take, page, ids),
            partial(self._miss, page, ids),
        )
        self._asking = None
        return self._pages.get(page, [])

    def _ids_of(self, page: int) -> list[int]:
        ids = self._found.ids[page * PAGE : (page + 1) * PAGE] if self._found is not None else ()
        return list(ids)

    def _take(self, page: int, ids: list[int], rows: list[LedgerRow]) -> None:
        """The lines of a page have come, perhaps so late that others stand there."""
        if page not in self._awaited or ids != self._ids_of(page):
            return
        self._awaited.discard(page)
        self._pages[page] = rows
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        if page != self._asking:
            last = min((page + 1) * PAGE, self._total) - 1
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(COLUMNS) - 1))

    def _miss(self, page: int, ids: list[int], error: DeskError) -> None:
        self._take(page, ids, [])
        self.failed.emit(error)
