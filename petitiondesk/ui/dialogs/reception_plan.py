"""Planning a month's reception days: one weekday, the leaders in turn, holidays avoided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.reception import LABELS, ReceptionDay
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.services.desk import Desk
from petitiondesk.ui.days import WEEKDAYS, month_name
from petitiondesk.ui.dialogs.writing import WritingDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.reception_models import PLAN, RosterModel
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.choice import ChoiceCombo
from petitiondesk.ui.views.field_form import SectionChecks
from petitiondesk.ui.views.fields import LabelledField, row
from petitiondesk.ui.views.layouts import FlowLayout
from petitiondesk.ui.views.table import DeskTable
from petitiondesk.ui.views.times import TimeField

_WEDNESDAY = 2
_SECOND = 2


class PlanDialog(WritingDialog):
    """Suggests the month's days as the choices change, and puts them on the roster."""

    HELP = "reception"

    def __init__(self, desk: Desk, look: Look, month: date, parent: QWidget | None = None) -> None:
        title = tr("排接访日：{month}", month=month_name(month))
        text = tr("逢节假日顺延到下一个工作日；已经安排的日子不再排。")
        super().__init__(title, text, parent)
        self._desk = desk
        self._month = month
        leaders = desk.office.office().leaders()
        days = [(n, tr(name)) for n, name in enumerate(WEEKDAYS)]
        self.weekday = ChoiceCombo(tr("星期"), days)
        self.weekday.setSizeAdjustPolicy(ChoiceCombo.SizeAdjustPolicy.AdjustToContents)
        self.weekday.set_value(_WEDNESDAY)
        self.nth = _Nth()
        self.leaders = SectionChecks(tr("轮流接访的领导"), leaders)
        self.leaders.set_value(leaders)
        self.place = QLineEdit()
        self.begins = TimeField(tr(LABELS["begins"]))
        self.ends = TimeField(tr(LABELS["ends"]))
        self.model = RosterModel(PLAN)
        self._lay_out(look, has_leaders=bool(leaders))
        self.finish(tr("排入接访安排"))
        self.resize(600, 620)
        self._connect()
        self.suggest()
        self.weekday.setFocus()

    def days(self) -> list[ReceptionDay]:
        """The entries suggested, with place and times."""
        return [
            replace(
                day,
                place=self.place.text(),
                begins=self.begins.value(),
                ends=self.ends.value(),
            )
            for day in self.model.rows()
        ]

    def suggest(self, *_: object) -> None:
        """Show the days that the choices give."""
        weekday = self.weekday.value()
        assert isinstance(weekday, int)
        days = self._desk.reception.suggest(
            self._month, weekday, self.nth.value(), self.leaders.value()
        )
        self.model.set_rows(days if self.leaders.value() else ())
        count = self.model.rowCount()
        self.count.setText(trn("将排 {n} 天", count) if count else tr("没有可排的日子。"))
        self.yes.setEnabled(bool(count))

    def findings(self) -> list[Finding]:
        """Times that cannot be read, then what the service says of the days."""
        fields = (("begins", self.begins), ("ends", self.ends))
        problems = ((name, field.problem()) for name, field in fields)
        findings = [Finding(name, Severity.REFUSE, p) for name, p in problems if p is not None]
        for day in self.days():
            findings += [f for f in self._desk.reception.check(day) if f.field != "day"]
        return findings

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """At the times; anything else above the buttons."""
        by_name = {finding.field: finding for finding in reversed(findings)}
        for name, field in self._fields.items():
            field.set_finding(by_name.pop(name, None))
        for finding in by_name.values():
            self.say(finding.message)

    def write(self) -> None:
        """Put the days on the roster."""
        self._desk.reception.plan(self.days())

    def _lay_out(self, look: Look, *, has_leaders: bool) -> None:
        self._fields = {
            "begins": LabelledField(tr(LABELS["begins"]), self.begins),
            "ends": LabelledField(tr(LABELS["ends"]), self.ends),
            "place": LabelledField(tr(LABELS["place"]), self.place),
        }
        self.body.addLayout(
            row(LabelledField(tr("星期"), self.weekday), LabelledField(tr("第几个"), self.nth),
                stretches=(0, 1))
        )  # fmt: skip
        if has_leaders:
            self.body.addWidget(LabelledField(tr("轮流接访的领导"), self.leaders))
        else:
            self.body.addWidget(
                label(tr("还没有领导。请先在“设置”的“科室和人员”里勾选领导。"), "muted", wrap=True)
            )
        self.body.addLayout(
            row(self._fields["place"], self._fields["begins"], self._fields["ends"],
                stretches=(2, 1, 1))
        )  # fmt: skip
        self.table = DeskTable(look, tr("将要排入的日子"), framed=True, compact=True)
        self.table.setModel(self.model)
        self.table.set_widths(self.model.widths())
        self.table.setMinimumHeight(120)
        self.body.addWidget(self.table, 1)
        self.count = label("", "caption")
        self.body.addWidget(self.count)

    def _connect(self) -> None:
        self.weekday.changed.connect(self.suggest)
        for box in (*self.nth.boxes, *self.leaders.findChildren(QCheckBox)):
            box.toggled.connect(self.suggest)


class _Nth(QWidget):
    """Which of a month's five such weekdays."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("第几个"))
        flow = FlowLayout(self)
        self.boxes = [QCheckBox(tr("第 {n} 个", n=n)) for n in range(1, 6)]
        for place, box in enumerate(self.boxes, 1):
            box.setChecked(place == _SECOND)
            flow.addWidget(box)

    def value(self) -> tuple[int, ...]:
        """The ones chosen, from 1."""
        return tuple(place for place, box in enumerate(self.boxes, 1) if box.isChecked())
