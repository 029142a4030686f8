"""The Deadlines page (期限): the month of due dates, and the calendar they are counted by."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.deadlines_holidays import Holidays
from petitiondesk.ui.pages.deadlines_month import DueMonth
from petitiondesk.ui.pieces import Pieces, finish
from petitiondesk.ui.views.deadlines_view import DUE, HOLIDAYS, DeadlinesView, MonthView
from petitiondesk.ui.views.holidays_view import HolidaysView


class DeadlinesPage(QWidget):
    """Two parts under one heading; the month comes up first.

    ``whole`` False: it is made by going through its `pieces`.
    """

    HELP = "deadlines"

    def __init__(self, context: PageContext, *, whole: bool = True) -> None:
        super().__init__()
        self._context = context
        if whole:
            finish(self.pieces())

    def pieces(self) -> Pieces:
        """Make the page (`ui.pieces`)."""
        context = self._context
        month = MonthView(context.look)
        yield
        holidays = HolidaysView(context.look, context.desk.ledger.today)
        yield
        self.view = DeadlinesView(context.look, month, holidays, self)
        yield
        self.month = DueMonth(context, self.view.month, self)
        yield
        self.holidays = Holidays(context, self.view.holidays, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.parts.changed.connect(self._turn)
        self.month.years_wanted.connect(self.show_year)
        self.holidays.changed.connect(self.month.refresh)

    def refresh(self) -> None:
        """Read both parts again."""
        self.month.refresh()
        self.holidays.refresh()

    def show_year(self, year: int) -> None:
        """Bring up the arrangement of a year."""
        self.view.show_part(HOLIDAYS)
        self.holidays.show_year(year)
        self.view.holidays.bring.setFocus()

    def first(self) -> QWidget:
        """Where the keyboard begins."""
        shows_month = self.view.parts.value() == DUE
        return self.view.month.grid if shows_month else self.view.holidays.spans

    def set_compact(self, *, compact: bool) -> None:
        """Rows of the height chosen in the settings."""
        for table in (self.view.month.due, self.view.holidays.spans, self.view.holidays.changes):
            table.set_compact(compact=compact)

    def _turn(self, part: object) -> None:
        self.view.show_part(part)
