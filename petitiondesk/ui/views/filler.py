"""One column of a table takes the width that the others leave."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QObject

if TYPE_CHECKING:  # every table has one
    from petitiondesk.ui.views.table import DeskTable

_READABLE, _WELL_READABLE = 72, 120
"""A column narrower than this shows too little of a heading or a text; the one that fills needs more.

In pixels.
"""


class Filler(QObject):
    """Keeps ``column`` as wide as there is room, and no narrower than ``least`` pixels.

    Make it before columns are hidden: while its last section stretches, Qt keeps their room.

    Where there is less, the columns of ``spare`` are left out one by one, the first named first; then,
    where they ``yield_``, the others become narrower too: first down to their headings, then to what
    can still be read. After that the table scrolls. Qt's own stretching column shrinks to nothing
    instead.

    The width is shared as the table places its columns, not a moment later: a picture painted in
    between would show a scroll bar that is about to go.
    """

    def __init__(
        self,
        table: "DeskTable",
        column: int,
        least: int,
        spare: Sequence[int] = (),
        *,
        yield_: bool = False,
    ) -> None:
        super().__init__(table)
        self._table = table
        self._column = column
        self._least = least
        self._spare = spare
        self._left_out: list[int] = []
        self._yields = yield_
        self._narrowed: dict[int, int] = {}
        self._shared = -1
        self._held = False
        header = table.horizontalHeader()
        header.setStretchLastSection(False)
        header.sectionResized.connect(self._resized)
        table.columns_changed.connect(self.fit)
        table.placing.connect(self._place)

    def set_spare(self, spare: Sequence[int]) -> None:
        """Leave out these where there is less room, and no others."""
        self._spare = spare
        self.fit()

    def left_out(self) -> frozenset[int]:
        """Columns that would show, had they room."""
        return frozenset(self._left_out)

    def give_back(self) -> None:
        """Show what was left out and keep still until the next `fit`: all columns are set anew."""
        self._show_left_out()
        self._held = True

    def fit(self) -> None:
        """Share the width again."""
        self._held = False
        self._share()
        self._table.updateGeometries()

    def _share(self) -> None:
        model: QAbstractItemModel | None = self._table.model()
        if model is None:
            return  # Qt places columns also while a window goes
        table, self._held = self._table, True
        self._show_left_out()
        self._widen()
        for column in self._spare:
            if self._room() >= self._least:
                break
            if not table.isColumnHidden(column):
                self._left_out.append(column)
                table.setColumnHidden(column, True)  # noqa: FBT003 - Qt's own signature
        least = self._narrow() if self._yields else self._least
        table.setColumnWidth(self._column, max(least, self._room()))
        self._shared, self._held = table.viewport().width(), False

    def _show_left_out(self) -> None:
        back, self._left_out = self._left_out, []
        for column in back:
            self._table.setColumnHidden(column, False)  # noqa: FBT003 - Qt's own signature

    def _narrow(self) -> int:
        """Let the other columns become narrower; return how narrow the one that fills may be."""
        heading = self._table.heading_width
        self._yield_to(heading, self._least)
        least = min(self._least, _WELL_READABLE)
        self._yield_to(lambda column: min(heading(column), _READABLE), least)
        return min(self._least, _READABLE)

    def _yield_to(self, floor: Callable[[int], int], least: int) -> None:
        """Leave ``least`` for the one that fills: the widest of the others become as wide as the next."""
        header = self._table.horizontalHeader()
        now = {column: header.sectionSize(column) for column in self._others()}
        floors = {column: min(width, floor(column)) for column, width in now.items()}
        room = self._table.viewport().width() - least
        if sum(now.values()) <= room:
            return

        def under(cap: int) -> dict[int, int]:
            return {column: max(floors[column], min(now[column], cap)) for column in now}

        caps = range(max(now.values()))
        cap = bisect_right(caps, room, key=lambda cap: sum(under(cap).values())) - 1
        for column, width in under(max(0, cap)).items():
            if width < now[column]:
                self._narrowed.setdefault(column, now[column])
                self._table.setColumnWidth(column, width)

    def _widen(self) -> None:
        """Give the columns that yielded their own widths again."""
        before, self._narrowed = self._narrowed, {}
        for column, width in before.items():
            self._table.setColumnWidth(column, width)

    def _place(self) -> None:
        # Only for another width: columns that are shown and left out again ask to be placed.
        if not self._held and self._table.viewport().width() != self._shared:
            self._share()

    def _resized(self, column: int, _before: int, _now: int) -> None:
        if self._held:
            return
        self._narrowed.pop(column, None)
        if column not in (self._column, *self._spare):
            self._share()

    def _room(self) -> int:
        header = self._table.horizontalHeader()
        others = sum(header.sectionSize(column) for column in self._others())
        return self._table.viewport().width() - others

    def _others(self) -> list[int]:
        header = self._table.horizontalHeader()
        shown = [n for n in range(header.count()) if not header.isSectionHidden(n)]
        return [column for column in shown if column != self._column]
