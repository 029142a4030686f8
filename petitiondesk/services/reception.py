"""Use cases of the leader reception days: visits, and how one becomes a petition."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from petitiondesk.domain import history, notes, reception
from petitiondesk.domain.errors import NotFound, need_reason, refused, stop_at_refusals
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.reception import ReceptionDay, Visit, VisitOutcome
from petitiondesk.services.cleaning import clean_text
from petitiondesk.services.reception_roster import Roster


@dataclass(frozen=True)
class DayView:
    """A reception day for the window: whole, as lists may show it, and what its visits became.

    ``numbers`` are the registration numbers by petition id; ``shut`` the numbers of the visits that
    lists and prints show nothing of.
    """

    value: ReceptionDay
    masked: ReceptionDay
    numbers: Mapping[int, str]
    shut: frozenset[int]


class ReceptionService(Roster):
    """The reception days with their visits; every change is one event."""

    def day(self, day: date) -> DayView:
        """One day with its visits.

        Raises:
            NotFound: nobody receives on that day.
        """
        with self._registry.reading():
            value = self._get(day)
            petitions = self._petitions(value)
        sealed = {p.id for p in petitions if p.sealed}
        return DayView(
            value,
            reception.mask(value, sealed, {p.id: p.petitioners for p in petitions}),
            {p.id: p.number for p in petitions},
            frozenset(v.number for v in value.visits if reception.is_shut(v, sealed)),
        )

    # --- visits ---------------------------------------------------------------------------------

    def add_visit(self, day: date, visit: Visit) -> Visit:
        """Note a visit; it gets the day's next number.

        Raises:
            InvalidInput: the visit cannot stand.
            NotFound: nobody receives on that day.
        """
        visit = _clean_visit(replace(visit, petition_id=None))
        stop_at_refusals(reception.check_visit(visit))
        with self._registry.transaction():
            before = self._get(day)
            visit = replace(visit, number=before.next_number())
            self._write([(before, before.with_visit(visit))])
        return visit

    def change_visit(self, day: date, visit: Visit, reason: str = "") -> Visit:
        """Put ``visit`` in the place of the one with its number.

        A visit that became a petition stays linked to it, unless another outcome is given.

        Raises:
            InvalidInput: the visit cannot stand, or what was filled in changes without a reason.
            NotFound: there is no such visit.
        """
        with self._registry.transaction():
            whole = self._get(day)
            before = _visit(whole, visit.number)
            linked = before.petition_id if visit.outcome is VisitOutcome.REGISTERED else None
            visit = _clean_visit(replace(visit, petition_id=linked))
            stop_at_refusals(reception.check_visit(visit))
            if reception.overwrites(before, visit):
                need_reason(reason)
            self._write([(whole, whole.with_visit(visit))], note=reason)
        return visit

    def remove_visit(self, day: date, number: int, reason: str) -> None:
        """Take off a visit that was noted by mistake; the others keep their numbers.

        Raises:
            InvalidInput: no reason is given, or it became a petition.
            NotFound: there is no such visit.
        """
        need_reason(reason)
        with self._registry.transaction():
            whole = self._get(day)
            if _visit(whole, number).petition_id is not None:
                raise refused(
                    "outcome", Message("这次来访已经登记为信访件，不能去掉。记录没有改动。")
                )
            self._write([(whole, whole.without_visit(number))], note=reason)

    # --- a visit becomes a petition -------------------------------------------------------------

    def register_form(self, day: date, number: int) -> Petition:
        """The registration form of a visit, filled in with what is known.

        Raises:
            InvalidInput: the day has not come, or the visit became a petition already.
            NotFound: there is no such visit.
        """
        with self._registry.reading():
            whole = self._get(day)
        visit = _visit(whole, number)
        if visit.petition_id is not None:
            raise refused("outcome", Message("这次来访已经登记为信访件了，没有再登记。"))
        if day > self._context.today:
            raise refused("day", Message("接访日还没有到，不能登记。可以先记在接访名单里。"))
        return reception.petition_form(whole, visit)

    def link(self, day: date, number: int, petition_id: int) -> None:
        """Note that a visit was registered as a petition.

        Raises:
            InvalidInput: it became another petition already.
            NotFound: there is no such visit or petition.
        """
        with self._registry.transaction():
            whole = self._get(day)
            visit = _visit(whole, number)
            if visit.petition_id not in (None, petition_id):
                raise refused("outcome", Message("这次来访已经登记为另一件信访件。记录没有改动。"))
            petition = self._registry.petitions.get(petition_id)
            visit = replace(visit, outcome=VisitOutcome.REGISTERED, petition_id=petition_id)
            self._write([(whole, whole.with_visit(visit))], note=petition.number)

    # --- opening and printing -------------------------------------------------------------------

    def reveal(self, day: date, reason: str) -> DayView:
        """The day unmasked; that it was opened, and why, enters the record.

        Where a visit became a sealed petition, the opening stands in that petition's history too.

        Raises:
            InvalidInput: no reason is given.
            NotFound: nobody receives on that day.
        """
        need_reason(reason)
        with self._registry.transaction():
            whole = self._get(day)
            note = str(Message(notes.RECEPTION_OPENED, day=day.isoformat(), reason=reason.strip()))
            opened = self._context.event(history.OPEN_SEALED, None, {}, note=note)
            self._registry.events.append([opened])
            for petition in self._petitions(whole):
                if petition.sealed:
                    self._context.write(petition, petition, history.OPEN_SEALED, note=note)
        return self.day(day)

    def printed(self, day: date, what: str) -> None:
        """Record that ``what`` of a day was printed or kept as a file."""
        note = f"{day.isoformat()} {what}"
        with self._registry.transaction():
            self._registry.events.append([self._context.event(history.PRINT, None, {}, note=note)])

    def _petitions(self, value: ReceptionDay) -> list[Petition]:
        """The petitions that a day's visits became."""
        ids = [v.petition_id for v in value.visits if v.petition_id is not None]
        return list(self._registry.petitions.many(ids))


def _clean_visit(visit: Visit) -> Visit:
    return replace(
        visit,
        name=clean_text(visit.name, one_line=True),
        matter=clean_text(visit.matter),
        leader_word=clean_text(visit.leader_word),
    )


def _visit(whole: ReceptionDay, number: int) -> Visit:
    visit = whole.visit(number)
    if visit is None:
        raise NotFound(
            Message("{day} 没有第 {n} 号来访。记录没有改动。", day=whole.day.isoformat(), n=number)
        )
    return visit
