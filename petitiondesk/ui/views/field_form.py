"""A form made from `domain.fields`: one labelled control per field, of the kind the field has.

The step dialogs and corrections use it, so that a field looks and behaves the same wherever it is
entered.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.fields import FIELDS, Field, Kind
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import TOPIC_JOINT, Claim
from petitiondesk.domain.terms import Decision
from petitiondesk.infra.i18n import term, tr, trn
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Disclosure
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.choice import ChoiceCombo, TermCombo
from petitiondesk.ui.views.dates import DateField
from petitiondesk.ui.views.fields import CountField, LabelledField, TextArea
from petitiondesk.ui.views.layouts import FlowLayout, empty
from petitiondesk.ui.views.people_field import PeopleField
from petitiondesk.ui.views.register_claims import ClaimsEditor
from petitiondesk.ui.views.register_rows import FieldRow
from petitiondesk.ui.views.special_fields import FindNumbers, MoneyField, PetitionField


@dataclass(frozen=True)
class FormContext:
    """What the controls need to know: the look, the office's lists, the day.

    ``find_numbers`` finds petitions by a part of their number; ``co_sections`` are those of the
    petition at hand that have not answered yet. ``wording`` is for claims as they are registered; else
    they are decided on.
    """

    look: Look
    office: Office
    today: date
    find_numbers: FindNumbers = lambda text: []
    co_sections: tuple[str, ...] = ()
    wording: bool = False


class SectionChecks(QWidget):
    """Several sections, each with a box."""

    def __init__(self, name: str, sections: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        flow = FlowLayout(self)
        self._boxes = {section: QCheckBox(section) for section in sections}
        for box in self._boxes.values():
            flow.addWidget(box)

    def value(self) -> tuple[str, ...]:
        """The sections chosen, in the office's order."""
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    def set_value(self, sections: Sequence[str]) -> None:
        """Choose these."""
        for name, box in self._boxes.items():
            box.setChecked(name in sections)


class ClaimDecisions(QWidget):
    """The petition's claims, each with the decision on it and what is answered (Art. 32)."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(sizes.M)
        self._grid.setVerticalSpacing(sizes.XS)
        self._grid.setColumnStretch(0, 1)
        self._claims: tuple[Claim, ...] = ()
        self._combos: list[TermCombo] = []
        self._answers: list[QLineEdit] = []

    def value(self) -> tuple[Claim, ...]:
        """The claims with the decisions chosen and the answers written."""
        rows = zip(self._claims, self._combos, self._answers, strict=True)
        return tuple(
            replace(c, decision=cast("Decision | None", b.value()), answer=a.text().strip())
            for c, b, a in rows
        )

    def set_value(self, claims: Sequence[Claim]) -> None:
        """Show these claims and no others."""
        empty(self._grid)
        self._combos, self._answers = [], []
        self._claims = tuple(claims)
        for place, claim in enumerate(self._claims):
            number = place + 1
            combo = TermCombo(tr("对第 {n} 项的决定", n=number), Decision, tr("未决定"))
            combo.set_value(claim.decision)
            combo.setMinimumContentsLength(max(map(len, _decisions())))
            answer = QLineEdit(claim.answer)
            answer.setAccessibleName(tr("对第 {n} 项的答复", n=number))
            answer.setPlaceholderText(tr("对这一项的答复"))
            self._combos.append(combo)
            self._answers.append(answer)
            row = 2 * place
            self._grid.addWidget(label(f"{number}. {claim.text}", wrap=True), row, 0)
            self._grid.addWidget(combo, row, 1)
            self._grid.addWidget(answer, row + 1, 0, 1, 2)


def _decisions() -> list[str]:
    return [tr("未决定"), *(term(decision) for decision in Decision)]


_LEADERS = ("leader", "responsible_leader", "extension_approver", "hearing_chair",
            "received_by_leader")  # fmt: skip


def _text(field: Field, context: FormContext) -> QWidget:
    edit = QLineEdit()
    offers = {
        "handler": tuple(p.name for p in context.office.staff if not p.leader),
        **dict.fromkeys(_LEADERS, context.office.leaders()),
    }.get(field.name)
    if offers:
        completer = QCompleter(list(offers), edit)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        edit.setCompleter(completer)
    return edit


def _sections(field: Field, context: FormContext) -> QWidget:
    offers = [(name, name) for name in context.office.open_sections()]
    return ChoiceCombo(tr(field.zh), offers, tr("请选择"))


def topic_choices(office: Office) -> list[tuple[str, str]]:
    """Topic paths and how they are shown."""
    return [(path, path.replace(TOPIC_JOINT, " › ")) for path in office.topics]


_MAKERS: Mapping[Kind, Callable[[Field, FormContext], QWidget]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: lambda f, c: TextArea(tr(f.zh), 4),
    Kind.DATE: lambda f, c: DateField(c.look, tr(f.zh), c.today),
    Kind.COUNT: lambda f, c: CountField(tr(f.zh)),
    Kind.FLAG: lambda f, c: QCheckBox(tr(f.zh)),
    Kind.TERM: lambda f, c: TermCombo(tr(f.zh), f.term or (), tr("未填")),
    Kind.SECTION: _sections,
    Kind.SECTIONS: lambda f, c: SectionChecks(tr(f.zh), c.office.open_sections()),
    Kind.TOPIC: lambda f, c: ChoiceCombo(tr(f.zh), topic_choices(c.office), tr("未分类")),
    Kind.PETITIONERS: lambda f, c: PeopleField(c.look, tr(f.zh)),
    Kind.CLAIMS: lambda f, c: (
        ClaimsEditor(c.look, titled=False) if c.wording else ClaimDecisions(tr(f.zh))
    ),
    Kind.PETITION: lambda f, c: PetitionField(tr(f.zh), c.find_numbers),
    Kind.OWN_CO_SECTION: lambda f, c: ChoiceCombo(
        tr(f.zh), [(name, name) for name in c.co_sections], tr("请选择")
    ),
    Kind.MONEY: lambda f, c: MoneyField(tr(f.zh)),
}

_WITH_VALUE = (DateField, CountField, ChoiceCombo, SectionChecks, ClaimDecisions, ClaimsEditor,
               PeopleField, PetitionField, MoneyField)  # fmt: skip

_EMPTY_IS_TEXT = (Kind.SECTION, Kind.TOPIC, Kind.OWN_CO_SECTION)
_CAN_BE_WRONG = (DateField, CountField, PetitionField, MoneyField)


def make_control(field: Field, context: FormContext) -> QWidget:
    """The control that enters ``field``."""
    return _MAKERS[field.kind](field, context)


def value_of(control: QWidget) -> object:
    """What is entered in a control of `make_control`."""
    if isinstance(control, QCheckBox):
        return control.isChecked()
    if isinstance(control, TextArea):
        return control.toPlainText()
    if isinstance(control, _WITH_VALUE):
        return control.value()
    assert isinstance(control, QLineEdit)
    return control.text()


def put_value(control: QWidget, value: Any) -> None:
    """Show a value in a control of `make_control`."""
    if isinstance(control, QCheckBox):
        control.setChecked(bool(value))
    elif isinstance(control, TextArea):
        control.setPlainText(value or "")
    elif isinstance(control, _WITH_VALUE):
        control.set_value(value)
    elif isinstance(control, QLineEdit):
        control.setText(value or "")


_SHORT = frozenset(_MAKERS) - {Kind.LONG_TEXT, Kind.PETITIONERS, Kind.CLAIMS, Kind.SECTIONS}
_ONE_LINE = 200
_BESIDE = 180
"""The least width of a short field beside others, in pixels."""


def _column(host: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(sizes.M)
    return column


class Later(Disclosure):
    """The line behind which ``part`` of a form waits: fields that are blank and seldom needed."""

    def __init__(self, look: Look, count: int) -> None:
        super().__init__(look, trn("没有填的 {n} 项", count))
        self.part = QWidget()
        self.part.hide()
        self.clicked.connect(self._turn)

    def show_part(self, *, shown: bool) -> None:
        """Show the fields, or put them away."""
        self.part.setVisible(shown)
        self.show_open(opened=shown)

    def _turn(self) -> None:
        self.show_part(shown=self.part.isHidden())


class FieldForm(QWidget):
    """Labelled controls one under another; `values` and `show_findings` go by field name.

    ``beside``: short ones stand side by side, where a form has dozens; a number stays narrow.
    ``later`` are shown when they are asked for, or when something is wrong with one.
    """

    def __init__(
        self,
        context: FormContext,
        fields: Sequence[Field],
        required: Sequence[str] = (),
        *,
        beside: bool = False,
        later: Collection[str] = (),
    ) -> None:
        super().__init__()
        self.fields: dict[str, LabelledField] = {}
        self._context, self._required, self._beside = context, required, beside
        column = _column(self)
        self._add([field for field in fields if field.name not in later], column)
        self.later: Later | None = None
        if later:
            self.later = Later(context.look, len(later))
            self._add([f for f in fields if f.name in later], _column(self.later.part))
            column.addWidget(self.later, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(self.later.part)

    def _add(self, fields: Sequence[Field], column: QVBoxLayout) -> None:
        line: FieldRow | None = None
        for entered in fields:
            name, control = entered.name, make_control(entered, self._context)
            text = "" if isinstance(control, QCheckBox) else tr(entered.zh)
            field = LabelledField(text, control, required=name in self._required, name=name)
            self.fields[name] = field
            short = entered.kind in _SHORT and entered.limit <= _ONE_LINE
            if not (self._beside and short):
                line = None
                field.label.setVisible(bool(text))  # nothing beside to stand level with
                column.addWidget(field)
                continue
            if line is None:
                host = QWidget()
                line = FieldRow(host)
                column.addWidget(host)
            line.add(field, _BESIDE, 0 if FIELDS[name].kind is Kind.COUNT else 1)

    def values(self) -> dict[str, object]:
        """What is entered, by field name; an empty combo and date are None."""
        values = {name: value_of(field.control) for name, field in self.fields.items()}
        return {
            name: "" if value is None and FIELDS[name].kind in _EMPTY_IS_TEXT else value
            for name, value in values.items()
        }

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show these values; fields that are not named stay."""
        for name, value in values.items():
            if name in self.fields:
                put_value(self.fields[name].control, value)

    def unreadable(self) -> list[Finding]:
        """Controls whose text is neither empty nor a value: a letter in a count, a date that is none."""
        findings = []
        for name, field in self.fields.items():
            control = field.control
            problem = control.problem() if isinstance(control, _CAN_BE_WRONG) else None
            if problem:
                findings.append(Finding(name, Severity.REFUSE, problem))
        return findings

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show each finding at its field, clear the others, and go to the first."""
        by_name = {finding.field: finding for finding in reversed(findings)}
        for name, field in self.fields.items():
            if isinstance(field.control, PeopleField):
                field.control.show_findings([f for f in findings if f.field == name])
            else:
                field.set_finding(by_name.get(name))
        first = next((n for n in self.fields if n in by_name), None)
        if first is not None:
            if self.later is not None and self.later.part.isAncestorOf(self.fields[first]):
                self.later.show_part(shown=True)
            self.fields[first].setFocus()
