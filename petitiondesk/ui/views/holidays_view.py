"""Layout of the holiday arrangement: a year's table, changing days in it, past changes."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.services.calendar_days import DayKind
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button, IconButton
from petitiondesk.ui.views.cards import Card, EmptyState, label
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.choice import TermCombo
from petitiondesk.ui.views.dates import DateField
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.layouts import ends, flow
from petitiondesk.ui.views.table import DeskTable
from petitiondesk.ui.views.two_cards import TwoCards


class HolidaysView(QWidget):
    """The year at the left with the form below it; what was changed before at the right."""

    def __init__(self, look: Look, today: date) -> None:
        super().__init__()
        self._look = look
        self._today = today
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(sizes.S)
        outer.addWidget(self._tools())
        outer.addWidget(TwoCards(self._year(), self._changes(), (11, 9)), 1)

    def show_no_spans(self, sentence: str) -> None:
        """Say ``sentence`` in place of the year's table; "" shows the table."""
        self.no_spans.sentence.setText(sentence)
        self.no_spans.setAccessibleName(sentence)
        self.no_spans.setVisible(bool(sentence))
        self.spans.setVisible(not sentence)

    def show_no_changes(self, sentence: str) -> None:
        """Say ``sentence`` in place of the past changes; "" shows them."""
        self.no_changes.sentence.setText(sentence)
        self.no_changes.setAccessibleName(sentence)
        self.no_changes.setVisible(bool(sentence))
        self.changes.setVisible(not sentence)

    def _tools(self) -> QWidget:
        look = self._look
        self.before = IconButton(look, "chevron-left", tr("上一年"))
        self.year = label("", "strong")
        self.after = IconButton(look, "chevron-right", tr("下一年"))
        self.state = Chip(look, "")
        self.adopt = Button(look, "", role="primary", icon="check", compact=True)
        self.bring = Button(look, tr("导入年度文件"), icon="import", compact=True)
        self.export = Button(look, tr("导出这一年"), icon="export", compact=True)
        year = flow(self.before, self.year, self.after, self.state)
        self.adopt.hide()
        return ends(year, flow(self.adopt, self.bring, self.export))

    def _year(self) -> Card:
        card = Card(self._look, tr("节假日和调休上班日"), flush=True)
        self.count = label("", "caption")
        card.add_head(self.count)
        self.spans = DeskTable(self._look, tr("节假日和调休上班日"))
        self.spans.setMinimumHeight(140)
        card.add(self.spans, 1)
        self.no_spans = EmptyState(self._look, "calendar", "")
        card.add(self.no_spans, 1)
        self.no_spans.hide()
        card.add(self._form())
        return card

    def _form(self) -> QWidget:
        """Days to change; one line where the window is wide enough."""
        look = self._look
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(sizes.M, sizes.S, sizes.M, sizes.M)
        column.setSpacing(sizes.S)
        # A day of which only month and day are typed is of the year shown (`set_today`).
        self.first = DateField(look, tr("第一天"), self._today)
        self.last = DateField(look, tr("最后一天"), self._today)
        self.kind = TermCombo(tr("改为"), DayKind)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind.set_value(DayKind.FREE)
        self.name = QLineEdit()
        self.name.setMinimumWidth(110)
        self.fields = {
            "first": LabelledField(tr("第一天"), self.first),
            "last": LabelledField(tr("最后一天"), self.last),
            "kind": LabelledField(tr("改为"), self.kind),
            "name": LabelledField(tr("节名"), self.name),
        }
        column.addWidget(flow(*self.fields.values()))
        self.change = Button(look, tr("改这些天"), icon="edit")
        self.preview = Button(look, tr("查看影响并确认"), role="primary")
        self.drop = Button(look, tr("放弃改动"))
        column.addWidget(flow(self.change, self.preview, self.drop))
        self.note = label("", "caption", wrap=True)
        column.addWidget(self.note)
        return host

    def _changes(self) -> Card:
        card = Card(self._look, tr("日历和规则的更改"), flush=True)
        self.take_back = Button(self._look, tr("撤销"), role="link", icon="undo", compact=True)
        self.take_back.setAccessibleName(tr("撤销选中的更改"))
        card.add_head(self.take_back)
        self.changes = DeskTable(self._look, tr("日历和规则的更改"))
        self.changes.setMinimumHeight(120)
        card.add(self.changes, 1)
        self.no_changes = EmptyState(self._look, "history", "")
        card.add(self.no_changes, 1)
        self.no_changes.hide()
        return card
