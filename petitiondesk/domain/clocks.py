"""Time limits (期限): which run on a petition, when they end, and why that day.

The limits of 《信访工作条例》 count calendar days unless the article says 工作日; the day a limit
starts on is not counted. Two dates come out of each: ``nominal_on``, by which the desk warns, and
``due_on``, moved past days of rest, after which alone the petition is overdue (超期). An office is
warned early and never blamed a day too soon.

Clocks are computed from the petition, the rules in force when it was received, and the calendar;
nobody types one in. Each carries its `Reckoning`, from which the date can be counted again by hand.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from petitiondesk.domain.calendar import ONE_DAY, Calendar
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.petition import Extension, Petition, Review, Routing
from petitiondesk.domain.rules import Bound, Rule, Rulebook, RuleSet, Starts, Unit
from petitiondesk.domain.terms import (
    PauseKind,
    PetitionClass,
    Procedure,
    ReplyManner,
    ReviewLevel,
    State,
    Term,
)

SOON_DAYS = 5
"""Days before the nominal date from which a running limit is shown as near (临期)."""

MAIN_CODES = frozenset({"C5", "C9", "C11C", "CS"})
"""The limits that a petition as a whole is judged by: to conclude it, to report it."""

SCHEME = 1
"""Raised when the program counts differently: a registry then reckons its clocks anew when opened."""

Day = tuple[date, str]
"""A day of rest with the holiday it belongs to, "" for a weekend."""


@dataclass(frozen=True)
class Stop:
    """Days that a pause took out of a limit: from ``first`` to the day before ``until``."""

    kind: PauseKind
    first: date
    until: date

    @property
    def days(self) -> int:
        """Calendar days not counted."""
        return (self.until - self.first).days


@dataclass(frozen=True)
class Reckoning:
    """How a date was found: a sum that can be done again with a pencil.

    ``start`` plus ``days``, plus each day of ``skipped`` (rest days within working days), plus
    ``stops``, plus ``extensions``, gives the nominal date; plus each day of ``rolled``, the due date.
    ``named`` is a date that somebody set instead, with ``named_by`` saying so.
    """

    rule: Rule
    event: Starts
    start: date
    days: int = 0
    skipped: tuple[Day, ...] = ()
    extensions: tuple[Extension, ...] = ()
    stops: tuple[Stop, ...] = ()
    rolled: tuple[Day, ...] = ()
    unconfirmed: tuple[int, ...] = ()
    still_stopped: Stop | None = None
    named: date | None = None
    named_by: Message | None = None

    @property
    def counted_on(self) -> date:
        """The end of the days themselves, before extensions and pauses."""
        return self.start + timedelta(days=self.days + len(self.skipped))

    @property
    def extended_on(self) -> date:
        """The end with the extensions."""
        return self.counted_on + timedelta(days=sum(e.days or 0 for e in self.extensions))

    @property
    def nominal_on(self) -> date:
        """The end with extensions and pauses."""
        if self.named is not None:
            return self.named
        return self.extended_on + timedelta(days=sum(s.days for s in self.stops))

    @property
    def due_on(self) -> date:
        """The last day on which the limit is still met."""
        return self.nominal_on + timedelta(days=len(self.rolled))

    @property
    def line(self) -> Message:
        """One printable line that accounts for `due_on`, each part with the date it leads to."""
        if self.named_by is not None:
            return self.named_by
        line = self._count()
        reached = self.counted_on
        for extension in self.extensions:
            reached += timedelta(days=extension.days or 0)
            line = _extended(line, extension, reached)
        for stop in self.stops:
            reached += timedelta(days=stop.days)
            line = _stopped(line, stop, reached)
        if self.rolled:
            line = _rolled(line, self.rolled, self.due_on)
        for year in self.unconfirmed:
            line = Message(
                "{line}；{year} 年放假安排尚未录入，暂按周末和固定节日推算", line=line, year=year
            )
        if self.still_stopped is not None:
            line = Message(
                "{line}；{first} 起暂停（{kind}），恢复后按停的天数后移",
                line=line,
                first=self.still_stopped.first.isoformat(),
                kind=self.still_stopped.kind,
            )
        return line

    def _count(self) -> Message:
        parts = {
            "event": Message(self.event.zh),
            "start": self.start.isoformat(),
            "days": self.days,
            "nominal": self.counted_on.isoformat(),
            "article": Message(self.rule.article),
        }
        if self.rule.unit is Unit.CALENDAR:
            return Message("{event} {start} 起 {days} 日 → {nominal}（{article}）", **parts)
        if not self.skipped:
            return Message("{event} {start} 起 {days} 个工作日 → {nominal}（{article}）", **parts)
        names = _names(self.skipped)
        if not names:
            return Message(
                "{event} {start} 起 {days} 个工作日，跳过周末 {skipped} 天 → {nominal}（{article}）",
                skipped=len(self.skipped),
                **parts,
            )
        return Message(
            "{event} {start} 起 {days} 个工作日，跳过周末和节假日（{holidays}）{skipped} 天 → {nominal}（{article}）",
            skipped=len(self.skipped),
            holidays=names,
            **parts,
        )


@dataclass(frozen=True)
class Clock:
    """One limit on one petition, and how its dates were found.

    ``subject`` is the section or body it binds, "" for the office; ``ended_on`` the day the work was
    done, None while it runs.
    """

    reckoning: Reckoning
    ended_on: date | None = None
    subject: str = ""
    bound: Bound = Bound.OFFICE

    @property
    def rule(self) -> Rule:
        """The rule it follows."""
        return self.reckoning.rule

    @property
    def started_on(self) -> date:
        """The day it started on, which is not counted."""
        return self.reckoning.start

    @property
    def nominal_on(self) -> date:
        """The date by which the desk warns."""
        return self.reckoning.nominal_on

    @property
    def due_on(self) -> date:
        """The last day on which it is still met."""
        return self.reckoning.due_on

    @property
    def paused(self) -> bool:
        """Whether it stands still, so that its last day is not known yet."""
        return self.ended_on is None and self.reckoning.still_stopped is not None

    @property
    def duty(self) -> bool:
        """Whether somebody in the bureau is late when it is not met."""
        return self.bound in (Bound.OFFICE, Bound.SECTION)

    @property
    def explanation(self) -> Message:
        """One printable line that accounts for ``due_on``."""
        return self.reckoning.line

    @property
    def title(self) -> Message:
        """What is to be done by then, and by which section."""
        if self.subject:
            return Message("{title} · {subject}", title=Message(self.rule.zh), subject=self.subject)
        return Message(self.rule.zh)


class DueTerm(Term):
    """How a limit stands, for lists and exports. Computed on the day, never stored."""

    NONE = "none", N_("无期限")
    RUNNING = "running", N_("办理中")
    SOON = "soon", N_("临期")
    OVERDUE = "overdue", N_("超期")
    ON_TIME = "on_time", N_("按期")
    LATE = "late", N_("逾期办结")
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
        (DueTerm.PAUSED, N_("已暂停"), N_("已暂停")),
        (DueTerm.OPEN_RIGHT, N_("还可申请 {days} 天"), N_("今天是最后一天")),
        (DueTerm.LAPSED, N_("期限已过"), N_("期限已过")),
    )
    for today, words in ((False, words), (True, words_today))
}


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
        for maker in _MAKERS
        for clock in maker(petition, rules, calendar)
        if clock.rule.enabled and not (exited and clock.ended_on is None)
    )


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


# --- counting ------------------------------------------------------------------------------------


def reckon(
    rule: Rule,
    start: date,
    calendar: Calendar,
    *,
    event: Starts | None = None,
    extensions: Iterable[Extension] = (),
    pauses: Iterable[Stop | tuple[PauseKind, date, None]] = (),
) -> Reckoning:
    """Count ``rule`` from ``start``.

    ``pauses`` are those of the petition, in any order; one without an end is given as a tuple. Only
    those that the rule stops for count, and only from the day after ``start`` to the end.
    """
    assert rule.days is not None
    wanted = tuple(e for e in extensions if e.days)
    stops, open_stop = _usable(rule, pauses)
    working = rule.unit is Unit.WORKING
    count = _count_working if working else _count_calendar
    total = rule.days + (0 if working else sum(e.days or 0 for e in wanted))
    nominal, skipped, used = count(start, total, stops, calendar)
    due = nominal if working else calendar.roll(nominal, rule.rolling)
    rolled = tuple((day, calendar.holiday_name(day)) for day in _days(nominal, due))
    return Reckoning(
        rule=rule,
        event=event or rule.starts,
        start=start,
        days=rule.days,
        skipped=skipped,
        extensions=() if working else wanted,
        stops=used,
        rolled=rolled,
        unconfirmed=calendar.unconfirmed(start if working else nominal, due),
        still_stopped=open_stop if open_stop and open_stop.first <= due else None,
    )  # fmt: skip


def _usable(
    rule: Rule, pauses: Iterable[Stop | tuple[PauseKind, date, None]]
) -> tuple[list[Stop], Stop | None]:
    """The pauses the rule stops for: closed ones without overlap by date, and one still open."""
    closed: list[Stop] = []
    still: Stop | None = None
    for pause in sorted(pauses, key=_first):
        if _kind(pause) not in rule.stops_for:
            continue
        if not isinstance(pause, Stop):
            still = still or Stop(pause[0], pause[1], pause[1])
            continue
        last = closed[-1].until if closed else pause.first
        first = max(pause.first, last)
        if first < pause.until:
            closed.append(Stop(pause.kind, first, pause.until))
    return closed, still


def _first(pause: Stop | tuple[PauseKind, date, None]) -> date:
    return pause.first if isinstance(pause, Stop) else pause[1]


def _kind(pause: Stop | tuple[PauseKind, date, None]) -> PauseKind:
    return pause.kind if isinstance(pause, Stop) else pause[0]


_Count = tuple[date, tuple[Day, ...], tuple[Stop, ...]]


def _count_calendar(start: date, days: int, stops: Iterable[Stop], _: Calendar) -> _Count:
    """Calendar days, pauses left out: each pause that begins within the limit moves its end."""
    end = start + timedelta(days=days)
    used = []
    for stop in stops:
        within = Stop(stop.kind, max(stop.first, start + ONE_DAY), stop.until)
        if within.first <= end and within.days > 0:
            end += timedelta(days=within.days)
            used.append(within)
    return end, (), tuple(used)


def _count_working(start: date, days: int, stops: Iterable[Stop], calendar: Calendar) -> _Count:
    """Working days, pauses left out; the days of rest passed over, those in pauses apart."""
    waiting = list(stops)
    used: list[Stop] = []
    skipped: list[Day] = []
    day = start
    while days:
        day += ONE_DAY
        while waiting and waiting[0].until <= day:
            waiting.pop(0)
        if waiting and waiting[0].first <= day:
            stop = waiting.pop(0)
            used.append(Stop(stop.kind, day, stop.until))
            day = stop.until - ONE_DAY
        elif calendar.is_workday(day):
            days -= 1
        else:
            skipped.append((day, calendar.holiday_name(day)))
    return day, tuple(skipped), tuple(used)


def _days(first: date, until: date) -> Iterator[date]:
    day = first
    while day < until:
        yield day
        day += ONE_DAY


# --- the single clocks ---------------------------------------------------------------------------


def _exited(petition: Petition) -> bool:
    """Whether it was closed without being concluded, also when it has been archived since."""
    return not petition.state.is_open and petition.concluded_on is None


def _is_claim(petition: Petition) -> bool:
    return petition.petition_class is PetitionClass.CLAIM and petition.statutory_route is None


def _can_be_told(petition: Petition) -> bool:
    """Art. 23(2) exempts from the notice where name or address is unclear."""
    return any(p.name.strip() and p.address.strip() for p in petition.petitioners)


def _told_on(petition: Petition) -> date | None:
    """When the petitioner was told: by a notice, or by the answer or the exit itself."""
    days = (petition.notified_on, petition.replied_on, petition.concluded_on, petition.closed_on)
    return next((day for day in days if day is not None), None)


def _pauses(petition: Petition) -> Iterator[Stop | tuple[PauseKind, date, None]]:
    """The petition's pauses and hearings; a hearing takes its last day with it."""
    for pause in petition.pauses:
        if pause.kind is None or pause.started_on is None:
            continue
        if pause.ended_on is None:
            yield pause.kind, pause.started_on, None
        else:
            yield Stop(pause.kind, pause.started_on, pause.ended_on)
    for hearing in petition.hearings:
        if hearing.started_on and hearing.ended_on:
            yield Stop(PauseKind.HEARING, hearing.started_on, hearing.ended_on + ONE_DAY)


def _counted(
    petition: Petition,
    rule: Rule,
    start: date,
    ended: date | None,
    calendar: Calendar,
    event: Starts | None = None,
    extensions: Iterable[Extension] = (),
) -> Clock:
    reckoning = reckon(
        rule, start, calendar, event=event, extensions=extensions, pauses=_pauses(petition)
    )
    return Clock(reckoning, ended, bound=rule.bound)


def _notice(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C1 and C2, Art. 23: the written notice, on a direct petition or on one sent to us."""
    start = petition.received_on
    if start is None or petition.procedure is Procedure.SIMPLE or not _can_be_told(petition):
        return
    code = "C2" if petition.channel.from_superior else "C1"
    yield _counted(petition, rules[code], start, _told_on(petition), calendar)


def _objection(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C3, Art. 23(3): the right to say that an item is not ours; accepting it ends the right."""
    start = petition.received_on
    if start is None or not petition.channel.from_superior:
        return
    ended = petition.objected_on or petition.accepted_on
    yield _counted(petition, rules["C3"], start, ended, calendar)


def _passing_on(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C4, Art. 22: only of an office that is a petition office itself, hence off by default."""
    start = petition.received_on
    if start is None or not rules["C4"].enabled:
        return
    routed = next((r.routed_on for r in petition.routings if r.routed_on), None)
    yield _counted(petition, rules["C4"], start, routed or petition.closed_on, calendar)


def _began(petition: Petition, rule: Rule) -> tuple[date, Starts] | None:
    """The day handling began and how it is called: begun anew, accepted, or else received."""
    if petition.reopened_on is not None:
        return petition.reopened_on, Starts.REOPENED
    if petition.accepted_on is not None and rule.starts is Starts.ACCEPTED:
        return petition.accepted_on, Starts.ACCEPTED
    return (petition.received_on, Starts.RECEIVED) if petition.received_on else None


def _conclude(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C5 with C6, Art. 34: claims only. Without a day of acceptance, receipt stands for it."""
    if not _is_claim(petition) or petition.procedure is Procedure.SIMPLE:
        return
    began = _began(petition, rules["C5"])
    if began is not None:
        start, event = began
        ended = petition.concluded_on
        yield _counted(
            petition, rules["C5"], start, ended, calendar, event, petition.extensions
        )  # fmt: skip


def _simple(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C11: acceptance and conclusion by the simple procedure, in working days."""
    if not _is_claim(petition) or petition.procedure is not Procedure.SIMPLE:
        return
    if petition.received_on is not None:
        told = petition.accepted_on or _told_on(petition)
        yield _counted(petition, rules["C11"], petition.received_on, told, calendar)
    began = _began(petition, rules["C11C"])
    if began is not None:
        start, event = began
        ended = petition.concluded_on
        yield _counted(petition, rules["C11C"], start, ended, calendar, event)


def _reviews(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C7 and C8, Art. 35-36: the petitioner's windows, and the deciding body's limits."""
    if not _is_claim(petition):
        return
    review = _review(petition, ReviewLevel.REVIEW)
    rereview = _review(petition, ReviewLevel.REREVIEW)
    served = petition.delivered_on if petition.reply_manner is ReplyManner.WRITTEN else None
    for code, start, asked in (
        ("C7", served, review),
        ("C8", review.decided_on if review else None, rereview),
    ):
        if start is not None:
            ended = (asked.requested_on if asked else None) or petition.finished_on
            yield _counted(petition, rules[code], start, ended, calendar)
        if asked is not None and asked.requested_on is not None:
            rule = rules[code + "D"]
            clock = _counted(petition, rule, asked.requested_on, asked.decided_on, calendar)
            bound = rule.bound if asked.ours else Bound.OTHER_BODY
            yield Clock(clock.reckoning, clock.ended_on, asked.body, bound)


def _review(petition: Petition, level: ReviewLevel) -> Review | None:
    return next((r for r in reversed(petition.present_reviews) if r.level is level), None)


def _named(
    rule: Rule, start: date, day: date, ended: date | None, line: Message, subject: str = ""
) -> Clock:
    """A clock whose date somebody set: a named date does not roll (Civil Code Art. 203)."""
    reckoning = Reckoning(rule, rule.starts, start, named=day, named_by=line)
    return Clock(reckoning, ended, subject, rule.bound)


def _report_back(petition: Petition, rules: RuleSet, _: Calendar) -> Iterator[Clock]:
    """C9, Art. 22: until it was reported; what is archived has been."""
    day = petition.report_by
    if day is None:
        return
    rule = rules["C9"]
    line = Message(
        "来文要求 {due} 前{title}（{article}）",
        due=day.isoformat(),
        title=Message(rule.zh),
        article=Message(rule.article),
    )
    filed = petition.concluded_on if petition.state is State.ARCHIVED else None
    started = petition.received_on or day
    yield _named(rule, started, day, petition.reported_on or filed, line)


def _sections(petition: Petition, rules: RuleSet, calendar: Calendar) -> Iterator[Clock]:
    """C10: each section's answer, by the date set at routing or the office's own days, rolled."""
    for routing in petition.routings:
        if routing.current and routing.routed_on is not None:
            yield _section(petition, routing, routing.routed_on, rules["C10"], calendar)


def _section(
    petition: Petition, routing: Routing, start: date, rule: Rule, calendar: Calendar
) -> Clock:
    ended = _answered(petition, routing)
    if routing.due_on is None:
        clock = _counted(petition, rule, start, ended, calendar)
        return Clock(clock.reckoning, ended, routing.section, rule.bound)
    line = Message(
        "转办时要求{section} {due} 前答复（{article}）",
        section=routing.section,
        due=routing.due_on.isoformat(),
        article=Message(rule.article),
    )
    return _named(rule, start, routing.due_on, ended, line, routing.section)


def _answered(petition: Petition, routing: Routing) -> date | None:
    """An answer sent back for revision (退回修改) is no answer: its clock runs on.

    A co-handling section that never answered is not waited for once the reply went out.
    """
    if not routing.lead:
        return routing.answered_on or petition.replied_on or petition.concluded_on
    with_section = petition.state in (State.ROUTED, State.IN_PROGRESS, State.PAUSED)
    return None if with_section else routing.answered_on or petition.concluded_on


def _statutory(petition: Petition, rules: RuleSet, _: Calendar) -> Iterator[Clock]:
    """CS, Art. 31: the statute's own date, as the office noted it."""
    day = petition.statutory_due_on
    if day is None:
        return
    rule = rules["CS"]
    line = Message(
        "{statute}规定 {due} 前{title}（{article}）",
        statute=petition.statute,
        due=day.isoformat(),
        title=Message(rule.zh),
        article=Message(rule.article),
    )
    yield _named(rule, petition.received_on or day, day, petition.concluded_on, line)


def _urgings(petition: Petition, rules: RuleSet, _: Calendar) -> Iterator[Clock]:
    """CU: the answer to each urging; what has been concluded needs none."""
    rule = rules["CU"]
    for urging in petition.urgings:
        if urging.due_on is None or urging.on is None:
            continue
        line = Message(
            "{on} 督办，要求 {due} 前回复（{article}）",
            on=urging.on.isoformat(),
            due=urging.due_on.isoformat(),
            article=Message(rule.article),
        )
        ended = urging.answered_on or petition.concluded_on
        yield _named(rule, urging.on, urging.due_on, ended, line, urging.section)


_MAKERS: tuple[Callable[[Petition, RuleSet, Calendar], Iterator[Clock]], ...] = (
    _notice,
    _objection,
    _passing_on,
    _conclude,
    _reviews,
    _report_back,
    _sections,
    _simple,
    _statutory,
    _urgings,
)


# --- words -------------------------------------------------------------------------------------


def _extended(line: Message, extension: Extension, reached: date) -> Message:
    return Message(
        "{line}；延期 {days} 日（{approver} {on} 批准：{reason}）→ {reached}",
        line=line,
        days=extension.days or 0,
        approver=extension.approver,
        on=extension.on.isoformat() if extension.on else "",
        reason=extension.reason,
        reached=reached.isoformat(),
    )


def _stopped(line: Message, stop: Stop, reached: date) -> Message:
    return Message(
        "{line}；{first} 至 {last} 暂停（{kind}），不计 {days} 日 → {reached}",
        line=line,
        first=stop.first.isoformat(),
        last=(stop.until - ONE_DAY).isoformat(),
        kind=stop.kind,
        days=stop.days,
        reached=reached.isoformat(),
    )


def _rolled(line: Message, rolled: Iterable[Day], due: date) -> Message:
    names = _names(rolled)
    if not names:
        return Message("{line}；逢节假日顺延至 {due}", line=line, due=due.isoformat())
    return Message(
        "{line}；逢节假日（{holidays}）顺延至 {due}", line=line, holidays=names, due=due.isoformat()
    )


def _names(days: Iterable[Day]) -> str:
    """The holidays among the days, each once; official names, in Chinese in both languages."""
    return "、".join(dict.fromkeys(name for _, name in days if name))
