"""Days, months and hours as the window writes them: every list has 2026-03-04."""

from datetime import date

from petitiondesk.domain.messages import N_
from petitiondesk.domain.reception import ReceptionDay
from petitiondesk.infra.i18n import tr

WEEKDAYS = (N_("星期一"), N_("星期二"), N_("星期三"), N_("星期四"), N_("星期五"), N_("星期六"),
            N_("星期日"))  # fmt: skip
"""From Monday, as `date.weekday` counts."""


_SHORT = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))


def short_weekday(number: int) -> str:
    """The short name of a day of the week, Monday being 0."""
    return tr(_SHORT[number])


def short_day(day: date) -> str:
    """A day within its month, for lists: 03-04 周三."""
    return f"{day:%m-%d} {short_weekday(day.weekday())}"


def weekday(day: date) -> str:
    """The name of the day of the week."""
    return tr(WEEKDAYS[day.weekday()])


def full_day(day: date) -> str:
    """A day with its weekday: 2026-03-04 星期三."""
    return f"{day.isoformat()} {weekday(day)}"


def headline_day(day: date) -> str:
    """The same above a page: 2026年3月4日 星期三; English has no other way than `full_day`."""
    words = tr("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)
    return f"{words} {weekday(day)}"


def month_name(day: date) -> str:
    """The month of a day: 2026年3月, or 2026-03 in English."""
    return tr("{year}年{month}月", year=day.year, month=day.month)


def times(day: ReceptionDay) -> str:
    """From when to when, as far as it is known: 09:00—11:30."""
    begins = day.begins.isoformat("minutes") if day.begins else ""
    ends = day.ends.isoformat("minutes") if day.ends else ""
    return f"{begins}—{ends}" if begins or ends else ""
