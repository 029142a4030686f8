"""Days of the week in the reader's language, and the hours of a reception day."""

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


def times(day: ReceptionDay) -> str:
    """From when to when, as far as it is known: 09:00—11:30."""
    begins = day.begins.isoformat("minutes") if day.begins else ""
    ends = day.ends.isoformat("minutes") if day.ends else ""
    return f"{begins}—{ends}" if begins or ends else ""
