"""The dialogs that write into a case: a step of the workflow, a reason."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain import fields
from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Claim, Petition
from petitiondesk.domain.terms import PetitionClass, ReplyManner
from petitiondesk.domain.workflow import Step
from petitiondesk.infra.i18n import tr
from petitiondesk.services.desk import Desk
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.dialogs.writing import WritingDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.dates import DateField
from petitiondesk.ui.views.field_form import FieldForm, FormContext
from petitiondesk.ui.views.fields import LabelledField, TextArea


class StepDialog(WritingDialog):
    """Takes one step on one petition, or the same on several."""

    HELP = "steps"

    def __init__(
        self,
        desk: Desk,
        look: Look,
        step: Step,
        petitions: Sequence[Petition],
        write: Callable[[dict[str, object], date], None],
        parent: QWidget | None = None,
    ) -> None:
        one = petitions[0] if len(petitions) == 1 else None
        verb = tr(step.zh)
        title = f"{verb}　{one.number}" if one else tr("{step} {n} 件", step=verb, n=len(petitions))
        super().__init__(title, "", parent)
        self._desk = desk
        self._step = step
        self._petitions = petitions
        self._write = write
        today = desk.ledger.today
        waiting = [r for r in (one.routings if one else ()) if r.current and not r.lead]
        context = FormContext(
            look,
            desk.office.office(),
            today,
            desk.petitions.numbers_like,
            tuple(r.section for r in waiting if not r.answer),
        )
        self.on = DateField(look, tr("日期"), today, today)
        self.on_field = LabelledField(tr("日期"), self.on, required=True, name="on")
        names = [name for name in step.fields if _belongs(name, one)]
        asked = [step.field(name) for name in names]
        self.form = FieldForm(context, asked, self._required())
        self.form.set_values(_prefilled(desk, step, one, today))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, sizes.XS, 0)
        column.setSpacing(sizes.M)
        column.addWidget(self.form)
        column.addWidget(self.on_field)
        column.addStretch(1)
        self.add_scrolled(inner)
        self.finish(verb)
        if names:
            self.form.fields[names[0]].setFocus()

    def _required(self) -> list[str]:
        """What the step needs, and what this petition needs besides: a notice where somebody is named."""
        first, today = self._petitions[0], self._desk.ledger.today
        left_out = self._desk.petitions.check_step(first, self._step.name, {}, today)
        refused = {found.field for found in left_out if found.severity is Severity.REFUSE}
        return [*self._step.needs, *refused]

    def values(self) -> dict[str, object]:
        """The step's inputs as entered."""
        return self.form.values()

    def findings(self) -> list[Finding]:
        """Unreadable controls, then what the service says of the first petition."""
        on = self.on.value()
        if on is None:
            missing = self.on.problem() or Message("请填写日期。")
            return [*self.form.unreadable(), Finding("on", Severity.REFUSE, missing)]
        petition = self._petitions[0]
        checked = self._desk.petitions.check_step(petition, self._step.name, self.values(), on)
        return [*self.form.unreadable(), *checked]

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """At the fields, and at the date."""
        self.form.show_findings(findings)
        own = next((f for f in findings if f.field == "on"), None)
        self.on_field.set_finding(own)

    def write(self) -> None:
        """Take the step."""
        on = self.on.value()
        assert on is not None
        self._write(self.values(), on)


def _belongs(name: str, petition: Petition | None) -> bool:
    """Whether a field of a step means anything for a petition, or for several at once (None)."""
    if petition is None:
        return name != "archive_ref"  # each volume has its own
    if name == "claims":
        return bool(petition.claims)
    if name == "adoption":  # of a suggestion (建议征集, Regulations Art. 29)
        return petition.petition_class is PetitionClass.SUGGESTION
    return True


def _prefilled(desk: Desk, step: Step, one: Petition | None, today: date) -> dict[str, object]:
    """What the form starts with: what is known already, or what the office's rules suggest."""
    values: dict[str, object] = {}
    if one is not None:
        known = [n for n in step.fields if fields.part_of(n) is None and n not in _ASKED_ANEW]
        values = {name: fields.read(one, name) for name in known}
        values["claims"] = one.claims or (Claim(one.summary),)
    if step.name == "route":
        # Of a sealed case the usual section may be the very one that it complains of.
        if one is not None and not one.sealed and not values.get("section"):
            values["section"] = desk.suggestions.section(
                one.topic, desk.office.office().open_sections()
            )
        values["section_due_on"] = desk.petitions.suggested_section_due(today)
    if step.name == "receive" and one is not None:
        values["handler"] = fields.read(one, "handler")
    if step.name == "reply" and not values.get("reply_manner"):
        values["reply_manner"] = ReplyManner.WRITTEN
    if step.name == "archive" and one is not None:
        values["retention"], values["archive_ref"] = desk.archive.suggestion(one)
    if step.name == "hearing":
        values["hearing_from"] = values["hearing_until"] = today
    return values


_ASKED_ANEW = frozenset(
    {"co_sections", "repeats_id", "merged_into_id", "merge_reason", "reopen_reason",
     "procedure_reason", "notice_manner"}
)  # fmt: skip
"""What is asked anew each time a step is taken, though the petition holds an earlier answer."""


class ReasonDialog(WritingDialog):
    """Asks for the reason of an act that the record keeps; ``write`` is called with it.

    ``reason`` stands there already, where what led here says it.
    """

    HELP = "case"

    def __init__(
        self,
        title: str,
        text: str,
        yes: str,
        write: Callable[[str], object],
        parent: QWidget | None = None,
        *,
        reason: str = "",
    ) -> None:
        super().__init__(title, text, parent)
        self._write = write
        self.reason = TextArea(tr("原因"), 2)
        self.reason.setPlainText(reason)
        self.field = LabelledField(tr("原因"), self.reason, required=True)
        self.body.addWidget(self.field)
        self.finish(yes)
        self.field.setFocus()

    def findings(self) -> list[Finding]:
        """None of its own: the service asks for the reason."""
        return []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """At the reason."""
        self.field.set_finding(findings[0])

    def write(self) -> None:
        """Do it."""
        self._write(self.reason.toPlainText())
