"""Layout of the reception page: the month's roster left, the chosen day right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.views.buttons import Button, IconButton
from petitiondesk.ui.views.cards import Card, EmptyState, label
from petitiondesk.ui.views.layouts import ends, flow
from petitiondesk.ui.views.table import DeskTable
from petitiondesk.ui.views.two_cards import TwoCards

_TABLE = 150
"""The least height of each table, in pixels: a heading and three rows."""


class ReceptionView(QWidget):
    """The page's parts, made by going through its `pieces`; `pages.reception` fills them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def pieces(self) -> Pieces:
        """Make the parts (`ui.pieces`)."""
        heading = self._heading()
        yield
        roster = self._roster()
        yield
        day = self._day()
        yield
        outer = QVBoxLayout(self)
        outer.setContentsMargins(sizes.XL, sizes.L + 4, sizes.XL, sizes.L)
        outer.setSpacing(sizes.M)
        outer.addWidget(heading)
        outer.addWidget(TwoCards(roster, day, (2, 3)), 1)
        yield

    def show_no_days(self, sentence: str) -> None:
        """Say ``sentence`` in place of the roster; "" shows the roster."""
        self.no_days.sentence.setText(sentence)
        self.no_days.setAccessibleName(sentence)
        self.no_days.setVisible(bool(sentence))
        self.roster.setVisible(not sentence)

    def show_no_visits(self, sentence: str) -> None:
        """Say ``sentence`` in place of the visits; "" shows them."""
        self.no_visits.sentence.setText(sentence)
        self.no_visits.setAccessibleName(sentence)
        self.no_visits.setVisible(bool(sentence))
        self.visits.setVisible(not sentence)

    def _heading(self) -> QWidget:
        self.before = IconButton(self._look, "chevron-left", tr("上个月"))
        self.month = label("", "strong")
        self.after = IconButton(self._look, "chevron-right", tr("下个月"))
        self.now = Button(self._look, tr("本月"), role="link", compact=True)
        when = flow(label(tr("接访"), "title"), self.before, self.month, self.after, self.now)
        self.plan = Button(self._look, tr("排一个月"), icon="calendar")
        self.add = Button(self._look, tr("加一天"), role="primary", icon="plus")
        return ends(when, flow(self.plan, self.add))

    def _roster(self) -> Card:
        card = Card(self._look, tr("接访安排"), flush=True)
        self.change = Button(self._look, tr("更改"), role="link", icon="edit", compact=True)
        self.change.setAccessibleName(tr("更改接访安排"))
        self.cancel = Button(self._look, tr("取消接访日"), role="link", icon="close", compact=True)
        card.add_head(self.change)
        card.add_head(self.cancel)
        self.roster = DeskTable(self._look, tr("接访安排"))
        self.roster.setMinimumHeight(_TABLE)
        card.add(self.roster, 1)
        self.no_days = EmptyState(self._look, "calendar", "")
        card.add(self.no_days, 1)
        self.no_days.hide()
        return card

    def _day(self) -> QWidget:
        self.day = Card(self._look, " ", flush=True)
        self.reveal = Button(
            self._look, tr("查看完整信息（留有记录）"), role="link", icon="eye", compact=True
        )
        self.print = Button(self._look, tr("打印名单"), role="link", icon="print", compact=True)
        self.day.add_head(self.reveal)
        self.day.add_head(self.print)
        inner = QVBoxLayout()
        inner.setContentsMargins(sizes.M, 0, sizes.M, sizes.S)
        self.facts = label("", "muted", wrap=True)
        inner.addWidget(self.facts)
        self.day.add(inner)
        self.visits = DeskTable(self._look, tr("来访"))
        self.visits.setMinimumHeight(_TABLE)
        self.day.add(self.visits, 1)
        self.no_visits = EmptyState(self._look, "reception", "")
        self.day.add(self.no_visits, 1)
        self.no_visits.hide()
        self.day.add(self._visit_buttons())
        return self.day

    def _visit_buttons(self) -> QWidget:
        """What may be done with the visit chosen; wraps where English needs more room."""
        strip = QWidget()
        row = QHBoxLayout(strip)
        row.setContentsMargins(sizes.M, sizes.S, sizes.M, sizes.S)
        self.visit = Button(self._look, tr("记一次来访"), role="primary", icon="plus")
        self.register = Button(self._look, tr("登记为信访件"), icon="register")
        self.open = Button(self._look, tr("打开信访件"), icon="ledger")
        self.change_visit = Button(self._look, tr("更改"), icon="edit")
        self.change_visit.setAccessibleName(tr("更改来访"))
        self.remove_visit = Button(self._look, tr("去掉"), icon="close")
        self.remove_visit.setAccessibleName(tr("去掉来访"))
        buttons = flow(self.visit, self.register, self.open, self.change_visit, self.remove_visit)
        row.addWidget(buttons, 1, Qt.AlignmentFlag.AlignTop)
        return strip
