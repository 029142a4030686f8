"""How a date is found: counting days of the calendar or of work, pauses, extensions, rolling, and the line that says so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from petitiondesk.domain.calendar import ONE_DAY, Calendar
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Extension
from petitiondesk.domain.rules import Rule, Starts, Unit
from petitiondesk.domain.terms import PauseKind

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

    @cached_property
    def counted_on(self) -> date:
        """The end of the days themselves, before extensions and pauses."""
        return self.start + timedelta(days=self.days + len(self.skipped))

    @cached_property
    def extended_on(self) -> date:
        """The end with the extensions."""
        return self.counted_on + timedelta(days=sum(e.days or 0 for e in self.extensions))

    @cached_property
    def nominal_on(self) -> date:
        """The end with extensions and pauses."""
        if self.named is not None:
            return self.named
        return self.extended_on + timedelta(days=sum(s.days for s in self.stops))

    @cached_property
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
    wanted = tuple([e for e in extensions if e.days]) if extensions else ()
    stopped = [p for p in pauses if _kind(p) in rule.stops_for] if pauses else ()
    event = event or rule.starts
    if wanted or stopped:
        return _counted(rule, start, calendar, event, wanted, stopped)
    key = (id(rule), start, event)
    found = remembered(calendar, rule, key)
    return found or remember(calendar, key, _counted(rule, start, calendar, event, (), ()))


def remembered(calendar: Calendar, rule: Rule, key: object) -> Reckoning | None:
    """What was found before under a key that has the rule's identity in it.

    Most limits of a day are those of many petitions.
    """
    found: Reckoning | None = calendar.reckoned.get(key)
    return found if found is not None and found.rule is rule else None


def remember(calendar: Calendar, key: object, found: Reckoning) -> Reckoning:
    """Keep what was found; it keeps its rule, so that no other one gets that identity."""
    if len(calendar.reckoned) >= _REMEMBERED:
        calendar.reckoned.clear()
    calendar.reckoned[key] = found
    return found


_REMEMBERED = 50_000
"""Counts that a calendar remembers: of a dozen rules, for ten years of days."""


def _counted(
    rule: Rule,
    start: date,
    calendar: Calendar,
    event: Starts,
    wanted: tuple[Extension, ...],
    pauses: Iterable[Stop | tuple[PauseKind, date, None]],
) -> Reckoning:
    assert rule.days is not None
    stops, open_stop = _usable(pauses)
    working = rule.unit is Unit.WORKING
    count = _count_working if working else _count_calendar
    total = rule.days + (0 if working else sum(e.days or 0 for e in wanted))
    nominal, skipped, used = count(start, total, stops, calendar)
    due = nominal if working else calendar.roll(nominal, rule.rolling)
    rolled = tuple((day, calendar.holiday_name(day)) for day in _days(nominal, due))
    return Reckoning(
        rule=rule,
        event=event,
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
    pauses: Iterable[Stop | tuple[PauseKind, date, None]],
) -> tuple[list[Stop], Stop | None]:
    """The pauses: closed ones without overlap by date, and one still open."""
    closed: list[Stop] = []
    still: Stop | None = None
    for pause in sorted(pauses, key=_first):
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


# --- words ---------------------------------------------------------------------------------------


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


def _names(days: Iterable[Day]) -> tuple[str, ...]:
    """The holidays among the days, each once; official names, in Chinese in both languages."""
    return tuple(dict.fromkeys(name for _, name in days if name))
