"""Behaviour of the ledger's columns: which, in what order, how wide; remembered for the next time."""

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.ledger_views import ColumnSet
from petitiondesk.ui.dialogs.ledger_columns import ColumnLine, ColumnsDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.models.ledger_columns import COLUMN, COLUMNS, SUMMARY_LEAST, widths
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.views.filler import Filler
from petitiondesk.ui.views.table import DeskTable

_MOVED_MS = 400
"""A column dragged wider tells of every pixel; this long after the last it is remembered."""

_SPARE = ("class", "archive", "concluded", "repeat", "people", "place", "channel", "topic",
          "petitioner", "section", "received", "state", "due")  # fmt: skip
"""What the table can do without beside a preview that shows it too, the first named first."""

_SPARE_OF_OWN = ("class", "channel", "topic", "petitioner", "section", "received", "state")
"""What it leaves out on a small screen, rather than scroll, until somebody chose columns."""


class LedgerColumns(QObject):
    """Owns the header's order, widths and what is hidden.

    What is changed in one of the program's own views is usual from then on; the columns of a saved view
    belong to it (``usual`` False: they are not remembered here).
    """

    def __init__(self, context: PageContext, table: DeskTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._table = table
        self._applying = True
        self.usual = True
        self._soon = QTimer(self, singleShot=True, interval=_MOVED_MS)
        self._soon.timeout.connect(self.remember)
        table.set_widths(widths())
        self._filler = Filler(table, COLUMN["summary"], SUMMARY_LEAST)
        header = table.horizontalHeader()
        header.sectionResized.connect(self._resized)
        table.columns_changed.connect(self._changed)
        for place, column in enumerate(COLUMNS):
            table.setColumnHidden(place, not column.shown)
        self._own = self.present()
        self._chosen = self._beside = False
        self._applying = False

    def present(self) -> ColumnSet:
        """The columns as they are on screen, those left out for want of room with them."""
        header = self._table.horizontalHeader()
        order = sorted(range(len(COLUMNS)), key=header.visualIndex)
        hidden = [
            column.name
            for place, column in enumerate(COLUMNS)
            if header.isSectionHidden(place) and place not in self._filler.left_out()
        ]
        own = widths()
        changed = {
            column.name: header.sectionSize(place)
            for place, column in enumerate(COLUMNS)
            if column.name not in ("check", "summary")
            and not header.isSectionHidden(place)
            and header.sectionSize(place) != own[place]
        }
        return ColumnSet(tuple(COLUMNS[n].name for n in order), frozenset(hidden), changed)

    def apply(self, columns: ColumnSet | None) -> None:
        """Show these columns, or the program's own."""
        wanted, self._chosen = columns or self._own, columns is not None
        header, own = self._table.horizontalHeader(), widths()
        self._applying = True
        self._filler.give_back()
        try:
            known = [COLUMN[name] for name in wanted.order if name in COLUMN]
            # One that is new since then comes where it stands in the program's own order.
            missing = [n for n in range(len(COLUMNS)) if n not in known]
            for place in missing:
                known.insert(place, place)
            for place, column in enumerate(known):
                header.moveSection(header.visualIndex(column), place)
            for place, column_spec in enumerate(COLUMNS):
                self._table.setColumnHidden(place, column_spec.name in wanted.hidden)
                if column_spec.name != "summary":
                    width = wanted.widths.get(column_spec.name, own[place])
                    self._table.setColumnWidth(place, width)
        finally:
            self._applying = False
        self._spare()

    def restore(self) -> None:
        """Show the usual columns."""
        self.usual = True
        self.apply(self._context.desk.views.columns())

    def remember(self) -> None:
        """Have these columns again the next time, where they are the usual ones."""
        self._soon.stop()
        self._chosen = True
        self._spare()
        if self.usual:
            with self._context.saying_errors():
                self._context.desk.views.keep_columns(self.present())

    def set_beside(self, *, beside: bool) -> None:
        """A preview stands beside the table: what it shows too may be left out."""
        self._beside = beside
        self._spare()

    def _spare(self) -> None:
        names = _SPARE if self._beside else () if self._chosen else _SPARE_OF_OWN
        self._applying = True
        self._filler.set_spare([COLUMN[name] for name in names])
        self._applying = False

    def choose(self) -> None:
        """Choose columns, order and widths in a dialog."""
        look = self._context.look
        dialog = ColumnsDialog(look, self.lines(), self._table.window())
        dialog.usual.clicked.connect(partial(self._show_own, dialog))
        if run(dialog):
            self.apply(dialog.columns())
            self.remember()

    def lines(self) -> list[ColumnLine]:
        """The columns as they are on screen, for the dialog."""
        return self._lines(self.present())

    def _show_own(self, dialog: ColumnsDialog, _checked: bool = False) -> None:
        dialog.show_lines(self._lines(self._own))

    def _lines(self, columns: ColumnSet) -> list[ColumnLine]:
        own = widths()
        names = [name for name in columns.order if name in COLUMN and name != "check"]
        return [
            ColumnLine(
                name,
                COLUMNS[COLUMN[name]].zh,
                name not in columns.hidden,
                0 if name == "summary" else columns.widths.get(name, own[COLUMN[name]]),
            )
            for name in names
        ]

    def _changed(self) -> None:
        """Columns were dragged, or chosen in the menu of the heading."""
        if not self._applying:
            self.remember()

    def _resized(self, column: int, before: int, now: int) -> None:
        if not self._applying and before and now and column != COLUMN["summary"]:
            self._soon.start()
