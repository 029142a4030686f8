"""Layout of the ledger page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petitiondesk.domain.ledger import DueFilter
from petitiondesk.domain.messages import N_
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import EmptyState, label
from petitiondesk.ui.views.choice import ChoiceCombo, SegmentedChoice, TermCombo
from petitiondesk.ui.views.dates import DateField
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.field_form import FormContext, topic_choices
from petitiondesk.ui.views.fields import LabelledField, row
from petitiondesk.ui.views.layouts import FlowLayout
from petitiondesk.ui.views.table import DeskTable


class LedgerView(QWidget):
    """Heading with actions, ready-made views, conditions as chips, the table, the selection bar."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(sizes.XL, sizes.L + 4, sizes.XL, sizes.M)
        outer.setSpacing(sizes.M)
        outer.addLayout(self._heading())
        outer.addLayout(self._conditions())
        self.chips = QWidget()
        self.chip_flow = FlowLayout(self.chips)
        self.chips.hide()
        outer.addWidget(self.chips)
        self.table = DeskTable(look, tr("台账"), framed=True)
        self.table.setObjectName("ledgerTable")
        outer.addWidget(self.table, 1)
        self.empty = EmptyState(look, "ledger", tr("没有符合条件的信访件。"), tr("清除条件"))
        self.empty.hide()
        outer.addWidget(self.empty, 1)
        outer.addLayout(self._foot())

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(label(tr("台账"), "title"), 0, Qt.AlignmentFlag.AlignBottom)
        self.totals = label("", "muted")
        row.addWidget(self.totals, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.columns = Button(self._look, tr("列"), icon="columns")
        self.bring = Button(self._look, tr("导入旧台账"), icon="import")
        self.export = Button(self._look, tr("导出 Excel"), icon="export")
        self.sheets = Button(self._look, tr("科室办理表"), icon="route")
        for button in (self.columns, self.sheets, self.bring, self.export):
            row.addWidget(button)
        return row

    def _conditions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.S)
        self.preset = SegmentedChoice(
            self._look,
            tr("常用视图"),
            [
                ("all", tr("全部")),
                ("open", tr("未办结")),
                ("month", tr("本月新收")),
                ("pressing", tr("将到期和超期")),
                ("assigned", tr("上级交办")),
            ],
        )
        row.addWidget(self.preset)
        row.addStretch(1)
        self.filter = Button(self._look, tr("筛选"), icon="filter", compact=True)
        row.addWidget(self.filter, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        self.select_all = Button(self._look, tr("全选"), role="link", compact=True)
        self.selected = label("", "caption")
        self.route = Button(self._look, tr("转科室"), role="link", icon="route", compact=True)
        self.archive = Button(self._look, tr("归档"), role="link", icon="archive", compact=True)
        self.export_selected = Button(
            self._look, tr("导出所选"), role="link", icon="export", compact=True
        )
        for widget in (
            self.select_all, self.selected, self.route, self.archive, self.export_selected,
        ):  # fmt: skip
            row.addWidget(widget)
        row.addStretch(1)
        self.range = label("", "caption")
        row.addWidget(self.range)
        return row


class FilterDialog(DeskDialog):
    """The conditions that narrow the ledger; each left at "all" does not narrow it."""

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("筛选台账"), "", parent)
        self.setMinimumWidth(560)
        everything = tr("全部")
        office, today = context.office, context.today
        self.first = DateField(context.look, tr("收到日期从"), today, past=True)
        self.last = DateField(context.look, tr("到"), today, past=True)
        self.channel = TermCombo(tr("信访形式"), Channel, everything)
        self.petition_class = TermCombo(tr("诉求类别"), PetitionClass, everything)
        self.topic = ChoiceCombo(tr("内容分类"), topic_choices(office), everything)
        sections = [(s.name, s.name) for s in office.sections]
        self.section = ChoiceCombo(tr("主办科室"), sections, everything)
        self.state = TermCombo(tr("状态"), State, everything)
        dues = [(due.value, tr(DUE_WORDS[due])) for due in DueFilter]
        self.due = ChoiceCombo(tr("期限"), dues, everything)
        rows = (
            (self.first, self.last),
            (self.channel, self.petition_class),
            (self.topic, self.section),
            (self.state, self.due),
        )
        self.fields: list[LabelledField] = []
        for pair in rows:
            made = [LabelledField(control.accessibleName(), control) for control in pair]
            self.fields += made
            self.body.addLayout(row(*made, stretches=(1, 1)))
        self.add_button(tr("取消"), accepts=False)
        self.apply = self.add_button(tr("筛选"), "primary")
        self.apply.setDefault(True)


DUE_WORDS = {
    DueFilter.OVERDUE: N_("已超期"),
    DueFilter.SOON: N_("五日内到期"),
    DueFilter.PRESSING: N_("五日内到期和已超期"),
    DueFilter.OPEN: N_("未办结"),
}
"""How the due filters are called, in the dialog and on their chips."""
