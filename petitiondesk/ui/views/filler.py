"""One column of a table takes the width that the others leave."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from petitiondesk.ui.views.table import DeskTable


class Filler(QObject):
    """Keeps ``column`` as wide as there is room, and no narrower than ``least`` pixels.

    Make it before columns are hidden: while its last section stretches, Qt keeps their room.

    Where there is less, the columns of ``spare`` are left out one by one, the first named first;
    after that the table scrolls. Qt's own stretching column shrinks to nothing instead.

    The width is shared as the table places its columns, not a moment later: a picture painted in
    between would show a scroll bar that is about to go.
    """

    def __init__(
        self, table: DeskTable, column: int, least: int, spare: Sequence[int] = ()
    ) -> None:
        super().__init__(table)
        self._table = table
        self._column = column
        self._least = least
        self._spare = spare
        self._left_out: list[int] = []
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
        table, self._held = self._table, True
        self._show_left_out()
        for column in self._spare:
            if self._room() >= self._least:
                break
            if not table.isColumnHidden(column):
                self._left_out.append(column)
                table.setColumnHidden(column, True)  # noqa: FBT003 - Qt's own signature
        table.setColumnWidth(self._column, max(self._least, self._room()))
        self._shared, self._held = table.viewport().width(), False

    def _show_left_out(self) -> None:
        back, self._left_out = self._left_out, []
        for column in back:
            self._table.setColumnHidden(column, False)  # noqa: FBT003 - Qt's own signature

    def _place(self) -> None:
        # Only for another width: columns that are shown and left out again ask to be placed.
        if not self._held and self._table.viewport().width() != self._shared:
            self._share()

    def _resized(self, column: int, _before: int, _now: int) -> None:
        if not self._held and column not in (self._column, *self._spare):
            self._share()

    def _room(self) -> int:
        header = self._table.horizontalHeader()
        shown = [n for n in range(header.count()) if not header.isSectionHidden(n)]
        others = sum(header.sectionSize(n) for n in shown if n != self._column)
        return self._table.viewport().width() - others
