"""The office's calendar day by day, and a year with some of its days changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from petitiondesk.domain.calendar import ONE_DAY, Calendar
from petitiondesk.domain.errors import refused
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.terms import Term
from petitiondesk.infra.calendars import spans
from petitiondesk.services.cleaning import clean_text
from petitiondesk.services.clock_moves import days_of_year

_SATURDAY = 5


class DayKind(Term):
    """What the arrangement says of a day."""

    ORDINARY = "ordinary", N_("照常")
    FREE = "free", N_("放假")
    MADE_UP = "made_up", N_("调休上班")


@dataclass(frozen=True)
class CalendarDay:
    """A day as the office counts it; ``name`` is its holiday, "" for an ordinary day."""

    day: date
    kind: DayKind
    name: str
    worked: bool


@dataclass(frozen=True)
class Span:
    """Days in a row that are free, or made up for, on account of one holiday."""

    first: date
    last: date
    kind: DayKind
    name: str

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


def day_of(calendar: Calendar, day: date) -> CalendarDay:
    """One day of a calendar."""
    if day in calendar.workdays:
        return CalendarDay(day, DayKind.MADE_UP, calendar.workdays[day], worked=True)
    name = calendar.holiday_name(day)
    kind = DayKind.FREE if name else DayKind.ORDINARY
    return CalendarDay(day, kind, name, calendar.is_workday(day))


def days_between(calendar: Calendar, first: date, last: date) -> Iterator[CalendarDay]:
    """The days from ``first`` to ``last``, both included."""
    day = first
    while day <= last:
        yield day_of(calendar, day)
        day += ONE_DAY


def year_of(calendar: Calendar, year: int) -> Calendar:
    """One year of a calendar, as if it were entered.

    Where nothing was announced it holds the holidays with a fixed date: a start for entering it.
    """
    names = {day: calendar.holiday_name(day) for day in days_of_year(year)}
    workdays = {d: n for d, n in calendar.workdays.items() if d.year == year}
    holidays = {d: n for d, n in names.items() if n and d not in workdays}
    return Calendar(holidays, workdays, frozenset({year}))


def spans_of(year: Calendar) -> list[Span]:
    """The special days of a year in a row each, by their first day."""
    found = [
        Span(first, last, kind, name)
        for kind, days in ((DayKind.FREE, year.holidays), (DayKind.MADE_UP, year.workdays))
        for first, last, name in spans(days)
    ]
    return sorted(found, key=lambda span: span.first)


def with_days(year: Calendar, first: date, last: date, kind: DayKind, name: str = "") -> Calendar:
    """A year of `year_of` with the days from ``first`` to ``last`` made free, worked or ordinary.

    A weekday that is to be worked becomes ordinary: only days of the weekend are made up for.

    Raises:
        InvalidInput: the days are not in order or not of that year; a holiday has no name.
    """
    name = clean_text(name, one_line=True)
    if first > last:
        raise refused("last", Message("最后一天应不早于第一天。"))
    if {first.year, last.year} != year.years:
        (own,) = year.years
        raise refused("first", Message("这里只改 {year} 年的日子。", year=str(own)))
    if kind is not DayKind.ORDINARY and not name:
        raise refused("name", Message("请填写是哪个节，例如“国庆节”。"))
    days = [entry.day for entry in days_between(year, first, last)]
    holidays = {d: n for d, n in year.holidays.items() if d not in days}
    workdays = {d: n for d, n in year.workdays.items() if d not in days}
    if kind is DayKind.FREE:
        holidays |= dict.fromkeys(days, name)
    elif kind is DayKind.MADE_UP:
        workdays |= {d: name for d in days if d.weekday() >= _SATURDAY}
    return Calendar(holidays, workdays, year.years)
