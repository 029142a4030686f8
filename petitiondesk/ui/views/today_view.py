"""Layout of the Today page: counts, what presses, what changed, the year's course."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Card, CountCard, EmptyState, label
from petitiondesk.ui.views.chart_base import Series
from petitiondesk.ui.views.charts import BarChart, Legend, RowBars
from petitiondesk.ui.views.chips import IconDot
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.layouts import EqualRow, FlowLayout, empty
from petitiondesk.ui.views.table import DeskTable
from petitiondesk.ui.views.two_cards import TwoCards

_NARROW = 820
"""Width in pixels under which the charts go below what presses, and the counts become low."""


class Counts(QWidget):
    """Cards of equal width; low on a small screen, and where one line has no room for them all.

    The list is to be seen too.
    """

    def __init__(self, cards: Sequence[CountCard]) -> None:
        super().__init__()
        self._cards = cards
        row = EqualRow(self, sizes.M)
        for card in cards:
            row.addWidget(card)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More of them stand in a line, or fewer."""
        widest = max(card.least(low=False).width() for card in self._cards)
        need = max(_NARROW, len(self._cards) * (widest + sizes.M) - sizes.M)
        low = self.width() < need
        for card in self._cards:
            card.set_low(low=low)
        super().resizeEvent(event)


class TodayView(QWidget):
    """Cards in one row, the pressing cases below at the left, two charts at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(sizes.XL, sizes.L + 4, sizes.XL, sizes.L)
        outer.setSpacing(sizes.L)
        head = QHBoxLayout()
        head.setSpacing(sizes.M)
        head.addWidget(label(tr("今日"), "title"), 0, Qt.AlignmentFlag.AlignBottom)
        self.day = label("", "muted")
        head.addWidget(self.day, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        outer.addLayout(head)
        self.cards: dict[str, CountCard] = {}
        for key, caption, icon, tone in (
            ("overdue", tr("超期未办结"), "warning", Tone.LATE),
            ("soon", tr("5 日内到期"), "clock", Tone.SOON),
            ("propose", tr("待拟办"), "register", Tone.ACCENT),
            ("route", tr("待转科室"), "route", Tone.ACCENT),
            ("section", tr("科室办理中"), "ledger", Tone.NEUTRAL),
            ("review", tr("待审核答复"), "check", Tone.ACCENT),
            ("deliver", tr("待送达"), "route", Tone.NEUTRAL),
            ("archive", tr("待归档"), "archive", Tone.NEUTRAL),
        ):
            card = CountCard(look, caption, icon, tone, key)
            self.cards[key] = card
        outer.addWidget(Counts(list(self.cards.values())))
        pressing = QWidget()
        left = QVBoxLayout(pressing)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(sizes.L)
        left.addWidget(self._pressing())
        left.addWidget(self._since())
        left.addWidget(self._reception())
        left.addStretch(1)
        outer.addWidget(TwoCards(pressing, self._charts(), (2, 1), _NARROW), 1)

    def _pressing(self) -> QWidget:
        card = Card(self._look, tr("该办的"), flush=True)
        self.all = Button(self._look, "", role="link", compact=True)
        card.add_head(self.all)
        self.table = DeskTable(self._look, tr("该办的"))
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card.add(self.table)
        self.nothing = EmptyState(
            self._look, "check", tr("没有 5 日内到期或超期的信访件。"), tr("登记新件")
        )
        card.add(self.nothing)
        return card

    def _since(self) -> Card:
        """What changed since the last working day; each count opens its list."""
        card = Card(self._look, tr("上个工作日以来"))
        self.since_day = label("", "caption")
        card.add_head(self.since_day)
        row = QWidget()
        self._changes = FlowLayout(row, sizes.S)
        self.changes: dict[str, Button] = {}
        card.add(row)
        self.no_change = label(tr("没有变化。"), "muted")
        card.add(self.no_change)
        self.no_change.hide()
        return card

    def show_changes(self, changes: Sequence[tuple[str, str]]) -> None:
        """Show these, as (key, words); each becomes a button of `changes`."""
        empty(self._changes)
        self.changes = {}
        for key, words in changes:
            button = Button(self._look, words, role="link", compact=True)
            self.changes[key] = button
            self._changes.addWidget(button)
        self.no_change.setVisible(not changes)

    def _reception(self) -> Card:
        """One line: the next reception day, who receives, where."""
        card = Card(self._look)
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(IconDot(self._look, "reception", Tone.NEUTRAL))
        row.addWidget(label(tr("接访日"), "strong"))
        self.reception = ElidedLabel(kind="")
        row.addWidget(self.reception, 1)
        self.open_reception = Button(self._look, "", role="link", compact=True)
        row.addWidget(self.open_reception)
        card.add(row)
        return card

    def _charts(self) -> QWidget:
        charts = QWidget()
        column = QVBoxLayout(charts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.L)
        months = Card(self._look, tr("每月件次"))
        series = [Series(tr("去年"), [0] * 12, hollow=True), Series(tr("今年"), [0] * 12)]
        months.add_head(Legend(self._look, list(reversed(series))))
        nothing = tr("登记了信访件，这里就有每月的件数。")
        self.months = BarChart(self._look, tr("每月件次"), nothing)
        months.add(self.months)
        topics = Card(self._look, tr("近 90 天内容分类"))
        self.topics = RowBars(self._look, tr("近 90 天内容分类"))
        topics.add(self.topics)
        column.addWidget(months)
        column.addWidget(topics)
        column.addStretch(1)
        return charts
