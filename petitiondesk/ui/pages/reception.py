"""The reception page (接访): the month's roster, and the visits of the day chosen."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain.reception import ReceptionDay
from petitiondesk.domain.rights import Right
from petitiondesk.infra.i18n import tr
from petitiondesk.ui.days import month_name, short_day
from petitiondesk.ui.dialogs.reception import DayDialog
from petitiondesk.ui.dialogs.reception_plan import PlanDialog
from petitiondesk.ui.dialogs.step import ReasonDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.models.reception_models import RosterModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.reception_visits import Visits
from petitiondesk.ui.pieces import Pieces, finish
from petitiondesk.ui.restricted import restrict
from petitiondesk.ui.views.reception_view import ReceptionView

_PLACE = 2
"""The roster's column that takes what is left."""


class ReceptionPage(QWidget):
    """A month of reception days at the left, the visits of one at the right.

    ``whole`` False: it is made by going through its `pieces`.
    """

    HELP = "reception"

    def __init__(self, context: PageContext, *, whole: bool = True) -> None:
        super().__init__()
        self._context = context
        if whole:
            finish(self.pieces())

    def pieces(self) -> Pieces:
        """Make the page (`ui.pieces`)."""
        context = self._context
        self._reception = context.desk.reception
        self._month = context.desk.ledger.today.replace(day=1)
        self._begun = False
        self._quiet = False
        self.view = ReceptionView(context.look)
        yield from self.view.pieces()
        self.roster = RosterModel()
        self.visits = Visits(context, self.view, self)
        self.visits.changed.connect(self._written)
        yield
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._connect()

    def refresh(self) -> None:
        """Read again; the first time on the next day that comes."""
        with self._context.saying_errors():
            following = None if self._begun else self._reception.next()
            self._begun = True
            if following is not None:
                self._show(following.day)
            else:
                self._read(self._chosen())

    def show_day(self, day: date) -> None:
        """Turn to a day, in its month."""
        self._begun = True
        with self._context.saying_errors():
            self._show(day)

    def set_compact(self, *, compact: bool) -> None:
        """Rows of the height chosen in the settings."""
        self.view.roster.set_compact(compact=compact)
        self.view.visits.set_compact(compact=compact)

    # --- showing --------------------------------------------------------------------------------

    def _show(self, day: date) -> None:
        self._month = day.replace(day=1)
        self._read(day)

    def _read(self, wanted: date | None) -> None:
        """Read the month, and the day ``wanted`` or the first there is."""
        following = (self._month + timedelta(days=31)).replace(day=1)
        days = self._reception.days(self._month, following - timedelta(days=1))
        place = next((n for n, entry in enumerate(days) if entry.day == wanted), 0)
        shown = self._reception.day(days[place].day) if days else None
        view, month = self.view, self._month
        view.month.setText(month_name(month))
        self._quiet = True
        self.roster.set_rows(days)
        view.roster.setCurrentIndex(self.roster.index(place, 0))
        self._quiet = False
        view.show_no_days("" if days else tr("这个月还没有接访安排。可以排一个月，也可以加一天。"))
        view.change.setEnabled(bool(days))
        view.cancel.setEnabled(bool(days) and not days[place].visits)
        self.visits.show(shown)

    def _chosen(self) -> date | None:
        entry = self._entry()
        return entry.day if entry else None

    def _entry(self) -> ReceptionDay | None:
        return self.roster.row(self.view.roster.currentIndex().row())

    def _turn(self, months: int, _checked: bool = False) -> None:
        step = timedelta(days=31) if months > 0 else timedelta(days=-1)
        with self._context.saying_errors():
            self._show((self._month + step).replace(day=1))

    def _to_now(self) -> None:
        with self._context.saying_errors():
            self._show(self._context.desk.ledger.today)

    def _choose(self, *_: object) -> None:
        if self._quiet:
            return
        with self._context.saying_errors():
            self._read(self._chosen())

    # --- the roster -----------------------------------------------------------------------------

    def add(self) -> None:
        """Add a day."""
        self._dialog(None)

    def change(self, *_: object) -> None:
        """Change the day chosen."""
        entry = self._entry()
        if entry is not None:
            self._dialog(entry)

    def _dialog(self, value: ReceptionDay | None) -> None:
        with self._context.saying_errors():
            dialog = DayDialog(self._context.desk, self._context.look, value, self.window())
            if run(dialog):
                self._context.go.written()
                self._show(dialog.saved)

    def plan(self) -> None:
        """Plan the month shown."""
        with self._context.saying_errors():
            desk, look = self._context.desk, self._context.look
            if run(PlanDialog(desk, look, self._month, self.window())):
                self._written()

    def cancel(self) -> None:
        """Take the day chosen off the roster."""
        entry = self._entry()
        if entry is None:
            return
        day = short_day(entry.day)
        dialog = ReasonDialog(
            tr("取消接访日"),
            tr(
                "{day} {leader}的接访安排将被取消；取消本身留有记录。", day=day, leader=entry.leader
            ),
            tr("取消这一天"),
            partial(self._reception.cancel, entry.day),
            self.window(),
        )
        if run(dialog):
            self._written()

    # --- parts ----------------------------------------------------------------------------------

    def _written(self) -> None:
        self._context.go.written()
        with self._context.saying_errors():
            self._read(self._chosen())

    def _connect(self) -> None:
        view = self.view
        view.roster.setModel(self.roster)
        view.roster.set_widths(self.roster.widths(), stretch=_PLACE)
        view.roster.selectionModel().currentRowChanged.connect(self._choose)
        view.roster.opened.connect(self.change)
        for button, act in (
            (view.add, self.add),
            (view.plan, self.plan),
            (view.change, self.change),
            (view.cancel, self.cancel),
            (view.now, self._to_now),
        ):
            button.clicked.connect(act)
        restrict(
            self._context.desk, Right.WORK, view.add, view.plan, view.change, view.cancel,
            view.visit, view.register, view.change_visit, view.remove_visit,
        )  # fmt: skip
        restrict(self._context.desk, Right.UNMASK, view.reveal)
        view.before.clicked.connect(partial(self._turn, -1))
        view.after.clicked.connect(partial(self._turn, 1))
