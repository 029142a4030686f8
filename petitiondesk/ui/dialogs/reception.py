"""The dialogs of the reception page: a day of the roster, and a visit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.messages import Message
from petitiondesk.domain.reception import (
    LABELS,
    ReceptionDay,
    Visit,
    VisitOutcome,
    check_visit,
)
from petitiondesk.infra.i18n import tr
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.writing import WritingDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.choice import TermCombo
from petitiondesk.ui.views.dates import DateField
from petitiondesk.ui.views.field_form import FormContext, make_control
from petitiondesk.ui.views.fields import CountField, LabelledField, TextArea, row
from petitiondesk.ui.views.times import TimeField


class _FieldsDialog(WritingDialog):
    """A dialog of labelled fields, whose findings go by field name."""

    HELP = "reception"

    def __init__(self, title: str, text: str, parent: QWidget | None) -> None:
        super().__init__(title, text, parent)
        self.fields: dict[str, LabelledField] = {}

    def field(self, name: str, control: QWidget, *, required: bool = False) -> LabelledField:
        """Make the labelled field ``name``."""
        made = LabelledField(tr(LABELS[name]), control, required=required, name=name)
        self.fields[name] = made
        return made

    def unreadable(self) -> list[Finding]:
        """Controls whose text is neither empty nor a value."""
        findings = []
        for name, field in self.fields.items():
            control = field.control
            if isinstance(control, DateField | TimeField | CountField):
                problem = control.problem()
                if problem is not None:
                    findings.append(Finding(name, Severity.REFUSE, problem))
        return findings

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Each at its field; one that has no field above the buttons."""
        by_name = {finding.field: finding for finding in reversed(findings)}
        for name, field in self.fields.items():
            field.set_finding(by_name.get(name))
        stray = next((f for n, f in by_name.items() if n not in self.fields), None)
        if stray is not None:
            self.say(stray.message)
        first = next((n for n in self.fields if n in by_name), None)
        if first is not None:
            self.fields[first].setFocus()


class DayDialog(_FieldsDialog):
    """Adds a day to the roster, or changes one; ``saved`` is the day it stands on then."""

    def __init__(
        self, desk: Desk, look: Look, value: ReceptionDay | None, parent: QWidget | None = None
    ) -> None:
        title = tr("更改接访安排") if value else tr("加一个接访日")
        super().__init__(title, "", parent)
        self._desk = desk
        self._was = value.day if value else None
        shown = value or ReceptionDay(desk.ledger.today)
        self.saved = shown.day
        context = FormContext(look, desk.office.office(), desk.ledger.today)
        self.day = DateField(look, tr(LABELS["day"]), context.today, value.day if value else None)
        self.day.setReadOnly(bool(shown.visits))
        self.begins = TimeField(tr(LABELS["begins"]), shown.begins)
        self.ends = TimeField(tr(LABELS["ends"]), shown.ends)
        leader = make_control(FIELDS["leader"], context)
        assert isinstance(leader, QLineEdit)
        self.leader = leader
        self.leader.setText(shown.leader)
        self.deputy = QLineEdit(shown.deputy)
        self.place = QLineEdit(shown.place)
        self.note = TextArea(tr(LABELS["note"]), 2)
        self.note.setPlainText(shown.note)
        self.body.addLayout(
            row(self.field("day", self.day, required=True), self.field("begins", self.begins),
                self.field("ends", self.ends), stretches=(2, 1, 1))
        )  # fmt: skip
        self.body.addLayout(
            row(self.field("leader", self.leader, required=True),
                self.field("deputy", self.deputy), stretches=(1, 1))
        )  # fmt: skip
        self.body.addWidget(self.field("place", self.place))
        self.body.addWidget(self.field("note", self.note))
        self.finish(tr("保存"))
        self.fields["leader" if value else "day"].setFocus()

    def value(self) -> ReceptionDay:
        """The day as entered; today's date stands for none that can be read."""
        return ReceptionDay(
            self.day.value() or self._desk.ledger.today,
            leader=self.leader.text(),
            deputy=self.deputy.text(),
            place=self.place.text(),
            begins=self.begins.value(),
            ends=self.ends.value(),
            note=self.note.toPlainText(),
        )

    def findings(self) -> list[Finding]:
        """What cannot be read, then what the service says."""
        unreadable = self.unreadable()
        if not self.day.text().strip():
            unreadable.append(Finding("day", Severity.REFUSE, Message("请填写日期。")))
        checked = self._desk.reception.check(self.value())
        return [*unreadable, *(f for f in checked if f.field != "day" or not unreadable)]

    def write(self) -> None:
        """Save the day."""
        self.saved = self._desk.reception.save(self.value(), was=self._was).day


class VisitDialog(_FieldsDialog):
    """Notes a visit, or changes one; a change of what was filled in asks for the reason."""

    def __init__(
        self, desk: Desk, day: date, visit: Visit | None, parent: QWidget | None = None
    ) -> None:
        title = tr("更改第 {n} 号来访", n=visit.number) if visit else tr("记一次来访")
        super().__init__(title, "", parent)
        self._desk = desk
        self._day = day
        self._before = visit
        shown = visit or Visit()
        self.name = QLineEdit(shown.name)
        self.people = CountField(tr(LABELS["people"]), shown.people)
        self.matter = TextArea(tr(LABELS["matter"]), 4)
        self.matter.setPlainText(shown.matter)
        self.leader_word = TextArea(tr(LABELS["leader_word"]), 2)
        self.leader_word.setPlainText(shown.leader_word)
        linked = shown.petition_id is not None
        offers = [o for o in VisitOutcome if linked or o is not VisitOutcome.REGISTERED]
        self.outcome = TermCombo(tr(LABELS["outcome"]), offers, tr("未定"))
        self.outcome.set_value(shown.outcome)
        self.confidential = QCheckBox(tr(LABELS["confidential"]))
        self.confidential.setChecked(shown.confidential)
        self.confidential.setToolTip(tr("列表和打印的名单里不显示姓名和内容。"))
        self.body.addLayout(
            row(self.field("name", self.name), self.field("people", self.people),
                stretches=(3, 1))
        )  # fmt: skip
        self.body.addWidget(self.field("matter", self.matter), 2)
        self.body.addWidget(self.field("leader_word", self.leader_word), 1)
        self.body.addWidget(self.field("outcome", self.outcome))
        self.body.addWidget(self.confidential)
        self.reason = TextArea(tr("更正原因"), 2)
        if visit is not None:
            self._add_reason()
        self.finish(tr("保存"))
        self.fields["name"].setFocus()

    def value(self) -> Visit:
        """The visit as entered; the number of people is 1 where none can be read."""
        outcome = self.outcome.value()
        assert outcome is None or isinstance(outcome, VisitOutcome)
        return replace(
            self._before or Visit(),
            name=self.name.text(),
            people=self.people.value() or 1,
            matter=self.matter.toPlainText(),
            leader_word=self.leader_word.toPlainText(),
            outcome=outcome,
            confidential=self.confidential.isChecked(),
        )

    def findings(self) -> list[Finding]:
        """What cannot be read, then what is to be said of the visit."""
        return [*self.unreadable(), *check_visit(self.value())]

    def write(self) -> None:
        """Save the visit."""
        reception = self._desk.reception
        if self._before is None:
            reception.add_visit(self._day, self.value())
        else:
            reception.change_visit(self._day, self.value(), self.reason.toPlainText())

    def _add_reason(self) -> None:
        field = LabelledField(
            tr("更正原因"), self.reason, hint=tr("补填空着的不用写；改已填的内容要写明。"),
            name="reason",
        )  # fmt: skip
        self.fields["reason"] = field
        self.body.addWidget(field)
