"""Layout of the settings' part for the rules of the time limits."""

from datetime import date

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.domain.calendar import Rolling
from petitiondesk.domain.rules import Starts, Unit
from petitiondesk.domain.terms import PauseKind
from petitiondesk.infra.i18n import term, tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.choice import TermCombo
from petitiondesk.ui.views.dates import DateField
from petitiondesk.ui.views.fields import CountField, LabelledField
from petitiondesk.ui.views.layouts import FlowLayout, flow
from petitiondesk.ui.views.table import DeskTable
from petitiondesk.ui.views.two_cards import TwoCards

_SETS = 98
"""Height of the list of sets, in pixels: its heading and two of them; more are scrolled."""
_RULES = 128
"""The least height of the list of rules, in pixels."""
_NARROW = 600
"""Width in pixels under which the fields of a set go below the list of sets."""


class RulesForm(QWidget):
    """Sets on top with the chosen one's first day and title; its rules; the chosen rule's fields.

    It is made by going through its `pieces`.
    """

    HELP = "deadlines"

    def __init__(self, look: Look, today: date) -> None:
        super().__init__()
        self._look = look
        self._today = today

    def pieces(self) -> Pieces:
        """Make it (`ui.pieces`)."""
        look = self._look
        sets = self._sets(self._today)
        yield
        rule = self._rule()
        yield
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.S, 0, sizes.S)
        column.setSpacing(sizes.S)
        column.addWidget(sets)
        self.rules = DeskTable(look, tr("这一套的各项期限"), framed=True, compact=True)
        self.rules.setMinimumHeight(_RULES)
        # What a table would like is more than a small screen has; it takes what is left.
        self.rules.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        column.addWidget(self.rules, 1)
        column.addWidget(rule)
        self.words = label("", "muted", wrap=True)
        column.addWidget(self.words)
        yield

    def say(self, text: str) -> None:
        """What the chosen rule says, in sentences."""
        self.words.setText(text)

    def _sets(self, today: date) -> TwoCards:
        look = self._look
        self.sets = DeskTable(look, tr("期限规则"), framed=True, compact=True)
        self.sets.setFixedHeight(_SETS)
        self.since = DateField(look, tr("施行日期"), today)
        self.since_field = LabelledField(tr("从这一天起收到的件适用"), self.since, required=True)
        self.title = QLineEdit()
        self.title_field = LabelledField(tr("名称"), self.title)
        self.copy = Button(look, tr("从现行规则复制一套"), icon="plus", compact=True)
        self.remove = Button(look, tr("去掉"), icon="close", compact=True)
        self.remove.setAccessibleName(tr("去掉这一套"))
        beside = QWidget()
        right = QVBoxLayout(beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(sizes.S)
        fields = QHBoxLayout()
        fields.setSpacing(sizes.M)
        fields.addWidget(self.since_field, 1)
        fields.addWidget(self.title_field, 1)
        right.addLayout(fields)
        right.addWidget(flow(self.copy, self.remove, spacing=sizes.M))
        right.addStretch(1)
        return TwoCards(self.sets, beside, (1, 1), _NARROW)

    def _rule(self) -> QWidget:
        """The chosen rule's fields, wrapping where the window is narrow."""
        self.days = CountField(tr("天数"), maximum=730)
        self.unit = TermCombo(tr("计数单位"), Unit)
        self.starts = TermCombo(tr("起算"), (Starts.ACCEPTED, Starts.RECEIVED))
        self.article = QLineEdit()
        self.article.setMinimumWidth(190)
        self.rolling = TermCombo(tr("末日顺延"), Rolling)
        for combo in (self.unit, self.starts, self.rolling):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.enabled = QCheckBox(tr("启用"))
        self.stops = {kind: QCheckBox(term(kind)) for kind in PauseKind}
        self.days_field = LabelledField(tr("天数"), self.days, required=True)
        self.article_field = LabelledField(tr("依据"), self.article, required=True)
        stops = QWidget()
        stops.setAccessibleName(tr("不计的情形"))
        line = FlowLayout(stops)
        for box in self.stops.values():
            line.addWidget(box)
        return flow(
            _under(" ", self.enabled),
            self.days_field,
            LabelledField(tr("计数单位"), self.unit),
            LabelledField(tr("起算"), self.starts),
            self.article_field,
            LabelledField(tr("末日顺延"), self.rolling),
            _under(tr("这些情形的天数不计"), stops),
            spacing=sizes.M,
        )


def _under(caption: str, control: QWidget) -> QWidget:
    """A caption over controls that name themselves."""
    host = QWidget()
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(label(caption, "caption"))
    column.addWidget(control, 1)
    return host
