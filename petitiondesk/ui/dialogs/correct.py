"""The dialog that corrects what an earlier step recorded."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from petitiondesk.domain import history
from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Event
from petitiondesk.infra.i18n import tr
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.writing import WritingDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.turns import next_turn
from petitiondesk.ui.views.field_form import FieldForm, FormContext
from petitiondesk.ui.views.fields import LabelledField, TextArea

_FEW = 8
_WIDTH = 820
"""For more fields than these, in pixels: room for a petitioner's row."""


class CorrectDialog(WritingDialog):
    """Corrects what an earlier step recorded; the old values stay in the record.

    ``only`` names the one field that is to be corrected; without it, all that the step recorded. What
    a long form (a registration) left blank waits behind one line.
    """

    HELP = "case"

    def __init__(
        self, desk: Desk, look: Look, petition: Petition, event: Event, title: str,
        parent: QWidget | None = None, *, only: str = "",
    ) -> None:  # fmt: skip
        super().__init__(
            tr("更正：{what}", what=title),
            tr("改过的内容作为新的一条记入经过，原来的内容留着。"),
            parent,
        )
        self._desk = desk
        self._petition = petition
        self._event = event
        names = [only] if only else history.correctable(event)
        wording = event.kind in history.STANDING
        context = FormContext(look, desk.office.office(), desk.ledger.today, wording=wording)
        many = len(names) > _FEW
        was = {name: history.recorded(petition, event, name) for name in names}
        blank = [name for name, value in was.items() if many and not value]
        fields = [FIELDS[name] for name in names]
        self.form = FieldForm(context, fields, beside=many, later=blank)
        self.form.set_values(was)
        if self.form.later is not None:
            self.form.later.clicked.connect(self._grow_for_it)
        self._shown = self.form.values()
        self.reason = TextArea(tr("原因"), 2)
        self.reason_field = LabelledField(tr("更正原因"), self.reason, required=True)
        self.add_scrolled(self.form, self.reason_field)
        self.finish(tr("记入更正"))
        if many:
            self.setMinimumWidth(min(_WIDTH, self.screen().availableSize().width() - 40))
        if names:
            self.form.fields[names[0]].setFocus()

    def _grow_for_it(self) -> None:
        next_turn(self, self.grow)

    def changed(self) -> Mapping[str, object]:
        """The fields whose entry differs from what the form began with."""
        now = self.form.values()
        return {name: value for name, value in now.items() if value != self._shown[name]}

    def findings(self) -> list[Finding]:
        """Unreadable controls, nothing changed, what the service says of the changes, no reason."""
        findings = self.form.unreadable()
        if not findings and not self.changed():
            findings = [Finding("", Severity.REFUSE, Message("没有改动任何一项。"))]
        elif not findings:
            check = self._desk.mending.check_correction
            findings = check(self._petition, self._event, self.changed())
        if not self.reason.toPlainText().strip():
            findings.append(
                Finding("reason", Severity.REFUSE, Message("请写明原因：它会留在经过里。"))
            )
        return findings

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """At the fields, and at the reason."""
        self.form.show_findings(findings)
        own = next((f for f in findings if f.field == "reason"), None)
        self.reason_field.set_finding(own)
        placed = {*self.form.fields, "reason"}
        stray = next((f for f in findings if f.field not in placed), None)
        if stray is not None:
            self.say(stray.message)

    def write(self) -> None:
        """Record the correction."""
        self._desk.mending.correct(
            self._petition.id, self._event.seq, self.changed(), self.reason.toPlainText()
        )
