"""Time limits (期限): which run on a petition, when they end, and why that day.

The limits of 《信访工作条例》 count calendar days unless the article says 工作日; the day a limit
starts on is not counted. Two dates come out of each: ``nominal_on``, by which the desk warns, and
``due_on``, moved past days of rest, after which alone the petition is overdue (超期). An office is
warned early and never blamed a day too soon.

Clocks are computed, never stored; the numbers C1 to C11 are those of the domain reference.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from petitiondesk.domain.calendar import Calendar, Rolling
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.petition import Petition, Routing
from petitiondesk.domain.terms import PetitionClass, State, Term

SOON_DAYS = 5
"""Days before the nominal date from which a running limit is shown as near (临期)."""


class Unit(Enum):
    """What a limit counts."""

    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True)
class Rule:
    """One limit: its code (C1 to C11), its Chinese title, its length in ``unit`` days.

    ``days`` is None where another body, or the office itself, sets the date case by case.
    ``starts`` names the event it starts on; ``article`` is the basis, as the explanation prints it.
    """

    code: str
    zh: str
    days: int | None
    unit: Unit
    starts: str
    article: str


CONCLUDE = Rule("C5", N_("办结"), 60, Unit.CALENDAR, N_("收到"), N_("条例第三十四条"))
REPORT_BACK = Rule("C9", N_("报结"), None, Unit.CALENDAR, N_("收到"), N_("条例第二十二条"))
SECTION_ANSWER = Rule("C10", N_("科室答复"), 30, Unit.CALENDAR, N_("转办"), N_("本单位规定"))


@dataclass(frozen=True)
class Limits:
    """What the office may set: lengths in calendar days, and which last days roll.

    ``conclude_days`` is the law's 60 (Art. 34) unless a province sets a shorter one.
    """

    conclude_days: int = 60
    section_days: int = 30
    rolling: Rolling = Rolling.REST_DAYS


@dataclass(frozen=True)
class Clock:
    """One limit on one petition.

    ``nominal_on`` is the date as counted, ``due_on`` the last day on which it is still met;
    ``ended_on`` the day the work was done, None while it runs. ``explanation`` is one printable
    line that accounts for ``due_on``.
    """

    rule: Rule
    started_on: date
    nominal_on: date
    due_on: date
    ended_on: date | None
    explanation: Message


class DueTerm(Term):
    """How a limit stands, for lists and exports. Computed on the day, never stored."""

    NONE = "none", N_("无期限")
    RUNNING = "running", N_("办理中")
    SOON = "soon", N_("临期")
    OVERDUE = "overdue", N_("超期")
    ON_TIME = "on_time", N_("按期")
    LATE = "late", N_("逾期办结")


@dataclass(frozen=True)
class DueStanding:
    """A limit's standing and its ``days``, never negative.

    Days still left (RUNNING, SOON; 0 is the last day), over (OVERDUE, LATE), or to spare (ON_TIME).
    """

    term: DueTerm
    days: int = 0

    @property
    def message(self) -> Message:
        """The standing in a few words, as a list shows it."""
        return Message(_WORDS[self.term, self.days == 0], days=self.days)


_WORDS = {
    (term, today): words
    for term, words, words_today in (
        (DueTerm.NONE, N_("—"), N_("—")),
        (DueTerm.RUNNING, N_("还有 {days} 天"), N_("今天到期")),
        (DueTerm.SOON, N_("还有 {days} 天"), N_("今天到期")),
        (DueTerm.OVERDUE, N_("超期 {days} 天"), N_("超期 {days} 天")),
        (DueTerm.ON_TIME, N_("按期"), N_("按期")),
        (DueTerm.LATE, N_("逾期 {days} 天办结"), N_("逾期 {days} 天办结")),
    )
    for today, words in ((False, words), (True, words_today))
}


def running(petition: Petition, calendar: Calendar, limits: Limits) -> tuple[Clock, ...]:
    """The petition's clocks, met ones included, in the order of their codes.

    A petition that left by an exit (撤回, 不予受理, 转送去向) has none: nothing is owed on it, and
    there is no day by which its being on time could be judged.
    """
    clocks = (make(petition, calendar, limits) for make in _MAKERS)
    return tuple(clock for clock in clocks if clock is not None)


def main_clock(petition: Petition, calendar: Calendar, limits: Limits) -> Clock | None:
    """The clock that the petition is listed by: the earlier of C5 and C9, else C10, else None."""
    clocks = running(petition, calendar, limits)
    owed = [clock for clock in clocks if clock.rule.code != SECTION_ANSWER.code]
    return min(owed or clocks, key=lambda clock: clock.due_on, default=None)


def main_due(petition: Petition, calendar: Calendar, limits: Limits) -> date | None:
    """What the petition's ``due_on`` holds: the due date of `main_clock`."""
    clock = main_clock(petition, calendar, limits)
    return clock.due_on if clock else None


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


def timed(
    rule: Rule, days: int, start: date, calendar: Calendar, rolling: Rolling
) -> tuple[date, date]:
    """The nominal and the due date of ``days`` after ``start``, by the rule's unit."""
    if rule.unit is Unit.WORKING:
        end = calendar.add_working_days(start, days)
        return end, end
    nominal = start + timedelta(days=days)
    return nominal, calendar.roll(nominal, rolling)


# --- the single clocks -------------------------------------------------------------------------


def _exited(petition: Petition) -> bool:
    """Whether it was closed without being concluded, also when it has been archived since."""
    return not petition.state.is_open and petition.concluded_on is None


def _conclude(petition: Petition, calendar: Calendar, limits: Limits) -> Clock | None:
    """C5, Art. 34: claims only. Receipt stands for acceptance, which is never earlier."""
    start = petition.received_on
    claim = petition.petition_class is PetitionClass.CLAIM
    if start is None or not claim or _exited(petition):
        return None
    return _counted(CONCLUDE, start, limits.conclude_days, petition.concluded_on, calendar, limits)


def _report_back(petition: Petition, _: Calendar, __: Limits) -> Clock | None:
    """C9, Art. 22: a named date, not a period, so it does not roll (Civil Code Art. 203)."""
    day = petition.report_by
    if day is None or _exited(petition):
        return None
    line = Message(
        "来文要求 {due} 前{title}（{article}）",
        due=day.isoformat(),
        title=Message(REPORT_BACK.zh),
        article=Message(REPORT_BACK.article),
    )
    started = petition.received_on or day
    return Clock(REPORT_BACK, started, day, day, petition.concluded_on, line)


def _section(petition: Petition, calendar: Calendar, limits: Limits) -> Clock | None:
    """C10: the date set at routing as it stands, or the office's own number of days, rolled."""
    routing = petition.lead_routing
    if routing is None or routing.routed_on is None or _exited(petition):
        return None
    ended = _answered(petition, routing)
    if routing.due_on is None:
        return _counted(
            SECTION_ANSWER, routing.routed_on, limits.section_days, ended, calendar, limits
        )
    line = Message(
        "转办时要求{section} {due} 前答复（{article}）",
        section=routing.section,
        due=routing.due_on.isoformat(),
        article=Message(SECTION_ANSWER.article),
    )
    return Clock(SECTION_ANSWER, routing.routed_on, routing.due_on, routing.due_on, ended, line)


def _answered(petition: Petition, routing: Routing) -> date | None:
    """An answer sent back for revision (退回修改) is no answer: its clock runs on."""
    with_section = petition.state in (State.ROUTED, State.IN_PROGRESS)
    return None if with_section else routing.answered_on


_MAKERS: tuple[Callable[[Petition, Calendar, Limits], Clock | None], ...] = (
    _conclude,
    _report_back,
    _section,
)


def _counted(
    rule: Rule, start: date, days: int, ended: date | None, calendar: Calendar, limits: Limits
) -> Clock:
    """A clock of ``days`` from ``start``."""
    nominal, due = timed(rule, days, start, calendar, limits.rolling)
    line = explain(rule, start, days, nominal, due, calendar)
    return Clock(rule, start, nominal, due, ended, line)


def explain(
    rule: Rule, start: date, days: int, nominal: date, due: date, calendar: Calendar
) -> Message:
    """One printable line: start event and date, length, article, days rolled, unconfirmed years."""
    working = rule.unit is Unit.WORKING
    line = Message(
        "{event} {start} 起 {days} 个工作日 → {nominal}（{article}）"
        if working
        else "{event} {start} 起 {days} 日 → {nominal}（{article}）",
        event=Message(rule.starts),
        start=start.isoformat(),
        days=days,
        nominal=nominal.isoformat(),
        article=Message(rule.article),
    )
    if due != nominal:
        line = _rolled(line, nominal, due, calendar)
    for year in calendar.unconfirmed(start if working else nominal, due):
        line = Message(
            "{line}；{year} 年放假安排尚未录入，暂按周末和固定节日推算", line=line, year=year
        )
    return line


def _rolled(line: Message, nominal: date, due: date, calendar: Calendar) -> Message:
    names = "、".join(_once(n for _, n in calendar.rest_between(nominal, due) if n))
    if not names:
        return Message("{line}；逢节假日顺延至 {due}", line=line, due=due.isoformat())
    return Message(
        "{line}；逢节假日（{holidays}）顺延至 {due}", line=line, holidays=names, due=due.isoformat()
    )


def _once(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
