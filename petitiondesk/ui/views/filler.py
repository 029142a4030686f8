"""One column of a table takes the width that the others leave."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QObject, Signal

from petitiondesk.ui.models.rows_model import RowsModel

if TYPE_CHECKING:  # every table has one
    from petitiondesk.ui.views.table import DeskTable

_READABLE, _WELL_READABLE = 72, 120
"""A column narrower than this shows too little of a heading or a text; the one that fills needs more.

In pixels.
"""

_LONG, _SURE = 260, 180
"""What a column may ask of the others for a long text, and what the one that fills has before; in pixels."""

_ROWS = 30
"""Rows that are measured: as many as are seen at once."""


class Filler(QObject):
    """Keeps ``column`` as wide as there is room, and no narrower than ``least`` pixels.

    Make it before columns are hidden: while its last section stretches, Qt keeps their room.

    Where there is less, the columns of ``spare`` are left out one by one, the first named first. Where
    they ``yield_``, the others give before that what their cells do not need, also to those whose cells
    are cut, and become narrower after it: first down to their headings, then to what can still be read.
    After that the table scrolls. Qt's own stretching column shrinks to nothing
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
        self._own: dict[int, int] = {}
        self._dragged: set[int] = set()
        self._fills = least
        self._needs = _Needs(table)
        self._needs.changed.connect(self._forget)
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
        enough = self._suit()
        for column in self._spare:
            if enough:
                break
            if not table.isColumnHidden(column):
                self._left_out.append(column)
                table.setColumnHidden(column, True)  # noqa: FBT003 - Qt's own signature
                enough = self._suit()
        least = self._narrow() if self._yields else self._least
        table.setColumnWidth(self._column, max(least, self._room()))
        self._shared, self._held = table.viewport().width(), False

    def _show_left_out(self) -> None:
        back, self._left_out = self._left_out, []
        for column in back:
            self._table.setColumnHidden(column, False)  # noqa: FBT003 - Qt's own signature

    def _suit(self) -> bool:
        """Give each column what its cells need, as far as there is room; whether there is enough."""
        self._give_own()
        needs = self._needs.of([self._column, *self._others()]) if self._yields else {}
        if not needs:
            return self._room() >= self._least
        header, self._fills = self._table.horizontalHeader(), needs.pop(self._column)
        own = {column: header.sectionSize(column) for column in needs}
        needs.update((column, own[column]) for column in needs if column in self._dragged)
        given = _given(own, needs, self._fills, self._table.viewport().width())
        for column, width in given.items():
            self._set(column, width)
        whole = all(given[column] >= min(needs[column], _LONG) for column in given)
        return whole and self._room() >= min(self._fills, _LONG)

    def _narrow(self) -> int:
        """Let the other columns become narrower; return how narrow the one that fills may be."""
        heading, wanted = self._table.heading_width, min(self._least, self._fills)
        self._yield_to(heading, wanted)
        least = min(wanted, _WELL_READABLE)
        self._yield_to(lambda column: min(heading(column), _READABLE), least)
        return min(wanted, _READABLE)

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
            self._set(column, width)

    def _set(self, column: int, width: int) -> None:
        """Another width for a column, which keeps its own for when there is room."""
        now = self._table.horizontalHeader().sectionSize(column)
        if width != now:
            self._own.setdefault(column, now)
            self._table.setColumnWidth(column, width)

    def _give_own(self) -> None:
        """Give the columns their own widths again."""
        before, self._own = self._own, {}
        for column, width in before.items():
            self._table.setColumnWidth(column, width)

    def _forget(self) -> None:
        """Other rows need other widths."""
        self._shared = -1
        if self._table.isVisible():  # else as soon as it is
            self.fit()

    def _place(self) -> None:
        # Only for another width: columns that are shown and left out again ask to be placed.
        if not self._held and self._table.viewport().width() != self._shared:
            self._share()

    def _resized(self, column: int, before: int, now: int) -> None:
        if self._held:
            return
        self._own.pop(column, None)
        if before and now:  # else it was hidden, or shown again
            self._dragged.add(column)
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


def _given(
    own: Mapping[int, int], needs: Mapping[int, int], fills: int, room: int
) -> dict[int, int]:
    """Column → its width where ``fills`` is needed beside them: its own, less what it does not need.

    First the one that fills is sure of some of what it needs, then those that are cut, then it has the
    rest. What is still left the others keep of their own.
    """
    given = {column: min(width, needs[column]) for column, width in own.items()}
    left = room - sum(given.values()) - min(fills, _SURE)
    for column, width in given.items():
        more = max(0, min(left, min(needs[column], _LONG) - width))
        given[column] += more
        left -= more
    left = max(0, left - max(0, fills - _SURE))
    back = {column: max(0, width - given[column]) for column, width in own.items()}
    whole = max(1, sum(back.values()))
    for column, width in back.items():
        given[column] += min(width, left * width // whole)
    return given


class _Needs(QObject):
    """How wide the columns of a table must be for nothing to be cut; ``changed`` when its rows did.

    Only of rows that are all at hand, and of the first of them. What was needed once stays so: columns
    that became narrower and wider with each list would be no help.
    """

    changed = Signal()

    def __init__(self, table: "DeskTable") -> None:
        super().__init__(table)
        self._table = table
        self._model: RowsModel[Any] | None = None
        self._most: dict[int, int] = {}
        self._known: set[int] = set()

    def of(self, columns: Sequence[int]) -> dict[int, int]:
        """Column → pixels, headings included; nothing where no rows are at hand."""
        model: QAbstractItemModel | None = self._table.model()
        if not isinstance(model, RowsModel):
            return {}
        if model is not self._model:
            self._follow(model)
        if not model.rowCount():
            return {}
        for column in columns:
            if column not in self._known:
                self._known.add(column)
                before = self._most.get(column, 0)
                self._most[column] = max(before, self._measured(model, column))
        return {column: self._most[column] for column in columns}

    def _measured(self, model: RowsModel[Any], column: int) -> int:
        rows = range(min(_ROWS, model.rowCount()))
        cells = (self._table.sizeHintForIndex(model.index(row, column)).width() for row in rows)
        return max(self._table.heading_width(column), *cells, 0)

    def _follow(self, model: RowsModel[Any]) -> None:
        self._model, self._most = model, {}
        self._known.clear()
        for signal in (model.modelReset, model.rowsInserted, model.dataChanged):
            signal.connect(self._measure_again)

    def _measure_again(self) -> None:
        self._known.clear()
        self.changed.emit()
