"""What every use case works with: the open registry, who acts, the clock, the calendar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from petitiondesk.data.registry import Registry
from petitiondesk.domain import record
from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.clocks import SECTION_ANSWER, Limits, timed
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Event
from petitiondesk.services.cleaning import clean_text

Now = Callable[[], datetime]
"""Gives the local time with its offset; tests and the demo pass their own."""

Progress = Callable[[int, int | None], None]
"""Called with (done, of how many or None); may raise `domain.errors.Cancelled`."""


def no_progress(_done: int, _total: int | None) -> None:
    """For callers that show none."""


@dataclass(frozen=True)
class Context:
    """One open registry at work."""

    registry: Registry
    now: Now
    calendar: Calendar

    @property
    def today(self) -> date:
        """The office's day."""
        return self.now().date()

    def office(self) -> Office:
        """The office's settings as they are now."""
        return self.registry.settings.office()

    def limits(self, office: Office) -> Limits:
        """The office's own limits, for the clocks."""
        return Limits(section_days=office.section_days)

    def section_due(self, on: date, office: Office) -> date:
        """The office's own limit for a section that gets a petition on the day ``on``."""
        limits = self.limits(office)
        _, due = timed(SECTION_ANSWER, limits.section_days, on, self.calendar, limits.rolling)
        return due

    def event(
        self,
        kind: str,
        petition_id: int | None,
        changes: record.Changes,
        *,
        at: datetime | None = None,
        on: date | None = None,
        note: str = "",
        refers_to: int | None = None,
    ) -> Event:
        """A draft event by the present actor, now unless ``at`` says when."""
        at = (at or self.now()).replace(microsecond=0)
        return Event(
            seq=0,
            petition_id=petition_id,
            kind=kind,
            at=at,
            on=on or at.date(),
            actor=self.registry.account,
            changes=changes,
            note=clean_text(note),
            refers_to=refers_to,
        )

    def write(
        self, before: Petition, after: Petition, kind: str, **details: Any
    ) -> tuple[Petition, Event]:
        """Write one change of an existing petition: its event and its row, in this transaction."""
        changes = record.difference(record.to_record(before), record.to_record(after))
        (event,) = self.registry.events.append([self.event(kind, after.id, changes, **details)])
        self.registry.petitions.save(before, after)
        return after, event

    def write_new(
        self, petitions: Sequence[Petition], kind: str, notes: Sequence[str] | None = None
    ) -> list[Event]:
        """Write new petitions with the event that begins each, and a note to each."""
        drafts = [
            self.event(
                kind,
                petition.id,
                record.difference({}, record.to_record(petition)),
                on=petition.registered_on,
                note=clean_text(note),
            )
            for petition, note in zip(petitions, notes or [""] * len(petitions), strict=True)
        ]
        self.registry.petitions.add_many(petitions)
        return self.registry.events.append(drafts)
