"""The petitioners of a registration form: one row each, papers beneath when they are asked for."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.domain.errors import Finding
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.terms import IdKind, Sex
from petitiondesk.domain.validation import normal_digits
from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import IconButton
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.choice import TermCombo
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.register_rows import FieldRow, no_stop

PETITIONERS = "petitioners"
"""The field every finding about a person belongs to."""


class PersonRow(QWidget):
    """One petitioner. ``changed`` on every change; ``remove_asked(place)`` by its cross."""

    changed = Signal()
    remove_asked = Signal(int)

    def __init__(self, look: Look, place: int) -> None:
        super().__init__()
        self._place = place
        self.name, self.phone, self.address = QLineEdit(), QLineEdit(), QLineEdit()
        self.id_number, self.postcode = QLineEdit(), QLineEdit()
        self.sex = TermCombo(tr("性别"), Sex, "")
        self.sex.setMinimumContentsLength(2)
        self.id_kind = TermCombo(tr("证件类型"), IdKind, tr("未填"))
        self.organisation = QCheckBox(tr("单位"))
        self.representative = QCheckBox(tr("代表"))
        self.remove = IconButton(look, "close", tr("去掉第 {n} 位信访人", n=place + 1))
        self.fields: dict[str, LabelledField] = {}
        self.line = FieldRow()
        self._lay_out()
        self._connect()
        self.set_several(several=False)
        self.show_papers(shown=False)

    def value(self) -> Petitioner:
        """What is entered."""
        sex, kind = self.sex.value(), self.id_kind.value()
        organisation = self.organisation.isChecked()
        return Petitioner(
            name=self.name.text(),
            sex=sex if isinstance(sex, Sex) and not organisation else None,
            id_kind=kind if isinstance(kind, IdKind) else None,
            id_number=self.id_number.text(),
            phone=self.phone.text(),
            address=self.address.text(),
            postcode=self.postcode.text(),
            organisation=organisation,
            representative=self.representative.isChecked(),
        )

    def set_value(self, person: Petitioner) -> None:
        """Show a petitioner."""
        for name in ("name", "phone", "address", "id_number", "postcode"):
            getattr(self, name).setText(getattr(person, name))
        self.organisation.setChecked(person.organisation)
        self.representative.setChecked(person.representative)
        self.sex.set_value(person.sex)
        self.id_kind.set_value(person.id_kind)

    def set_several(self, *, several: bool) -> None:
        """Whether there are others: only then somebody represents, or can be removed."""
        self.representative.setVisible(several)
        self.remove.setVisible(several)

    def set_required(self, *, required: bool) -> None:
        """Whether the name must be filled in."""
        self.fields["name"].set_required(required=required)
        self._name_all()

    def show_papers(self, *, shown: bool) -> None:
        """Show or hide identity paper and postcode."""
        self.papers.setVisible(shown)

    def stops(self) -> list[QWidget]:
        """Where Tab stops in the first line, as it reads."""
        first = [self.name, self.sex, self.phone, self.address]
        return [*first, self.organisation, self.representative, self.remove]

    def paper_stops(self) -> list[QWidget]:
        """Where Tab stops in the second line."""
        return [self.id_kind, self.id_number, self.postcode]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.S)
        column.addLayout(self.line)
        self._add(self.line, "name", tr("姓名"), self.name, 108, 3)
        self._add(self.line, "sex", tr("性别"), self.sex, 76, 0)
        self._add(self.line, "phone", tr("电话"), self.phone, 124, 2)
        rest = QWidget()
        self.rest = FieldRow(rest)
        self._add(self.rest, "address", tr("住址"), self.address, 140, 1)
        self.tail = QWidget()
        self._lay_out_tail()
        self.rest.add(self.tail, 0)
        self.line.add(rest, 0, 5)
        self.papers = QWidget()
        papers = FieldRow(self.papers)
        self._add(papers, "id_kind", tr("证件类型"), self.id_kind, 172, 0)
        self._add(papers, "id_number", tr("证件号码"), self.id_number, 200, 1)
        self._add(papers, "postcode", tr("邮编"), self.postcode, 84, 0)
        column.addWidget(self.papers)
        self._name_all()

    def _lay_out_tail(self) -> None:
        """Boxes and the cross, level with the controls beside them."""
        column = QVBoxLayout(self.tail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label(" ", "caption"))
        level = QWidget()
        level.setFixedHeight(sizes.CONTROL)
        boxes = QHBoxLayout(level)
        boxes.setContentsMargins(0, 0, 0, 0)
        boxes.setSpacing(sizes.XS)
        for widget in (self.organisation, self.representative, self.remove):
            boxes.addWidget(widget)
        column.addWidget(level)

    def _add(
        self, line: FieldRow, name: str, text: str, control: QWidget, basis: int, stretch: int
    ) -> None:
        field = no_stop(LabelledField(text, control, name=PETITIONERS))
        self.fields[name] = field
        line.add(field, basis, stretch)

    def _connect(self) -> None:
        for edit in (self.name, self.phone, self.address, self.id_number, self.postcode):
            edit.textChanged.connect(self._tell)
        for combo in (self.sex, self.id_kind):
            combo.changed.connect(self._tell)
        self.representative.toggled.connect(self._tell)
        self.organisation.toggled.connect(self._called)
        self.remove.clicked.connect(self._ask_remove)

    def _tell(self, *_: object) -> None:
        self.changed.emit()

    def _ask_remove(self) -> None:
        self.remove_asked.emit(self._place)

    def _called(self, organisation: bool) -> None:
        """An organisation has a name, a credit code and no sex."""
        self.fields["name"].set_label(tr("单位名称") if organisation else tr("姓名"))
        self.fields["sex"].setVisible(not organisation)
        if organisation and self.id_kind.value() is None:
            self.id_kind.set_value(IdKind.CREDIT_CODE)
        self._name_all()
        self.changed.emit()

    def _name_all(self) -> None:
        """Readers hear whose name it is: every row has the same labels."""
        if self._place == 0:
            return
        for field in self.fields.values():
            name = tr("第 {n} 位信访人的{what}", n=self._place + 1, what=field.label.text())
            field.control.setAccessibleName(name)


class PeopleEditor(QWidget):
    """All petitioners; there is always a first row. ``changed``; ``reshaped`` when rows come or go.

    Removing a row moves the values up and takes the last row away: the row under the hands stays.
    """

    changed = Signal()
    reshaped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._required = True
        self._papers = False
        self.rows: list[PersonRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(sizes.S)
        self._grow()

    def value(self) -> tuple[Petitioner, ...]:
        """Everybody entered; rows left empty are nobody."""
        empty = (Petitioner(), Petitioner(organisation=True, id_kind=IdKind.CREDIT_CODE))
        people = (row.value() for row in self.rows)
        return tuple(person for person in people if person not in empty)

    def set_value(self, people: Sequence[Petitioner]) -> None:
        """Show these petitioners."""
        wanted = list(people) or [Petitioner()]
        while len(self.rows) < len(wanted):
            self._grow()
        while len(self.rows) > len(wanted):
            self._shrink()
        for row, person in zip(self.rows, wanted, strict=True):
            row.set_value(person)
        self.show_papers(shown=any(p.id_number or p.id_kind or p.postcode for p in wanted))
        self._reshape()

    def add_row(self) -> None:
        """One more petitioner, with the keyboard on the name."""
        self._grow()
        self._reshape()
        # Shown now, not when the layout gets to it: a hidden row cannot take the keyboard.
        self.rows[-1].show()
        self.rows[-1].name.setFocus()
        self.changed.emit()

    def remove_row(self, place: int) -> None:
        """Take one off."""
        for upper, lower in pairwise(self.rows[place:]):
            upper.set_value(lower.value())
        self._shrink()
        self._reshape()
        self.rows[min(place, len(self.rows) - 1)].name.setFocus()
        self.changed.emit()

    def show_papers(self, *, shown: bool) -> None:
        """Show or hide identity papers in every row."""
        self._papers = shown
        for row in self.rows:
            row.show_papers(shown=shown)
        self.reshaped.emit()

    def papers_shown(self) -> bool:
        """Whether identity papers are open."""
        return self._papers

    def set_required(self, *, required: bool) -> None:
        """Whether a name must be filled in; an anonymous letter has none."""
        self._required = required
        self._reshape()

    def show_findings(self, findings: Sequence[Finding]) -> QWidget | None:
        """Show each at the control it is about, clear the others; the first such control."""
        by_field: dict[LabelledField, Finding] = {}
        for finding in findings:
            by_field.setdefault(self._field_of(finding), finding)
        if any(field.control in row.paper_stops() for row in self.rows for field in by_field):
            self.show_papers(shown=True)
        fields = [field for row in self.rows for field in row.fields.values()]
        for field in fields:
            field.set_finding(by_field.get(field))
        return next((field.control for field in fields if field in by_field), None)

    def _field_of(self, finding: Finding) -> LabelledField:
        """Findings name the value they are about, not the row; where they name none, the name."""
        phone, number, name = (finding.message.params.get(p) for p in ("phone", "number", "name"))
        for row in self.rows:
            person = row.value()
            if phone and normal_digits(person.phone) == normal_digits(str(phone)):
                return row.fields["phone"]
            if number and normal_digits(person.id_number) == number:
                return row.fields["id_number"]
            if name and person.name.strip() == name:
                return row.fields["name"]
        old_id = finding.message.text.startswith("证件")
        for row in self.rows:
            if old_id and len(normal_digits(row.id_number.text())) == 15:
                return row.fields["id_number"]
        return self.rows[0].fields["name"]

    def _grow(self) -> None:
        row = PersonRow(self._look, len(self.rows))
        row.changed.connect(self.changed)
        row.remove_asked.connect(self.remove_row)
        self.rows.append(row)
        self._column.addWidget(row)

    def _shrink(self) -> None:
        row = self.rows.pop()
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _reshape(self) -> None:
        several = len(self.rows) > 1
        for place, row in enumerate(self.rows):
            row.set_several(several=several)
            row.set_required(required=self._required and place == 0)
            row.show_papers(shown=self._papers)
        self.reshaped.emit()
