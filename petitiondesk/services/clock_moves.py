"""What a change of the calendar or the rules would move: the limits before and after, one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from petitiondesk.data.clocks import clock_rows
from petitiondesk.domain.calendar import ONE_DAY, Calendar
from petitiondesk.domain.clocks import Clock, Timing
from petitiondesk.domain.masking import mask
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.rules import Rulebook


@dataclass(frozen=True)
class Move:
    """One limit of one petition that a change moves; None where there is none before or after.

    ``ended_on`` is the day it was met, None while it runs. ``title`` says what is due and, unless
    the petition is sealed, by which section.
    """

    petition_id: int
    number: str
    summary: str
    code: str
    title: Message
    before: date | None
    after: date | None
    ended_on: date | None


@dataclass(frozen=True)
class Preview:
    """What a change would do: the settings as they are and as they would be, and what moves.

    ``quiet`` are petitions whose limits all keep their days but are warned of or explained
    otherwise; they are reckoned anew without a word. ``as_of`` is the last event that was seen.
    """

    before: Office
    office: Office
    moves: tuple[Move, ...]
    quiet: tuple[int, ...] = ()
    as_of: int = 0

    @property
    def petitions(self) -> int:
        """How many petitions have a limit that moves."""
        return len({move.petition_id for move in self.moves})

    @property
    def changes(self) -> bool:
        """Whether the settings would be other than they are."""
        return self.office != self.before


def moves_of(petition: Petition, now: Timing, then: Timing) -> tuple[list[Move], bool]:
    """The petition's limits that stand on another day, appear or go; and whether any differs at all."""
    old, new = now.clocks(petition), then.clocks(petition)
    if clock_rows(petition.id, old) == clock_rows(petition.id, new):
        return [], False
    return list(_moves(petition, _by_key(old), _by_key(new))), True


_Keyed = dict[tuple[str, str, int], Clock]


def _by_key(clocks: Iterable[Clock]) -> _Keyed:
    """Each limit by its rule, the section it binds, and its place among those.

    Not by the day it starts on, which a rule may change; and two urgings of one day are two limits.
    """
    keyed: _Keyed = {}
    for clock in clocks:
        place = 0
        while (clock.rule.code, clock.subject, place) in keyed:
            place += 1
        keyed[clock.rule.code, clock.subject, place] = clock
    return keyed


def _moves(petition: Petition, before: _Keyed, after: _Keyed) -> Iterator[Move]:
    for key in dict.fromkeys(chain(before, after)):
        old, new = before.get(key), after.get(key)
        due_before = old.due_on if old else None
        due_after = new.due_on if new else None
        if due_before == due_after:
            continue
        clock = new or old
        assert clock is not None
        yield Move(
            petition_id=petition.id,
            number=petition.number,
            summary=mask(petition).summary,
            code=clock.rule.code,
            title=Message(clock.rule.zh) if petition.sealed else clock.title,
            before=due_before,
            after=due_after,
            ended_on=clock.ended_on,
        )


def told(moves: Iterable[Move]) -> str:
    """The moves of one petition as its record keeps them, in the official terms."""
    return "；".join(f"{move.title} {_day(move.before)} → {_day(move.after)}" for move in moves)


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"


def different_days(one: Calendar, other: Calendar) -> list[date]:
    """The days that are worked in one calendar and free in the other, or a holiday in one only."""
    same = {y for y in one.years & other.years if _entries(one, y) == _entries(other, y)}
    years = one.years | other.years | {d.year for c in (one, other) for d in _special(c)}
    return [
        day
        for year in sorted(years - same)
        for day in days_of_year(year)
        if one.is_workday(day) != other.is_workday(day)
        or one.is_statutory_holiday(day) != other.is_statutory_holiday(day)
    ]


def _special(calendar: Calendar) -> Iterator[date]:
    return chain(calendar.holidays, calendar.workdays)


def _entries(calendar: Calendar, year: int) -> tuple[dict[date, str], dict[date, str]]:
    return (
        {d: n for d, n in calendar.holidays.items() if d.year == year},
        {d: n for d, n in calendar.workdays.items() if d.year == year},
    )


def days_of_year(year: int) -> Iterator[date]:
    """Every day of a year."""
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += ONE_DAY


def rules_differ_from(one: Rulebook, other: Rulebook) -> date | None:
    """The first day of receipt whose petitions are counted by other rules; None where none are.

    The sections' own limit in days is not looked at.
    """
    before, after = ({(s.since, s.rules) for s in book.sets} for book in (one, other))
    return min((since or date.min for since, _ in before ^ after), default=None)
