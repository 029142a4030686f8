"""A change of the calendar in words: which days are otherwise, which years become confirmed."""

from collections.abc import Iterable
from datetime import date

from petitiondesk.domain.calendar import Calendar
from petitiondesk.infra.i18n import term, tr, trn
from petitiondesk.services.calendar_days import CalendarDay, DayKind, day_of, days_between
from petitiondesk.services.clock_moves import different_days
from petitiondesk.ui.days import short_day

_MOST_TOLD = 5
"""Changed days that are named one by one; more are only counted."""


def changed_days(base: Calendar, draft: Calendar, first: date, last: date) -> list[date]:
    """The days from ``first`` to ``last`` that are otherwise in the draft, also by name alone."""
    return [
        entry.day for entry in days_between(draft, first, last) if entry != day_of(base, entry.day)
    ]


def title(years: Iterable[int]) -> str:
    """What the dialog is called that shows a change of these years."""
    return tr("更改放假安排：{years} 年", years=tr("、").join(map(str, sorted(years))))


def told_changes(present: Calendar, newer: Calendar) -> list[str]:
    """Which days change, one by one or counted, and which years become confirmed."""
    after = present.updated(newer)
    days = different_days(present, after)
    said = [_told(day_of(present, day), day_of(after, day)) for day in days[:_MOST_TOLD]]
    if len(days) > _MOST_TOLD:
        said = [trn("与现行日历不同的有 {n} 天。", len(days))]
    fresh = [str(year) for year in sorted(newer.years) if not present.confirmed(year)]
    if fresh:
        named = tr("、").join(fresh)
        said.append(tr("确认以后，{years} 年就算已经录入，不再另外提示。", years=named))
    return said


def _told(before: CalendarDay, after: CalendarDay) -> str:
    return tr(
        "{day}：{before} → {after}",
        day=short_day(before.day),
        before=_words(before),
        after=_words(after),
    )


def _words(entry: CalendarDay) -> str:
    if entry.kind is DayKind.ORDINARY:
        return tr("上班") if entry.worked else tr("休息")
    return tr("{kind}（{name}）", kind=term(entry.kind), name=entry.name)
