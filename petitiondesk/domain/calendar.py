"""The office's calendar: statutory holidays, make-up workdays, and when a limit ends.

Sources: 《全国年节及纪念日放假办法》 and the yearly arrangement (放假安排) of the State Council's
general office, for which days are free; 《民法典》 Art. 200-204 and 《行政诉讼法》/《民事诉讼法》
practice by analogy, for how days are counted, since 《信访工作条例》 says nothing of it.

All days are `datetime.date`; limits are whole days. Nothing here reads the clock or a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from petitiondesk.domain.messages import N_
from petitiondesk.domain.terms import Term

ONE_DAY = timedelta(days=1)


def chinese_date(day: date) -> str:
    """A date as official papers write it (GB/T 9704): Arabic digits, not padded: 2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


_SATURDAY = 5
_BY_DATE = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}
"""Holidays with a fixed date (放假办法 Art. 2, as amended for 2025): known without a yearly notice."""


class Rolling(Term):
    """Which last days of a limit move to the next working day (顺延).

    Civil Code Art. 203 rolls a last day that is a 法定休假日. Courts and offices read that as any
    day of statutory rest, the weekly one included, so ``REST_DAYS`` is the default. ``HOLIDAYS`` is
    the narrow reading (days of a holiday period only), ``NEVER`` the strictest; both give an
    earlier or equal date, so an office that is unsure may choose them without ever being late.
    """

    NEVER = "never", N_("不顺延")
    HOLIDAYS = "holidays", N_("逢法定节假日顺延")
    REST_DAYS = "rest_days", N_("逢节假日和周末顺延")


@dataclass(frozen=True)
class Calendar:
    """Which days are worked.

    ``holidays`` holds every free day of a holiday period with the holiday's Chinese name, weekends
    inside the period included; ``workdays`` the make-up workdays (调休上班日) with the holiday they
    make up for; ``years`` the years whose arrangement has been announced and entered. In any other
    year the week and the holidays with a fixed date count, and `confirmed` is False, so that the
    explanation of a due date can say so.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    workdays: Mapping[date, str] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    @cached_property
    def reckoned(self) -> dict[object, Any]:
        """What was counted by this calendar before; `clocks.reckon` keeps it."""
        return {}

    def confirmed(self, year: int) -> bool:
        """Whether the year's holiday arrangement is known."""
        return year in self.years

    def holiday_name(self, day: date) -> str:
        """The holiday in whose period ``day`` is free, or ""."""
        if day.year in self.years:
            return self.holidays.get(day, "")
        return self.holidays.get(day) or _BY_DATE.get((day.month, day.day), "")

    def is_statutory_holiday(self, day: date) -> bool:
        """Whether the day is free as part of a holiday period (法定节假日放假)."""
        return bool(self.holiday_name(day))

    def is_workday(self, day: date) -> bool:
        """Whether the office works: make-up workdays yes, holidays and weekends no."""
        if day in self.workdays:
            return True
        return day.weekday() < _SATURDAY and not self.is_statutory_holiday(day)

    def is_rest_day(self, day: date) -> bool:
        """Whether the day is free for any reason, weekly rest included."""
        return not self.is_workday(day)

    def roll(self, day: date, rolling: Rolling = Rolling.REST_DAYS) -> date:
        """The last day of a limit that ends on ``day``: itself, or the next working day."""
        if rolling is Rolling.NEVER:
            return day
        if rolling is Rolling.HOLIDAYS and not self.is_statutory_holiday(day):
            return day
        return day if self.is_workday(day) else self.add_working_days(day, 1)

    def add_working_days(self, start: date, days: int) -> date:
        """The ``days``-th working day after ``start``, which itself is not counted.

        Raises:
            ValueError: ``days`` is negative.
        """
        if days < 0:
            raise ValueError(days)
        day = start
        while days:
            day += ONE_DAY
            days -= self.is_workday(day)
        return day

    def unconfirmed(self, first: date, last: date) -> tuple[int, ...]:
        """The years from ``first`` to ``last`` whose arrangement is not known, ascending."""
        return tuple(y for y in range(first.year, last.year + 1) if not self.confirmed(y))

    def until(self, year: int) -> "Calendar":
        """This calendar without what comes after ``year``."""
        if all(known <= year for known in self.years):
            return self
        return Calendar(
            holidays={d: n for d, n in self.holidays.items() if d.year <= year},
            workdays={d: n for d, n in self.workdays.items() if d.year <= year},
            years=frozenset(known for known in self.years if known <= year),
        )

    def updated(self, newer: "Calendar") -> "Calendar":
        """This calendar with the years of ``newer`` put in place of its own (the yearly file)."""
        kept_holidays = {d: n for d, n in self.holidays.items() if d.year not in newer.years}
        kept_workdays = {d: n for d, n in self.workdays.items() if d.year not in newer.years}
        return Calendar(
            holidays=kept_holidays | dict(newer.holidays),
            workdays=kept_workdays | dict(newer.workdays),
            years=self.years | newer.years,
        )
