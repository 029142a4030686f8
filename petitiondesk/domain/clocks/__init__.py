"""Time limits (期限): which run on a petition, when they end, and why that day.

The limits of 《信访工作条例》 count calendar days unless the article says 工作日; the day a limit
starts on is not counted. Two dates come out of each: ``nominal_on``, by which the desk warns, and
``due_on``, moved past days of rest, after which alone the petition is overdue (超期). An office is
warned early and never blamed a day too soon.

Clocks are computed from the petition, the rules in force when it was received, and the calendar;
nobody types one in. Each carries its `Reckoning`, from which the date can be counted again by hand.
"""

from petitiondesk.domain.clocks.clock import Clock
from petitiondesk.domain.clocks.reckoning import Reckoning, Stop, reckon
from petitiondesk.domain.clocks.standing import (
    SOON_DAYS,
    DueStanding,
    DueTerm,
    clock_standing,
    standing,
)
from petitiondesk.domain.clocks.timing import (
    MAIN_CODES,
    SCHEME,
    Timing,
    main_clock,
    main_due,
    next_clock,
    running,
)

__all__ = [
    "Clock",
    "DueStanding",
    "DueTerm",
    "MAIN_CODES",
    "Reckoning",
    "SCHEME",
    "SOON_DAYS",
    "Stop",
    "Timing",
    "clock_standing",
    "main_clock",
    "main_due",
    "next_clock",
    "reckon",
    "running",
    "standing",
]
