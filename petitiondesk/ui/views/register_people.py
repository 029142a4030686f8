"""The petitioners of a registration form: one row each, papers beneath when they are asked for."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain.errors import Finding
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.terms import IdKind
from petitiondesk.domain.validation import normal_digits
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.register_person import PersonRow


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
        self._room = False
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

    def leave_room(self, *, left: bool) -> None:
        """Whether a count stands at the end of the first row: the others end above each other."""
        self._room = left
        for row in self.rows[1:]:
            row.gap.setVisible(left)

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
        self.leave_room(left=self._room)
        for place, row in enumerate(self.rows):
            row.set_several(several=several)
            row.set_required(required=self._required and place == 0)
            row.show_papers(shown=self._papers)
        self.reshaped.emit()
