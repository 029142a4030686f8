"""The month of due dates: what is due on each day, the chosen day's list, whose limits are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.ledger import SEALED, DueFilter, LedgerFilter
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.services.calendar_days import CalendarDay
from petitiondesk.services.clocks import ClockService, Deadline
from petitiondesk.ui.days import full_day, month_name, short_day
from petitiondesk.ui.dialogs.print_preview import preview
from petitiondesk.ui.models.deadline_models import DueModel
from petitiondesk.ui.models.month_model import DayCounts, MonthModel, grid_days
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.case_print import print_foot
from petitiondesk.ui.prints.due_list import due_list
from petitiondesk.ui.reading import Reading
from petitiondesk.ui.tasks import Progress
from petitiondesk.ui.views.deadlines_view import MonthView
from petitiondesk.ui.views.month_grid import month_later

_WEEK = "deadlines_week"

ALL, OWN = "", "\0own"
"""Whose limits: everybody's, the office's own, or else a section by its name."""

_GROUPED = 500
"""Limits that are put to their days between two looks whether to stop."""

_Due = dict[str, dict[date, list[Deadline]]]
"""Whose limits → the day → those due on it, in order."""


@dataclass(frozen=True)
class Month:
    """What was read of a month: its weeks' days, what is due in them, and what was due before it.

    ``due`` and ``counts`` are by whose it is, and by day.
    """

    first: date
    days: tuple[CalendarDay, ...]
    due: _Due
    counts: dict[str, dict[date, DayCounts]]
    late_before: int
    confirmed: bool


class DueMonth(QObject):
    """Behaviour of the month. ``years_wanted(int)``: the arrangement of a year is to be entered."""

    years_wanted = Signal(int)

    def __init__(self, context: PageContext, view: MonthView, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._view = view
        self._reading = Reading(context.tasks, page)
        self.day = context.desk.ledger.today
        self._month: Month | None = None
        self._print_soon = QTimer(self, singleShot=True, interval=20)
        self._print_soon.timeout.connect(self.print_when_read)
        self.grid = MonthModel()
        self.due = DueModel()
        view.grid.setModel(self.grid)
        view.due.setModel(self.due)
        view.due.set_widths(self.due.widths(), stretch=DueModel.SUMMARY)
        view.due.set_pill_columns([DueModel.PILL])
        view.due.horizontalHeader().moveSection(DueModel.DAY, 0)
        self._connect(page)
        self._restore_week()

    def refresh(self) -> None:
        """Read the month again, in the background: it may hold thousands of limits."""
        work = _MonthRead(self._context.desk.clocks, self.day.replace(day=1))
        self._reading.ask(work, self._show, self._say, Message("正在读取到期事项"))

    def is_reading(self) -> bool:
        """Whether the month wanted is not on screen yet."""
        return self._reading.is_under_way()

    def go_to(self, day: object) -> None:
        """Choose a day; one of another month brings that month up."""
        assert isinstance(day, date)
        self.day = day
        if self._month is not None and self._month.first == day.replace(day=1):
            self._show_day()
        else:
            self.refresh()

    def shown(self) -> list[Deadline]:
        """The month's limits, as filtered."""
        return [deadline for day in self._of_month().values() for deadline in day]

    def _of_month(self) -> dict[date, list[Deadline]]:
        """The limits of each of the month's own days, as filtered."""
        month = self._month.first.month if self._month else 0
        return {day: due for day, due in self._listed().items() if day.month == month}

    def _counts(self) -> dict[date, DayCounts]:
        """How many limits each of the month's own days has, as filtered."""
        if self._month is None:
            return {}
        counts = self._month.counts.get(self._whose(), {})
        return {day: of for day, of in counts.items() if day.month == self._month.first.month}

    def _whose(self) -> str:
        return str(self._view.filter.value() or ALL)

    def _listed(self) -> dict[date, list[Deadline]]:
        """The limits of the weeks that the month touches, by day, as filtered."""
        return self._month.due.get(self._whose(), {}) if self._month else {}

    # --- showing --------------------------------------------------------------------------------

    def _show(self, month: Month) -> None:
        if month.first != self.day.replace(day=1):
            self._let_go(month)
            return
        before, self._month = self._month, month
        if before is not None:
            self._let_go(before)
        view = self._view
        view.month.setText(month_name(month.first))
        self._offer_filters(month)
        view.unconfirmed.say("" if month.confirmed else _unconfirmed(month.first.year))
        late = trn("{n} 项在本月之前到期，现在已经超期。", month.late_before)
        view.late.say(late if month.late_before else "")
        self._show_grid()

    def _let_go(self, month: Month) -> None:
        """A month's hundred thousand limits are freed beside the window, day by day."""
        self._context.tasks.run(partial(_empty, month.due), on_error=self._say, quick=True)

    def _show_grid(self) -> None:
        if self._month is None:
            return
        counts = self._counts()
        today = self._context.desk.ledger.today
        self.grid.show(self._month.first, today, self._month.days, counts)
        total = sum(of.total for of in counts.values())
        words = trn("本月 {n} 项到期", total) if total else tr("本月没有到期的")
        self._view.total.setText(words)
        self._show_day()

    def _show_day(self) -> None:
        view, day = self._view, self.day
        view.grid.setCurrentIndex(self.grid.index_of(day))
        week = view.week.isChecked()
        first = day - timedelta(days=day.weekday()) if week else day
        last = first + timedelta(days=6) if week else day
        listed = self._listed()
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        rows = [deadline for one in days for deadline in listed.get(one, ())]
        self.due.set_rows(rows)
        view.due.setCurrentIndex(self.due.index(0, 0))
        if week:
            view.day.title.setText(f"{short_day(first)} — {short_day(last)}")
        else:
            view.day.title.setText(full_day(day))
        count = trn("{n} 项到期", len(rows))
        view.day_note.setText(count if rows else "")
        nothing = tr("这一周没有到期的。") if week else tr("这一天没有到期的。")
        view.show_nothing_due("" if rows else nothing)
        cell = self.grid.cell(view.grid.currentIndex())
        view.grid.setAccessibleDescription(cell.sentence() if cell else "")

    def _offer_filters(self, month: Month) -> None:
        office = self._context.desk.office.office()
        bound = set(month.due) - {ALL, OWN, SEALED}
        names = [s for s in office.open_sections() if s in bound]
        names += sorted(bound - set(names))
        items: list[tuple[object, str]] = [(ALL, tr("全部")), (OWN, tr("本单位的"))]
        items += [(name, name) for name in names]
        kept = self._view.filter.value()
        self._view.filter.set_items(items)
        if self._view.filter.value() != kept and kept is not None:
            self._show_grid()

    def _say(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self._context.messages.error(error)

    # --- what may be done -----------------------------------------------------------------------

    def print_when_read(self) -> None:
        """Preview the month's list, once the month is on screen."""
        if self.is_reading():
            self._print_soon.start()
        else:
            self.print_month()

    def print_month(self) -> None:
        """Preview the month's list as it is filtered."""
        month = self._month
        if month is None:
            return
        context = self._context
        with context.saying_errors():
            sheet = due_list(
                month.first,
                self.shown(),
                self._view.filter.currentText(),
                "" if month.confirmed else _unconfirmed(month.first.year),
                context.desk.office.office().name,
                print_foot(context),
            )
            clocks = context.desk.clocks
            record = partial(clocks.printed, sheet.title)
            preview(context.look, context.messages, sheet, record, self._view.window())

    def _open(self, index: QModelIndex) -> None:
        deadline = self.due.row(index.row())
        if deadline is not None:
            self._context.go.open_case(deadline.petition_id)

    def _enter(self) -> None:
        """Enter on a day goes to its list; a single limit is opened at once."""
        rows = self.due.rows()
        if len(rows) == 1:
            self._context.go.open_case(rows[0].petition_id)
        elif rows:
            self._view.due.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn(self, months: int, _checked: bool = False) -> None:
        self.go_to(month_later(self.day, months))

    def _turn_week(self, on: bool) -> None:
        """The list beside the month holds the whole week, or the day alone; that is remembered."""
        self._show_week_columns(on=on)
        if self._month is not None:
            self._show_day()
        with self._context.saying_errors():
            self._context.desk.office.remember(_WEEK, on or None)

    def _restore_week(self) -> None:
        on = bool(self._context.desk.office.remembered(_WEEK))
        self._view.week.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self._view.week.setChecked(on)
        self._view.week.blockSignals(False)  # noqa: FBT003
        self._show_week_columns(on=on)

    def _show_week_columns(self, *, on: bool) -> None:
        """The day takes the room of the section."""
        self._view.due.setColumnHidden(DueModel.DAY, not on)
        self._view.due.setColumnHidden(DueModel.SECTION, on)

    def _to_today(self) -> None:
        self.go_to(self._context.desk.ledger.today)

    def _back_to_grid(self) -> None:
        self._view.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _want_year(self) -> None:
        self.years_wanted.emit(self.day.year)

    def _to_ledger(self) -> None:
        self._context.go.open_ledger(LedgerFilter(due=DueFilter.OVERDUE))

    def _filter(self) -> None:
        self._show_grid()

    def _connect(self, page: QWidget) -> None:
        view = self._view
        view.grid.wanted.connect(self.go_to)
        view.grid.home.connect(self._to_today)
        view.grid.entered.connect(self._enter)
        view.before.clicked.connect(partial(self._turn, -1))
        view.after.clicked.connect(partial(self._turn, 1))
        view.now.clicked.connect(self._to_today)
        view.print.clicked.connect(self.print_month)
        view.filter.changed.connect(self._filter)
        view.due.opened.connect(self._open)
        view.week.toggled.connect(self._turn_week)
        view.unconfirmed.button.clicked.connect(self._want_year)
        view.late.button.clicked.connect(self._to_ledger)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), view.due)
        back.setContext(Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(self._back_to_grid)
        printing = QShortcut(QKeySequence("Ctrl+P"), view)
        printing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        printing.activated.connect(self.print_month)


@dataclass(frozen=True)
class _MonthRead:
    """The work in the background; knows the service and not the page."""

    clocks: ClockService
    first: date

    def __call__(self, progress: Progress) -> Month:
        begin, end = grid_days(self.first)
        due = _grouped(self.clocks.between(begin, end, progress.check), progress)
        return Month(
            self.first,
            self.clocks.days(begin, end),
            due,
            {whose: _counted(days, progress) for whose, days in due.items()},
            self.clocks.overdue_before(self.first),
            self.clocks.calendar().confirmed(self.first.year),
        )


def _empty(due: _Due, progress: Progress) -> None:
    for by_day in due.values():
        while by_day:
            by_day.popitem()
            progress.check()


def _grouped(deadlines: Sequence[Deadline], progress: Progress) -> _Due:
    """The limits by whose they are and by day, so that the page has nothing to look through."""
    due: _Due = {ALL: {}}
    for place, deadline in enumerate(deadlines):
        if place % _GROUPED == 0:
            progress.check()
        whose = [ALL, deadline.subject] if deadline.subject else [ALL]
        whose += [OWN] if deadline.duty and not deadline.subject else []
        for name in whose:
            due.setdefault(name, {}).setdefault(deadline.due_on, []).append(deadline)
    return due


def _counted(days: Mapping[date, Sequence[Deadline]], progress: Progress) -> dict[date, DayCounts]:
    counts = {}
    for day, due in days.items():
        progress.check()
        counts[day] = DayCounts.of(due)
    return counts


def _unconfirmed(year: int) -> str:
    return tr("{year} 年放假安排尚未录入，这一年的期限暂按周末和固定节日推算。", year=str(year))
