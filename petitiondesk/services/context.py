"""What every use case works with: the open registry, who acts, the clock, the calendar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from petitiondesk.data.database import ONLY_READING
from petitiondesk.data.registry import Registry
from petitiondesk.domain import record
from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.clocks import Timing, main_due
from petitiondesk.domain.errors import DamagedRegistry, NotAllowed
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import Event
from petitiondesk.domain.rights import Account, Right, Role, right_of
from petitiondesk.services.cleaning import clean_text

Now = Callable[[], datetime]
"""Gives the local time with its offset; tests and the demo pass their own."""

Progress = Callable[[int, int | None], None]
"""Called with (done, of how many or None); may raise `domain.errors.Cancelled`."""


def no_progress(_done: int, _total: int | None) -> None:
    """For callers that show none."""


@dataclass(frozen=True)
class Context:
    """One open registry at work. ``shipped`` is the calendar that came with the program."""

    registry: Registry
    now: Now
    shipped: Calendar

    @property
    def today(self) -> date:
        """The office's day."""
        return self.now().date()

    def office(self) -> Office:
        """The office's settings as they are now."""
        return self.registry.settings.office()

    @property
    def actor(self) -> Account:
        """The account that works; before there are any, the one that begins the registry."""
        name = self.registry.account
        try:
            known = self.registry.accounts.get(name)
        except DamagedRegistry:
            if not self.registry.read_only:
                raise
            return Account(name, Role.READER)  # what it may cannot be read: as little as possible
        return known or Account(name, Role.ADMINISTRATOR, sealed=True)

    def may(self, right: Right) -> bool:
        """Whether the account that works has the right."""
        return right in self.actor.rights

    def need(self, right: Right) -> None:
        """Go on with the right.

        Raises:
            NotAllowed: the account that works has it not, or the registry is open for reading only.
        """
        self._need_writing()
        self.actor.need(right)

    def _need_writing(self) -> None:
        if self.registry.read_only:
            raise NotAllowed(Message(ONLY_READING))

    def timing(self, office: Office | None = None) -> Timing:
        """By what the office counts: its rules, and the calendar with its own years."""
        office = office or self.office()
        return Timing(office.calendar(self.shipped), office.rulebook())

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
        """A draft event by the present actor, now unless ``at`` says when.

        Raises:
            NotAllowed: the actor has not the right that this kind of event needs.
        """
        self._need_writing()
        right = right_of(kind)
        if right is not None:
            self.need(right)
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
        self,
        before: Petition,
        after: Petition,
        kind: str,
        timing: Timing | None = None,
        **details: Any,
    ) -> tuple[Petition, Event]:
        """Write one change of an existing petition: event, row and limits, in this transaction."""
        clocks = (timing or self.timing()).clocks(after)
        after = replace(after, due_on=main_due(clocks))
        changes = record.difference(record.to_record(before), record.to_record(after))
        (event,) = self.registry.events.append([self.event(kind, after.id, changes, **details)])
        self.registry.petitions.save(before, after)
        self.registry.clocks.put(after.id, clocks)
        return after, event

    def write_new(
        self, petitions: Sequence[Petition], kind: str, notes: Sequence[str] | None = None
    ) -> list[Petition]:
        """Write new petitions with the event that begins each, and a note to each."""
        timing = self.timing()
        clocks = [timing.clocks(petition) for petition in petitions]
        timed = [
            replace(petition, due_on=main_due(some))
            for petition, some in zip(petitions, clocks, strict=True)
        ]
        drafts = [
            self.event(
                kind,
                petition.id,
                record.difference({}, record.to_record(petition)),
                on=petition.registered_on,
                note=clean_text(note),
            )
            for petition, note in zip(timed, notes or [""] * len(timed), strict=True)
        ]
        self.registry.petitions.add_many(timed)
        self.registry.clocks.put_new([(p.id, c) for p, c in zip(timed, clocks, strict=True)])
        self.registry.events.append(drafts)
        return timed
