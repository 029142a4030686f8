"""Planning reception days: a weekday of the month, the leaders in turn, days of rest avoided."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from petitiondesk.domain.calendar import ONE_DAY, Calendar
from petitiondesk.domain.reception import ReceptionDay

_WEEK = timedelta(days=7)


def suggest(
    month: date,
    weekday: int,
    nth: Collection[int],
    leaders: Sequence[str],
    calendar: Calendar,
    taken: Collection[date] = (),
) -> tuple[ReceptionDay, ...]:
    """Roster entries for a month: the ``nth`` (1 to 5) such weekdays, one leader after the other.

    ``weekday`` counts from Monday = 0. A day of rest gives way to the next working day; a day that
    is on the roster already (``taken``) is left out.
    """
    days: list[date] = []
    for nominal in _weekdays(month.replace(day=1), weekday, nth):
        day = nominal
        while calendar.is_rest_day(day) or day in days:
            day += ONE_DAY
        if day not in taken:
            days.append(day)
    turns = list(leaders) or [""]
    return tuple(ReceptionDay(d, leader=turns[i % len(turns)]) for i, d in enumerate(sorted(days)))


def _weekdays(first: date, weekday: int, nth: Collection[int]) -> Iterator[date]:
    start = first + timedelta(days=(weekday - first.weekday()) % 7)
    for n in sorted(nth):
        day = start + _WEEK * (n - 1)
        if day.month == first.month:
            yield day


def in_turn(leaders: Sequence[str], last: str) -> tuple[str, ...]:
    """The leaders, beginning with the one after ``last``; as they stand when ``last`` is not one."""
    place = leaders.index(last) + 1 if last in leaders else 0
    return (*leaders[place:], *leaders[:place])
