"""Layout of the Deadlines page: the month of due dates, and the holiday arrangement."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button, IconButton
from petitiondesk.ui.views.cards import Card, EmptyState, label
from petitiondesk.ui.views.chips import IconDot
from petitiondesk.ui.views.choice import ChoiceCombo
from petitiondesk.ui.views.holidays_view import HolidaysView
from petitiondesk.ui.views.layouts import ends, flow
from petitiondesk.ui.views.month_grid import MonthGrid
from petitiondesk.ui.views.parts_view import PartsView
from petitiondesk.ui.views.table import DeskTable
from petitiondesk.ui.views.two_cards import TwoCards

DUE, HOLIDAYS = "due", "holidays"


class DeadlinesView(PartsView):
    """The month of due dates, and the holiday arrangement."""

    def __init__(
        self, look: Look, month: "MonthView", holidays: HolidaysView, page: QWidget
    ) -> None:
        self.month = month
        self.holidays = holidays
        parts = {
            DUE: (tr("到期日历"), self.month),
            HOLIDAYS: (tr("放假安排"), self.holidays),
        }
        super().__init__(look, tr("期限"), tr("期限页的部分"), parts, page)


class MonthView(QWidget):
    """The month at the left, the chosen day's list at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(sizes.S)
        outer.addWidget(self._tools())
        self.unconfirmed = NoteLine(look, "info", Tone.SOON, tr("录入放假安排"), "calendar")
        self.late = NoteLine(look, "warning", Tone.LATE, tr("在台账里看"), "ledger")
        outer.addWidget(self.unconfirmed)
        outer.addWidget(self.late)
        self.grid = MonthGrid(look)
        self._below = TwoCards(self.grid, self._day(), (1, 1))
        outer.addWidget(self._below, 1)

    def show_nothing_due(self, sentence: str) -> None:
        """Say ``sentence`` in place of the day's list; "" shows the list."""
        self.nothing.sentence.setText(sentence)
        self.nothing.setAccessibleName(sentence)
        self.nothing.setVisible(bool(sentence))
        self.due.setVisible(not sentence)

    def _tools(self) -> QWidget:
        self.before = IconButton(self._look, "chevron-left", tr("上个月"))
        self.month = label("", "strong")
        self.after = IconButton(self._look, "chevron-right", tr("下个月"))
        self.now = Button(self._look, tr("今天"), role="link", compact=True)
        self.filter = ChoiceCombo(tr("谁的期限"), [])
        self.filter.setProperty("compact", "true")
        self.filter.setMinimumWidth(170)
        self.print = Button(self._look, tr("打印本月"), icon="print", compact=True)
        self.total = label("", "muted")
        when = flow(self.before, self.month, self.after, self.now, self.total)
        whose = flow(label(tr("谁的期限"), "caption"), self.filter, self.print)
        return ends(when, whose)

    def _day(self) -> Card:
        self.day = Card(self._look, " ", flush=True)
        self.day_note = label("", "caption")
        self.day.add_head(self.day_note)
        self.week = Button(self._look, tr("看整周"), icon="calendar", compact=True)
        self.week.setCheckable(True)
        self.day.add_head(self.week)
        self.due = DeskTable(self._look, tr("这一天到期的"))
        self.due.setMinimumHeight(150)
        self.day.add(self.due, 1)
        self.nothing = EmptyState(self._look, "check", "")
        self.day.add(self.nothing, 1)
        self.nothing.hide()
        return self.day


class NoteLine(QWidget):
    """A calm sentence across the page with something to do about it; hidden until `say`."""

    def __init__(self, look: Look, icon: str, tone: Tone, action: str, action_icon: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.S)
        row.addWidget(IconDot(look, icon, tone, 24), 0, Qt.AlignmentFlag.AlignTop)
        self.sentence = label("", wrap=True)
        row.addWidget(self.sentence, 1)
        self.button = Button(look, action, role="link", icon=action_icon, compact=True)
        row.addWidget(self.button)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, or hide the line for ""."""
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
