"""Mending what the record of a petition says: correcting a step, taking the newest one back."""

from collections.abc import Mapping

from petitiondesk.domain import history, record
from petitiondesk.domain.copying import replace
from petitiondesk.domain.errors import Finding, NotFound, Severity, need_reason, stop_at_refusals
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Attachment, Petition
from petitiondesk.domain.record import Event
from petitiondesk.domain.recusal import check_receivers
from petitiondesk.domain.validation import check_facts
from petitiondesk.services.cleaning import clean_inputs
from petitiondesk.services.context import Context


class MendingService:
    """Corrections (更正) and steps taken back (撤销): new entries that say why; nothing is erased."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._registry = context.registry

    def check_correction(
        self, petition: Petition, event: Event, values: Mapping[str, object]
    ) -> list[Finding]:
        """What is to be said about corrected values before they are written.

        What could have been said of the petition as it stands is left out: it is not at hand.

        Raises:
            StepNotAllowed: the step did not record such a field.
        """
        values = clean_inputs(values)
        changed = history.correct(petition, event, values)
        known = check_facts(petition, self._context.today)
        with self._registry.reading():
            said = self._said_of(changed, values)
        return [f for f in said if f.severity is Severity.REFUSE or f not in known]

    def correct(
        self, petition_id: int, event_seq: int, values: Mapping[str, object], reason: str
    ) -> Petition:
        """Correct what an earlier step recorded, as a new entry that says why.

        Raises:
            InvalidInput: no reason is given, or the corrected values cannot stand.
            StepNotAllowed: the step did not record such a field.
        """
        need_reason(reason)
        values = clean_inputs(values)
        with self._registry.transaction():
            before = self._registry.petitions.get(petition_id)
            event = self._event(before, event_seq)
            changed = history.correct(before, event, values)
            stop_at_refusals(self._said_of(changed, values))
            if changed == before:
                return before
            after, _ = self._context.write(
                before, changed, history.CORRECT, note=reason.strip(), refers_to=event_seq
            )
        return after

    def take_back(self, petition_id: int, reason: str) -> Petition:
        """Take the newest step or correction back, as a new entry that says why.

        Raises:
            InvalidInput: no reason is given.
            StepNotAllowed: only the registration is left.
        """
        need_reason(reason)
        with self._registry.transaction():
            before = self._registry.petitions.get(petition_id)
            newest, changes = history.take_back(self._registry.events.of_petition(petition_id))
            after = record.from_record(record.fold(record.to_record(before), changes))
            after = replace(after, attachments=_kept(before, newest))
            after, _ = self._context.write(
                before, after, history.TAKE_BACK, note=reason.strip(), refers_to=newest.seq
            )
        return after

    def _said_of(self, changed: Petition, values: Mapping[str, object]) -> list[Finding]:
        people = self._context.office().people()
        found = check_facts(changed, self._context.today)
        return [*found, *check_receivers(changed, values, people)]

    def _event(self, petition: Petition, seq: int) -> Event:
        for event in self._registry.events.of_petition(petition.id):
            if event.seq == seq:
                return event
        raise NotFound(Message("经过里没有这一步。记录没有改动。"))


def _kept(before: Petition, undone: Event) -> tuple[Attachment, ...]:
    """The attachments after a step was taken back: its own go, those added since stay."""
    if "attachments" not in undone.changes:
        return before.attachments
    was = [a["sha256"] for a in undone.changes["attachments"][0] or []]
    own = [a["sha256"] for a in undone.changes["attachments"][1] or []]
    gone = [sha for sha in own if sha not in was]
    return tuple(a for a in before.attachments if a.sha256 not in gone)
