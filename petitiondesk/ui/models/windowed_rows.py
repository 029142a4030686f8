"""A table model over a list that may be long: a page of its rows is read when somebody looks at it."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Signal

from petitiondesk.domain.errors import DeskError
from petitiondesk.ui.models.rows_model import Column, Index, NamedColumns

K = TypeVar("K")
R = TypeVar("R")

PAGE = 50
"""Rows read at once: a large screen's worth."""
_KEPT = 20
"""Pages kept: scrolling back and forth asks nothing twice."""


class WindowedRows(NamedColumns[R], Generic[K, R]):
    """Rows by their keys, of which all are known, read by the page.

    ``failed(DeskError)`` when a page cannot be read; its rows stay empty until the next `show`.
    """

    failed = Signal(object)

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._keys: Sequence[K] = ()
        self._read: Callable[[Sequence[K]], Sequence[R]] = lambda _keys: ()
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()

    def show(
        self, keys: Sequence[K], read: Callable[[Sequence[K]], Sequence[R]], first: Sequence[R]
    ) -> None:
        """Show the rows of these keys; ``read`` gives those of some, ``first`` are the first page."""
        self.beginResetModel()
        self._keys, self._read = keys, read
        self._pages = OrderedDict({0: first})
        self.endResetModel()

    def row(self, place: int) -> R | None:
        """The row at ``place``, read if need be; None past the end, or where it cannot be read."""
        if not 0 <= place < len(self._keys):
            return None
        page = self._pages.get(place // PAGE)
        if page is None:
            page = self._fetch(place // PAGE)
        return page[place % PAGE] if place % PAGE < len(page) else None

    def rows(self) -> tuple[R, ...]:
        """All rows, read now.

        Raises:
            DeskError: they cannot be read.
        """
        return tuple(self._read(self._keys))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows."""
        return 0 if parent.isValid() else len(self._keys)

    def _fetch(self, page: int) -> Sequence[R]:
        """Rows for the view, which asks while it paints: an error is told afterwards, and once."""
        rows: Sequence[R] = ()
        try:
            rows = self._read(self._keys[page * PAGE : (page + 1) * PAGE])
        except DeskError as error:
            self.failed.emit(error)
        self._pages[page] = rows
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        return rows
