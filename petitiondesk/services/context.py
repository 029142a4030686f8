"""What every use case works with: the open registry, who acts, the clock, the calendar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from petitiondesk.data.database import Beat, no_beat
from petitiondesk.data.driver_errors import ONLY_READING
from petitiondesk.data.registry import Registry
from petitiondesk.domain import record
from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.clocks import Clock, Timing, main_due
from petitiondesk.domain.copying import replace
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
    _timing: dict[str, tuple[Office, Timing]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

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
        self.need_writing()
        self.actor.need(right)

    def need_writing(self) -> None:
        """Go on where the registry can be written.

        Raises:
            NotAllowed: it is open for reading only.
        """
        if self.registry.read_only:
            raise NotAllowed(Message(ONLY_READING))

    def timing(self, office: Office | None = None) -> Timing:
        """By what the office counts: its rules, and the calendar with its own years."""
        office = office or self.office()
        known = self._timing.get("")
        if known is None or known[0] is not office:
            timing = Timing(office.calendar(self.shipped), office.rulebook())
            known = self._timing[""] = office, timing
        return known[1]

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
        self.need_for(kind)
        return self._draft(kind, petition_id, changes, at or self.now(), on, note, refers_to)

    def need_for(self, kind: str) -> None:
        """Go on with the right that this kind of event needs.

        Raises:
            NotAllowed: the account that works has it not, or the registry is open for reading only.
        """
        self.need_writing()
        right = right_of(kind)
        if right is not None:
            self.need(right)

    def _draft(
        self,
        kind: str,
        petition_id: int | None,
        changes: record.Changes,
        at: datetime,
        on: date | None = None,
        note: str = "",
        refers_to: int | None = None,
    ) -> Event:
        at = at.replace(microsecond=0)
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
        after, clocks = with_limits(after, timing or self.timing())
        changes = record.changes_between(before, after)
        (event,) = self.registry.events.append([self.event(kind, after.id, changes, **details)])
        moved = self.registry.clocks.put(after.id, clocks)
        self.registry.petitions.save(before, after, clocks if moved else None)
        return after, event

    def write_new(
        self,
        petitions: Sequence[Petition],
        kind: str,
        notes: Sequence[str] | None = None,
        beat: Beat = no_beat,
    ) -> list[Petition]:
        """Write new petitions with the event that begins each, and a note to each."""
        timing, now = self.timing(), self.now()
        self.need_for(kind)
        timed, drafts = [], []
        for petition, note in zip(petitions, notes or [""] * len(petitions), strict=True):
            beat()
            p, clocks = with_limits(petition, timing)
            timed.append((p, clocks))
            changes = record.changes_between(NOTHING, p)
            drafts.append(self._draft(kind, p.id, changes, now, p.registered_on, note))
        self.registry.petitions.add_many(timed, beat)
        self.registry.events.append(drafts, beat)
        return [petition for petition, _ in timed]


NOTHING = Petition()
"""What there was before a petition: its record is empty."""


def with_limits(petition: Petition, timing: Timing) -> tuple[Petition, tuple[Clock, ...]]:
    """The petition with its due date, and its limits."""
    clocks = timing.clocks(petition)
    due_on = main_due(clocks)
    return petition if due_on == petition.due_on else replace(petition, due_on=due_on), clocks
