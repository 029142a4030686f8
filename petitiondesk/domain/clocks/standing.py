"""How a limit stands on a day: running, near, overdue, met in time or late."""

from dataclasses import dataclass
from datetime import date

from petitiondesk.domain.clocks.clock import Clock
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.rules import Bound
from petitiondesk.domain.terms import Term

SOON_DAYS = 5
"""Days before the nominal date from which a running limit is shown as near (临期)."""


class DueTerm(Term):
    """How a limit stands, for lists and exports. Computed on the day, never stored."""

    NONE = "none", N_("无期限")
    RUNNING = "running", N_("办理中")
    SOON = "soon", N_("临期")
    OVERDUE = "overdue", N_("超期")
    ON_TIME = "on_time", N_("按期")
    LATE = "late", N_("超期办结")
    PAUSED = "paused", N_("已暂停")
    OPEN_RIGHT = "open_right", N_("可申请")
    LAPSED = "lapsed", N_("期满")


@dataclass(frozen=True)
class DueStanding:
    """A limit's standing and its ``days``, never negative.

    Days still left (RUNNING, SOON, OPEN_RIGHT; 0 is the last day), over (OVERDUE, LATE, LAPSED), or
    to spare (ON_TIME).
    """

    term: DueTerm
    days: int = 0

    @property
    def message(self) -> Message:
        """The standing in a few words, as a list shows it."""
        return Message(_WORDS[self.term][min(self.days, 2)], days=self.days)


_RUNNING = (N_("今天到期"), N_("还有 1 天"), N_("还有 {days} 天"))
_WORDS = {
    DueTerm.NONE: (N_("—"),) * 3,
    DueTerm.RUNNING: _RUNNING,
    DueTerm.SOON: _RUNNING,
    DueTerm.OVERDUE: (N_("今天到期"), N_("超期 1 天"), N_("超期 {days} 天")),
    DueTerm.ON_TIME: (N_("按期"),) * 3,
    DueTerm.LATE: (N_("按期"), N_("超期 1 天办结"), N_("超期 {days} 天办结")),
    DueTerm.PAUSED: (N_("已暂停"),) * 3,
    DueTerm.OPEN_RIGHT: (N_("今天是最后一天"), N_("还可申请 1 天"), N_("还可申请 {days} 天")),
    DueTerm.LAPSED: (N_("期限已过"),) * 3,
}
"""How a limit stands → its words for no day, one day (languages count it apart), and more."""


def standing(
    due_on: date | None, ended_on: date | None, today: date, nominal_on: date | None = None
) -> DueStanding:
    """How a limit stands on ``today``; near (SOON) goes by ``nominal_on`` where it is given."""
    if due_on is None:
        return DueStanding(DueTerm.NONE)
    left = (due_on - (ended_on or today)).days
    if ended_on is not None:
        return DueStanding(DueTerm.ON_TIME if left >= 0 else DueTerm.LATE, abs(left))
    if left < 0:
        return DueStanding(DueTerm.OVERDUE, -left)
    near = ((nominal_on or due_on) - today).days <= SOON_DAYS
    return DueStanding(DueTerm.SOON if near else DueTerm.RUNNING, left)


def clock_standing(clock: Clock, today: date) -> DueStanding:
    """How a clock stands on ``today``: a right is never late, a paused one is neither."""
    if clock.paused:
        return DueStanding(DueTerm.PAUSED)
    found = standing(clock.due_on, clock.ended_on, today, clock.nominal_on)
    if clock.duty or clock.ended_on is not None:
        return found
    if found.term is DueTerm.OVERDUE:
        return DueStanding(DueTerm.LAPSED, found.days)
    right = clock.bound is Bound.RIGHT
    return DueStanding(DueTerm.OPEN_RIGHT if right else DueTerm.RUNNING, found.days)
