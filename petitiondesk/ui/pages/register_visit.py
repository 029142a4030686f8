"""The registration form's tie to a visit of a reception day, while that visit is registered."""

from dataclasses import replace
from datetime import date

from petitiondesk.domain.petition import Petition
from petitiondesk.ui.pages.base import PageContext

Place = tuple[date, int]
"""A visit: its reception day, and its number there."""


class VisitLink:
    """Which visit the form was filled in from; None for an ordinary registration."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._leader = ""
        self.place: Place | None = None

    def take(self, place: Place | None, facts: Petition) -> None:
        """The form shows ``facts``, which come from this visit."""
        self.place = place
        self._leader = facts.received_by_leader

    def drop(self) -> None:
        """The form shows something else."""
        self.place, self._leader = None, ""

    def mark(self, facts: Petition) -> Petition:
        """The facts with the leader who received the visit, which no field of the form holds."""
        return replace(facts, received_by_leader=self._leader)

    def saved(self, petition: Petition, *, back: bool) -> None:
        """Note on the reception day what the visit became, and go ``back`` there."""
        if self.place is None:
            return
        with self._context.saying_errors():
            self._context.desk.reception.link(*self.place, petition.id)
            if back:
                self._context.go.open_reception(self.place[0])
