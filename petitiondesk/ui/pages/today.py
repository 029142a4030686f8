"""The Today page: what the day brings; each count opens its list."""

from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain.archive import TO_ARCHIVE
from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.ledger import DueFilter, LedgerFilter
from petitiondesk.domain.messages import Message
from petitiondesk.domain.reception import ReceptionDay
from petitiondesk.domain.terms import State
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.services.ledger import Day
from petitiondesk.services.recently import (
    ANSWERED,
    ARCHIVED,
    CONCLUDED,
    OVERDUE,
    REGISTERED,
    Recently,
)
from petitiondesk.ui.days import full_day, headline_day, times
from petitiondesk.ui.models.ledger_columns import COLUMN, COLUMNS, SUMMARY_LEAST, widths
from petitiondesk.ui.models.ledger_rows import LedgerRowsModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.reading import Reading
from petitiondesk.ui.tasks import Progress
from petitiondesk.ui.views.chart_base import Series
from petitiondesk.ui.views.filler import Filler
from petitiondesk.ui.views.today_view import TodayView

_STATES = {
    "propose": frozenset({State.REGISTERED}),
    "route": frozenset({State.PROPOSED, State.INSTRUCTED, State.RETURNED}),
    "section": frozenset({State.ROUTED, State.IN_PROGRESS}),
    "review": frozenset({State.UNDER_REVIEW}),
    "deliver": frozenset({State.REPLIED}),
    "archive": TO_ARCHIVE.states,
}
"""Card → the states it counts."""

LISTS = {
    "overdue": LedgerFilter(due=DueFilter.OVERDUE),
    "soon": LedgerFilter(due=DueFilter.SOON),
    **{key: LedgerFilter(states=states) for key, states in _STATES.items()},
}
"""Card → the list it opens."""

_FIRST = 0.3
"""Seconds that the window waits for the very first counts: with none the page would say nothing."""

_SHOWN = ("number", "summary", "petitioner", "section", "due")


class TodayPage(QWidget):
    """Counts, the most pressing cases, the year's months and the quarter's topics."""

    HELP = "today"

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._reception_day: date | None = None
        self.view = TodayView(context.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.model = LedgerRowsModel(context.desk.ledger, self)
        table = self.view.table
        table.setModel(self.model)
        table.set_pill_columns([COLUMN["due"]])
        table.set_widths(widths())
        spare = (COLUMN["section"], COLUMN["petitioner"])
        Filler(table, COLUMN["summary"], SUMMARY_LEAST, spare)
        for index, spec in enumerate(COLUMNS):
            table.setColumnHidden(index, spec.name not in _SHOWN)
        table.opened.connect(self._open)
        pressing = LedgerFilter(due=DueFilter.PRESSING)
        self.view.all.clicked.connect(partial(context.go.open_ledger, pressing))
        for key, card in self.view.cards.items():
            card.clicked.connect(partial(context.go.open_ledger, LISTS[key]))
        assert self.view.nothing.button is not None
        self.view.nothing.button.clicked.connect(context.go.open_register)
        self.view.open_reception.clicked.connect(self._open_reception)
        self._counts = Reading(context.tasks, self)
        self._changes = Reading(context.tasks, self)
        self._counted = False

    def refresh(self) -> None:
        """Count again; counts that cannot be read stay as they were, and that is said.

        All is read beside the window, which waits a moment for the counts: the old ones are less
        unrest than none. What changed is read from the end of the record.
        """
        self._read_counts()
        self._read_changes()

    def _read_counts(self) -> None:
        desk, tasks = self._context.desk, self._context.tasks

        def work(_progress: Progress) -> tuple[Day, ReceptionDay | None]:
            return desk.ledger.day(), desk.reception.next()

        task = self._counts.ask(work, self._show, self._not_read, Message("正在统计"), glance=True)
        tasks.wait(task, 0.0 if self._counted else _FIRST)

    def _read_changes(self) -> None:
        recently = self._context.desk.recently

        def work(progress: Progress) -> Recently:
            return recently.since_last_workday(progress.check)

        self._changes.ask(work, self._show_since, self._not_read, Message("正在读取最近的变化"))

    def set_compact(self, *, compact: bool) -> None:
        """Rows of the height chosen in the settings."""
        self.view.table.set_compact(compact=compact)
        self._fit_table()

    def _show(self, read: tuple[Day, ReceptionDay | None]) -> None:
        self._counted = True
        day, reception = read
        self.view.day.setText(headline_day(day.day))
        self._show_counts(day)
        self._show_pressing(day)
        months = [str(n) for n in range(1, 13)]
        before = Series(tr("去年"), day.months_before, hollow=True)
        now = Series(tr("今年"), day.months)
        self.view.months.set_data(months, [before, now])
        self.view.topics.set_data(day.topics)
        self._show_reception(reception)

    def _show_counts(self, day: Day) -> None:
        cards = self.view.cards
        worst = day.pressing[0] if day.pressing else None
        due = worst.next_due_on if worst else None
        late = (day.day - due).days if due else 0
        cards["overdue"].set_count(day.overdue, trn("最久 {n} 天", late) if late > 0 else "")
        cards["soon"].set_count(day.soon)
        for key, states in _STATES.items():
            cards[key].set_count(sum(day.by_state.get(state, 0) for state in states))

    def _show_pressing(self, day: Day) -> None:
        self.model.show_rows(day.pressing)
        view = self.view
        view.all.setText(trn("全部 {n} 件", day.overdue + day.soon))
        view.all.setVisible(bool(day.pressing))
        view.table.setVisible(bool(day.pressing))
        view.nothing.setVisible(not day.pressing)
        self._fit_table()

    def _show_reception(self, day: ReceptionDay | None) -> None:
        """The next reception day, or that there is none."""
        self._reception_day = day.day if day else None
        view = self.view
        view.open_reception.setText(tr("打开") if day else tr("去安排"))
        view.open_reception.setAccessibleName(tr("打开接访日") if day else tr("去安排接访日"))
        view.reception.setText(_next_reception(day) if day else tr("还没有接访安排。"))

    def _show_since(self, recently: Recently) -> None:
        """Each kind of change that there was, with its count."""
        day = full_day(recently.since)
        self.view.since_day.setText(
            tr("{day} 起", day=day)
            if recently.whole
            else tr("{day} 起，太多，只数了最近的一部分", day=day)
        )
        changes = [(key, ids) for key, ids in recently.petitions.items() if ids]
        self.view.show_changes([(key, _changed(key, len(ids))) for key, ids in changes])
        for key, ids in changes:
            go = partial(self._context.go.open_ledger, LedgerFilter(ids=ids))
            self.view.changes[key].clicked.connect(go)

    def _not_read(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self._context.messages.error(error)

    def _open_reception(self) -> None:
        self._context.go.open_reception(self._reception_day)

    def _fit_table(self) -> None:
        """As high as its rows: the page scrolls, not the table."""
        table = self.view.table
        rows = self.model.rowCount() * table.verticalHeader().defaultSectionSize()
        table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows + 2)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is not None:
            self._context.go.open_case(row.id)


def _changed(key: str, count: int) -> str:
    """A kind of change with its count."""
    return {
        REGISTERED: trn("登记 {n} 件", count),
        ANSWERED: trn("答复 {n} 件", count),
        CONCLUDED: trn("办结 {n} 件", count),
        ARCHIVED: trn("归档 {n} 件", count),
        OVERDUE: trn("新超期 {n} 件", count),
    }[key]


def _next_reception(day: ReceptionDay) -> str:
    """When, who receives, where."""
    when = f"{full_day(day.day)} {times(day)}".strip()
    return "　".join(part for part in (when, day.leader, day.place) if part)
