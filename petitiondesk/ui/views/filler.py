"""One column of a table takes the width that the others leave."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer

from petitiondesk.ui.views.table import DeskTable


class Filler(QObject):
    """Keeps ``column`` as wide as there is room, and no narrower than ``least`` pixels.

    Make it before columns are hidden: while its last section stretches, Qt keeps their room.

    Where there is less, the columns of ``spare`` are left out one by one, the first named first;
    after that the table scrolls. Qt's own stretching column shrinks to nothing instead.
    """

    def __init__(
        self, table: DeskTable, column: int, least: int, spare: Sequence[int] = ()
    ) -> None:
        super().__init__(table)
        self._table = table
        self._column = column
        self._least = least
        self._spare = spare
        # Afterwards: within its own resizing the table has not placed its columns yet.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.fit)
        header = table.horizontalHeader()
        header.setStretchLastSection(False)
        header.sectionResized.connect(self._resized)
        table.columns_changed.connect(self.fit)
        table.viewport().installEventFilter(self)
        self._soon.start()

    def fit(self) -> None:
        """Share the width again."""
        table = self._table
        for column in self._spare:
            table.setColumnHidden(column, False)  # noqa: FBT003 - Qt's own signature
        for column in self._spare:
            if self._room() >= self._least:
                break
            table.setColumnHidden(column, True)  # noqa: FBT003
        table.setColumnWidth(self._column, max(self._least, self._room()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table became wider or narrower."""
        if event.type() == QEvent.Type.Resize:
            self._soon.start()
        return False

    def _resized(self, column: int, _before: int, _now: int) -> None:
        if column not in (self._column, *self._spare):
            self.fit()

    def _room(self) -> int:
        header = self._table.horizontalHeader()
        shown = [n for n in range(header.count()) if not header.isSectionHidden(n)]
        others = sum(header.sectionSize(n) for n in shown if n != self._column)
        return self._table.viewport().width() - others
