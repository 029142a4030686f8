"""Behaviour of the simpler parts of the settings: office, numbering, retention."""

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Finding, InvalidInput, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.domain.numbering import Pattern
from petitiondesk.domain.office import Office, RetentionRule
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import ArchiveUnit, Retention
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.desk import Desk
from petitiondesk.ui.views.choice import TermCombo
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.settings_forms import NumberingForm, OfficeForm, RetentionForm


class Part(QObject):
    """One part of the settings being edited. ``changed`` whenever something in it was.

    `load` shows an office, `applied` puts what is entered into an office; nothing is written here.
    """

    changed = Signal()
    form: QWidget

    def __init__(self) -> None:
        super().__init__()
        self._base = Office()
        self._clean: Office | None = None

    def load(self, office: Office) -> None:
        """Show ``office``; what was entered before is forgotten."""
        self._base = office
        self.show_office(office)
        self._clean = self.applied(office)
        self.show_findings(())
        self.changed.emit()

    def refresh(self, office: Office) -> None:
        """Show ``office`` where nothing was entered; what is shown already keeps its place."""
        if not self.is_changed() and (self._clean is None or self.applied(office) != office):
            self.load(office)

    def settle(self, office: Office) -> None:
        """What is entered has become part of ``office``: it is no change any more."""
        self._base = office
        self._clean = self.applied(office)
        self.show_findings(())
        self.changed.emit()

    def is_changed(self) -> bool:
        """Whether something was entered that is not saved."""
        return self._clean is not None and self.applied(self._base) != self._clean

    def show_office(self, office: Office) -> None:
        """Fill the form."""
        raise NotImplementedError

    def applied(self, office: Office) -> Office:
        """``office`` with what the form says."""
        raise NotImplementedError

    def problems(self) -> list[Finding]:
        """What this part itself finds wrong, before the service is asked."""
        return []

    def place(self, finding: Finding) -> LabelledField | None:
        """The field a finding belongs to."""
        raise NotImplementedError

    def fields(self) -> Sequence[LabelledField]:
        """Every field that findings are shown at."""
        raise NotImplementedError

    def show_findings(self, findings: Sequence[Finding]) -> list[Finding]:
        """Show findings at their fields and go to the first; returns those without a field."""
        for each in self.fields():
            each.set_finding(None)
        placed = [(self.place(finding), finding) for finding in findings]
        for field, finding in placed:
            if field is not None:
                field.set_finding(finding)
        first = next((field for field, _ in placed if field is not None), None)
        if first is not None:
            first.control.setFocus()
        return [finding for field, finding in placed if field is None]

    def _tell(self) -> None:
        self.changed.emit()


def refused(field: str, message: Message) -> Finding:
    """A finding that stops the saving."""
    return Finding(field, Severity.REFUSE, message)


class OfficePart(Part):
    """The office's name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.form: OfficeForm = OfficeForm()
        self.form.folder.setText(str(desk.folder))
        self.form.account.setText(desk.office.account)
        self.form.name.textChanged.connect(self._tell)
        self.form.short.textChanged.connect(self._tell)

    def show_office(self, office: Office) -> None:
        """Fill the form."""
        self.form.name.setText(office.name)
        self.form.short.setText(office.short)

    def applied(self, office: Office) -> Office:
        """``office`` under the name and the short name entered."""
        return replace(
            office, name=self.form.name.text().strip(), short=self.form.short.text().strip()
        )

    def place(self, finding: Finding) -> LabelledField | None:
        """The only field."""
        return self.form.name_field if finding.field == "name" else None

    def fields(self) -> Sequence[LabelledField]:
        """The only field."""
        return (self.form.name_field,)


class NumberingPart(Part):
    """Patterns with what they give next, found fault with while they are typed; both numbers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._next = 1
        self._next_volume = 1
        self.form: NumberingForm = NumberingForm()
        self.form.number.textChanged.connect(self._examine)
        self.form.archive.textChanged.connect(self._examine)
        self.form.days.textChanged.connect(self._examine)
        self.form.group.textChanged.connect(self._examine)

    def refresh(self, office: Office) -> None:
        """Other numbers come next whenever something was registered or archived."""
        if not self.is_changed():
            self.load(office)

    def show_office(self, office: Office) -> None:
        """Fill the form, and learn which numbers come next."""
        shown = self._desk.petitions.next_number()
        self._next = sequence_in(Pattern(office.number_pattern), shown)
        volume = Pattern(office.archive_pattern, extra=("retention",))
        _, reference = self._desk.archive.suggestion(Petition())
        self._next_volume = sequence_in(volume, reference)
        self.form.number.setText(office.number_pattern)
        self.form.archive.setText(office.archive_pattern)
        self.form.days.set_value(office.section_days)
        self.form.group.set_value(office.group_people)
        self._examine()

    def applied(self, office: Office) -> Office:
        """``office`` with the patterns and the numbers; 0 stands for what is none."""
        return replace(
            office,
            number_pattern=self.form.number.text().strip(),
            archive_pattern=self.form.archive.text().strip(),
            section_days=self.form.days.value() or 0,
            group_people=self.form.group.value() or 0,
        )

    def problems(self) -> list[Finding]:
        """Both patterns and both numbers, each under a name of its own."""
        found = []
        for name, text, extra in (
            ("number", self.form.number.text(), ()),
            ("archive", self.form.archive.text(), ("retention",)),
        ):
            if (problem := pattern_problem(text.strip(), extra)) is not None:
                found.append(refused(name, problem))
        if self.form.days.value() is None:
            problem = Message("科室答复期限应在 1 到 365 天之间。")
            found.append(refused("section_days", problem))
        if self.form.group.value() is None:
            problem = Message("集体访的人数应在 2 到 1000 之间。")
            found.append(refused("group_people", problem))
        return found

    def place(self, finding: Finding) -> LabelledField | None:
        """The field by the finding's name."""
        return {
            "number": self.form.number_field,
            "archive": self.form.archive_field,
            "section_days": self.form.days_field,
            "group_people": self.form.group_field,
        }.get(finding.field)

    def fields(self) -> Sequence[LabelledField]:
        """The four fields."""
        form = self.form
        return (form.number_field, form.archive_field, form.days_field, form.group_field)

    def _examine(self) -> None:
        """Show what the patterns give, or what is wrong with them, without moving the focus."""
        problems = {finding.field: finding for finding in self.problems()}
        year = self._desk.ledger.today.year
        if "number" not in problems:
            number = Pattern(self.form.number.text().strip()).format(year, self._next)
            self.form.number_field.set_hint(
                tr("下一件的编号：{number}。已有的编号不变。", number=number)
            )
        if "archive" not in problems:
            pattern = Pattern(self.form.archive.text().strip(), extra=("retention",))
            kept = self._base.retention.neither
            reference = pattern.format(year, self._next_volume, retention=kept.zh)
            self.form.archive_field.set_hint(
                tr("下一卷的档号，例如：{reference}。已有的档号不变。", reference=reference)
            )
        for name in ("number", "archive", "section_days", "group_people"):
            finding = problems.get(name)
            field = self.place(finding or refused(name, Message("")))
            if field is not None:
                field.set_finding(finding)
        self.changed.emit()


class RetentionPart(Part):
    """The retention schedule."""

    def __init__(self) -> None:
        super().__init__()
        self.form: RetentionForm = RetentionForm()
        form = self.form
        for combo in (form.instructed, form.answered, form.neither, form.unit):
            combo.changed.connect(self._tell)

    def show_office(self, office: Office) -> None:
        """Fill the form."""
        self.form.instructed.set_value(office.retention.instructed)
        self.form.answered.set_value(office.retention.answered)
        self.form.neither.set_value(office.retention.neither)
        self.form.unit.set_value(office.archive_unit)

    def applied(self, office: Office) -> Office:
        """``office`` with the schedule chosen."""
        form = self.form
        rule = RetentionRule(_of(form.instructed), _of(form.answered), _of(form.neither))
        unit = form.unit.value()
        assert isinstance(unit, ArchiveUnit)
        return replace(office, retention=rule, archive_unit=unit)

    def place(self, finding: Finding) -> LabelledField | None:
        """A choice among terms cannot be wrong."""
        return None

    def fields(self) -> Sequence[LabelledField]:
        """None takes findings."""
        return ()


def pattern_problem(text: str, extra: tuple[str, ...]) -> Message | None:
    """Why a numbering pattern cannot work, or None."""
    try:
        Pattern(text, extra=extra)
    except InvalidInput as error:
        return error.message
    return None


def sequence_in(pattern: Pattern, number: str) -> int:
    """The running number in a number that ``pattern`` gave; 1 where it cannot be told.

    The service names the next number, not its running part, and only in the pattern in use.
    """
    parts = re.split(r"\{(\w+)[^}]*\}", pattern.text)
    holes = {"year": r"\d{4}", "seq": r"(\d+)"}
    found = re.fullmatch(
        "".join(
            re.escape(part) if place % 2 == 0 else holes.get(part, ".*?")
            for place, part in enumerate(parts)
        ),
        number,
    )
    return int(found.group(1)) if found else 1


def titles(names: Sequence[Message]) -> str:
    """Several titles in one sentence."""
    return tr("、").join(render(name) for name in names)


def _of(combo: TermCombo) -> Retention:
    value = combo.value()
    assert isinstance(value, Retention)
    return value
