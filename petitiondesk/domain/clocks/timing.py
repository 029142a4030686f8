"""The clocks of a petition, by the rules and the calendar of its office; which of them counts first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from petitiondesk.domain.calendar import Calendar
from petitiondesk.domain.clocks.clock import Clock
from petitiondesk.domain.clocks.makers import MAKERS
from petitiondesk.domain.clocks.reckoning import reckon
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.rules import Bound, Rulebook
from petitiondesk.domain.terms import State

MAIN_CODES = frozenset({"C5", "C9", "C11C", "CS"})
"""The limits that a petition as a whole is judged by: to conclude it, to report it."""

SCHEME = 1
"""Raised when the program counts differently: a registry then reckons its clocks anew when opened."""


def running(petition: Petition, calendar: Calendar, rulebook: Rulebook) -> tuple[Clock, ...]:
    """The petition's clocks, met ones included, in the order of the rules.

    A petition that left by an exit (撤回, 不予受理, 转送去向, 并案) keeps only what was met before:
    nothing is owed on it, and there is no day by which the rest could be judged. A void one
    (已作废) has none at all.
    """
    if petition.state is State.VOID:
        return ()
    rules = rulebook.in_force(petition.received_on)
    exited = _exited(petition)
    return tuple(
        clock
        for maker in MAKERS
        for clock in maker(petition, rules, calendar)
        if clock.rule.enabled and not (exited and clock.ended_on is None)
    )


def _exited(petition: Petition) -> bool:
    """Whether it was closed without being concluded, also when it has been archived since."""
    return not petition.state.is_open and petition.concluded_on is None


@dataclass(frozen=True)
class Timing:
    """By what an office counts: its calendar and its rules."""

    calendar: Calendar
    rulebook: Rulebook

    def clocks(self, petition: Petition) -> tuple[Clock, ...]:
        """The petition's clocks."""
        return running(petition, self.calendar, self.rulebook)

    def section_due(self, on: date) -> date:
        """The office's own limit for a section that gets a petition on the day ``on``."""
        return reckon(self.rulebook.in_force(on)["C10"], on, self.calendar).due_on


def main_clock(clocks: Iterable[Clock]) -> Clock | None:
    """The clock a petition is listed by: the earliest to conclude or report, else the section's."""
    clocks = tuple(clocks)
    owed = [clock for clock in clocks if clock.rule.code in MAIN_CODES]
    section = [clock for clock in clocks if clock.rule.code == "C10"][:1]
    return min(owed or section, key=lambda clock: clock.due_on, default=None)


def main_due(clocks: Iterable[Clock]) -> date | None:
    """What the petition's ``due_on`` holds: the due date of `main_clock`."""
    clock = main_clock(clocks)
    return clock.due_on if clock else None


def next_clock(clocks: Iterable[Clock]) -> Clock | None:
    """The limit that is to be met next: the office's own first, else a section's; None if none runs."""
    open_ones = [c for c in clocks if c.ended_on is None and not c.paused and c.duty]
    ours = [c for c in open_ones if c.bound is Bound.OFFICE]
    return min(ours or open_ones, key=lambda clock: clock.due_on, default=None)
