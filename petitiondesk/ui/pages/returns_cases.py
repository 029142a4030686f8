"""The list behind a number of a return: exactly what it counts."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.figures import Key, Line, Return, When
from petitiondesk.domain.returns.indicators import Basis
from petitiondesk.domain.returns.period import compared_with
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.ui.models.return_entries import CaseLine, EntriesModel, case_lines
from petitiondesk.ui.models.return_words import count_text, figure_name, measure_of, period_text
from petitiondesk.ui.models.windowed_rows import PAGE
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.returns_work import Listed, Listing
from petitiondesk.ui.tasks import Task
from petitiondesk.ui.views.filler import Filler
from petitiondesk.ui.views.returns_view import CasesView

_DUE = 8
"""Place of the due date among the columns of petitions; no other list has so many columns."""
_WIDE, _LEAST = 3, 176
"""The column that takes what is left, and its least width."""
_SPARE = ("topic", "petitioner", "channel", "section", "received")
"""The columns of petitions that are left out where room is scarce, the first named first."""


class ReturnCases(QObject):
    """Behaviour of the list. ``closed`` when the clerk goes back to the table."""

    closed = Signal()

    def __init__(self, context: PageContext, view: CasesView, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._view = view
        self._task: Task | None = None
        self._value: Return | None = None
        self.key: Key | None = None
        self.model: EntriesModel | None = None
        self._filler = Filler(view.table, _WIDE, _LEAST, yield_=True)
        view.table.set_pill_columns([_DUE])
        view.table.opened.connect(self._open)
        view.back.clicked.connect(self.close)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), view)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.close)

    def show(self, value: Return, key: Key) -> None:
        """List what stands behind the figure ``key``; it is read in the background."""
        if self._task is not None and not self._task.ended:
            self._task.cancel()  # overtaken
        self._value, self.key = value, key
        measure, number = measure_of(value, key), value.value(key)
        title = tr(
            "{figure}：{count}",
            figure=figure_name(value, key),
            count=count_text(measure, number),
        )
        self._view.title.setText(title)
        self._view.table.setAccessibleDescription(title)
        self._view.basis.setText(_basis(value, key))
        self._view.show_nothing("")
        self._task = self._context.tasks.run(
            Listing(self._context.desk.returns, value, key, PAGE),
            self._show,
            self._fail,
            title=Message("正在读取数字背后的件"),
            quick=True,
        )

    def is_reading(self) -> bool:
        """Whether the list wanted is not on screen yet."""
        return self._task is not None and not self._task.ended

    def close(self) -> None:
        """Back to the table."""
        self.key = self._value = None
        self.closed.emit()

    def _show(self, listed: Listed) -> None:
        if listed.value is not self._value or listed.key != self.key:
            return
        view, measure = self._view, measure_of(listed.value, listed.key)
        facts, returns = listed.value.facts(listed.key), self._context.desk.returns
        lines = listed.lines

        def read(some: Sequence[Line]) -> list[CaseLine]:
            return case_lines(facts, some, returns.entries(some))

        before, self.model = self.model, EntriesModel(
            measure, self._context.desk.ledger.today, self
        )  # fmt: skip
        self.model.failed.connect(self._fail)
        self.model.show(lines, read, case_lines(facts, lines[:PAGE], listed.first))
        view.table.setModel(self.model)
        if before is not None:
            before.deleteLater()
        view.table.set_widths(self.model.widths())
        spare = [self.model.place(name) for name in _SPARE]
        self._filler.set_spare([place for place in spare if place is not None])
        view.table.setCurrentIndex(self.model.index(0, 0))
        count = trn("列出 {n} 条", len(lines))
        if measure.people:
            people = trn("合计 {n} 人次", listed.people)
            count = tr("{lines}，{people}", lines=count, people=people)
        view.basis.setText(" · ".join((_basis(listed.value, listed.key), count)))
        view.show_nothing("" if lines else tr("这个数字是 0，没有要列的件。"))
        (view.table if lines else view.back).setFocus()

    def _fail(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self._context.messages.error(error)

    def _open(self, index: QModelIndex) -> None:
        line = self.model.row(index.row()) if self.model is not None else None
        if line is None:
            return
        if line.entry.day is not None:
            self._context.go.open_reception(line.entry.day)
        elif line.entry.row is not None:
            self._context.go.open_case(line.entry.row.id)


def _basis(value: Return, key: Key) -> str:
    """By which date it is counted, in which period, up to which day."""
    measure = measure_of(value, key)
    period, cut_off = value.period, value.cut_off
    if key.when is When.LAST_YEAR:
        period, cut_off = compared_with(period, cut_off, period.last_year())
    elif key.when is When.PREVIOUS:
        period, cut_off = compared_with(period, cut_off, period.previous())
    basis: Basis = measure.basis
    return " · ".join(
        (tr(basis.zh), period_text(period), tr("统计到 {day}", day=cut_off.isoformat()))
    )
