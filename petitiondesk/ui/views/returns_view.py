"""Layout of the Returns page: the count on screen, the cases behind a number, what was submitted."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.domain.returns.period import Period
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Card, EmptyState, TroubleLine, label
from petitiondesk.ui.views.charts import RowBars
from petitiondesk.ui.views.chips import IconDot
from petitiondesk.ui.views.dates import DateField
from petitiondesk.ui.views.deadlines_view import NoteLine
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.grid_cells import GridTable
from petitiondesk.ui.views.layouts import ends, flow
from petitiondesk.ui.views.pages import Pages
from petitiondesk.ui.views.parts_view import PartsView
from petitiondesk.ui.views.period_field import PeriodChooser
from petitiondesk.ui.views.progress import ProgressPanel
from petitiondesk.ui.views.side_list import SideList
from petitiondesk.ui.views.table import DeskTable

COUNT, SUBMITTED = "count", "submitted"

_LIST_WIDTH = 216
_LEAST_BARS = 3
"""Fewer bars, where there are more, say too little to be shown."""


class ReturnsView(PartsView):
    """The count of a period, and the returns that were submitted."""

    def __init__(
        self, look: Look, count: "CountView", submitted: "SubmittedView", page: QWidget
    ) -> None:
        self.count = count
        self.submitted = submitted
        parts = {
            COUNT: (tr("统计"), self.count),
            SUBMITTED: (tr("已上报"), self.submitted),
        }
        super().__init__(look, tr("报表"), tr("报表页的部分"), parts, page)
        self.forms = Button(look, tr("上级报表…"), icon="file", compact=True)
        self.consolidate = Button(look, tr("汇总下级报表…"), icon="import", compact=True)
        self.head.addWidget(self.forms)
        self.head.addWidget(self.consolidate)


class CountView(QWidget):
    """Which period, what may be done with it, its tables or the cases behind one number."""

    def __init__(
        self, look: Look, period: Period, today: date, tables: "TablesView", cases: "CasesView"
    ) -> None:
        super().__init__()
        self._look = look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(sizes.S)
        outer.addWidget(self._tools(period, today))
        self.trouble = TroubleLine()
        outer.addWidget(self.trouble)
        self.said = label("", "muted", wrap=True)
        outer.addWidget(self.said)
        self.frozen = FrozenLine(look)
        outer.addWidget(self.frozen)
        self.earlier = NoteLine(look, "check", Tone.GOOD, tr("打开上报的"), "eye")
        outer.addWidget(self.earlier)
        self.tables, self.cases = tables, cases
        self.empty = EmptyState(look, "returns", "", tr("重新统计"))
        self.body = Pages()
        for widget in (self.tables, self.cases, self.empty):
            self.body.addWidget(widget)
        outer.addWidget(self.body, 1)
        self.progress = ProgressPanel(look)
        outer.addWidget(self.progress)

    def _tools(self, period: Period, today: date) -> QWidget:
        look = self._look
        self.period = PeriodChooser(look, period, today)
        self.cut_off = DateField(look, tr("统计到"), today, past=True)
        self.cut_off.setProperty("compact", "true")
        left = flow(self.period, label(tr("统计到"), "caption"), self.cut_off)
        self.brief = Button(look, tr("研判材料…"), role="link", icon="file", compact=True)
        self.minutes = Button(look, tr("会议纪要…"), role="link", icon="file", compact=True)
        self.write = Button(look, tr("导出工作簿…"), icon="export", compact=True)
        self.submit = Button(look, tr("上报…"), role="primary", icon="check", compact=True)
        return ends(left, flow(self.brief, self.minutes, self.write, self.submit))


class FrozenLine(QWidget):
    """Says that a submitted version is on screen; hidden until `say`."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.S)
        row.addWidget(IconDot(look, "lock", Tone.ACCENT, 24))
        self.sentence = label("", "strong", wrap=True)
        row.addWidget(self.sentence, 1)
        self.compare = Button(look, tr("与现在比较"), icon="history", compact=True)
        self.leave = Button(look, tr("回到现在的统计"), role="link", icon="undo", compact=True)
        row.addWidget(self.compare)
        row.addWidget(self.leave)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, or hide the line for ""."""
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))


class TablesView(QWidget):
    """The list of tables with a small chart at the left, the chosen table at the right.

    The chart gives way where the window is too low for both.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._bars: Sequence[tuple[str, int]] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.L)
        left = QVBoxLayout()
        left.setSpacing(sizes.M)
        self.list = SideList(tr("报表的各张表"), _LIST_WIDTH)
        self.list.setMinimumHeight(120)
        left.addWidget(self.list, 1)
        self.chart_card = Card(look, " ")
        self.chart_card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.chart = RowBars(look, "")
        self.chart_card.add(self.chart)
        self.more = label("", "caption")
        self.chart_card.add(self.more)
        left.addWidget(self.chart_card)
        row.addLayout(left)
        right = QVBoxLayout()
        right.setSpacing(sizes.S)
        self.grid = GridTable(look, "")
        right.addWidget(self.grid, 1)
        self.foot = ElidedLabel(tr("点数字，或者选中后按 Enter，看它数的是哪些件。"))
        right.addWidget(self.foot)
        row.addLayout(right, 1)
        self.chart_card.hide()

    def show_chart(self, bars: Sequence[tuple[str, int]]) -> None:
        """Show (name, number) pairs, as many of the first as there is room for, and how many more."""
        self._bars = bars
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, or less."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The list is shown whole; the chart has what is left."""
        rows = self.list.sizeHintForRow(0) * self.list.count() + 2 * sizes.S
        # Reckoned, not asked of the card: Qt does not lay out again what is hidden.
        around = self.chart_card.title.sizeHint().height() + 2 * sizes.M + sizes.S + 4
        room = (self.height() - rows - sizes.M - around) // RowBars.ROW
        if room < len(self._bars):
            room -= 1  # for how many more there are
        shown = self._bars[: max(0, room)]
        self.more.setText(trn("还有 {n} 项", len(self._bars) - len(shown)))
        self.more.setVisible(len(shown) < len(self._bars))
        self.chart.set_data(shown)
        self.chart_card.setVisible(bool(shown) and len(shown) >= min(_LEAST_BARS, len(self._bars)))


class CasesView(QWidget):
    """What a number counts, and the list of exactly that."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.S)
        head = QHBoxLayout()
        head.setSpacing(sizes.M)
        self.back = Button(look, tr("回到表"), icon="chevron-left", compact=True, keys="Esc")
        head.addWidget(self.back)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = ElidedLabel("", "strong")
        self.basis = ElidedLabel()
        words.addWidget(self.title)
        words.addWidget(self.basis)
        head.addLayout(words, 1)
        column.addLayout(head)
        self.table = DeskTable(look, tr("数字背后的件"), framed=True)
        column.addWidget(self.table, 1)
        self.nothing = EmptyState(look, "check", "")
        column.addWidget(self.nothing, 1)
        self.nothing.hide()

    def show_nothing(self, sentence: str) -> None:
        """Say ``sentence`` in place of the list; "" shows the list."""
        self.nothing.sentence.setText(sentence)
        self.nothing.setAccessibleName(sentence)
        self.nothing.setVisible(bool(sentence))
        self.table.setVisible(not sentence)


class SubmittedView(QWidget):
    """The list of submitted returns and what may be done with one."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.S)
        self.open = Button(look, tr("打开"), icon="eye", compact=True)
        self.compare = Button(look, tr("与现在比较"), icon="history", compact=True)
        self.compare_all = Button(look, tr("全部与现在比较"), role="link", compact=True)
        self.write = Button(look, tr("导出工作簿…"), icon="export", compact=True)
        self.total = label("", "muted")
        column.addWidget(
            ends(self.total, flow(self.compare_all, self.compare, self.write, self.open))
        )
        self.table = DeskTable(look, tr("已上报的报表"), framed=True)
        column.addWidget(self.table, 1)
        self.nothing = EmptyState(
            look, "returns", tr("还没有上报过报表。在“统计”里选好期间，核对后上报，就会列在这里。")
        )
        column.addWidget(self.nothing, 1)
        self.nothing.hide()
        self.progress = ProgressPanel(look)
        column.addWidget(self.progress)

    def show_list(self, *, filled: bool) -> None:
        """The list with its buttons, or what to say while there is nothing."""
        for widget in (self.table, self.open, self.compare, self.compare_all, self.write):
            widget.setVisible(filled)
        self.nothing.setVisible(not filled)
