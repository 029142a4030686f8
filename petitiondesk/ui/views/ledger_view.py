"""Layout of the ledger page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petitiondesk.domain.ledger import DueFilter
from petitiondesk.domain.ledger_views import Span
from petitiondesk.domain.messages import N_
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.infra.i18n import begun, tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.action_row import ActionRow
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import EmptyState, label
from petitiondesk.ui.views.choice import ChoiceCombo, SegmentedChoice, TermCombo
from petitiondesk.ui.views.dates import DateField
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.field_form import FormContext, topic_choices
from petitiondesk.ui.views.fields import LabelledField, row
from petitiondesk.ui.views.layouts import FlowLayout, ends, flow
from petitiondesk.ui.views.ledger_preview import PreviewPane
from petitiondesk.ui.views.ledger_table import LedgerTable


class LedgerView(QWidget):
    """Heading with actions, views, conditions as chips, the table and its preview, the selection bar."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.preset = self._presets(())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(sizes.XL, sizes.L + 4, sizes.XL, sizes.M)
        outer.setSpacing(sizes.M)
        outer.addLayout(self._heading())
        outer.addLayout(self._conditions())
        self.chips = QWidget()
        self.chip_flow = FlowLayout(self.chips)
        self.chips.hide()
        self.table = LedgerTable(look, tr("台账"))
        self.table.setObjectName("ledgerTable")
        self.empty = EmptyState(look, "ledger", tr("没有符合条件的信访件。"), tr("清除条件"))
        self.empty.hide()
        self.nothing = EmptyState(
            look,
            "ledger",
            tr("登记簿里还没有信访件。可以登记一件，也可以把以前的台账导入进来。"),
            tr("登记新件"),
        )
        self.nothing.hide()
        self.preview = PreviewPane(look)
        self.preview.hide()
        middle = QHBoxLayout()
        middle.setSpacing(sizes.M)
        left = QVBoxLayout()
        left.setSpacing(sizes.M)
        left.addWidget(self.chips)
        for part in (self.table, self.empty, self.nothing):
            left.addWidget(part, 1)
        middle.addLayout(left, 1)
        middle.addWidget(
            self.preview
        )  # beside the chips too: a low screen has no line to give away
        outer.addLayout(middle, 1)
        self.foot = self._foot()
        outer.addWidget(self.foot)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(label(tr("台账"), "title"), 0, Qt.AlignmentFlag.AlignBottom)
        self.totals = label("", "muted")
        row.addWidget(self.totals, 0, Qt.AlignmentFlag.AlignBottom)
        self.look_at = Button(self._look, tr("预览"), icon="eye")
        self.look_at.setCheckable(True)
        self.look_at.setToolTip("Alt+P")
        self.look_at.setAccessibleDescription("Alt+P")
        self.columns = Button(self._look, tr("列"), icon="columns")
        self.print = Button(self._look, tr("打印"), icon="print")
        self.bring = Button(self._look, tr("导入旧台账"), icon="import")
        self.export = Button(self._look, tr("导出 Excel"), icon="export")
        self.sheets = Button(self._look, tr("科室办理表"), icon="route")
        buttons = (
            self.look_at, self.columns, self.export, self.print, self.sheets, self.bring,
        )  # fmt: skip
        self.action_row = ActionRow(self._look, buttons)
        row.addWidget(self.action_row, 1)
        return row

    def show_views(self, saved: Sequence[tuple[object, str]]) -> None:
        """Offer these saved views behind the program's own: (key, label) pairs."""
        before = self.preset
        self.preset = self._presets(saved)
        self._choices.replaceWidget(before, self.preset)
        before.hide()
        before.deleteLater()
        self.preset.show()  # at once: its keys work while it is seen

    def _presets(self, saved: Sequence[tuple[object, str]]) -> SegmentedChoice:
        own: list[tuple[object, str]] = [
            ("all", tr("全部")),
            ("open", tr("未办结")),
            ("month", tr("本月新收")),
            ("pressing", tr("将到期和超期")),
            ("assigned", tr("上级交办")),
        ]
        return SegmentedChoice(self._look, tr("常用视图"), [*own, *saved])

    def _conditions(self) -> QHBoxLayout:
        self._choices = QHBoxLayout()
        self._choices.setSpacing(sizes.S)
        self._choices.addWidget(self.preset, 1)
        self.views = Button(self._look, tr("我的视图"), icon="ledger", compact=True)
        self.views.setToolTip(tr("保存的视图：条件、排序和列"))
        self.filter = Button(self._look, tr("筛选"), icon="filter", compact=True)
        for button in (self.views, self.filter):
            self._choices.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return self._choices

    def _foot(self) -> QWidget:
        self.select_all = Button(self._look, tr("全选"), role="link", compact=True)
        self.selected = label("", "caption")
        self.route = Button(self._look, tr("转科室"), role="link", icon="route", compact=True)
        self.archive = Button(self._look, tr("归档"), role="link", icon="archive", compact=True)
        self.export_selected = Button(
            self._look, tr("导出所选"), role="link", icon="export", compact=True
        )
        self.range = label("", "caption")
        chosen = flow(
            self.select_all, self.selected, self.route, self.archive, self.export_selected,
            spacing=sizes.M,
        )  # fmt: skip
        return ends(chosen, self.range)


class FilterDialog(DeskDialog):
    """The conditions that narrow the ledger; each left at "all" does not narrow it."""

    HELP = "ledger"

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("筛选台账"), "", parent)
        self.setMinimumWidth(560)
        everything = tr("全部")
        office, today = context.office, context.today
        self._today = today
        self.span = TermCombo(tr("期间"), Span, tr("任意日期"))
        self.first = DateField(context.look, tr("收到日期从"), today, past=True)
        self.last = DateField(context.look, begun(tr("到")), today, past=True)
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
        self.fields: list[LabelledField] = [LabelledField(tr("期间"), self.span)]
        self.body.addWidget(self.fields[0])
        for pair in rows:
            made = [LabelledField(control.accessibleName(), control) for control in pair]
            self.fields += made
            self.body.addLayout(row(*made, stretches=(1, 1)))
        self.span.changed.connect(self._fill_days)
        for field in (self.first, self.last):
            field.changed.connect(self._name_days)
        self.add_button(tr("取消"), accepts=False)
        self.apply = self.add_button(tr("筛选"), "primary")
        self.apply.setDefault(True)

    def _fill_days(self, _value: object) -> None:
        """A period that is named fills in its days."""
        span = self.span.value()
        if isinstance(span, Span) and not self._is_named(span):
            self.first.set_value(span.first(self._today))
            self.last.set_value(self._today)

    def _name_days(self, _day: object) -> None:
        """Days that a period has are called by its name."""
        if not self._is_named(self.span.value()):
            self.span.set_value(next(filter(self._is_named, Span), None))

    def _is_named(self, span: object) -> bool:
        days = self.first.value(), self.last.value()
        return isinstance(span, Span) and days == (span.first(self._today), self._today)


DUE_WORDS = {
    DueFilter.OVERDUE: N_("已超期"),
    DueFilter.SOON: N_("5 日内到期"),
    DueFilter.PRESSING: N_("5 日内到期和已超期"),
    DueFilter.OPEN: N_("未办结"),
}
"""How the due filters are called, in the dialog and on their chips."""
