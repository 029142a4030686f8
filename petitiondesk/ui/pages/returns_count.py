"""A period counted in the background and shown as tables, or a submitted version as it was."""

from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from petitiondesk.domain.errors import Cancelled, DeskError, InvalidInput
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.figures import Key, Return, Submitted
from petitiondesk.domain.returns.grid import Grid
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.infra.i18n import render, tr
from petitiondesk.ui.models.return_bars import bars_of, charted_column
from petitiondesk.ui.models.return_model import ReturnModel
from petitiondesk.ui.models.return_words import period_text
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.returns_cases import ReturnCases
from petitiondesk.ui.pages.returns_work import Counted, Counting, Opened, Wanted
from petitiondesk.ui.reading import Reading
from petitiondesk.ui.views.returns_view import CountView

_MAKING = timedelta(days=10)
"""How long after a month its return is usually made."""


def first_period(today: date) -> Period:
    """The month whose return is due to be made: in a month's first ten days that of the one before."""
    return Period.of(PeriodKind.MONTH, today - _MAKING)


class ReturnCount(QObject):
    """Behaviour of the count. ``changed`` when another return, or none, is on screen.

    ``value`` is the return on screen, ``frozen`` the submitted version it is, if it is one.
    ``open_asked(Submitted)``: the last version submitted of this period is to be shown.
    """

    changed = Signal()
    open_asked = Signal(object)

    def __init__(self, context: PageContext, view: CountView, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._view = view
        self._reading = Reading(context.tasks, page)
        self._own_cut_off: date | None = None
        self._period = view.period.field.period()
        self._wanted: Wanted | None = None
        self._versions: tuple[Submitted, ...] = ()
        self._grids: list[Grid] = []
        self._bars: list[Key | None] = []
        self.value: Return | None = None
        self.frozen: Submitted | None = None
        self.model = ReturnModel(self)
        self.cases = ReturnCases(context, view.cases, page)
        view.tables.grid.setModel(self.model)
        view.cut_off.set_value(context.desk.returns.default_cut_off(self._period))
        self._connect()

    # --- counting -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Count again what is chosen; a submitted version stays as it was."""
        if self.frozen is not None:
            return
        view, today = self._view, self._context.desk.ledger.today
        view.period.set_today(today)
        view.cut_off.set_today(today)
        if self._own_cut_off is None:
            view.cut_off.set_value(self._context.desk.returns.default_cut_off(self._period))
        self._wanted = Wanted(self._period, self._own_cut_off)
        view.trouble.hide()
        self._offer_next()
        work = Counting(self._context.desk.returns, self._wanted)
        view.progress.follow(
            self._reading.ask(work, self._counted, self._fail, Message("正在统计"))
        )

    def is_reading(self) -> bool:
        """Whether what is wanted is not on screen yet."""
        return self._reading.is_under_way() or self.cases.is_reading()

    def show_period(self, period: Period, cut_off: date | None = None) -> None:
        """Choose a period; ``cut_off`` None is the usual one."""
        self._view.period.set_period(period)
        self._period, self._own_cut_off = period, cut_off
        if cut_off is not None:
            self._view.cut_off.set_value(cut_off)
        self.frozen = None
        if self.cases.key is not None:
            self._to_tables()
        self.refresh()

    def show_frozen(self, opened: Opened) -> None:
        """Show a submitted version as it was."""
        self._reading.stop()
        row = opened.row
        self.frozen, self._wanted = row, None
        self._period, self._own_cut_off = row.period, None
        self._view.period.set_period(row.period)
        self._view.cut_off.set_value(row.cut_off)
        self._view.trouble.hide()
        self._offer_next()
        self._to_tables()
        self._show(opened.value, opened.tables)

    def _counted(self, counted: Counted) -> None:
        if counted.wanted != self._wanted:
            return
        self._versions = counted.versions
        self._show(counted.value, counted.tables)

    def _fail(self, error: DeskError) -> None:
        stopped = isinstance(error, Cancelled)
        if self.frozen is not None:
            return
        view = self._view
        self.value = None
        self.cases.key = None
        if isinstance(error, InvalidInput):
            sentence = render(error.findings[0].message)
        else:
            sentence = tr("统计停下了，登记簿没有改动。") if stopped else tr("没有统计成。")
        for line in (view.frozen, view.earlier):
            line.say("")
        view.said.setText("")
        view.empty.sentence.setText(sentence)
        view.empty.setAccessibleName(sentence)
        view.body.setCurrentWidget(view.empty)
        if not stopped and not isinstance(error, InvalidInput):
            self._context.messages.error(error)
        self.changed.emit()

    # --- showing --------------------------------------------------------------------------------

    def _show(self, value: Return, tables: list[Grid]) -> None:
        self.value, self._grids = value, tables
        view = self._view
        view.cut_off.set_value(value.cut_off)
        self._say(value)
        kept = view.tables.list.currentRow()
        place = self._place()
        view.tables.list.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        view.tables.list.clear()
        for grid in self._grids:
            QListWidgetItem(tr(grid.zh), view.tables.list)
        view.tables.list.setCurrentRow(min(max(kept, 0), len(self._grids) - 1))
        view.tables.list.blockSignals(False)  # noqa: FBT003
        self._show_grid()
        if place is not None and self.model.hasIndex(*place):
            view.tables.grid.setCurrentIndex(self.model.index(*place))
        key = self.cases.key
        if key is not None and key in value.key_set:
            self.cases.show(value, key)
        else:
            self._to_tables()
        self.changed.emit()

    def _place(self) -> tuple[int, int] | None:
        """Row and column the keyboard is on, to come back to."""
        index = self._view.tables.grid.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def _say(self, value: Return) -> None:
        view, row = self._view, self.frozen
        name = period_text(value.period)
        day = value.cut_off.isoformat()
        if value.cut_off < value.period.end:
            said = tr("{period}，统计到 {day} 这一天结束；期间还没有过完。", period=name, day=day)
        else:
            said = tr("{period}，统计到 {day}；期间已经过完。", period=name, day=day)
        if value.is_nil():
            said = tr("{said}这一期没有收到也没有办结，可以零报告上报。", said=said)
        today = self._context.desk.ledger.today
        if row is None and value.cut_off < today and today in value.period:
            said = tr("{said}今天的不在内，要算进去，请把“统计到”改成今天。", said=said)
        view.said.setText(said)
        frozen = ""
        if row is not None:
            frozen = tr("第 {n} 版，{day} 上报", n=row.version, day=row.submitted_on.isoformat())
        view.frozen.say(frozen)
        newest = self._versions[-1] if self._versions and row is None else None
        earlier = ""
        if newest is not None:
            earlier = tr(
                "本期已上报第 {n} 版（{day}，统计到 {cut}）。下面是现在的统计。",
                n=newest.version,
                day=newest.submitted_on.isoformat(),
                cut=newest.cut_off.isoformat(),
            )
        view.earlier.say(earlier)

    def _show_grid(self) -> None:
        place = self._view.tables.list.currentRow()
        if self.value is None or not 0 <= place < len(self._grids):
            return
        grid, tables = self._grids[place], self._view.tables
        self.model.show_grid(self.value, grid)
        tables.grid.setAccessibleName(tr(grid.zh))
        tables.grid.fit(self.model.widths(), self.model.label_width())
        tables.grid.setCurrentIndex(self.model.index(0, 0))
        self._show_chart(grid)

    def _show_chart(self, grid: Grid) -> None:
        """The largest rows of the table; nothing for tables without a column to draw."""
        assert self.value is not None
        tables, column = self._view.tables, charted_column(self.value, grid.code)
        shown = (column.code,) if column else ()
        hidden = self._context.desk.returns.folded(self.value, grid.code, shown) if shown else ()
        found = bars_of(self.value, grid.code, hidden)
        self._bars = [bar.key for bar in found.rows]
        tables.chart_card.title.setText(found.title)
        tables.chart_card.setAccessibleName(found.title)
        tables.chart.setAccessibleName(f"{tr(grid.zh)} · {found.title}")
        tables.show_chart([(bar.name, bar.number) for bar in found.rows])

    # --- the clerk ------------------------------------------------------------------------------

    def open_figure(self, key: Key) -> None:
        """List what stands behind a number."""
        if self.value is not None:
            self._view.body.setCurrentWidget(self._view.cases)
            self.cases.show(self.value, key)

    def _open_cell(self, index: QModelIndex) -> None:
        key = self.model.key(index)
        if key is not None:
            self.open_figure(key)

    def _open_bar(self, place: int) -> None:
        key = self._bars[place]
        if key is not None:  # several small rows together have no list of their own
            self.open_figure(key)

    def _to_tables(self) -> None:
        self.cases.key = None
        self._view.body.setCurrentWidget(self._view.tables)

    def _close_cases(self) -> None:
        self._to_tables()
        self._view.tables.grid.setFocus()

    def _choose(self, period: object) -> None:
        if isinstance(period, Period):
            self.show_period(period)

    def _choose_cut_off(self) -> None:
        day = self._view.cut_off.value()
        if day is None:
            self._refuse(self._view.cut_off.problem() or Message("请填写统计到哪一天。"))
        elif self.value is None or day != self.value.cut_off or self.frozen is not None:
            self.show_period(self._period, day)

    def _leave(self) -> None:
        self.show_period(self._period)

    def _open_earlier(self) -> None:
        if self._versions:
            self.open_asked.emit(self._versions[-1])

    def _refuse(self, message: Message) -> None:
        """What is typed cannot be read; what is on screen stays."""
        self._view.trouble.say(render(message))

    def _offer_next(self) -> None:
        """A period that has not begun cannot be counted."""
        begun = self._period.next().start <= self._context.desk.ledger.today
        self._view.period.after.setEnabled(begun)

    def _connect(self) -> None:
        view = self._view
        view.period.changed.connect(self._choose)
        view.period.refused.connect(self._refuse)
        view.cut_off.editingFinished.connect(self._choose_cut_off)
        view.tables.list.currentRowChanged.connect(self._show_grid)
        view.tables.grid.opened.connect(self._open_cell)
        view.tables.chart.activated.connect(self._open_bar)
        view.frozen.leave.clicked.connect(self._leave)
        view.earlier.button.clicked.connect(self._open_earlier)
        assert view.empty.button is not None
        view.empty.button.clicked.connect(self.refresh)
        self.cases.closed.connect(self._close_cases)
